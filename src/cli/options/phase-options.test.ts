import { expect, test } from '@jest/globals';
import { GivenOptions } from './options.ts';
import { PHASE_NAMES } from '../../run/phases/index.ts';
import { readPhases, type PhaseConfig } from './phase-options.ts';

const read = (flags: Record<string, string>, config: PhaseConfig = {}) =>
  readPhases(new GivenOptions([], flags), config);

test.each<[string, Record<string, string>, PhaseConfig, ReturnType<typeof read>]>([
  ['nothing', {}, {}, { phases: ['examples', 'coverage', 'behaviour', 'odd-values'] }],
  ['a list', { phases: 'fuzzing, examples' }, {}, { phases: ['examples', 'fuzzing'] }],
  ['all', { phases: 'all' }, {}, { phases: [...PHASE_NAMES] }],
  [
    'examples at the most',
    { 'max-examples': '7' },
    {},
    { phases: ['examples', 'coverage', 'behaviour', 'odd-values', 'fuzzing'], maxExamples: 7 },
  ],
  ['a seed', { seed: '0' }, {}, { phases: ['examples', 'coverage', 'behaviour', 'odd-values', 'fuzzing'], seed: 0 }],
  [
    'a time',
    { 'max-time': '2m' },
    {},
    { phases: ['examples', 'coverage', 'behaviour', 'odd-values'], maxTime: 120_000 },
  ],
  [
    'a configuration',
    {},
    { phases: ['sequences', 'fuzzing'], seed: 3, maxExamples: 9, maxTime: '5s' },
    { phases: ['fuzzing', 'sequences'], seed: 3, maxExamples: 9, maxTime: 5000 },
  ],
  [
    'a configuration with a number',
    {},
    { maxExamples: 9 },
    { phases: ['examples', 'coverage', 'behaviour', 'odd-values', 'fuzzing'], maxExamples: 9 },
  ],
  [
    'flags before a configuration',
    { phases: 'examples', 'max-time': '1' },
    { phases: ['fuzzing'], seed: 3, maxTime: 9 },
    { phases: ['examples'], seed: 3, maxTime: 1000 },
  ],
  [
    'a seed beside the phases of a configuration',
    { seed: '4' },
    { phases: ['examples'] },
    { phases: ['examples', 'fuzzing'], seed: 4 },
  ],
])('%s', (_, flags, config, want) => {
  expect(read(flags, config)).toEqual(want);
});

test.each<[Record<string, string>, string]>([
  [{ phases: 'fuzing' }, 'there is no phase "fuzing"'],
  [{ phases: '' }, 'there is no phase ""'],
  [{ phases: 'examples', seed: '1' }, '--seed is for the phase fuzzing, which --phases leaves out'],
  [{ phases: 'coverage', 'max-examples': '1' }, '--max-examples is for the phase fuzzing, which --phases leaves out'],
  [{ seed: '1.5' }, '--seed 1.5 is not a whole number from 0 to 2147483647'],
  [{ 'max-examples': '0' }, '--max-examples 0 is not a whole number from 1 to 1000000'],
])('%j is refused', (flags, want) => {
  expect(() => read(flags)).toThrow(want);
});
