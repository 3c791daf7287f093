import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { validKinds } from './valid-kinds.ts';

/** The kinds of requests with a body of a schema, of which some are documented. */
async function kindsOf(schema: JsonObject, ...documented: Json[]) {
  const examples = Object.fromEntries(documented.map((value, at) => [`number ${at}`, { value }]));
  const responses = { 200: { description: 'ok', content: { 'application/json': { examples } } } };
  const requestBody = { content: { 'application/json': { schema, examples } } };
  const contract = await contractOf({ paths: { '/a': { post: { responses, requestBody } } } });
  const operation = contract.operations[0]!;
  return validKinds(contract, operation, operation.body!.media[0]!);
}

const SCHEMA = {
  type: 'object',
  required: ['a'],
  properties: {
    a: { type: 'string', minLength: 2 },
    b: { type: 'boolean' },
    c: { type: 'object', properties: { d: { enum: ['x', 'y'] } } },
  },
};
const D = { properties: { c: { properties: { d: { const: 'y' } }, required: ['d'] } }, required: ['c'] };
const WITH_OPEN = { ...SCHEMA, 'x-unspecified': [{ says: 'what y is', schema: D }] };
const [X, Y] = [
  { a: 'aa', c: { d: 'x' } },
  { a: 'aa', c: { d: 'y' } },
];
const FIRST = ['the documented request number 0'];
const COMMON = [
  ...[['a request with b as true'], ['a request without c']],
  ...[['a request with an undocumented a'], ['a request with a'], ['a request without c.d']],
];
const MORE = (d: string[], c: string[]) => [
  ...[d, ['a request without b'], c, ['a request with an empty c'], ['a request with b as false']],
];

test.each<[what: string, schema: JsonObject, documented: Json[], kinds: string[][]]>([
  ['nothing documented', SCHEMA, [], []],
  ['a documented request', SCHEMA, [X], [FIRST, ...COMMON, ['a request with c.d as "y"']]],
  ['what the contract leaves open', WITH_OPEN, [X], [FIRST, ...COMMON, ['a request with c.d as "y"', 'what y is']]],
  [
    'a documented request that is open itself',
    WITH_OPEN,
    [Y],
    [FIRST, ...COMMON, ...MORE(['a request with c.d as "x"'], ['a request with c', 'what y is'])],
  ],
  [
    'two documented requests, of which one is open',
    WITH_OPEN,
    [X, Y],
    [
      ...[FIRST, ['the documented request number 1'], ...COMMON, ['a request with c.d as "y"', 'what y is']],
      ...MORE(['a request with c.d as "x"'], ['a request with c']),
    ],
  ],
])('the kinds of valid requests with %s', async (_, schema, documented, kinds) => {
  const found = await kindsOf(schema, ...documented);
  expect(found.map(({ says, open }) => (open === undefined ? [says] : [says, open]))).toEqual(kinds);
});

test.each<[kind: string, body: Json | undefined, is: boolean]>([
  [FIRST.join(), Y, true],
  [FIRST.join(), X, false],
  ['a request with b as true', { b: true }, true],
  ['a request with b as true', { b: false }, false],
  ['a request without c', { a: 'aa' }, true],
  ['a request without c', { c: 1 }, false],
  ['a request without c', 7, false],
  ['a request without c.d', { c: {} }, true],
  ['a request without c.d', { c: { d: 1 } }, false],
  ['a request without c.d', {}, false],
  ['a request with an empty c', { c: {} }, true],
  ['a request with an empty c', { c: { d: 1 } }, false],
  ['a request with c', { c: { d: 1 } }, true],
  ['a request with c', {}, false],
  ['a request with c.d as "x"', X, true],
  ['a request with c.d as "x"', Y, false],
  ['a request with an undocumented a', X, false],
])('whether the kind "%s" has the body %j: %s', async (kind, body, is) => {
  const found = (await kindsOf(WITH_OPEN, Y)).find(({ says }) => says === kind);
  expect(found?.is({ path: {}, query: {}, header: {}, cookie: {}, ...(body !== undefined && { body }) })).toBe(is);
});
