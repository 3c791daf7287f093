import { expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import { respell } from './scheme-spelling.ts';

test.each<[HeaderField[], HeaderField[] | undefined]>([
  [[['Authorization', 'bearer x']], [['Authorization', 'Bearer x']]],
  [[['Authorization', 'Basic x']], [['Authorization', 'basic x']]],
  [[['X-Auth-Token', 'x']], undefined],
])('%o is spelt differently', (headers, want) => {
  expect(respell({ method: 'GET', path: '/', headers })?.headers).toEqual(want);
});
