import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import { check } from './check.ts';

const answering = (status: number) => inProcessTarget('fixed', () => ({ status, headers: [], body: new Uint8Array() }));
const described = { description: 'As it is.' };

describe('an operation that documents only errors', () => {
  test.each([
    ['is not accused of answering one', 404, []],
    ['is accused of another error', 422, ['acceptance']],
  ])('%s', async (_, status, want) => {
    const contract = await contractOf({ paths: { '/a': { get: { responses: { 404: described, 500: described } } } } });
    const { findings } = await check(contract, answering(status), { phases: ['coverage'] });
    expect(findings.map(({ check: id }) => id)).toEqual(want);
  });
});
