import { expect, test } from '@jest/globals';
import type { RunEvent } from '../run/check.ts';
import { progress } from './announce.ts';
import type { Stage } from './terminal/progress.ts';

test('a run shows how many requests were answered, of how many', () => {
  const shown: (Stage | undefined)[] = [];
  const tell = progress({ stage: (stage) => void shown.push(stage) });
  tell({ kind: 'planned', cases: [] });
  // What was answered is not looked at.
  tell({ kind: 'answered', done: 1, of: 3, violations: 0 } as RunEvent);
  tell({ kind: 'answered', done: 2, of: 9, isLimit: true, violations: 2 } as RunEvent);
  tell({ kind: 'ended' });
  expect(shown).toEqual([
    { what: 'checking', done: { count: 1, noun: 'request', of: 3, isLimit: false }, violations: 0 },
    { what: 'checking', done: { count: 2, noun: 'request', of: 9, isLimit: true }, violations: 2 },
    { what: 'summing up' },
  ]);
});

test('a run shows nothing where there is no terminal', () => {
  expect(() => progress({})({ kind: 'ended' })).not.toThrow();
});
