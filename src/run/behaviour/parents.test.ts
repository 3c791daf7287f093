import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { askedAndTold, type Api, type AskedAndTold, type Respond } from '../../../test/support/asked-and-told.ts';
import { judgeParents } from './parents.ts';
import type { Made } from './writes/create.ts';

const none = { description: 'None.' };
const team = { type: 'object', properties: { name: { type: 'string' } } };
const json = { content: { 'application/json': { schema: team } } };
const ONE = 'GET /teams/{team}/jobs/{id}';
const ALL = 'GET /teams/{team}/jobs';
const NEW = 'POST /teams/{team}/jobs';
const TEAMS: Record<string, JsonObject> = {
  'POST /teams': { requestBody: json, responses: { 201: { description: 'A team.', ...json } } },
  'DELETE /teams/{name}': { operationId: 'deleteTeam', responses: { 204: none } },
};
const JOB = { id: '1', title: 'A first job', note: 'Short!', code: 'Seven!!', size: 7 };
const members = {
  title: { type: 'string' },
  note: { type: 'string' },
  code: { type: 'string' },
  size: { type: 'integer' },
};

/** A team that the run created. */
const parent = ({ known }: AskedAndTold, name: string): Made => {
  const [{ by, inputs } = {} as Made] = known.made;
  return { by, inputs, id: name, params: { name } };
};

async function judged(api: Api, respond: Respond, names = ['a', 'b']) {
  const told = await askedAndTold(
    { below: '/teams/{team}', created: [JOB], members, ...api, operations: { ...TEAMS, ...api.operations } },
    respond,
  );
  const parents = names.map((name) => parent(told, name));
  await judgeParents(told.client, told.known, told.maker, parents);
  return {
    asked: told.asked.map((line) => line.replace(' Content-Type: application/json', '')),
    after: told.after(),
    cases: told.cases,
    parents: parents.map(({ id }) => id),
    told: told.told,
    wrong: told.told.map((one) =>
      one.kind === 'filtered' ? `${one.wrong.join() || 'none'}, by ${one.basis.rests}` : '',
    ),
  };
}

/** A server of two teams, with answers of a test in place of its own. */
const server =
  (instead: Respond = () => undefined): Respond =>
  (line, nth, request) =>
    instead(line, nth, request) ??
    (request.method === 'POST'
      ? { status: 201, body: { ...(request.json as JsonObject), id: '9' } }
      : request.method === 'DELETE'
        ? { status: 204 }
        : line === 'GET /teams/b/jobs'
          ? { body: [] }
          : { status: 404 });

const DOCUMENTED = {
  [ONE]: { responses: { 404: none } },
  [ALL]: { responses: { 410: none } },
  [NEW]: { responses: { 404: none } },
};

test('what lies in a thing is looked for in another one, which is then deleted', async () => {
  const found = await judged({ operations: DOCUMENTED }, server());
  expect(found.asked).toEqual([
    'GET /teams/b/jobs/1',
    'GET /teams/b/jobs',
    'POST /teams/b/jobs',
    'DELETE /teams/b',
    'GET /teams/b/jobs/9 (gone)',
    'GET /teams/b/jobs (gone)',
    'POST /teams/b/jobs (gone)',
  ]);
  expect(found.after).toEqual([1, 1, 1, 2, 3, 3, 3]);
  expect(found.cases.map(({ inputs }) => inputs.body)).toEqual([
    ...[undefined, undefined, JOB, undefined, undefined, undefined, JOB],
  ]);
  expect(found.cases.map(({ title }) => title)).toEqual([
    'the request for what lies in another thing',
    'the request for the list of what lies in another thing',
    'the request that creates one in another thing',
    'the request to delete what others lie in',
    'the request for what lay in what was deleted',
    'the request for the list of what lay in what was deleted',
    'the request that creates one in what was deleted',
  ]);
  for (const { expect: wanted } of found.cases.slice(4)) expect(wanted).toMatchObject({ at: 'request path' });
  expect(found.parents).toEqual(['a']);
  expect(found.told).toMatchObject([
    { at: 'request path team', parameter: 'team', value: 'b', missing: 0, wrong: [], basis: { rests: 'status' } },
    { at: 'request path team', parameter: 'team', value: 'b', missing: 0, wrong: [], basis: { rests: 'HTTP' } },
  ]);
});

