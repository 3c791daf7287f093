import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { askedAndTold, type Api, type Reply } from '../../../test/support/asked-and-told.ts';
import { judgeAddresses, judgeSelf } from './addresses.ts';
import { answerOf } from './resource-client.ts';

const JOB: JsonObject = { id: '1', title: 'A first job' };
const text = { type: 'string' };

interface Addressed extends Api {
  /** The Location of each creation. */
  locations?: (string | undefined)[];
  status?: number;
  /** What is read of the first. */
  shown?: JsonObject;
  replies?: Record<string, Reply | undefined>;
}

async function judged({ locations = [], status = 201, shown = JOB, replies = {}, ...api }: Addressed) {
  const told = await askedAndTold(
    { created: locations.length > 1 ? [JOB, { ...JOB, id: '2' }, { ...JOB, id: '3' }] : [JOB], ...api },
    (line) => (line in replies ? replies[line] : { body: JOB }),
  );
  const [first] = told.known.made;
  for (const [nth, made] of told.known.made.entries()) {
    const location = locations[nth];
    if (location === undefined) continue;
    const { case: by, exchange, response } = made.by;
    made.by = answerOf(by, exchange, { ...response, status, headers: [...response.headers, ['Location', location]] });
  }
  const read = first && told.known.reads.get(first);
  if (read) read.thing.value = shown;
  await judgeAddresses(told.client, told.known);
  return {
    asked: told.asked,
    after: told.after(),
    titles: told.cases.map(({ title }) => title),
    cases: told.cases,
    actual: told.told.map((one) => (one.kind === 'led' ? one.actual : '')),
    told: told.told.map((one) =>
      one.kind === 'led'
        ? `${one.at} leads ${one.leads}, by ${one.basis.rests} of ${one.basis.clause.split('/').at(-1)}`
        : '',
    ),
  };
}

const header = { responses: { 201: { description: 'A job.', headers: { Location: { schema: text } }, content: {} } } };

test('the addresses of the first two creations are followed', async () => {
  const found = await judged({
    locations: ['http://jobs.test/jobs/1', '/jobs/2', '/jobs/3'],
    replies: { 'GET /jobs/2': { body: { ...JOB, id: '2' } } },
  });
  expect(found.asked).toEqual(['GET /jobs/1', 'GET /jobs/2']);
  expect(found.after).toEqual([1, 1]);
  expect(found.titles).toEqual(Array(2).fill('the request for what Location leads to'));
  expect(found.actual).toEqual(['"http://jobs.test/jobs/1"', '"/jobs/2"']);
  expect(found.told).toEqual(Array(2).fill('header Location leads to the thing, by name of 201'));
});

test.each<[what: string, addressed: Addressed, asked: string[], told: string[]]>([
  [
    'a documented Location counts for more',
    { locations: ['/jobs/1'], operations: { 'POST /jobs': header } },
    ['GET /jobs/1'],
    ['header Location leads to the thing, by header of Location'],
  ],
  ['a Location of what was there before is no address', { locations: ['/jobs/1'], status: 200 }, [], []],
  ['another host is not asked', { locations: ['http://other.test/jobs/1'] }, [], []],
  [
    'a Location to another thing',
    { locations: ['/jobs/7'], replies: { 'GET /jobs/7': { body: { ...JOB, id: '7' } } } },
    ['GET /jobs/7'],
    ['header Location leads to another, by name of 201'],
  ],
  [
    'a Location to nothing',
    { locations: ['/jobs/1'], replies: { 'GET /jobs/1': { status: 404, body: JOB } } },
    ['GET /jobs/1'],
    ['header Location leads nowhere, by name of 201'],
  ],
  [
    'a Location that may not be asked for without credentials',
    { locations: ['/jobs/1'], replies: { 'GET /jobs/1': { status: 401 } } },
    ['GET /jobs/1'],
    [],
  ],
  [
    'a Location that may not be asked for by this user',
    { locations: ['/jobs/1'], replies: { 'GET /jobs/1': { status: 403 } } },
    ['GET /jobs/1'],
    [],
  ],
  [
    'a Location without an answer',
    { locations: ['/jobs/1'], replies: { 'GET /jobs/1': undefined } },
    ['GET /jobs/1'],
    [],
  ],
  [
    'a thing that does not say its name is found by its path',
    { locations: ['/jobs/1'], replies: { 'GET /jobs/1': { body: { title: 'A first job' } } } },
    ['GET /jobs/1'],
    ['header Location leads to the thing, by name of 201'],
  ],
  [
    'a nameless thing at another path is another one',
    { locations: ['/jobs/11'], replies: { 'GET /jobs/11': { body: { title: 'A first job' } } } },
    ['GET /jobs/11'],
    ['header Location leads to another, by name of 201'],
  ],
  [
    'a query does not hide the path of a nameless thing',
    { locations: ['/jobs/1?full=/x'], replies: { 'GET /jobs/1?full=/x': { body: {} } } },
    ['GET /jobs/1?full=/x'],
    ['header Location leads to the thing, by name of 201'],
  ],
  [
    'an address past the base path is asked for where a thing would stand',
    { baseUrl: 'http://jobs.test/v1', locations: ['/jobs/1?a=b'] },
    ['GET /jobs/1?a=b'],
    ['header Location leads past the base path, by name of 201'],
  ],
  [
    'an address past the base path is not asked for anywhere else',
    { baseUrl: 'http://jobs.test/v1', locations: ['/jobs'] },
    [],
    [],
  ],
  [
    'an unknown address past the base path is not asked for',
    { baseUrl: 'http://jobs.test/v1', locations: ['/somewhere/1'] },
    [],
    [],
  ],
  [
    'an unknown address below the base path is asked for',
    { locations: ['/somewhere/2'] },
    ['GET /somewhere/2'],
    ['header Location leads to the thing, by name of 201'],
  ],
  [
    'the path of a nameless thing may be encoded',
    { locations: ['/jobs/%31'], replies: { 'GET /jobs/%31': { body: {} } } },
    ['GET /jobs/%31'],
    ['header Location leads to the thing, by name of 201'],
  ],
  [
    'a path that is not well encoded is another one',
    { locations: ['/jobs/%zz1'], replies: { 'GET /jobs/%zz1': { body: {} } } },
    ['GET /jobs/%zz1'],
    ['header Location leads to another, by name of 201'],
  ],
  ['nothing is asked where nothing reads', { locations: ['/jobs/1'], operations: { 'GET /jobs/{id}': null } }, [], []],
])('locations: %s', async (_, addressed, asked, told) => {
  const found = await judged(addressed);
  expect({ asked: found.asked, told: found.told }).toEqual({ asked, told });
});

