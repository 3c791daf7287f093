import type { Phase } from '../../model/case.ts';
import { UsageError } from '../../errors.ts';
import { nearestWord } from '../../text/did-you-mean.ts';
import { behaviour } from './behaviour.ts';
import { coverage } from './coverage.ts';
import { examples } from './examples.ts';
import { fuzzing } from './fuzzing.ts';
import { oddValues } from './odd-values.ts';
import type { PhaseDefinition } from './phase.ts';
import { sequences } from './sequences.ts';

/** Every phase, in the order in which they run. Sequences come last: they delete what they find. */
export const PHASES: readonly PhaseDefinition[] = [examples, coverage, behaviour, oddValues, fuzzing, sequences];

export const PHASE_NAMES: readonly Phase[] = PHASES.map(({ name }) => name);

/** The phases that run unless others are asked for. */
export const DEFAULT_PHASES: readonly Phase[] = PHASES.filter(({ isDefault }) => isDefault).map(({ name }) => name);

/** The phases of those names, in the order in which they run. @throws UsageError for a name that no phase has */
export function selectPhases(names: readonly string[] = DEFAULT_PHASES): PhaseDefinition[] {
  const unknown = names.find((name) => !PHASES.some((phase) => phase.name === name));
  if (unknown !== undefined) {
    const near = nearestWord(unknown, PHASE_NAMES);
    throw new UsageError(
      `there is no phase ${JSON.stringify(unknown)}`,
      near ? `Did you mean ${near}?` : `There are: ${PHASE_NAMES.join(', ')}.`,
    );
  }
  return PHASES.filter(({ name }) => names.includes(name));
}