test.each<[what: string, api: Api, names: string[], count: number]>([
  ['one thing alone was created that it could lie in', {}, ['a'], 0],
  ['nothing was created', { created: [] }, ['a', 'b'], 0],
  ['nothing deletes what it lies in', { operations: { 'DELETE /teams/{name}': null } }, ['a', 'b'], 2],
  ['what it lies in may not be deleted', { heldBack: ['deleteTeam'] }, ['a', 'b'], 2],
  ['nothing reads or lists it', { operations: { [ONE]: null, [ALL]: null } }, ['a', 'b'], 2],
  ['nothing says that it would not be found', {}, ['a', 'b'], 4],
])('so many requests look for orphans where %s', async (_, api, names, count) => {
  const respond: Respond = (line, nth, request) =>
    request.method === 'POST' && 'created' in api ? {} : server()(line, nth, request);
  const created = await judged(api, respond, names).catch(() => ({ asked: [] }));
  expect(created.asked).toHaveLength(count);
});

test.each<[what: string, instead: Respond, asked: string[], parents: string[]]>([
  [
    'a creation that names nothing leaves its read out',
    (line) => (line === 'POST /teams/b/jobs' ? { status: 201 } : undefined),
    ['GET /teams/b/jobs (gone)', 'POST /teams/b/jobs (gone)'],
    ['a'],
  ],
  [
    'a refused creation leaves its read out',
    (line) => (line === 'POST /teams/b/jobs' ? { status: 400, body: { id: '9' } } : undefined),
    ['GET /teams/b/jobs (gone)', 'POST /teams/b/jobs (gone)'],
    ['a'],
  ],
  [
    'a refused deletion is the end of it',
    (line) => (line === 'DELETE /teams/b' ? { status: 409 } : undefined),
    [],
    ['a', 'b'],
  ],
])('orphans: %s', async (_, instead, asked, parents) => {
  const found = await judged({ operations: DOCUMENTED }, server(instead));
  expect(found.asked.slice(4)).toEqual(asked);
  expect(found.parents).toEqual(parents);
});

test.each<[what: string, read: JsonObject | undefined, listed: JsonObject[], want: string[]]>([
  ['is wrong in both where both show it', JOB, [JOB], ['1, by name', '1, by HTTP']],
  ['is right where a read shows another one', { ...JOB, id: '2' }, [], ['none, by name', 'none, by HTTP']],
  [
    'is right where another one has its number in a list',
    undefined,
    [{ ...JOB, title: 'Another job' }],
    ['none, by name', 'none, by HTTP'],
  ],
  ['is itself whatever a short text says', undefined, [{ ...JOB, note: 'Other!' }], ['none, by name', '1, by HTTP']],
  [
    'is right where a text of seven letters is another',
    undefined,
    [{ ...JOB, code: 'Other!!' }],
    ['none, by name', 'none, by HTTP'],
  ],
  ['is itself where the list leaves a text out', undefined, [{ id: '1', size: 8 }], ['none, by name', '1, by HTTP']],
  ['is right where the list has others', undefined, [{ ...JOB, id: '2' }], ['none, by name', 'none, by HTTP']],
])('what lies in one thing and is asked for in another %s', async (_, read, listed, want) => {
  const found = await judged({}, (line) =>
    line === 'GET /teams/b/jobs'
      ? { body: listed }
      : line === 'GET /teams/b/jobs/1' && read
        ? { body: read }
        : { status: 404, body: JOB },
  );
  expect(found.wrong).toEqual(want);
});
