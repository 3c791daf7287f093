import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { askedAndTold, type Api, type AskedAndTold } from '../../../../test/support/asked-and-told.ts';
import { contractOf } from '../../../../test/support/contracts.ts';
import { inProcessTarget } from '../../../exchange/in-process-target.ts';
import { valueAt } from '../../../json/pointer.ts';
import { check } from '../../check.ts';
import type { Made } from '../writes/create.ts';
import type { Change } from '../writes/changes.ts';
import { judgeChangedList, judgeList } from './lists.ts';

const text = { type: 'string' };
const parameter = (name: string, where: 'path' | 'query', schema: JsonObject = text) => ({
  ...{ name, in: where, description: `The ${name} of a job.`, schema },
  ...(where === 'path' && { required: true }),
});

/** An API of jobs with a list that has such parameters. @param more operations on a job */
function jobs(parameters: JsonObject[], more: JsonObject = {}) {
  const job = {
    type: 'object',
    properties: { id: { ...text, readOnly: true }, title: text, kind: { type: ['string', 'null'] } },
  };
  const json = (schema: JsonObject) => ({ 'application/json': { schema } });
  const answer = { description: 'A job.', content: json(job) };
  const missing = { description: 'None.' };
  return contractOf({
    paths: {
      '/jobs': {
        get: {
          ...{ operationId: 'listJobs', parameters },
          responses: { 200: { description: 'All.', content: json({ type: 'array', items: job }) } },
        },
        post: {
          ...{ operationId: 'createJob', responses: { 201: answer } },
          requestBody: { required: true, content: json({ ...job, required: ['title', 'kind'] }) },
        },
      },
      '/jobs/{id}': {
        parameters: [parameter('id', 'path')],
        get: { operationId: 'getJob', responses: { 200: answer, 404: missing } },
        delete: { operationId: 'deleteJob', responses: { 204: missing, 404: missing } },
        ...more,
      },
    },
  });
}

/** A server of jobs. @param pick what is listed of all, for a query @param show what an answer has of a job */
function server(pick: (all: JsonObject[], query: URLSearchParams) => JsonObject[], show = (job: JsonObject) => job) {
  const there = new Map<string, JsonObject>();
  const answer = (status: number, body?: Json) => ({
    status,
    headers: [['Content-Type', 'application/json'] as const],
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
  });
  let last = 0;
  return inProcessTarget('jobs', ({ method, path, body }) => {
    const [address = '', query] = path.split('?');
    if (address === '/jobs' && method === 'GET') {
      return answer(200, pick([...there.values()], new URLSearchParams(query)).map(show));
    }
    const id = address === '/jobs' ? `job-${(last += 1)}` : (address.split('/').at(-1) ?? '');
    if (method === 'POST') {
      const sent = JSON.parse(Buffer.from(body ?? []).toString()) as JsonObject;
      if (typeof sent['title'] !== 'string' || typeof sent['kind'] !== 'string') return answer(400);
      there.set(id, { ...sent, id });
      return answer(201, show(there.get(id) ?? {}));
    }
    if (!there.has(id)) return answer(404);
    if (method === 'DELETE') return (there.delete(id), answer(204));
    if (method === 'PATCH') {
      const changes = JSON.parse(Buffer.from(body ?? []).toString()) as JsonObject;
      if (!Object.values(changes).every((value) => typeof value === 'string')) return answer(400);
      there.set(id, { ...there.get(id), ...changes, id });
    }
    return answer(200, show(there.get(id) ?? {}));
  });
}

async function found(contract: Awaited<ReturnType<typeof jobs>>, target: ReturnType<typeof server>, id: string) {
  const { findings } = await check(contract, target, { phases: ['behaviour'], workers: 1 });
  return findings.filter((finding) => finding.check === id).map(({ severity, at }) => `${severity} ${at}`);
}

const byKind = (all: JsonObject[], query: URLSearchParams) =>
  all.filter(({ kind }) => !query.has('kind') || query.get('kind') === kind);

test.each<[what: string, show: (job: JsonObject) => JsonObject, pick: typeof byKind, want: string[]]>([
  ['what it shows', (job) => job, byKind, []],
  [
    'what it shows, and finds nothing',
    (job) => job,
    (all, query) => (query.has('kind') ? [] : all),
    ['violation request query kind'],
  ],
  [
    'what it took and does not show',
    (job) => ({ ...job, kind: null }),
    (all, query) => (query.has('kind') ? [] : all),
    [],
  ],
])('a filter is held against %s', async (_, show, pick, want) => {
  const contract = await jobs([parameter('kind', 'query')]);
  expect(await found(contract, server(pick, show), 'filter-respected')).toEqual(want);
});

