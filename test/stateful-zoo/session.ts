import type { HeaderField, Request } from '../../src/model/exchange.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { headerOf, objectOf } from './change.ts';
import { API_KEY, BASE, TOKEN, type Shop } from './shop.ts';

const TITLE =
  'Ébène — a tale of paper, which is told in so many words that its title has more than a hundred letters in it';
const NOVEL = { title: ' Sale\u0301 ', author: 'Ada Winter', genre: 'novel', price: 9.999, published: '2019-04-02' };
const POEMS = { title: 'Blätter', author: 'Bo Strand', genre: 'poetry', price: 30, inPrint: false, costPrice: 4.5 };
const TALE = { title: TITLE, author: 'Cy', genre: 'children', price: 100.25, costPrice: 7, published: '2001-12-31' };
const FORM = 'application/x-www-form-urlencoded';
const PATCH = 'application/merge-patch+json';

/** What a shop answers to a person who tries everything: two shops that differ give two texts. */
export function session(shop: Shop): string {
  const seen: string[] = [];
  const ask = (method: string, path: string, sent?: JsonObject | string, more: HeaderField[] = []) => {
    const body = sent === undefined ? undefined : Buffer.from(typeof sent === 'string' ? sent : JSON.stringify(sent));
    const given = new Set(more.map(([name]) => name));
    const headers: HeaderField[] = [
      ...(given.has('X-Api-Key') || given.has('Authorization')
        ? []
        : ([['Authorization', `Bearer ${TOKEN}`]] as const)),
      ...(body && !given.has('Content-Type')
        ? ([['Content-Type', method === 'PATCH' ? PATCH : 'application/json']] as const)
        : []),
      ...(given.has('Accept') ? [] : ([['Accept', 'application/json']] as const)),
      ...more.filter(([, value]) => value !== ''),
    ];
    const request: Request = { method, path, headers, ...(body && { body }) };
    const response = shop.serve(request);
    seen.push(JSON.stringify([method, path, response.status, response.headers, Buffer.from(response.body).toString()]));
    return { response, id: String(objectOf(response)?.['id']), tag: headerOf(response, 'ETag') ?? '' };
  };
  const nobody: HeaderField[] = [['Authorization', '']];
  const token = (value: string): HeaderField[] => [['Authorization', value]];
  const key = (value: string): HeaderField[] => [['X-Api-Key', value]];

  const lists = () => {
    for (const query of [
      '',
      '?limit=1',
      '?limit=3&page=2',
      '?limit=7&page=5',
      '?limit=100',
      '?page=99',
      '?limit=100&page=2',
    ])
      ask('GET', `/books${query}`);
    for (const query of [
      'genre=novel',
      'genre=poetry',
      'genre=poetry&limit=1',
      'inPrint=true',
      'inPrint=false',
      'genre=novel&inPrint=true',
    ])
      ask('GET', `/books?${query}`);
    for (const sort of ['title', '-title', 'price', '-price', 'published', '-published'])
      ask('GET', `/books?limit=100&sort=${sort}`);
  };
  const reviews = (id: string) => {
    for (const query of [
      '',
      '?limit=1',
      '?limit=2&offset=1',
      '?limit=1&offset=2',
      '?offset=9',
      '?stars=5',
      '?stars=2',
      '?stars=1',
    ])
      ask('GET', `/books/${id}/reviews${query}`);
  };

  lists();
  const [novel, poems, tale, equal] = [NOVEL, POEMS, TALE, POEMS].map((book) => ask('POST', '/books', book).id) as [
    string,
    string,
    string,
    string,
  ];
  ask('POST', '/books', multipart(), [['Content-Type', 'multipart/form-data; boundary=x']]);
  for (const id of [novel, poems, tale]) for (let nth = 0; nth < 2; nth += 1) ask('GET', `/books/${id}`);
  for (const [sent, type] of [
    ['stars=5&text=a+%3Cb%3E+%27c%27', FORM],
    ['{"stars":2,"text":" plain "}', 'application/json'],
    ['{"stars":2}', 'application/json'],
    ['stars=1', FORM],
  ] as const)
    ask('POST', `/books/${novel}/reviews`, sent, [['Content-Type', type]]);
  const review = ask('POST', `/books/${poems}/reviews`, { stars: 4 });
  ask('GET', `/books/${poems}/reviews/${review.id}`);
  ask('GET', `/books/${tale}/reviews/${review.id}`);
  for (const id of [novel, poems, tale]) reviews(id);
  lists();

  const before = ask('GET', `/books/${novel}`).tag;
  ask('GET', `/books/${novel}`, undefined, [['If-None-Match', before]]);
  ask('GET', `/books/${novel}`, undefined, [['If-None-Match', '"another"']]);
  const changed = ask('PATCH', `/books/${novel}`, { price: 0, inPrint: false }, [['If-Match', before]]).tag;
  for (const [method, body] of [
    ['PATCH', { price: 5 }],
    ['PUT', { ...NOVEL, price: 6 }],
  ] as const) {
    ask(method, `/books/${novel}`, body, [['If-Match', before]]);
    ask('GET', `/books/${novel}`, undefined, [['If-None-Match', changed]]);
  }
  ask('PATCH', `/books/${novel}`, { title: 'Sugar', genre: 'history', author: 'Ada' });
  ask('GET', `/books/${novel}`);
  ask('PATCH', `/books/${poems}`, { price: 31 });
  const poetry = ask('GET', `/books/${poems}`).tag;
  ask('PUT', `/books/${poems}`, { ...NOVEL, title: 'Leaves' }, [['If-Match', poetry]]);
  for (let nth = 0; nth < 2; nth += 1)
    ask('PUT', `/books/${tale}`, { title: TITLE, author: 'Cy', genre: 'novel', price: 5.5 });
  ask('PATCH', `/books/${tale}`, { title: 'Tale' });
  ask('PATCH', `/books/${tale}`, { title: 'Tale' });
  for (const id of [novel, poems, tale]) ask('GET', `/books/${id}`);
  lists();

  ask('POST', '/books', { ...NOVEL, id: tale.replace(/^./, 'f'), createdAt: '2000-01-01T00:00:00Z' });
  ask('POST', '/books', { ...NOVEL, price: -1 });
  ask('POST', `/books/${novel}/reviews`, { stars: 4, id: 4711 });
  ask('PUT', `/books/${tale}`, { ...TALE, createdAt: '2000-01-01T00:00:00Z' });
  ask('PUT', `/books/${tale}`, { ...TALE, title: 'Refused', price: -1 });
  ask('GET', `/books/${tale}`);
  ask('PATCH', `/books/${tale}`, { id: novel, createdAt: '2000-01-01T00:00:00Z', price: 3 });
  ask('PATCH', `/books/${tale}`, { price: 4, genre: 7 });
  ask('GET', `/books/${tale}`);
  for (const type of ['text/plain', 'application/xml', 'application/json']) {
    ask('POST', '/books', NOVEL, [['Content-Type', type]]);
    ask('PATCH', `/books/${tale}`, { price: 8 }, [['Content-Type', type]]);
    ask('PUT', `/books/${tale}`, NOVEL, [['Content-Type', type]]);
    ask('POST', `/books/${tale}/reviews`, { stars: 3 }, [['Content-Type', type]]);
  }
  for (const who of [
    nobody,
    token('Bearer wrong'),
    token('Bearer '),
    token('Basic eDp5'),
    token(`Bearer ${TOKEN}x`),
    key('wrong'),
    key(API_KEY),
  ]) {
    for (const path of ['/books', `/books/${tale}`, `/books/${novel}/reviews`, `/books/${poems}/reviews/${review.id}`])
      ask('GET', path, undefined, who);
    ask('PATCH', `/books/${tale}`, { price: 77 }, who);
    ask('POST', `/books/${tale}/reviews`, { stars: 3 }, who);
    ask('DELETE', `/books/${equal}`, undefined, who);
  }
  ask('PUT', `/books/${tale}`, 'no JSON', nobody);
  ask('GET', '/books', undefined, [...token('Bearer wrong'), ...key(API_KEY)]);
  for (const accept of ['application/json', 'text/html;q=0.5, application/json', '*/*'])
    ask('GET', `/books/${tale}`, undefined, [['Accept', accept]]);
  ask('GET', `/books/${tale}`);
  ask('GET', '/books?unknown=1');
  ask('GET', '/books/not-a-uuid');
  ask('GET', '/books/');
  ask('HEAD', '/books');

  ask('DELETE', `/books/${novel}/reviews/14`);
  ask('GET', `/books/${novel}/reviews/14`);
  reviews(novel);
  const latest = ask('POST', `/books/${tale}/reviews`, { stars: 3 }).id;
  ask('DELETE', `/books/${tale}/reviews/${latest}`);
  ask('POST', `/books/${tale}/reviews`, { stars: 3 });
  for (let nth = 0; nth < 2; nth += 1) ask('DELETE', `/books/${poems}/reviews/${review.id}`);
  ask('POST', `/books/${poems}/reviews`, { stars: 4 });
  for (let nth = 0; nth < 2; nth += 1) {
    ask('DELETE', `/books/${poems}`);
    ask('GET', `/books/${poems}`);
    ask('GET', `/books/${poems}/reviews/${review.id}`);
    ask('POST', `/books/${poems}/reviews`, { stars: 1 });
    reviews(poems);
  }
  for (const id of [novel, tale]) ask('GET', `/books/${id}`);
  ask('POST', '/books', TALE);
  lists();
  return seen.join('\n').replaceAll(`${BASE}/`, '/v1/');
}

const multipart = () =>
  ['--x', 'Content-Disposition: form-data; name="book"', 'Content-Type: application/json', '', JSON.stringify(NOVEL)]
    .concat(
      '--x',
      'Content-Disposition: form-data; name="cover"; filename="c.png"',
      'Content-Type: image/png',
      '',
      'PNG',
      '--x--',
      '',
    )
    .join('\r\n');
