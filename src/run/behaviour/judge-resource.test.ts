import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { askedAndTold, type Api, type Respond } from '../../../test/support/asked-and-told.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { judgeResource } from './judge-resource.ts';

/** A server that keeps jobs. @param most how many it creates */
function keeper(most = Infinity): Respond {
  const jobs = new Map<string, JsonObject>();
  let last = 0;
  return (line, _, { json }) => {
    const [, method, id] = /^(\w+) \/jobs(?:\/([^/?]+))?/.exec(line) ?? [];
    if (method === 'POST') {
      if ((last += 1) > most) return { status: 409 };
      const job = { ...(json as JsonObject), id: `job-${last}` };
      jobs.set(job.id, job);
      return { status: 201, fields: { Location: `/jobs/${job.id}` }, body: job };
    }
    if (id === undefined) return { body: [...jobs.values()] };
    const job = jobs.get(id);
    if (!job) return { status: 404 };
    if (method === 'DELETE') return (jobs.delete(id), { status: 204 });
    if (method === 'PUT') jobs.set(id, { ...(json as JsonObject), id });
    return { body: jobs.get(id) ?? {} };
  };
}

async function judged(respond: Respond, api: Api = {}, known = true) {
  const run = await askedAndTold({ created: [], ...api }, respond);
  const inputs = { path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json' };
  const bases = [{ inputs: { ...inputs, body: { title: 'A job' } } }];
  Object.assign(run.client.context.baselines, {
    startOf: () => (known ? { overrides: NO_OVERRIDES, bases } : undefined),
  });
  const outcome = await judgeResource(run.client, []);
  return { ...run, outcome: 'made' in outcome ? outcome.made.map(({ id }) => id) : outcome.reason };
}

test('a resource is created, read, listed, changed and deleted, and what each of that shows is told', async () => {
  const run = await judged(keeper());
  const steps = run.cases.map(({ title }, nth) => `${run.asked[nth]}: ${title}`);
  expect(steps).toMatchInlineSnapshot(`
    [
      "POST /jobs Content-Type: application/json: the request that creates one",
      "POST /jobs Content-Type: application/json: the request that creates another one",
      "POST /jobs Content-Type: application/json: the request that creates another one",
      "POST /jobs Content-Type: application/json: the request that creates another one",
      "GET /jobs/job-1: the request for what createJob created",
      "GET /jobs/job-1: the request for what createJob created, once more",
      "GET /jobs/job-2: the request for what createJob created",
      "GET /jobs/job-3: the request for what createJob created",
      "GET /jobs/job-4: the request for what createJob created",
      "GET /jobs/job-1: the request for what Location leads to",
      "GET /jobs/job-2: the request for what Location leads to",
      "GET /jobs: the request for the list of what was created",
      "POST /jobs Content-Type: application/json: the request that creates one with what is readOnly",
      "GET /jobs/job-5: the request for what createJob was sent readOnly members of",
      "GET /jobs/job-1: the request for application/json",
      "GET /jobs: the request for application/json",
      "GET /jobs/job-2: the request for another thing",
      "PUT /jobs/job-1 Content-Type: application/json: the request that changes what createJob created",
      "GET /jobs/job-1: the request for what putJob changed",
      "GET /jobs/job-2: the request for another thing than putJob changed",
      "PUT /jobs/job-1 Content-Type: application/json: the same change once more",
      "GET /jobs/job-1: the request for what putJob changed twice",
      "PUT /jobs/job-1 Content-Type: application/json: the request for a replacement without what is optional",
      "GET /jobs/job-1: the request for what putJob replaced",
      "GET /jobs/job-1: the request for the thing before a change is refused",
      "PUT /jobs/job-1 Content-Type: application/json (refused): the request for a change that is not valid",
      "GET /jobs/job-1: the request for the thing before a readOnly member is sent",
      "GET /jobs/job-1: the request for an entity tag",
      "PUT /jobs/job-4 Content-Type: application/json: the request for a change of the identifier",
      "GET /jobs/job-4: the request for what was changed without its identifier",
      "GET /jobs/job-1: the request for what was changed, before its list",
      "GET /jobs: the request for the list of what was changed",
      "POST /jobs Content-Type: text/plain: the request with a body labelled text/plain",
      "GET /jobs/job-1: the request for the thing before its media type is wrong",
      "PUT /jobs/job-1 Content-Type: text/plain: the request with a body labelled text/plain",
      "GET /jobs/job-3: the request for what is deleted after createJob created it",
      "DELETE /jobs/job-3: the request to delete what createJob created",
      "GET /jobs/job-3 (gone): the request for what was deleted after createJob created it",
      "GET /jobs/job-1: the request for what was not deleted",
      "GET /jobs/job-4: the request for what was not deleted",
      "GET /jobs: the request for the list after a deletion",
      "POST /jobs Content-Type: application/json: the request that creates another one",
      "GET /jobs/job-3 (gone): the request for what was deleted after createJob created it, and another one was created",
      "DELETE /jobs/job-3: the request to delete once more what createJob created",
    ]
  `);
  expect(run.told.map((one) => ('ids' in one ? `${one.kind} ${one.ids.length}` : one.kind))).toMatchInlineSnapshot(`
    [
      "own thing read",
      "read twice",
      "sent and read",
      "answered and read",
      "own thing read",
      "sent and read",
      "answered and read",
      "own thing read",
      "sent and read",
      "answered and read",
      "own thing read",
      "sent and read",
      "answered and read",
      "identifiers 1",
      "identifiers 2",
      "identifiers 3",
      "identifiers 4",
      "led",
      "led",
      "own thing listed",
      "taken",
      "taken",
      "negotiated",
      "negotiated",
      "sent and read",
      "answered and read",
      "untouched",
      "repeated",
      "left out",
      "copied",
      "sent and read",
      "foreign media type",
      "foreign media type",
      "deleted",
      "deleted",
      "repeated",
    ]
  `);
  expect(run.outcome).toMatchInlineSnapshot(`
    [
      "job-1",
      "job-2",
      "job-4",
    ]
  `);
});

test('one thing more is created by each other media type', async () => {
  const job = { type: 'object', properties: { id: { type: 'string', readOnly: true }, title: { type: 'string' } } };
  const content = { 'application/json': { schema: job }, 'application/vnd.job+json': { schema: job } };
  const run = await judged(keeper(), { operations: { 'POST /jobs': { requestBody: { required: true, content } } } });
  const creations = run.cases.flatMap(({ title, inputs: { mediaType, body } }) =>
    /creates (an)?o/.test(title) ? [`${mediaType} ${String((body as JsonObject)['title'])}`] : [],
  );
  expect(creations).toMatchInlineSnapshot(`
    [
      "application/json Ab mark10",
      "application/json Gn mark11 Zoë Ω 猫 😀",
      "application/json Nb mark12",
      "application/json Eb mark13",
      "application/vnd.job+json An mark1c",
      "application/json Ab mark70",
      "application/json Bn mark15",
    ]
  `);
});

test.each<[what: string, most: number, want: string[] | string]>([
  ['two, of which one is deleted,', 2, ['job-1']],
  ['none', 0, 'nothing proves that createJob created anything'],
])('a server that creates %s is judged by as many', async (_, most, want) => {
  expect((await judged(keeper(most))).outcome).toEqual(want);
});

test('nothing is judged where no request that creates one is known', async () => {
  const run = await judged(keeper(), {}, false);
  expect([run.outcome, run.asked]).toEqual(['no request that creates one is known', []]);
});