test('a filter leaves out what another one leaves out by its default', async () => {
  const closed = parameter('closed', 'query', { enum: ['yes', 'no'], default: 'no' });
  const changes = {
    type: 'object',
    required: ['closed'],
    properties: { title: text, kind: text, closed: { ...text, enum: ['yes', 'YES'] } },
  };
  const close = {
    operationId: 'changeJob',
    requestBody: { required: true, content: { 'application/merge-patch+json': { schema: changes } } },
    responses: { 200: { description: 'A job.', content: { 'application/json': { schema: { type: 'object' } } } } },
  };
  const contract = await jobs([parameter('kind', 'query'), closed], { patch: close });
  const open = (all: JsonObject[], query: URLSearchParams) =>
    byKind(all, query).filter((job) => String(job['closed'] ?? 'no').toLowerCase() === (query.get('closed') ?? 'no'));
  expect(await found(contract, server(open), 'filter-respected')).toEqual([]);
});

const size = parameter('per_page', 'query', { type: 'integer', maximum: 100 });
const paged = (all: JsonObject[], query: URLSearchParams) => {
  const start = all.findIndex(({ id }) => id === query.get('after')) + 1;
  return all.slice(start, start + Number(query.get('per_page') ?? 100));
};

test('pages leave nothing out where no answer says how to ask for the next one', async () => {
  const contract = await jobs([size, parameter('after', 'query')]);
  expect(await found(contract, server(paged), 'pages-complete')).toEqual([]);
});

test('pages that are numbered leave something out where one of them is always empty', async () => {
  const contract = await jobs([size, parameter('page', 'query', { type: 'integer', minimum: 1 })]);
  const skips = (all: JsonObject[], query: URLSearchParams) => {
    const [limit, page] = [Number(query.get('per_page') ?? 100), Number(query.get('page') ?? 1)];
    return all.slice((page - 1) * limit, page * limit - (limit < 100 ? 1 : 0));
  };
  expect(await found(contract, server(skips), 'limit-respected')).not.toEqual([]);
});

const [ONE, TWO] = [
  { id: '1', title: 'A first job' },
  { id: '2', title: 'A second job' },
];

/** What an API of jobs is asked for and told where its list shows `things`, each time others. */
async function listed(api: Api, ...things: JsonObject[][]) {
  const run = await askedAndTold({ created: [ONE, TWO], ...api }, (line, nth) =>
    line.startsWith('GET /jobs/') ? { body: ONE } : { body: things[Math.min(nth, things.length) - 1] ?? [] },
  );
  await judgeList(run.client, run.known, run.maker);
  return run;
}

const said = ({ told }: AskedAndTold) =>
  told.map((one) =>
    one.kind === 'own thing listed'
      ? `${one.isListed ? '' : 'not '}listed by ${one.by}, as ${one.basis.rests}`
      : one.kind === 'led'
        ? `${one.at} leads ${one.leads}`
        : one.kind === 'sent and read'
          ? `${one.comparison.members.map(({ at }) => at).join()} by ${one.by}: ${String(valueAt(one.comparison.actual, '#/title'))}`
          : one.kind === 'copied'
            ? `${one.copies} copied by ${one.by}`
            : one.kind,
  );

test.each<[what: string, things: JsonObject[][], asked: number, want: string, all: boolean]>([
  ['both', [[ONE, TWO]], 1, 'listed by createJob, as HTTP', true],
  ['both among others', [[{ id: '0' }, TWO, ONE]], 1, 'listed by createJob, as HTTP', true],
  ['the second one later', [[ONE], [ONE, TWO]], 2, 'listed by createJob, as HTTP', true],
  ['the first one alone', [[ONE]], 2, 'not listed by createJob, as HTTP', false],
])('a list of two jobs that shows %s is asked for and told of', async (_, things, asked, want, all) => {
  const run = await listed({}, ...things);
  expect([run.asked.length, said(run), run.known.wasListed]).toEqual([asked, [want], all || undefined]);
  expect(run.cases.map(({ title }) => title)).toEqual(
    ['', ', once more'].map((more) => `the request for the list of what was created${more}`).slice(0, asked),
  );
});

