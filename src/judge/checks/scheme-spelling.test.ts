import { expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import { respell, spellingBreach } from './scheme-spelling.ts';

test.each<[HeaderField[], HeaderField[] | undefined]>([
  [[['Authorization', 'bearer x']], [['Authorization', 'Bearer x']]],
  [[['Authorization', 'Basic x']], [['Authorization', 'basic x']]],
  [[['authorization', 'DIGEST x']], [['authorization', 'digest x']]],
  [
    [
      ['Accept', '*/*'],
      ['Authorization', 'basic x'],
    ],
    [
      ['Accept', '*/*'],
      ['Authorization', 'Basic x'],
    ],
  ],
  [[['X-Auth-Token', 'x']], undefined],
  [[['Authorization', 'x']], undefined],
  [[['Authorization', '1 bearer x']], undefined],
  [[['Authorization', '']], undefined],
])('%o is spelt differently', (headers, want) => {
  expect(respell({ method: 'GET', path: '/', headers })?.headers).toEqual(want);
});

const SCHEME = '#/components/securitySchemes/bearer';
const breach = (security: { pointer: string }[][], outcome: unknown) =>
  spellingBreach({ operation: { pointer: '#/paths/~1pets/get', security } } as never, { outcome } as never);

test.each([
  [200, true],
  [399, true],
  [400, false],
  [401, false],
])('another spelling that is answered with %i is told: %s', (status, want) => {
  expect(breach([[{ pointer: SCHEME }]], { response: { status } }) !== undefined).toBe(want);
});

test('another spelling that nothing answers tells nothing', () => {
  expect(breach([], { failure: { kind: 'reset' } })).toBeUndefined();
});

test.each([
  ['of the scheme', [[{ pointer: SCHEME }, { pointer: '#/b' }], [{ pointer: '#/c' }]], SCHEME],
  ['of the operation, where no scheme is named,', [[]], '#/paths/~1pets/get'],
  ['of the operation without security', [], '#/paths/~1pets/get'],
])('the clause %s says which spelling was refused', (_, security, want) => {
  expect(breach(security, { response: { status: 200 } })?.clause).toBe(want);
});
