import { expect, test } from '@jest/globals';
import type { Operation, RequestValues } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import { applyOverrides, NO_OVERRIDES, overrideHeaders } from './overrides.ts';

const values: RequestValues = { path: { id: '1' }, query: { q: 'a' }, header: {}, cookie: {}, body: 5 };
const operation = {
  parameters: [
    { name: 'id', in: 'path' },
    { name: 'q', in: 'query' },
    { name: 'both', in: 'header' },
    { name: 'both', in: 'cookie' },
  ],
} as Operation;

test.each<[set: Record<string, string>, changed: Partial<RequestValues>]>([
  [{}, {}],
  [{ id: '2' }, { path: { id: '2' } }],
  [{ q: '' }, { query: { q: '' } }],
  [{ both: 'x' }, { header: { both: 'x' }, cookie: { both: 'x' } }],
  [{ other: 'x' }, {}],
])('setting %j changes %j', (set, changed) => {
  const before = structuredClone(values);
  expect(applyOverrides(operation, values, { ...NO_OVERRIDES, set })).toEqual({ ...values, ...changed });
  expect(values).toEqual(before);
});

test.each<[own: HeaderField[], given: HeaderField[], fields: HeaderField[]]>([
  [[['Accept', '*/*']], [], [['Accept', '*/*']]],
  [[['Accept', '*/*']], [['accept', 'a/b']], [['accept', 'a/b']]],
  [
    [
      ['A', '1'],
      ['B', '2'],
    ],
    [
      ['b', '3'],
      ['b', '4'],
      ['C', '5'],
    ],
    [
      ['A', '1'],
      ['b', '3'],
      ['b', '4'],
      ['C', '5'],
    ],
  ],
])('the fields %j, overridden by %j, are %j', (own, given, fields) => {
  expect(overrideHeaders(own, given)).toEqual(fields);
});