test.each<[shown: JsonObject, told: string[]]>([
  [{ self: '/jobs/1' }, ['body#/self']],
  [{ href: 'http://jobs.test/jobs/1' }, ['body#/href']],
  [{ selfLink: '/jobs/1' }, ['body#/selfLink']],
  [{ self_link: '/jobs/1' }, ['body#/self_link']],
  [{ Self_URL: '/jobs/1' }, ['body#/Self_URL']],
  [{ selfUrl: '/jobs/1' }, ['body#/selfUrl']],
  [{ self: { href: '/jobs/1' } }, ['body#/self/href']],
  [{ links: { self: '/jobs/1' } }, ['body#/links/self']],
  [{ _Links: { self: { href: '/jobs/1' } } }, ['body#/_Links/self/href']],
  [{ self: '/jobs/1', href: '/jobs/1', selfUrl: '/jobs/1' }, ['body#/self', 'body#/href']],
  [{ self: 'urn:job:1' }, []],
  [{ self: 'me' }, []],
  [{ self: { href: 1 } }, []],
  [{ myself: '/jobs/1', selfish: '/jobs/1' }, []],
  [{ mylinks: { self: '/jobs/1' }, links_of: { self: '/jobs/1' } }, []],
  [{ links: ['/jobs/1'] }, []],
])('%j has its own address at %j', async (shown, at) => {
  const { told } = await judged({ shown });
  expect(told).toEqual(at.map((one) => `${one} leads to the thing, by name of get`));
});

test('a documented member counts for more, and is named with its path', async () => {
  const members = { title: text, links: { type: 'object', properties: { self: text } } };
  const found = await judged({ members, shown: { links: { self: '/jobs/1' } } });
  expect(found.told).toEqual(['body#/links/self leads to the thing, by schema of links']);
  expect(found.titles).toEqual(['the request for what links.self leads to']);
});

test('an item of a list has an address as the list documents it', async () => {
  const told = await askedAndTold({ members: { self: text } }, () => ({ body: JOB }));
  const [one] = told.known.made;
  const read = one && told.known.reads.get(one);
  const list = told.operation('GET /jobs');
  if (one && read) {
    const answer = { ...read.answer, case: { ...read.answer.case, operation: list } };
    await judgeSelf(told.client, one, answer, { value: { self: '/jobs/1' }, place: '#/0' }, 'list');
  }
  expect(told.told).toMatchObject([{ at: 'body#/0/self', basis: { rests: 'schema' } }]);
});

test('the documented links of a creation are followed to what is read', async () => {
  const link = (operationId: string, id: string) => ({ operationId, parameters: { id } });
  const links = {
    ...{ read: link('getJob', '$response.body#/id'), put: link('putJob', '$response.body#/id') },
    lost: link('getJob', '$response.body#/nothing'),
    method: link('getJob', '$method'),
  };
  const operations = {
    'POST /jobs': { responses: { 201: { description: 'A job.', links } } },
    'PUT /jobs/{id}': {
      responses: { 200: { description: 'A job.', links: { other: link('getJob', '$response.body#/title') } } },
    },
  };
  const found = await judged({ operations });
  expect(found.asked).toEqual(['GET /jobs/1', 'GET /jobs/POST']);
  expect(found.after).toEqual([1, 1]);
  expect(found.titles[0]).toBe('the request that the link read leads to');
  expect(found.cases[0]?.expect).toMatchObject({
    ...{ kind: 'accepted', at: 'request', mayRefuse: true },
    follows: { by: 'the link read', expected: [], clause: expect.stringMatching(/links\/read$/) },
  });
});
