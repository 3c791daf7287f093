import type { Phase } from '../model/case.ts';
import { DEFAULT_PHASES } from '../cases/plan.ts';
import { UsageError } from '../errors.ts';
import type { CheckOptions } from '../run/check.ts';
import { readSeconds } from './values/duration.ts';
import { suggest, type GivenOptions, type Option } from './options.ts';

/** Everything that a run can send. */
const PHASES: Phase[] = ['examples', 'coverage', 'fuzzing', 'sequences'];

/** The flags that say what is sent, and how much of it. */
export const PHASE_OPTIONS: Record<string, Option> = {
  phases: { value: 'LIST', about: `What to send: ${PHASES.join(', ')}, or all.`, default: DEFAULT_PHASES.join(',') },
  'max-examples': {
    value: 'N',
    about: 'Adds fuzzing: generated requests of each operation, at the most.',
    default: '100',
  },
  seed: {
    value: 'N',
    about: 'Adds fuzzing, and generates the same requests as a run with that seed.',
    default: 'drawn, and told',
  },
  'max-time': {
    value: 'TIME',
    about: 'For the whole run, as in 30s or 5m. What was planned and not sent by then is undecided; fuzzing just ends.',
    default: 'no limit',
  },
};

/** What a target of assay.yaml says of it. */
export interface PhaseConfig {
  phases?: Phase[];
  seed?: number;
  maxExamples?: number;
  maxTime?: number | string;
}

/** Flags go before the configuration. @throws UsageError for what cannot be meant */
export function readPhases(
  given: GivenOptions,
  config: PhaseConfig,
): Pick<CheckOptions, 'phases' | 'seed' | 'maxExamples'> & { maxTime?: number } {
  const seed = given.number('seed', { min: 0, max: 2 ** 31 - 1, whole: true });
  const maxExamples = given.number('max-examples', { min: 1, max: 1_000_000, whole: true });
  const named = given.text('phases') === undefined ? undefined : listed(given.text('phases') as string);
  const flag = seed !== undefined ? '--seed' : '--max-examples';
  if ((seed ?? maxExamples) !== undefined && named && !named.includes('fuzzing'))
    throw new UsageError(
      `${flag} is for the phase fuzzing, which --phases leaves out`,
      `Write --phases ${[...named, 'fuzzing'].join(',')}, or leave ${flag} out.`,
    );
  const usual = named ?? config.phases ?? DEFAULT_PHASES;
  const wanted =
    (seed ?? maxExamples ?? (named || config.phases ? undefined : (config.maxExamples ?? config.seed))) !== undefined;
  const phases = wanted && !usual.includes('fuzzing') ? [...usual, 'fuzzing' as const] : usual;
  const maxTime =
    readSeconds('--max-time', given.text('max-time')) ?? readSeconds('maxTime', config.maxTime?.toString());
  return {
    // Sequences come last: they take away what they find.
    phases: PHASES.filter((phase) => phases.includes(phase)),
    ...ofNumber('seed', seed ?? config.seed),
    ...ofNumber('maxExamples', maxExamples ?? config.maxExamples),
    ...(maxTime !== undefined && { maxTime: maxTime * 1000 }),
  };
}

function listed(text: string): Phase[] {
  if (text.trim() === 'all') return PHASES;
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !PHASES.includes(name as Phase));
  if (wrong !== undefined) throw new UsageError(`there is no phase ${JSON.stringify(wrong)}`, suggest(wrong, PHASES));
  return names as Phase[];
}

function ofNumber<K extends string>(name: K, value: number | undefined): Partial<Record<K, number>> {
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<K, number>>);
}
