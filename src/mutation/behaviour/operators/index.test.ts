import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { loadContract } from '../../../contract/load.ts';
import type { HeaderField, Request } from '../../../model/exchange.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { cut } from '../../../text/wording.ts';
import { expectGolden, lines } from '../../../../test/golden/golden.ts';
import { behaviourMutants } from '../behaviour-mutants.ts';
import { headerOf, objectIn, type BehaviourMutant, type Fault } from '../behaviour-mutant.ts';
import { createKeepingServer } from '../keeping-server.ts';
import { BEHAVIOUR_OPERATORS } from './index.ts';

const BOOKSHOP = await loadContract('examples/bookshop/openapi.yaml');
const MUTANTS = behaviourMutants(BOOKSHOP, new Set(BOOKSHOP.operations));
const AUTHORIZED: HeaderField[] = [['Authorization', 'Bearer x']];
const OLD = '2000-01-01T00:00:00Z';
const BOOK = { title: 'Salt', author: 'Ada', genre: 'novel', price: 9.5, published: '2001-02-03', costPrice: 4 };

/** Sends requests to the bookshop's stateful mock, with a fault in it or as it is. */
function client(mutant?: BehaviourMutant) {
  const server = createKeepingServer(BOOKSHOP);
  const fault: Fault = mutant?.fault() ?? ((request) => server.answer(request));
  return async (method: string, path: string, body?: Json, headers: HeaderField[] = []) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const typed: HeaderField[] =
      body === undefined || headers.some(([name]) => name === 'Content-Type') ? [] : [['Content-Type', type]];
    const request: Request = {
      method,
      path,
      headers: [...AUTHORIZED, ...typed, ...headers],
      ...(body !== undefined && { body: new TextEncoder().encode(JSON.stringify(body)) }),
    };
    const response = await fault(request, server);
    const shown = objectIn(response.body) ?? {};
    return {
      status: response.status,
      shown,
      tag: headerOf(response, 'ETag') ?? '',
      location: headerOf(response, 'Location') ?? '',
    };
  };
}

/** A request of the session, and what came of it. */
type Step = [method: string, path: string, answer: Json];

/** What a person sees who creates, lists, changes and deletes; without what differs each time. */
async function session(mutant?: BehaviourMutant): Promise<Step[]> {
  const ask = client(mutant);
  const ids: string[] = [];
  const seen: unknown[] = [];
  const look = async (...request: Parameters<typeof ask>) => {
    const answer = await ask(...request);
    seen.push([request[0], request[1], answer]);
    return answer;
  };
  const make = async (path: string, body: Json, headers?: HeaderField[]) => {
    const { shown } = await look('POST', path, body, headers);
    ids.push(String(shown['id']));
    return String(shown['id']);
  };
  const one = await make('/books', BOOK);
  const two = await make('/books', { ...BOOK, title: 'Ash', genre: 'poetry', price: 20 });
  const three = await make('/books', { ...BOOK, title: 'Bark', inPrint: false, price: 3 });
  const own = { id: 'b0000000-0000-4000-8000-000000000000', createdAt: OLD, updatedAt: OLD, self: '/x' };
  for (const [name, value] of Object.entries(own)) await make('/books', { ...BOOK, [name]: value });
  await make('/books', BOOK, [['Content-Type', 'text/plain']]);
  const lists = async () => {
    for (const query of [
      '',
      '?limit=1',
      '?limit=2',
      '?limit=2&page=2',
      '?genre=novel',
      '?genre=poetry',
      '?inPrint=true',
      '?sort=price',
      '?sort=-title',
      '?sort=published',
    ])
      await look('GET', `/books${query}`);
    for (const query of ['', '?limit=1', '?limit=2&offset=1', '?stars=5'])
      await look('GET', `/books/${one}/reviews${query}`);
  };
  const reviews: string[] = [];
  for (const stars of [5, 2, 5]) reviews.push(await make(`/books/${one}/reviews`, { stars, text: 'well' }));
  for (const [name, value] of Object.entries({ id: 4711, bookId: two, createdAt: OLD }))
    await make(`/books/${one}/reviews`, { stars: 1, [name]: value });
  await make(`/books/${one}/reviews`, { stars: 4 }, [['Content-Type', 'text/plain']]);
  await lists();
  const { tag } = await look('GET', `/books/${one}`);
  await look('GET', `/books/${one}`, undefined, [['If-None-Match', tag]]);
  const all = {
    ...BOOK,
    title: 'Sand',
    author: 'Bo',
    genre: 'history',
    price: 5,
    inPrint: false,
    published: '1999-09-09',
    costPrice: 1,
  };
  for (let nth = 0; nth < 2; nth += 1) {
    await look('PUT', `/books/${one}`, all);
    await look('GET', `/books/${one}`);
  }
  await look('GET', `/books/${one}`);
  await look('PUT', `/books/${one}`, BOOK, [['If-Match', '"old"']]);
  await look('PATCH', `/books/${one}`, { price: 6 }, [['If-Match', '"old"']]);
  await look('PATCH', `/books/${two}`, { price: 6 });
  await look('GET', `/books/${two}`);
  await look('PATCH', `/books/${two}`, {
    title: 'Soot',
    author: 'Cy',
    genre: 'children',
    inPrint: false,
    published: '1990-01-01',
  });
  await look('GET', `/books/${two}`);
  for (const [method, body] of [
    ['PUT', { ...all, price: -1 }],
    ['PATCH', { title: 'No', price: -1 }],
  ] as const) {
    await look(method, `/books/${three}`, body);
    await look('GET', `/books/${three}`);
  }
  for (const [name, value] of Object.entries(own)) {
    await look('PUT', `/books/${three}`, { ...BOOK, [name]: value });
    await look('PATCH', `/books/${three}`, { price: 8, [name]: value });
    await look('GET', `/books/${three}`);
  }
  await look('PUT', `/books/${three}`, BOOK, [['Content-Type', 'text/plain']]);
  await look('PATCH', `/books/${three}`, { price: 8 }, [['Content-Type', 'application/json']]);
  const [review = ''] = reviews;
  for (let nth = 0; nth < 2; nth += 1) await look('DELETE', `/books/${one}/reviews/${review}`);
  await look('GET', `/books/${one}/reviews/${review}`);
  for (let nth = 0; nth < 2; nth += 1) await look('DELETE', `/books/${three}`);
  await look('GET', `/books/${three}`);
  await lists();
  const text = ids
    .filter((id) => id.length > 9)
    .reduce((all, id, nth) => all.replaceAll(id, `<${nth}>`), JSON.stringify(seen));
  // A tag depends on the time of the last change.
  const settled = text
    .replace(/\\"[\w-]{32}\\"/g, '<tag>')
    .replace(/20\d\d-\d\d-\d\dT[\d:.]+Z/g, (time) => (time.startsWith('2000') ? time : '<now>'))
    .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '<uuid>');
  return JSON.parse(settled) as Step[];
}

