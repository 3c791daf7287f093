import { availableParallelism } from 'node:os';
import { expect, test } from '@jest/globals';
import { shippedContract } from '../../../test/support/contracts.ts';
import { threadsFor } from './case-makers.ts';

const CONTRACT = await shippedContract('openstack-image-v1');
const cores = Math.min(64, availableParallelism());

test.each<[string, number | undefined, Parameters<typeof threadsFor>[2], number]>([
  ['the number that is asked for makes even a few', 7, { maxExamples: 1 }, 7],
  ['one is enough where one is asked for', 1, { maxExamples: 1_000_000 }, 1],
  ['one is enough where the number of requests is not given', undefined, {}, 1],
  ['one is enough for 9,999 requests', undefined, { maxExamples: 9_999 }, 1],
  ['all cores make 10,000 requests', undefined, { maxExamples: 10_000 }, cores],
  ['one is enough where requests wait for their turn', undefined, { maxExamples: 10_000, rate: 50 }, 1],
])('the number of threads that make generated requests: %s', (_, jobs, options, want) => {
  expect(threadsFor(CONTRACT, jobs, options)).toBe(want);
});
