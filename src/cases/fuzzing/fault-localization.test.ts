import { expect, test } from '@jest/globals';
import type { Case, Expectation } from '../../model/case.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { exampleCases } from '../examples.ts';
import { makeCases } from '../plan.ts';
import { localizeFault } from './fault-localization.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  required: ['name'],
  properties: { name: {}, size: {}, data: { type: 'object', required: ['a'], properties: { a: {}, b: {} } } },
};

async function caseWith(body: Json | undefined, query: JsonObject, expected: Partial<Expectation> = {}) {
  const contract = await contractOf({
    paths: {
      '/things': {
        post: {
          parameters: [
            { name: 'q', in: 'query', schema: { type: 'integer' } },
            { name: 'r', in: 'query', content: { 'application/json': {} } },
            { name: 's', in: 'query', required: true, schema: {}, example: 1 },
          ],
          requestBody: {
            content: { 'application/json': { schema: SCHEMA, examples: { one: { value: { name: 'a' } } } } },
          },
          responses: { '201': { description: 'made' } },
        },
      },
    },
  });
  const [documented] = makeCases(contract, [exampleCases]);
  if (!documented) throw new Error('no example');
  const inputs = { ...documented.inputs, query: { s: 1, ...query } };
  if (body === undefined) delete inputs.body;
  else inputs.body = body;
  const expect = { kind: 'accepted', clause: '#/x', at: 'request', ...expected } as Expectation;
  const testCase: Case = { ...documented, inputs, expect };
  return localizeFault(contract, testCase).expect;
}

const at = async (...given: Parameters<typeof caseWith>) => {
  const expected = await caseWith(...given);
  return 'at' in expected ? `${expected.at} ${expected.clause.split('/').slice(-2).join('/')}` : expected.kind;
};

test.each<[string, Json | undefined, JsonObject, string]>([
  ['names the one optional member', { name: 'a', size: 1 }, {}, 'request body#/size properties/size'],
  [
    'names the innermost of members in one another',
    { name: 'a', data: { a: 1, b: 2 } },
    {},
    'request body#/data/b properties/b',
  ],
  [
    'names an optional member whose own member is required',
    { name: 'a', data: { a: 1 } },
    {},
    'request body#/data properties/data',
  ],
  ['names nothing where two optional members are there', { name: 'a', size: 1, data: { a: 1 } }, {}, 'request #/x'],
  ['names the one optional parameter', { name: 'a' }, { q: 1 }, 'request query q 0/schema'],
  ['names the one optional parameter without a body', undefined, { q: 1 }, 'request query q 0/schema'],
  ['names nothing where a parameter and a member are optional', { name: 'a', size: 1 }, { q: 1 }, 'request #/x'],
  ['names nothing where two parameters are optional', { name: 'a' }, { q: 1, r: 2 }, 'request #/x'],
  ['names nothing where all is required', { name: 'a' }, {}, 'request #/x'],
])('%s', async (_, body, query, want) => {
  expect(await at(body, query)).toBe(want);
});

test.each<[string, Partial<Expectation>, string]>([
  ['keeps a case that is refused', { kind: 'refused' }, 'request #/x'],
  ['keeps a case that names its place already', { at: 'request body#/name' }, 'request body#/name #/x'],
  ['looks into a case about its whole body', { at: 'request body' }, 'request body#/size properties/size'],
])('%s', async (_, expected, want) => {
  expect(await at({ name: 'a', size: 1 }, {}, expected)).toBe(want);
});
