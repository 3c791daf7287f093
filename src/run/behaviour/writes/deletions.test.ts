import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../model/json.ts';
import { askedAndTold, type Api, type Respond } from '../../../../test/support/asked-and-told.ts';
import { judgeDeletions } from './deletions.ts';

const none = { description: 'None.' };
const MISSING = {
  'GET /jobs/{id}': { responses: { 404: none } },
  'DELETE /jobs/{id}': { responses: { 404: none } },
};
const job = (nth: number): JsonObject => ({ id: String(nth), title: `The job number ${nth}` });
const four = [job(1), job(2), job(3), job(4)];

/** A server of four jobs that deletes, with answers of a test in place of its own. */
function server(instead: Respond = () => undefined): Respond {
  const there = new Map(four.map((one) => [String(one['id']), one]));
  return (line, nth, request) => {
    const id = line.split('/')[2];
    const own = instead(line, nth, request);
    if (own) return own;
    if (request.method === 'POST') return { status: 201, body: { ...(request.json as JsonObject), id: '5' } };
    if (id === undefined) return { body: [...there.values()] };
    const one = there.get(id);
    if (!one) return { status: 404 };
    return request.method === 'DELETE' ? (there.delete(id), { status: 204 }) : { body: one };
  };
}

async function judged(api: Api, respond: Respond, { isListed = true, isRead = true } = {}) {
  const told = await askedAndTold({ operations: MISSING, created: four, ...api }, respond);
  if (isListed) told.known.wasListed = true;
  if (!isRead) told.known.reads.clear();
  await judgeDeletions(told.client, told.known, told.maker);
  return {
    asked: told.asked.map((line) => line.replace(' Content-Type: application/json', '')),
    after: told.after(),
    left: told.known.made.map(({ id }) => id),
    told: told.told.map((relation) => {
      if (relation.kind === 'deleted')
        return `${relation.where} ${relation.isRight ? 'right' : 'wrong'}: ${relation.actual}, by ${relation.basis.rests}`;
      return relation.kind === 'repeated' ? `repeated: ${relation.status}` : relation.kind;
    }),
    cases: told.cases,
  };
}

const READ = 'GET /jobs/3';
const DELETE = 'DELETE /jobs/3';
const GONE = 'GET /jobs/3 (gone)';

test('what is deleted is asked for, looked for in the list, and deleted once more', async () => {
  const found = await judged({}, server());
  expect(found.asked).toEqual([
    ...[READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'POST /jobs', GONE, DELETE],
  ]);
  expect(found.after).toEqual([1, 1, 2, 2, 2, 2, 0, 3, 2]);
  expect(found.left).toEqual(['1', '2', '4']);
  expect(found.told).toEqual([
    'others right: 200, by HTTP',
    'others right: 200, by HTTP',
    'repeated: 404',
    'again right: 404, by name',
  ]);
  expect(found.cases.map(({ title }) => title)).toEqual([
    'the request for what is deleted after createJob created it',
    'the request to delete what createJob created',
    'the request for what was deleted after createJob created it',
    'the request for what was not deleted',
    'the request for what was not deleted',
    'the request for the list after a deletion',
    'the request that creates another one',
    'the request for what was deleted after createJob created it, and another one was created',
    'the request to delete once more what createJob created',
  ]);
  expect(found.cases[2]?.expect).toMatchObject({ at: 'request path', was: job(3) });
  expect(found.cases[2]?.expect).toMatchObject({ clause: expect.stringMatching(/get\/responses\/404$/) });
  expect(found.cases[6]?.inputs.body).toEqual({ id: '1', title: 'Kn mark04' });
});

test.each<[what: string, created: JsonObject[], asked: string | undefined]>([
  ['nothing, where one alone was created', [job(1)], undefined],
  ['the second of two', [job(1), job(3)], 'DELETE /jobs/3'],
  ['the one before the last of three', [job(1), job(3), job(4)], 'DELETE /jobs/3'],
  ['the one before the last of four', [job(1), job(2), job(3), job(4)], 'DELETE /jobs/3'],
])('the thing that is deleted is %s', async (_, created, asked) => {
  const found = await judged({ created }, server());
  expect(found.asked[1]).toBe(asked);
});

