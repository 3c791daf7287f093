import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { blamesAnother } from './blames-another.ts';

const ask = (at: string, body: Json, answer: Json) =>
  blamesAnother(
    { expect: { kind: 'accepted', clause: '#', at }, inputs: { body } } as unknown as Case,
    {
      outcome: { response: { status: 400, headers: [], body: Buffer.from(JSON.stringify(answer)) } },
    } as unknown as Exchange,
  );
const POOL = { message: 'Cannot allocate six from the POOL' };
const BODY = { operator: 'NUM_EQ', value: 'a', at: { city: 'x' } };

test.each<[string, string, Json, Json, boolean]>([
  ['another member', 'request body#/operator', BODY, { message: '"value" must be a number' }, true],
  ['another member in another spelling', 'request body#/operator', BODY, { errors: { Value: ['is required'] } }, true],
  ['the member itself', 'request body#/operator', BODY, { message: '"operator" must be one of "A", "B"' }, false],
  ['both', 'request body#/operator', BODY, { errors: { value: ['is required'], operator: ['is required'] } }, false],
  ['what it lies in', 'request body#/at/city', BODY, { errors: { at: ['is required'] } }, false],
  ['what lies in it', 'request body#/at', BODY, { errors: { 'at.city': ['is required'] } }, false],
  [
    'it in another spelling',
    'request body#/maxValue',
    { maxValue: 1 },
    { errors: { max_value: ['is required'] } },
    false,
  ],
  [
    'one that is spelled otherwise',
    'request body#/a',
    { a: 1, minValue: 1 },
    { errors: { min_value: ['is required'] } },
    true,
  ],
  [
    'one of the same name in another object',
    'request body#/at/city',
    { ...BODY, value: { city: 'y' } },
    { errors: { 'value.city': ['is required'] } },
    false,
  ],
  ['another item of a list', 'request body#/1', [1, 2], { errors: { 0: ['is required'] } }, false],
  ['a member that was not sent', 'request body#/operator', BODY, { errors: { colour: ['is required'] } }, false],
  ['nothing', 'request body#/operator', BODY, { message: 'no' }, false],
  ['what another member names', 'request body#/net/version', { net: { version: 6, pool_id: 'a' } }, POOL, true],
  ['what no member names', 'request body#/net/version', { net: { version: 6, shop_id: 'a' } }, POOL, false],
  ['what the member itself names', 'request body#/net/pool_id', { net: { version: 6, pool_id: 'a' } }, POOL, false],
  [
    'what another member names, and the member itself',
    'request body#/net/version',
    { net: { version: 6, pool_id: 'a' } },
    { message: 'The version 6 is not of this pool' },
    false,
  ],
  ['a member, where a parameter varies', 'request query page', BODY, { errors: { value: ['is required'] } }, false],
  ['a member, where the body is a list', 'request body#/0', [1], { errors: { value: ['is required'] } }, false],
])('a refusal that names %s is of another member, or not', (_, at, body, answer, want) => {
  expect(ask(at, body, answer)).toBe(want);
});

test('a request without an answer was not refused', () => {
  const testCase = { expect: { kind: 'accepted', clause: '#', at: 'request body#/a' }, inputs: { body: {} } };
  const exchange = { outcome: { failure: { kind: 'connection', message: 'gone' } } };
  expect(blamesAnother(testCase as unknown as Case, exchange as unknown as Exchange)).toBe(false);
});
