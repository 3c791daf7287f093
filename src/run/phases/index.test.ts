import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_PHASES, PHASE_NAMES, PHASES, selectPhases } from './index.ts';

const enumIn = (file: string, pattern: RegExp): unknown =>
  JSON.parse(pattern.exec(readFileSync(`schemas/${file}`, 'utf8'))?.[1] ?? 'null');
const LISTED = /"phases": \{\s*"type": "array",\s*"items": \{ "enum": (\[[^\]]*\])/;

test('sequences run last, as they delete what they find', () => {
  expect(PHASE_NAMES.at(-1)).toBe('sequences');
  expect(DEFAULT_PHASES).toEqual(['examples', 'coverage', 'behaviour', 'odd-values']);
});

test('the schema of the configuration lists the same phases', () => {
  expect(enumIn('config.schema.json', LISTED)).toEqual(PHASE_NAMES);
});

test('the schema of the report lists the same phases, and recorded traffic', () => {
  expect(enumIn('report.schema.json', LISTED)).toEqual([...PHASE_NAMES, 'recorded']);
});

test.each(PHASES.map((phase) => [phase.name, phase] as const))(
  'phase %s plans cases, or runs and names its test',
  (_, phase) => {
    expect(phase.plan !== undefined || (phase.run !== undefined && phase.test !== undefined)).toBe(true);
    // Without an announcement, a server of others would get requests that nobody was told of.
    expect(phase.announce !== undefined).toBe(phase.run !== undefined);
  },
);

test('no flag or key is read by two phases', () => {
  const settings = PHASES.flatMap((phase) => phase.settings ?? []);
  expect(new Set(settings.map(({ flag }) => flag)).size).toBe(settings.length);
  expect(new Set(settings.map(({ key }) => key)).size).toBe(settings.length);
});

describe('selectPhases', () => {
  test.each<[string, string[] | undefined, string[]]>([
    ['gives the default phases where none is named', undefined, ['examples', 'coverage', 'behaviour', 'odd-values']],
    ['gives none for an empty list', [], []],
    ['puts the phases into their own order', ['sequences', 'examples'], ['examples', 'sequences']],
    ['gives a phase once that is named twice', ['coverage', 'coverage'], ['coverage']],
  ])('%s', (_, names, want) => {
    expect(selectPhases(names).map(({ name }) => name)).toEqual(want);
  });

  test.each<[string, string, string]>([
    ['suggests the nearest name', 'fuzing', 'Did you mean fuzzing?'],
    ['lists the phases where no name is near', 'recorded', `There are: ${PHASE_NAMES.join(', ')}.`],
  ])('%s', (_, name, hint) => {
    expect(() => selectPhases(['examples', name])).toThrow(
      expect.objectContaining({ message: `there is no phase "${name}"`, hint }),
    );
  });
});
