import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { askedAndTold, type Reply } from '../../../test/support/asked-and-told.ts';
import { judgeForeignType, judgeNegotiation } from './media-types.ts';

const JOB = { id: '1', title: 'A first job' };
const of = (...types: string[]) => Object.fromEntries(types.map((type) => [type, { schema: { type: 'object' } }]));

async function negotiated(types: string[], reply: Reply | undefined) {
  const read = {
    responses: {
      200: { description: 'A job.', content: of(...types) },
      404: { description: 'None.', content: of('text/html') },
    },
  };
  const list = { responses: { 200: { description: 'All.' } } };
  const operations = { 'GET /jobs/{id}': read, 'GET /jobs': list };
  const api = await askedAndTold({ operations }, () => reply);
  const [one] = api.known.made;
  if (one) await judgeNegotiation(api.client, one);
  const told = api.told.map((relation) =>
    relation.kind === 'negotiated'
      ? `${relation.wanted}: ${relation.status} ${relation.got}, by ${relation.basis.rests}`
      : relation.kind,
  );
  const asked = api.cases.map(({ request: { method, path, headers }, title, after }) =>
    [method, path, headers.find(([name]) => name === 'Accept')?.[1], title, after?.length].join(' '),
  );
  return { asked, told };
}

test('a read is asked for each documented media type, and a list without any is not asked', async () => {
  const types = ['application/json', 'application/xml', 'image/svg+xml', 'application/xml-dtd', 'text/*'];
  expect(await negotiated(types, {})).toEqual({
    asked: types.slice(0, 4).map((type) => `GET /jobs/1 ${type} the request for ${type} 1`),
    told: [
      'application/json: 200 application/json, by media type',
      'application/xml: 200 application/json, by name',
      'image/svg+xml: 200 application/json, by name',
      'application/xml-dtd: 200 application/json, by media type',
    ],
  });
});

test('a list is asked for its media types as well', async () => {
  const api = await askedAndTold({});
  const [one] = api.known.made;
  if (one) await judgeNegotiation(api.client, one);
  expect(api.asked).toEqual(['GET /jobs/1', 'GET /jobs']);
});

test.each<[what: string, reply: Reply | undefined, told: string[]]>([
  ['an answer of 299', { status: 299 }, ['text/xml: 299 application/json, by name']],
  ['no redirection', { status: 300 }, []],
  ['no error of the client but 406', { status: 405 }, []],
  ['a refusal of the type', { status: 406 }, ['text/xml: 406 application/json, by media type']],
  ['no error of the server', { status: 500 }, []],
  ['no answer that never came', undefined, []],
])('an answer to a wanted media type counts: %s', async (_, reply, told) => {
  expect((await negotiated(['text/xml'], reply)).told).toEqual(told);
});

interface Foreign {
  line?: string;
  /** Those that are documented. */
  types?: string[];
  /** Whether 415 is documented. */
  refuses?: boolean;
  reply?: Reply;
  body?: JsonObject | undefined;
}

async function foreign({ line = 'POST /jobs', types = ['application/json'], refuses = true, reply, ...own }: Foreign) {
  const responses: JsonObject = refuses ? { 415: { description: 'Another type.' } } : {};
  const requestBody = { content: of(...types) };
  const api = await askedAndTold(
    {
      operations: { [line]: { responses, requestBody } },
    },
    (_, __, { method }) => (method === 'GET' ? { body: JOB } : reply),
  );
  const [one] = api.known.made;
  const { body } = 'body' in own ? own : { body: JOB };
  const inputs = {
    path: { id: '1' },
    query: {},
    header: {},
    cookie: {},
    ...(body && { body }),
    mediaType: types[0] ?? '',
  };
  if (one) await judgeForeignType(api.client, api.known, one, api.operation(line), inputs);
  const told = api.told.map((relation) =>
    relation.kind === 'foreign media type'
      ? `${relation.type}: ${relation.status}, by ${relation.basis.rests} of ${relation.basis.clause.split('/').at(-1)}`
      : relation.kind,
  );
  return { asked: api.asked.map((one) => one.replace('Content-Type: ', '')), told, after: api.after() };
}

test.each<[what: string, given: Foreign, asked: string[], told: string[]]>([
  [
    'each foreign type is sent where 415 is documented',
    { reply: { status: 415 } },
    ['POST /jobs text/plain', 'POST /jobs application/xml'],
    ['text/plain: 415, by status of 415', 'application/xml: 415, by status of 415'],
  ],
  [
    'one foreign type is sent where 415 is not documented',
    { reply: { status: 201 }, refuses: false },
    ['POST /jobs text/plain'],
    ['text/plain: 201, by name of requestBody'],
  ],
  [
    'a documented type is not foreign',
    { types: ['text/plain', 'application/x-www-form-urlencoded'], reply: { status: 415 } },
    ['POST /jobs application/xml', 'POST /jobs application/json'],
    ['application/xml: 415, by status of 415', 'application/json: 415, by status of 415'],
  ],
  ['nothing is foreign where every type is documented', { types: ['*/*'], reply: { status: 415 } }, [], []],
  ['nothing is foreign where no type is documented', { types: [], reply: { status: 415 } }, [], []],
  ['a request without a body has no type', { body: undefined, reply: { status: 415 } }, [], []],
  [
    'what changes a thing is read before and after the first refusal',
    { line: 'PUT /jobs/{id}', reply: { status: 415 } },
    ['GET /jobs/1', 'PUT /jobs/1 text/plain', 'GET /jobs/1', 'PUT /jobs/1 application/xml'],
    ['text/plain: 415, by status of 415', 'refused', 'application/xml: 415, by status of 415'],
  ],
  ['nothing more is sent once no answer comes', {}, ['POST /jobs text/plain'], []],
])('foreign media types: %s', async (_, given, asked, told) => {
  expect(await foreign(given)).toMatchObject({ asked, told });
});

test('a request with a foreign type stands on what created the thing', async () => {
  const { after } = await foreign({ line: 'PUT /jobs/{id}', reply: { status: 400 } });
  expect(after).toEqual([1, 1, 3, 1]);
});
