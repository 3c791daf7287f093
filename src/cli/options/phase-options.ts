import type { Phase } from '../../model/case.ts';
import { UsageError } from '../../errors.ts';
import { DEFAULT_PHASES, PHASE_NAMES, PHASES, selectPhases } from '../../run/phases/index.ts';
import type { PhaseSetting } from '../../run/phases/phase.ts';
import { readDuration } from '../values/duration.ts';
import { type GivenOptions, type Option } from './options.ts';

/** The numbers that phases read, each with its phase. */
const SETTINGS = PHASES.flatMap(({ name, settings = [] }) => settings.map((setting) => ({ phase: name, ...setting })));

/** The flags that say what is sent, and how much of it. */
export const PHASE_OPTIONS: Record<string, Option> = {
  phases: {
    value: 'LIST',
    about: `What to send: ${PHASE_NAMES.join(', ')}, or all.`,
    default: DEFAULT_PHASES.join(','),
  },
  ...Object.fromEntries(
    SETTINGS.map(({ flag, about, default: usual }) => [flag, { value: 'N', about, default: usual }]),
  ),
  'max-time': {
    value: 'TIME',
    about:
      'For the whole run, as in 30s or 5m. What was planned and not sent by then is undecided, but for generated requests of an operation that got some.',
    default: 'no limit',
  },
};

/** The numbers that were given for phases. */
type PhaseNumbers = Partial<Record<PhaseSetting['key'], number>>;

/** What a target of assay.yaml says of it. */
export interface PhaseConfig extends PhaseNumbers {
  phases?: Phase[];
  maxTime?: number | string;
}

/**
 * Flags go before the configuration. A number that only one phase reads adds that phase, unless the same source lists
 * the phases.
 * @returns maxTime in milliseconds
 * @throws UsageError for a value that is wrong, and for a flag of a phase that `--phases` leaves out
 */
export function readPhases(
  given: GivenOptions,
  config: PhaseConfig,
): PhaseNumbers & { phases: Phase[]; maxTime?: number } {
  const flags = SETTINGS.map((setting) => ({
    ...setting,
    value: given.number(setting.flag, { min: setting.min, max: setting.max, whole: true }),
  })).filter(({ value }) => value !== undefined);
  const listed = namesIn(given.text('phases'));
  const wrong = listed && flags.find(({ phase }) => !listed.includes(phase));
  if (wrong)
    throw new UsageError(
      `--${wrong.flag} is for the phase ${wrong.phase}, which --phases leaves out`,
      `Write --phases ${[...listed, wrong.phase].join(',')}, or leave --${wrong.flag} out.`,
    );
  const configured = SETTINGS.flatMap((setting) => {
    const value = config[setting.key];
    return value === undefined ? [] : [{ ...setting, value }];
  });
  // A number of the configuration adds its phase only where nothing lists the phases.
  const adding = listed || config.phases ? flags : [...flags, ...configured];
  const names = [...(listed ?? config.phases ?? DEFAULT_PHASES), ...adding.map(({ phase }) => phase)];
  const maxTime =
    readDuration('--max-time', given.text('max-time')) ?? readDuration('maxTime', config.maxTime?.toString());
  return {
    phases: selectPhases(names).map(({ name }) => name),
    ...Object.fromEntries([...configured, ...flags].map(({ key, value }) => [key, value])),
    ...(maxTime !== undefined && { maxTime }),
  };
}

/** The phases that a list names. @throws UsageError for a phase that does not exist */
function namesIn(text: string | undefined): Phase[] | undefined {
  if (text === undefined) return undefined;
  if (text.trim() === 'all') return [...PHASE_NAMES];
  return selectPhases(text.split(',').map((name) => name.trim())).map(({ name }) => name);
}
