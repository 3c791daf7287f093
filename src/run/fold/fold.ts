/**
 * A run as a fold: each judged case is added and may then be forgotten, so that memory does not depend on how many there are. What two
 * parts of a run come to merges into what the whole comes to, in whatever order: the number of each case says where it stands.
 */
import type { Contract, Operation } from '../../model/contract.ts';
import type { Case, Phase } from '../../model/case.ts';
import type { Counts, Result } from '../../model/run.ts';
import { addEntry, mergeEntries, noEntries, type EntryGroups } from '../../judge/entries.ts';
import { addFindings, mergeFindings, type FindingGroups } from '../../judge/group-findings.ts';
import { addTouched, mergeTouched, sourceStatements, type TouchedClauses } from '../../judge/source-coverage.ts';
import { addReached, mergeReached, type ReachedOperations } from '../reach.ts';

/** So many results are kept unless something else is asked for: a recording may have millions, and so may a night of generated requests. */
export const KEPT = 1_000;

/** A result with the number of its case. */
export interface Numbered {
  result: Result;
  number: number;
}

/** What a part of a run comes to. */
export interface Fold {
  counts: Counts;
  phases: Set<Phase>;
  findings: FindingGroups;
  touched: TouchedClauses;
  reached: ReachedOperations;
  /** The cases that could not be judged, by reason. */
  undecided: EntryGroups;
  /** The first results, up to the number that is kept. */
  kept: Numbered[];
}

export function emptyFold(): Fold {
  return {
    counts: { cases: 0, undecided: 0, examples: 0, compared: 0 },
    phases: new Set(),
    findings: new Map(),
    touched: new Map(),
    reached: new Map(),
    undecided: noEntries(),
    kept: [],
  };
}

export interface AddOptions {
  /** How many results are kept; all unless given. */
  keep?: number;
  /** Set where the messages are known in part, so that nothing is verified by them. */
  isPartial?: boolean;
}

/** Adds a result. @param number the number of its case among all cases of the run */
export function addResult(
  contract: Contract,
  fold: Fold,
  result: Result,
  number: number,
  { keep = Infinity, isPartial = false }: AddOptions = {},
): void {
  addCase(fold, result, number);
  addFindings(fold.findings, result, number);
  if (!isPartial && sourceStatements(contract).length > 0) addTouched(contract, fold.touched, result);
  if (result.undecided) addEntry(fold.undecided, result.undecided, number);
  if (fold.kept.length < keep) fold.kept.push({ result, number });
}

/** Adds a case as far as it does not depend on what was found, as where nothing was; what it touched is added elsewhere. */
export function addCase({ counts, phases, reached }: Fold, result: Result, number: number): void {
  const isExample = result.case.phase === 'examples';
  counts.cases += 1;
  if (result.undecided) counts.undecided += 1;
  if (isExample) counts.examples += 1;
  if (isExample && !result.undecided) counts.compared += 1;
  phases.add(result.case.phase);
  addReached(reached, result, number);
}

/** Adds what another part of the run came to. */
export function mergeFold(fold: Fold, other: Fold, keep = Infinity): void {
  for (const name of Object.keys(fold.counts) as (keyof Counts)[]) fold.counts[name] += other.counts[name];
  for (const phase of other.phases) fold.phases.add(phase);
  mergeFindings(fold.findings, other.findings);
  mergeTouched(fold.touched, other.touched);
  mergeReached(fold.reached, other.reached);
  mergeEntries(fold.undecided, other.undecided);
  fold.kept = [...fold.kept, ...other.kept].sort((one, next) => one.number - next.number).slice(0, keep);
}

/** The results that are kept: the first ones in their order, then those that findings show. */
export function keptResults({ kept, findings }: Fold): Result[] {
  const listed = new Set(kept.map(({ number }) => number));
  const shown = new Map([...findings.values()].map(({ shown: { number, result } }) => [number, result]));
  const further = [...shown].filter(([number]) => !listed.has(number)).sort(([one], [other]) => one - other);
  return [...kept.map(({ result }) => result), ...further.map(([, result]) => result)];
}

/** The place of each phase among the others. */
const PLACES: Record<Phase, number> = {
  recorded: 0,
  examples: 1,
  coverage: 2,
  behaviour: 3,
  'odd-values': 4,
  fuzzing: 5,
  sequences: 6,
};

/**
 * Numbers the cases of a live run: by phase, then by operation in the order of the whole contract, then as they come. The numbers do not
 * depend on how requests of several operations mix, nor on which operations were chosen; of runs about different operations none is the
 * same.
 */
export function createNumbering(operations: readonly Operation[]): (testCase: Case) => number {
  const places = new Map(operations.map(({ id }, index) => [id, index]));
  const counted = new Map<number, number>();
  return ({ phase, operation }) => {
    const start = PLACES[phase] * 1e14 + (places.get(operation.id) ?? 0) * 1e8;
    const count = counted.get(start) ?? 0;
    counted.set(start, count + 1);
    return start + count;
  };
}
