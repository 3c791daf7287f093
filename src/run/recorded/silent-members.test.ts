import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { silentMember } from './silent-members.ts';

const text: JsonObject = { type: 'string' };
const PET: JsonObject = {
  type: 'object',
  properties: { name: text, owner: { type: 'object', properties: { id: text } } },
};

async function silent(body: Json, schema: JsonObject = PET, query = '', parameters: object[] = []) {
  const contract = await contractOf({
    components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } },
    security: [{ key: [] }],
    paths: {
      '/pets': {
        post: {
          parameters,
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 200: { description: 'Done.' } },
        },
      },
    },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const inputs = { path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body };
  return silentMember(contract, operation, inputs, `/pets${query}`);
}

test.each<[string, Json, JsonObject, string | undefined]>([
  ['names all members', { name: 'Rex', owner: { id: '1' } }, PET, undefined],
  ['names another member', { name: 'Rex', colour: 'red' }, PET, 'the member colour (body#/colour)'],
  ['names another member further down', { owner: { id: '1', age: 3 } }, PET, 'the member age (body#/owner/age)'],
  ['says that nothing else may be there', { colour: 1 }, { ...PET, additionalProperties: false }, undefined],
  ['says that anything else may be there', { colour: 1 }, { ...PET, additionalProperties: true }, undefined],
  ['says how others are called', { colour: 1 }, { ...PET, patternProperties: { '^c': {} } }, undefined],
  ['says so beside what it refers to', { colour: 1 }, { allOf: [PET], unevaluatedProperties: false }, undefined],
  ['names no members at all', { colour: 1 }, { type: 'object' }, undefined],
  [
    'names them in an item of a list',
    [{ name: 'a' }, { x: 1 }],
    { type: 'array', items: PET },
    'the member x (body#/1/x)',
  ],
  ['takes a text', 'Rex', text, undefined],
  ['names members of an object where there is a list', [1], { properties: { name: text } }, undefined],
  ['has one name', { colour: 1 }, { type: 'object', properties: { name: text } }, 'the member colour (body#/colour)'],
  ['is read on one line', { 'a\u001b': 1 }, PET, 'the member a\\u001b (body#/a\\u001b)'],
])('a contract that %s is silent on what a body has, or not', async (_, body, schema, want) => {
  expect(await silent(body, schema)).toBe(want);
});

test.each([
  [8, 'the member x (body#/a/a/a/a/a/a/a/x)'],
  [9, undefined],
])('a member that nobody speaks of in the object number %d from the outside is %s', async (depth, want) => {
  const nested = (left: number): [body: JsonObject, schema: JsonObject] => {
    if (left === 1) return [{ x: 1 }, { type: 'object', properties: { a: text } }];
    const [body, schema] = nested(left - 1);
    return [{ a: body }, { type: 'object', properties: { a: schema } }];
  };
  expect(await silent(...nested(depth))).toBe(want);
});

const query = (name: string, schema: JsonObject = text) => ({ name, in: 'query', schema });
test.each<[string, string, object[], string | undefined]>([
  ['has its parameters', '?q=1', [query('q')], undefined],
  ['has the credentials', '?key=1', [query('q')], undefined],
  ['has others', '?q=1&debug=1', [query('q')], 'the query parameter debug'],
  ['has a part of one', '?filter[name]=1', [query('filter', { type: 'array' })], undefined],
  ['may have members of an object', '?a=1', [query('q', { type: 'object' })], undefined],
  ['may have those of one that may be null', '?a=1', [query('q', { type: ['null', 'object'] })], undefined],
  ['is beside a header field of any kind', '?a=1', [{ ...query('X-Q', {}), in: 'header' }], 'the query parameter a'],
  ['is read on one line', '?a%1b=1', [], 'the query parameter a\\u001b'],
])('a query that %s is spoken of, or not', async (_, text_, parameters, want) => {
  expect(await silent({}, PET, text_, parameters)).toBe(want);
});
