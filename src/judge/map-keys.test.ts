import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { withoutMapKeys } from './map-keys.ts';

const CHART = { type: 'object', properties: { title: { type: 'string' } } };
const SCHEMA = {
  type: 'object',
  properties: {
    charts: { type: 'object', additionalProperties: CHART },
    named: { type: 'object', properties: { one: CHART }, additionalProperties: CHART },
    open: { type: 'object', additionalProperties: true },
    plain: { type: 'object' },
    matched: { type: 'object', patternProperties: { '^x': CHART } },
    nested: { type: 'object', additionalProperties: { type: 'array', items: { additionalProperties: CHART } } },
  },
};
const BODY: Json = {
  charts: { 'a/b': { title: 1, more: 2 }, c: { title: 2 } },
  named: { one: { title: 1 }, two: { title: 1 } },
  open: { a: 1 },
  plain: { a: 1 },
  matched: { xy: { title: 1 }, z: 1 },
  nested: { a: [{ b: { title: 1 } }] },
};

test.each([
  ['body#/charts/a~1b/title', 'body#/charts/*/title'],
  ['body#/charts/c', 'body#/charts/*'],
  ['body#/charts/c/more', 'body#/charts/*/more'],
  // What a required key misses is no data.
  ['body#/charts/missing', undefined],
  ['body#/charts/c/missing', 'body#/charts/*/missing'],
  ['body#/named/one/title', undefined],
  ['body#/named/two/title', 'body#/named/*/title'],
  ['body#/open/a', undefined],
  ['body#/plain/a', undefined],
  ['body#/matched/xy/title', 'body#/matched/*/title'],
  ['body#/matched/z', undefined],
  ['body#/nested/a/0/b/title', 'body#/nested/*/0/*/title'],
  ['body#/charts', undefined],
  ['body#', undefined],
  ['body', undefined],
  ['request body#/charts/c', undefined],
  ['header X', undefined],
])('%s is the place %s without the keys of maps', async (at, want) => {
  const content = { 'application/json': { schema: SCHEMA } };
  const contract = await contractOf({
    paths: { '/a': { get: { responses: { 200: { description: 'x', content } } } } },
  });
  const media = contract.operations[0]?.responses[0]?.media[0];
  const judged = { contract, response: { json: BODY }, ...(media && { media }) };
  expect(withoutMapKeys(judged as never, at)).toBe(want);
});
