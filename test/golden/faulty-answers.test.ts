import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { HeaderField } from '../../src/model/exchange.ts';
import { loadContract } from '../../src/contract/load.ts';
import type { Fault } from '../../src/mutation/behaviour/behaviour-mutant.ts';
import { behaviourMutants } from '../../src/mutation/behaviour/behaviour-mutants.ts';
import { createKeepingServer } from '../../src/mutation/behaviour/keeping-server.ts';
import { answerLines, expectGolden, here, lines } from './golden.ts';

beforeAll(() => void jest.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z'), doNotFake: REAL }));
afterAll(() => void jest.useRealTimers());

/** The day alone is another one: nothing waits for it. */
const REAL = [
  ...['nextTick', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout', 'clearImmediate', 'clearInterval'],
  ...['clearTimeout', 'performance', 'hrtime'],
] as ('nextTick' | 'performance')[];

/** The way of one body: its media type, and a text. */
const json = (body: object): [string, string] => ['application/json', JSON.stringify(body)];
const form = (body: Record<string, string>): [string, string] => [
  'application/x-www-form-urlencoded',
  new URLSearchParams(body).toString(),
];
const patch = (body: object): [string, string] => ['application/merge-patch+json', JSON.stringify(body)];

const BOOK = { title: 'B', author: 'Ada', genre: 'poetry', price: 3, published: '2020-01-01' };
const OTHER = { title: 'A', author: 'Bo', genre: 'novel', price: 7, inPrint: false, costPrice: 2 };
const OWN = { id: 'own', createdAt: '2000-01-01T00:00:00Z', updatedAt: '2000-01-01T00:00:00Z', self: '/own' };

/**
 * What is asked: a method, a path, and of some a body and header fields. A path has `$1` for what the first POST created, and so on, and
 * a field `$tag` for the last entity tag.
 */
type Step = [what: string, body?: [type: string, text: string], ...headers: HeaderField[]];

const SESSIONS: Record<string, { file: string; steps: Step[] }> = {
  bookshop: {
    file: 'examples/bookshop/openapi.yaml',
    steps: [
      ['POST /books', json(BOOK)],
      ['POST /books', json(OTHER)],
      ['POST /books', json({ ...BOOK, ...OWN, title: 'C' })],
      ['POST /books', patch(BOOK)],
      ['GET /books'],
      ...['limit=1', 'limit=2', 'limit=2&page=2', 'page=2', 'sort=-price', 'sort=price&limit=1'].map((query): Step => [
        `GET /books?${query}`,
      ]),
      ...['genre=poetry', 'genre=children', 'inPrint=false', 'inPrint=true&limit=1', 'limit=0', 'page=x'].map(
        (query): Step => [`GET /books?${query}`],
      ),
      ['GET /books/$1'],
      ['GET /books/$1', undefined, ['If-None-Match', '$tag']],
      ['PUT /books/$1', json({ ...BOOK, title: 'D', price: 4 }), ['If-Match', '$tag']],
      ['PUT /books/$1', json({ ...BOOK, title: 'E', costPrice: 1 }), ['If-Match', '"another"']],
      ['PUT /books/$1', json(BOOK), ['if-match', '"another"']],
      ['PUT /books/$1', json({ ...OTHER, ...OWN })],
      ['PUT /books/$1', json({ ...BOOK, title: 7, author: 'Cy' })],
      ['PUT /books/$1', json({ title: 'F' })],
      ['GET /books/$1'],
      ['PATCH /books/$1', patch({ title: 'G', price: 1 })],
      ['PATCH /books/$1', patch({ title: 'G', price: 1 })],
      ['PATCH /books/$1', patch({ author: 'Di', price: 'much' })],
      ['PATCH /books/$1', patch({ title: null, published: null })],
      ['PATCH /books/$1', patch({ ...OWN, genre: 'history' })],
      ['PATCH /books/$1', json({ title: 'H' }), ['If-Match', '$tag']],
      ['PATCH /books/$1', patch([])],
      ['GET /books/$1'],
      ['GET /books?genre=history'],
      ['PUT /books/$1', json({ ...BOOK, title: 'I' })],
      ['PUT /books/$1', json({ ...BOOK, title: 'I' })],
      ['GET /books/$1'],
      ['POST /books/$1/reviews', form({ stars: '5', text: 'Good.' })],
      ['POST /books/$1/reviews', json({ stars: 2, text: 'Not so good.' })],
      ['POST /books/$1/reviews', json({ stars: 5, id: 900, bookId: 'own', createdAt: OWN.createdAt })],
      ['POST /books/$1/reviews', ['text/plain', 'stars']],
      ['GET /books/$1/reviews'],
      ...['limit=1', 'limit=1&offset=1', 'offset=1', 'stars=5', 'stars=4', 'offset=-1'].map((query): Step => [
        `GET /books/$1/reviews?${query}`,
      ]),
      ['GET /books/$2/reviews'],
      ['GET /books/$1/reviews/$4'],
      ['DELETE /books/$1/reviews/$4'],
      ['DELETE /books/$1/reviews/$4'],
      ['GET /books/$1/reviews/$4'],
      ['GET /books/$1/reviews'],
      ['DELETE /books/$2'],
      ['DELETE /books/$2'],
      ['GET /books/$2'],
      ['GET /books'],
      ['GET /nothing'],
    ],
  },
  lending: {
    file: here('lending.yaml'),
    steps: [
      ['POST /members', json({ name: 'Ada', status: 'active' })],
      ['POST /members', json({ name: 'Bo', status: 'closed' })],
      ['POST /members', json({ name: 'Cy', id: 900, pin: '1234', createdAt: OWN.createdAt })],
      ['POST /members', json({ name: 7 })],
      ['GET /members'],
      ...['limit=1', 'limit=1&offset=1', 'offset=1', 'status=active', 'status=closed', 'name=Bo', 'limit=9'].map(
        (query): Step => [`GET /members?${query}`],
      ),
      ...['sort=name', 'sort=name&order=desc', 'order=desc', 'sort=id&order=desc&limit=1'].map((query): Step => [
        `GET /members?${query}`,
      ]),
      ['GET /members/$1'],
      ['PUT /members/$1', json({ name: 'Di', status: 'closed' })],
      ['PUT /members/$1', json({ name: 'Di', status: 'closed' })],
      ['PUT /members/$1', json({ name: 'Ed', status: 'nothing' })],
      ['PUT /members/$1', json({ name: 'Fa', id: 900 })],
      ['GET /members/$1'],
      ['POST /members/$1/loans', json({ title: 'One', due: '2026-04-01', fee: 2, note: null })],
      ['POST /members/$1/loans', json({ title: 'Two', due: '2026-05-01', memberId: 900 })],
      ['POST /members/$1/loans', json({ title: 'Two' })],
      ['GET /members/$1/loans'],
      ...['per_page=1', 'per_page=1&page=2', 'page=2', 'title=One', 'title=None'].map((query): Step => [
        `GET /members/$1/loans?${query}`,
      ]),
      ['GET /members/$1/loans/$4'],
      ['PATCH /members/$1/loans/$4', patch({ title: 'Three' })],
      ['PATCH /members/$1/loans/$4', json({ title: 'Three', renewed: true })],
      ['PATCH /members/$1/loans/$4', json({ note: 'a note', id: 'own' })],
      ['PATCH /members/$1/loans/$4', json({ title: null })],
      ['GET /members/$1/loans/$4'],
      ['DELETE /members/$1/loans/$4'],
      ['DELETE /members/$1/loans/$4'],
      ['GET /members/$1/loans'],
      ['DELETE /members/$2'],
      ['DELETE /members/$2'],
      ['GET /members'],
    ],
  },
};

test.each(Object.keys(SESSIONS))('a server with each fault of behaviour answers the same: %s', async (name) => {
  const { file, steps } = SESSIONS[name] as (typeof SESSIONS)[string];
  const contract = await loadContract(file, name);
  const server = createKeepingServer(contract);

  /** What each step is answered. Entity tags have the numbers of their order. */
  async function play(fault: Fault): Promise<string[]> {
    server.reset();
    const made: string[] = [];
    const tags: string[] = [];
    const told: string[] = [];
    for (const [what, body, ...headers] of steps) {
      const [method = '', written = ''] = what.split(' ');
      const path = written.replace(/\$(\d)/g, (_, number: string) => made[Number(number) - 1] ?? 'none');
      const answer = await fault(
        {
          ...{ method, path, body: body && new TextEncoder().encode(body[1]) },
          headers: [
            ...[['Authorization', 'Bearer t'] as const, ['X-Key', 'k'] as const],
            ...(body ? [['Content-Type', body[0]] as const] : []),
            ...headers.map(([field, value]) => [field, value.replace('$tag', tags.at(-1) ?? '')] as const),
          ],
        },
        server,
      );
      const text = new TextDecoder().decode(answer.body);
      if (method === 'POST' && answer.status === 201) made.push(String((JSON.parse(text) as { id?: unknown }).id));
      const tag = answer.headers.find(([field]) => field.toLowerCase() === 'etag')?.[1];
      if (tag !== undefined && !tags.includes(tag)) tags.push(tag);
      const all = answerLines(answer).join('\n');
      told.push(
        `  ${[what, ...(body ?? [])].join(' ')}\n${tags.reduce((own, one, at) => own.replace(one, `TAG ${at}`), all)}`,
      );
    }
    return told;
  }

  const right = await play((request) => server.answer(request));
  const told = ['without a fault', ...right];
  for (const { id, family, clause, fault } of behaviourMutants(contract, new Set(contract.operations))) {
    const wrong = await play(fault());
    told.push('', `${id} (${family}; ${clause})`, ...wrong.filter((step, index) => step !== right[index]));
  }
  expect(told.length).toBeGreaterThan(right.length + 1);
  expectGolden(`faulty-answers-${name}.txt`, lines(told));
});