const right = await session();

/** The places in which two values differ, with both values. */
function differences(at: string, was: Json | undefined, is: Json | undefined): string[] {
  if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null)
    return was === is
      ? []
      : [`${at}: ${cut(JSON.stringify(was) ?? 'nothing', 40)} → ${cut(JSON.stringify(is) ?? 'nothing', 40)}`];
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].flatMap((name) =>
    differences(`${at}/${name}`, (was as JsonObject)[name], (is as JsonObject)[name]),
  );
}

/** What a mutant changes in the session: the first steps that differ, and the first differences of each. */
function told({ id }: BehaviourMutant, steps: Step[]): string[] {
  const changed = steps.flatMap(([method, path, answer], nth) => {
    const found = differences('', right[nth]?.[2], answer);
    return found.length === 0 ? [] : [`  ${nth + 1} ${method} ${path}: ${found.slice(0, 3).join(', ')}`];
  });
  return [`${id}: ${changed.length} of ${steps.length} answers`, ...changed.slice(0, 4)];
}

test('the stateful mock as it is shows the same at each session', async () => {
  expect(await session()).toEqual(right);
});

describe.each(BEHAVIOUR_OPERATORS.map((operator) => [operator.name, operator] as const))('%s', (name, { family }) => {
  test('has the name of its file, and makes mutants of its family for the bookshop', () => {
    expect(readdirSync(import.meta.dirname)).toContain(`${name}.ts`);
    expect(MUTANTS.some((mutant) => mutant.family === family)).toBe(true);
  });
});

test('each mutant changes what it says in the answers of a session', async () => {
  const texts: string[] = [];
  for (const mutant of MUTANTS) texts.push(...told(mutant, await session(mutant)));
  expectGolden('behaviour-faults.txt', lines(texts));
  expect(texts.filter((text) => text.includes(': 0 of '))).toEqual([]);
});

test('each mutant of what an API does has an id of its own and a clause of the contract', () => {
  expect(new Set(MUTANTS.map(({ id }) => id)).size).toBe(MUTANTS.length);
  for (const { clause } of MUTANTS) expect(BOOKSHOP.locate(clause).line).toBeGreaterThan(0);
});

test('the mutants of the lists of books are about each parameter, default, filter and total', () => {
  const lists = MUTANTS.filter(({ operation }) => operation.id === 'listBooks').map(({ title }) => title);
  expect(lists).toEqual(LISTS);
});

const LISTS = [
  'ignores limit',
  'ignores page',
  'ignores sort',
  'ignores genre',
  'ignores inPrint',
  'has another default for limit',
  'has another default for page',
  'has another default for sort',
  'gives one more than the limit',
  'skips one between two pages',
  'turns the order round',
  'loses the last that genre finds',
  'loses the last that inPrint finds',
  'leaves out the last of each page',
  'gives the length of the page as total',
  'counts one too many as total',
  'leaves out what createBook creates',
  'shows what deleteBook deletes',
  'shows costPrice',
];