test.each<[hidden: Json, told: string]>([
  [1, 'listed by createJob, as HTTP'],
  [true, 'listed by createJob, as HTTP'],
  [0, 'not listed by createJob, as HTTP'],
])('a thing that is sent with %j for is_hidden is missed where it was not to be hidden: %s', async (hidden, told) => {
  const run = await askedAndTold({ created: [ONE, TWO] }, () => ({ body: [ONE] }));
  Object.assign(run.known.made[1]?.inputs ?? {}, { body: { is_hidden: hidden } });
  await judgeList(run.client, run.known, run.maker);
  expect(said(run)).toEqual([told]);
});

test.each<[what: string, more: JsonObject, rests: string]>([
  ['nothing', {}, 'HTTP'],
  ['all jobs', { summary: 'All jobs.' }, 'HTTP'],
  ['active ones in its summary', { summary: 'Active jobs.' }, 'name'],
  ['own ones in its description', { summary: 'Jobs.', description: 'Lists your jobs.' }, 'name'],
  ['a choice that is required', { parameters: [{ ...parameter('kind', 'query'), required: true }] }, 'name'],
  ['a choice with a default', { parameters: [parameter('kind', 'query', { ...text, default: 'a' })] }, 'name'],
  ['a choice', { parameters: [parameter('kind', 'query')] }, 'HTTP'],
  ['pages', { parameters: [parameter('page_size', 'query', { type: 'integer', default: 20 })] }, 'HTTP'],
])('what a list holds rests on a name where the contract speaks of %s: %j', async (_, more, rests) => {
  const run = await listed({ operations: { 'GET /jobs': more }, heldBack: ['deleteJob'] }, [ONE, TWO]);
  expect(run.told[0]).toMatchObject({ kind: 'own thing listed', basis: { rests } });
});

test('the address that the first own thing of a list says of itself is asked for', async () => {
  const run = await listed({}, [
    { id: '0', self: '/jobs/0' },
    { ...ONE, self: '/jobs/1' },
    { ...TWO, self: '/jobs/2' },
  ]);
  expect(run.asked).toEqual(['GET /jobs', 'GET /jobs/1']);
  expect(said(run)).toEqual(['listed by createJob, as HTTP', 'body#/1/self leads to the thing']);
});

/** How many jobs are created where a page has so many by default. */
async function filled(byDefault: number, { heldBack = [] as string[], refused = Infinity } = {}) {
  const all: JsonObject[] = [ONE, TWO];
  const limit = parameter('limit', 'query', { type: 'integer', default: byDefault, maximum: 100 });
  const run = await askedAndTold(
    { created: [ONE, TWO], heldBack, operations: { 'GET /jobs': { parameters: [limit] } } },
    (line, nth, { json }) => {
      if (line.startsWith('GET')) {
        const asked = /limit=(\d+)/.exec(line)?.[1];
        return { body: all.slice(0, Number(asked ?? byDefault)) };
      }
      if (nth > refused) return { status: 409 };
      const job = { ...(json as JsonObject), id: `new${nth}` };
      all.push(job);
      return { status: 201, body: job };
    },
  );
  await judgeList(run.client, run.known, run.maker);
  return { ...run, created: all.length - 2 };
}

test.each<[byDefault: number, created: number, more?: Parameters<typeof filled>[1]]>([
  [1, 0],
  [2, 1],
  [3, 2],
  [27, 26],
  [28, 0],
  [3, 0, { heldBack: ['deleteJob'] }],
])('a page of %d jobs by default is filled with %d that can be deleted', async (byDefault, created, more = {}) => {
  const run = await filled(byDefault, more);
  expect([run.created, run.known.made.length]).toEqual([created, created + 2]);
  expect(run.cases.some(({ title }) => title === 'the request for the longer list')).toBe(created > 0);
});

test('a page is not filled further once a creation is refused', async () => {
  const run = await filled(5, { refused: 1 });
  expect([run.created, run.known.made.length]).toEqual([1, 3]);
  expect(run.cases.some(({ title }) => title === 'the request for the longer list')).toBe(false);
});

