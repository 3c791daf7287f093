import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { requestErrors, responseErrors, withoutReadOnly, withoutWriteOnly } from './read-write-only.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const SCHEMAS: JsonObject = {
  Secret: { type: 'string', writeOnly: true },
  User: {
    type: 'object',
    required: ['id', 'password', 'name'],
    properties: { id: { type: 'string', readOnly: true }, password: ref('Secret'), name: { type: 'string' } },
  },
  Users: { type: 'array', items: ref('User') },
  Split: { required: ['password'], allOf: [{ properties: { password: ref('Secret') } }] },
  Choice: { anyOf: [ref('User')] },
  // A masked card has no cvc, and what it has beside it is known to one of the kinds alone.
  Payment: {
    unevaluatedProperties: false,
    oneOf: [
      { required: ['number', 'cvc'], properties: { number: { type: 'string' }, cvc: ref('Secret') } },
      { required: ['account', 'bank'], properties: { account: { type: 'string' }, bank: { type: 'string' } } },
    ],
  },
  Order: { unevaluatedProperties: false, properties: { payment: ref('Payment') } },
  Map: { additionalProperties: ref('Secret'), required: ['a'] },
};
let contract: Contract;
beforeAll(async () => void (contract = await contractOf({ paths: {}, components: { schemas: SCHEMAS } })));

describe('errors', () => {
  test.each<[name: string, value: Json, request: string[], response: string[]]>([
    ['User', { id: 'a', password: 'b', name: 'c' }, [], []],
    ['User', { id: 'a', name: 'c' }, ['#/password'], []],
    ['User', { password: 'b', name: 'c' }, [], ['#/id']],
    ['User', { id: 'a', password: 'b' }, ['#/name'], ['#/name']],
    ['User', { id: 'a', name: 1 }, ['#/password', '#/name'], ['#/name']],
    ['User', 'text', ['#'], ['#']],
    ['Users', [{ id: 'a', name: 'c' }], ['#/0/password'], []],
    ['Split', {}, ['#/password'], []],
    ['Payment', { number: '*42' }, ['#', '#/account', '#/bank', '#/cvc', '#/number'], []],
    [
      'Payment',
      { number: 42 },
      ['#', '#/account', '#/bank', '#/cvc', '#/number', '#/number'],
      ['#', '#/account', '#/bank', '#/number', '#/number'],
    ],
    ['Payment', { account: 'a', bank: 'b' }, [], []],
    [
      'Order',
      { payment: { number: '*42' } },
      ['#/payment', '#/payment/account', '#/payment/bank', '#/payment/cvc', '#/payment/number'],
      [],
    ],
    ['Order', { payment: { account: 'a', bank: 'b' }, other: 1 }, ['#/other'], ['#/other']],
    [
      'Order',
      { payment: { number: '*42' }, other: 1 },
      ['#/other', '#/payment', '#/payment/account', '#/payment/bank', '#/payment/cvc', '#/payment/number'],
      ['#/other'],
    ],
    ['Map', {}, ['#/a'], []],
  ])('%s: %j', (name, value, request, response) => {
    const at = (errors: { at: string }[]) => errors.map((error) => error.at).sort();
    expect(at(requestErrors(contract, ref(name).$ref, value))).toEqual([...request].sort());
    expect(at(responseErrors(contract, ref(name).$ref, value))).toEqual([...response].sort());
  });

  test('a choice that fails only for a hidden member does not fail', () => {
    expect(responseErrors(contract, ref('Choice').$ref, { id: 'a', name: 'c' })).toEqual([]);
    expect(responseErrors(contract, ref('Choice').$ref, { id: 'a' })).not.toEqual([]);
  });
});

test.each<[name: string, value: Json, sent: Json, received: Json]>([
  [
    'User',
    { id: 'a', password: 'b', name: 'c', more: 1 },
    { password: 'b', name: 'c', more: 1 },
    { id: 'a', name: 'c', more: 1 },
  ],
  ['Users', [{ id: 'a', password: 'b' }, 1], [{ password: 'b' }, 1], [{ id: 'a' }, 1]],
  ['Map', { a: 'b' }, { a: 'b' }, {}],
  ['User', 'text', 'text', 'text'],
])('hidden members are left out: %s, %j', (name, value, sent, received) => {
  expect(withoutReadOnly(contract, ref(name).$ref, value)).toEqual(sent);
  expect(withoutWriteOnly(contract, ref(name).$ref, value)).toEqual(received);
});