test.each<[what: string, api: Api, instead: Respond, asked: string[], told: string[]]>([
  ['nothing is asked where nothing deletes', { operations: { 'DELETE /jobs/{id}': null } }, () => undefined, [], []],
  ['a deletion that is refused', {}, (line) => (line === DELETE ? { status: 409 } : undefined), [READ, DELETE], []],
  [
    'another thing that is gone as well',
    {},
    (line) => (line === 'GET /jobs/1' ? { status: 404 } : line === 'GET /jobs/4' ? { status: 410 } : undefined),
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'POST /jobs', GONE, DELETE],
    ['others wrong: 404, by HTTP', 'others wrong: 410, by HTTP', 'repeated: 404', 'again right: 404, by name'],
  ],
  [
    'what is made next has the identifier that has become free',
    {},
    (line, _, { json }) =>
      line.startsWith('POST ') ? { status: 201, body: { ...(json as JsonObject), id: '3' } } : undefined,
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'POST /jobs'],
    ['others right: 200, by HTTP', 'others right: 200, by HTTP'],
  ],
  [
    'a list that still has what was deleted is asked for twice',
    {},
    (line) => (line === 'GET /jobs' ? { body: four } : undefined),
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'GET /jobs', 'POST /jobs', GONE, DELETE],
    [
      ...['others right: 200, by HTTP', 'others right: 200, by HTTP'],
      ...['list wrong: what was deleted, by HTTP', 'repeated: 404', 'again right: 404, by name'],
    ],
  ],
  [
    'a list that is late is right',
    {},
    (line, nth) => (line === 'GET /jobs' && nth === 1 ? { body: four } : undefined),
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'GET /jobs', 'POST /jobs', GONE, DELETE],
    ['others right: 200, by HTTP', 'others right: 200, by HTTP', 'repeated: 404', 'again right: 404, by name'],
  ],
  [
    'a list that marks what was deleted is noted alone',
    { created: four.map((one) => ({ ...one, state: 'active' })) },
    (line) =>
      line === 'GET /jobs'
        ? { body: four.map((one) => ({ deleted: true, ...one, state: 'deleted' })) }
        : line === READ
          ? { body: { ...job(3), state: 'active' } }
          : undefined,
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'GET /jobs', 'POST /jobs', GONE, DELETE],
    [
      ...['others right: 200, by HTTP', 'others right: 200, by HTTP'],
      ...['list wrong: what was deleted, with another state, by name', 'repeated: 404', 'again right: 404, by name'],
    ],
  ],
  [
    'a deletion that answers as the first time is told, and is not wrong by more than a name',
    {},
    (line) => (line === DELETE ? { status: 204 } : undefined),
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'GET /jobs', 'POST /jobs', GONE, DELETE],
    [
      ...['others right: 200, by HTTP', 'others right: 200, by HTTP', 'list wrong: what was deleted, by HTTP'],
      ...['repeated: 204', 'again wrong: 204, by name'],
    ],
  ],
  [
    'a second deletion is not judged where no 404 is documented',
    { operations: { ...MISSING, 'DELETE /jobs/{id}': {} } },
    () => undefined,
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'POST /jobs', GONE, DELETE],
    ['others right: 200, by HTTP', 'others right: 200, by HTTP', 'repeated: 404'],
  ],
  [
    'a documented 410 says as much as a 404',
    { operations: { 'DELETE /jobs/{id}': { responses: { 410: none } } } },
    () => undefined,
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'POST /jobs', GONE, DELETE],
    [...['others right: 200, by HTTP', 'others right: 200, by HTTP', 'repeated: 404', 'again right: 404, by name']],
  ],
  [
    'what cannot be read is looked for in the list alone',
    { operations: { ...MISSING, 'GET /jobs/{id}': null } },
    () => undefined,
    [DELETE, 'GET /jobs', 'POST /jobs', DELETE],
    ['repeated: 404', 'again right: 404, by name'],
  ],
  [
    'without a list the reads alone are judged',
    { operations: { ...MISSING, 'GET /jobs': null } },
    () => undefined,
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'POST /jobs', GONE, DELETE],
    ['others right: 200, by HTTP', 'others right: 200, by HTTP', 'repeated: 404', 'again right: 404, by name'],
  ],
  [
    'nothing is asked again for what nothing new was made beside',
    {},
    (line) => (line === 'POST /jobs' ? { status: 401 } : undefined),
    [READ, DELETE, GONE, 'GET /jobs/1', 'GET /jobs/4', 'GET /jobs', 'POST /jobs', DELETE],
    ['others right: 200, by HTTP', 'others right: 200, by HTTP', 'repeated: 404', 'again right: 404, by name'],
  ],
])('deletions: %s', async (_, api, instead, asked, told) => {
  const found = await judged(api, server(instead), {
    isRead: api.operations?.['GET /jobs/{id}'] !== null,
  });
  expect({ asked: found.asked, told: found.told }).toEqual({ asked, told });
});

test('what no list showed and no read found is not looked for there', async () => {
  const found = await judged({}, server(), { isListed: false, isRead: false });
  expect(found.asked).toEqual([READ, DELETE, GONE, 'POST /jobs', GONE, DELETE]);
});

test('where a read documents no 404, what is gone rests on the deletion', async () => {
  const found = await judged({ operations: { 'DELETE /jobs/{id}': { responses: { 404: none } } } }, server());
  expect(found.cases[2]?.expect).toMatchObject({ clause: expect.stringMatching(/delete$/) });
});