test('a list is held to its pages, its total, its default, the order that is stated and each that can be asked for', async () => {
  const jobs = [
    { ...ONE, createdAt: '2026-01-01T00:00:00Z' },
    { ...TWO, createdAt: '2026-01-02T00:00:00Z' },
    { id: '3', title: 'A third job', createdAt: '2026-01-03T00:00:00Z' },
  ];
  const members = { title: text, createdAt: { ...text, format: 'date-time' } };
  const content = {
    'application/json': {
      schema: {
        type: 'object',
        properties: {
          total: { type: 'integer' },
          items: { type: 'array', items: { type: 'object', properties: { id: text, ...members } } },
        },
      },
    },
  };
  const run = await askedAndTold(
    {
      members,
      created: jobs,
      operations: {
        'GET /jobs': {
          description: 'The oldest first.',
          parameters: [
            parameter('limit', 'query', { type: 'integer', default: 2, maximum: 100 }),
            parameter('page', 'query', { type: 'integer', minimum: 1 }),
            parameter('sort', 'query', { ...text, enum: ['title'] }),
          ],
          responses: { 200: { description: 'Jobs.', content } },
        },
      },
    },
    (line) => {
      const query = new URLSearchParams(line.split('?')[1]);
      const [size, page] = [Number(query.get('limit') ?? 2), Number(query.get('page') ?? 1)];
      return { body: { total: 3, items: jobs.slice((page - 1) * size, page * size) } };
    },
  );
  await judgeList(run.client, run.known, run.maker);
  expect(run.told.map(({ kind }) => kind).join()).toBe(
    'own thing listed,page,page,counted,pages,counted,default,sorted,sorted',
  );
});

const NEW = { ...ONE, title: 'New' };

/** What is told of the list after the first job was changed by `putJob` to the title `New`. */
async function afterChange(
  things: JsonObject[][],
  given: { read?: JsonObject; known?: object; changes?: Change[] } = {},
) {
  const { read = NEW, known = {}, changes = [] } = given;
  const run = await askedAndTold({ created: [ONE, TWO] }, (line, nth) =>
    line.startsWith('GET /jobs/') ? { body: read } : { body: things[Math.min(nth, things.length) - 1] ?? [] },
  );
  for (let nth = 1; nth < 10; nth += 1) run.client.mark();
  Object.assign(run.known, { wasListed: true, changedBy: 'putJob', ...known });
  await judgeChangedList(run.client, run.known, changes);
  return run;
}

test('what has other texts than a change sent is no copy by it', async () => {
  const change = (title: string) =>
    ({
      operation: { id: 'other' },
      inputs: { path: {}, query: {}, header: {}, cookie: {}, body: { title } },
    }) as unknown as Change;
  const things = [[NEW, { id: '8', title: 'A MARK17' }, { id: '9', title: 'A MARK18' }]];
  const run = await afterChange(things, { changes: [change('A MARK18')] });
  expect(said(run)).toContain('1 copied by putJob');
});

test('what a list had before a change is no copy by it', async () => {
  const run = await afterChange([[NEW, { id: '8', title: 'A MARK17' }]], { known: { listed: new Set(['8']) } });
  expect(said(run)).toContain('0 copied by putJob');
});

test.each<[what: string, things: JsonObject[][], asked: number, want: string[]]>([
  ['shows it as a read does', [[NEW, TWO]], 2, ['0 copied by putJob', '#/id,#/title by putJob: New']],
  ['shows it as it was', [[ONE, TWO]], 2, ['0 copied by putJob', '#/id,#/title by putJob: A first job']],
  ['has lost it', [[TWO]], 3, ['not listed by putJob, as HTTP']],
  ['has it again', [[TWO], [TWO, NEW]], 3, []],
  [
    'has two copies of it',
    [[NEW, { id: '8', title: 'A MARK17' }, { id: '9', title: 'x mark1' }, { id: '7', title: 'mark0' }]],
    2,
    ['2 copied by putJob', '#/id,#/title by putJob: New'],
  ],
])('a list that %s after a change is told of that', async (_, things, asked, want) => {
  const run = await afterChange(things);
  expect([run.asked.length, said(run)]).toEqual([asked, want]);
  expect(run.known.reads.get(run.known.made[0] as Made)?.thing.value).toEqual(NEW);
});

test.each<[what: string, given: Parameters<typeof afterChange>[1], want: string[] | undefined]>([
  ['not all was listed before', { known: { wasListed: undefined } }, undefined],
  ['nothing was made', { known: { made: [] } }, undefined],
  ['no change was accepted', { known: { changedBy: undefined } }, ['0 copied by putJob']],
  [
    'the list shows a member in short',
    { read: { ...ONE, title: { long: 'New' } } },
    ['0 copied by putJob', '#/id by putJob: New'],
  ],
])('nothing is compared with a list where %s', async (_, given, want) => {
  const run = await afterChange([[NEW, TWO]], given);
  expect(said(run)).toEqual(want ?? []);
  expect(run.asked).toHaveLength(want ? 2 : 0);
});
