import { expect, test } from '@jest/globals';
import type { Operation, Parameter } from '../../model/contract.ts';
import { unvariedParameters } from './parameter-drafts.ts';

test.each([
  [0, []],
  [447, []],
  [448, ['p447']],
])('where there are %i parameters these are not varied: %j', (count, want) => {
  const parameters = Array.from({ length: count }, (_, nth) => ({ name: `p${nth}` }) as Parameter);
  expect(unvariedParameters({ parameters } as Operation).map(({ name }) => name)).toEqual(want);
});
