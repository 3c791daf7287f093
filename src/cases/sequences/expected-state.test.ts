import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { expectedValues } from './expected-state.ts';

interface Given {
  /** The documented request, response to it, and response to the read. */
  documented?: [request: Json, created: Json, read: Json];
  schema?: JsonObject;
  /** The schema of the read, if it is another one. */
  readSchema?: JsonObject;
  sent: Json;
  answered: Json;
}

const THING = { $ref: '#/components/schemas/Thing' };

/** The expected values of a read: the place, the value, and the severity of a difference. */
async function expectedOf({ documented, schema = {}, readSchema = THING, sent, answered }: Given) {
  const media = (of: JsonObject, example?: Json) => ({
    'application/json': { schema: of, ...(example !== undefined && { examples: { one: { value: example } } }) },
  });
  const contract = await contractOf({
    'x-examples': 'exact',
    paths: {
      '/things': {
        post: {
          requestBody: { content: media(THING, documented?.[0]) },
          responses: { '201': { description: 'made', content: media(THING, documented?.[1]) } },
        },
      },
      '/things/{id}': {
        get: {
          parameters: [{ name: 'id', in: 'path', required: true, schema: {} }],
          responses: { '200': { description: 'there', content: media(readSchema, documented?.[2]) } },
        },
      },
    },
    components: { schemas: { Thing: { type: 'object', ...schema } } },
  });
  const [create, read] = contract.operations;
  if (!create || !read) throw new Error('no operations');
  const inputs = { path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body: sent };
  const response = { status: 201, headers: [], body: new TextEncoder().encode(JSON.stringify(answered)) };
  return expectedValues(contract, create, read, inputs, response).map(
    ({ pointer, value, severity }) => `${severity} ${pointer} ${JSON.stringify(value)}`,
  );
}

const properties = (...names: string[]) => ({ properties: Object.fromEntries(names.map((name) => [name, {}])) });

test.each<[string, Given, string[]]>([
  [
    'the identifier of the creation, and what documents show in both places',
    {
      documented: [{ name: 'a' }, { id: 1, name: 'a' }, { id: 1, name: 'a' }],
      sent: { name: 'mine' },
      answered: { id: 9, name: 'mine' },
    },
    ['violation #/id 9', 'violation #/name "mine"'],
  ],
  [
    'what documents show under another name of the creation',
    {
      documented: [{ label: 'some-label-1' }, { title: 'some-label-1' }, { title: 'some-label-1' }],
      sent: { label: 'mine' },
      answered: {},
    },
    ['violation #/title "mine"'],
  ],
  [
    'not what documents show with another value',
    { documented: [{ name: 'a' }, { id: 1 }, { id: 1, name: 'b' }], sent: { name: 'mine' }, answered: { id: 9 } },
    ['violation #/id 9'],
  ],
  [
    'not what was left out of the request',
    { documented: [{ name: 'a' }, { name: 'a' }, { name: 'a' }], sent: {}, answered: {} },
    [],
  ],
  [
    'not what the contract declares volatile',
    {
      documented: [{ name: 'a' }, { name: 'a' }, { name: 'a' }],
      schema: { properties: { name: { 'x-match': 'volatile', readOnly: true } } },
      sent: { name: 'mine' },
      answered: {},
    },
    [],
  ],
  [
    'as notes what only the schemas share',
    { schema: properties('id', 'name'), sent: { name: 'mine' }, answered: { id: 9 } },
    ['violation #/id 9', 'note #/name "mine"'],
  ],
  [
    'not what is read-only or write-only',
    { schema: { properties: { a: { readOnly: true }, b: { writeOnly: true } } }, sent: { a: 1, b: 2 }, answered: {} },
    [],
  ],
  [
    'an identifier though it is read-only',
    { schema: { properties: { id: { readOnly: true } } }, sent: {}, answered: { id: 9 } },
    ['violation #/id 9'],
  ],
  [
    'not what another schema describes',
    { schema: properties('name'), readSchema: properties('name'), sent: { name: 'mine' }, answered: {} },
    [],
  ],
  [
    'no secret',
    { schema: properties('password', 'name'), sent: { password: 'p', name: 'n' }, answered: {} },
    ['note #/name "n"'],
  ],
  [
    'no object, array or null',
    { schema: properties('a', 'b', 'c', 'd'), sent: { a: {}, b: [], c: null, d: false }, answered: {} },
    ['note #/d false'],
  ],
  ['no identifier that the creation did not answer', { schema: properties('id'), sent: { id: 5 }, answered: {} }, []],
])('expects %s', async (_, given, want) => {
  expect(await expectedOf(given)).toStrictEqual(want);
});
