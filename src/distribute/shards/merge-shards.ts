import type { Contract, Operation } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Fuzzing, Run } from '../../model/run.ts';
import type { ShardPart, ShardReport, SharedRun } from '../../model/shard-report.ts';
import { nothingToSend } from '../../judge/verdict.ts';
import { concludeRuns, type ConcludeOptions, type SeenRun } from '../../run/conclude-run.ts';
import { emptyFold, mergeFold } from '../../run/fold/fold.ts';
import { PHASE_NAMES } from '../../run/phases/index.ts';
import { concludeRecorded } from '../../run/recorded/check-recorded.ts';
import { emptyPart, mergeRecordedPart, type RecordedPart } from '../../run/recorded/recorded-part.ts';
import type { ChosenShards } from './choose-shards.ts';
import { unpackEntries, unpackFold } from './unpack.ts';

/** What was masked by the shards is not masked again. */
const MASKED: Pick<Run, 'mask' | 'isMadeUp'> = { mask: (text) => text, isMadeUp: () => true };

/**
 * The runs that the shards of one run come to together.
 * @param contracts those of the shards, in their order
 * @param today the day to which waivers hold; the present day unless given
 */
export function mergeShards(contracts: readonly Contract[], { shards, doubts }: ChosenShards, today?: string): Run[] {
  const [first] = shards as [ShardReport, ...ShardReport[]];
  const options = { ...concludeOptions(first.run, today), ...(doubts.length > 0 && { isPartial: true }) };
  const runs = first.recorded
    ? mergeRecorded(contracts, shards, doubts, { ...options, keep: first.run.keep })
    : concludeRuns(
        contracts.map((contract, index) =>
          mergeSeen(contract, partsAt(shards, index), first.run.keep, {
            doubts,
            isFirst: index === 0,
          }),
        ),
        options,
      );
  return runs.map((run) => ({ ...run, ...MASKED }));
}

function concludeOptions({ strict, waivers, targetName, configuration }: SharedRun, today?: string): ConcludeOptions {
  return {
    strict,
    waivers,
    ...(targetName !== undefined && { targetName }),
    ...(configuration && { configuration }),
    ...(today !== undefined && { today }),
  };
}

function partsAt(shards: readonly ShardReport[], index: number): ShardPart[] {
  return shards.flatMap(({ parts }) => parts[index] ?? []);
}

function mergeRecorded(
  whole: readonly Contract[],
  shards: readonly ShardReport[],
  doubts: readonly Undecided[],
  { keep = Infinity, ...options }: ConcludeOptions & { keep?: number | undefined },
): Run[] {
  const contracts = whole.map((contract, index) => withOperations(contract, partsAt(shards, index)));
  const merged = emptyPart(contracts);
  for (const shard of shards) mergeRecordedPart(merged, unpackRecorded(contracts, shard), keep);
  const problems = shards.flatMap(({ recorded }) => recorded?.problems ?? []);
  const recording = {
    name: unique(shards.flatMap(({ parts }) => parts.map(({ target }) => target))).join(', '),
    duration: longest(shards.flatMap(({ parts }) => parts)),
    problems: [...unique(problems), ...doubts],
  };
  return concludeRecorded(contracts, merged, recording, { ...options, recordedOnly: true });
}

function unpackRecorded(contracts: readonly Contract[], { parts, recorded }: ShardReport): RecordedPart {
  return {
    exchanges: recorded?.exchanges ?? 0,
    unmatched: unpackEntries(recorded?.unmatched ?? { groups: [], others: 0 }),
    contracts: contracts.map((contract, index) => {
      const { fold, recorded: own } = parts[index] as ShardPart;
      return {
        fold: unpackFold(contract, fold),
        judged: own?.judged ?? 0,
        unjudged: unpackEntries(own?.unjudged ?? { groups: [], others: 0 }),
        operations: new Set(own?.operations),
        carriesCredentials: own?.carriesCredentials ?? false,
        secrets: new Set(),
      };
    }),
  };
}

function mergeSeen(
  whole: Contract,
  parts: readonly ShardPart[],
  keep = Infinity,
  { doubts, isFirst }: { doubts: readonly Undecided[]; isFirst: boolean },
): SeenRun {
  const contract = withOperations(whole, parts);
  const fold = emptyFold();
  for (const part of parts) mergeFold(fold, unpackFold(contract, part.fold), keep);
  const order = new Map(contract.operations.map(({ id }, index) => [id, index]));
  const placeOf = ({ operation }: Undecided) => (operation === undefined ? -1 : (order.get(operation) ?? -1));
  const listed = (of: (part: ShardPart) => Undecided[]) =>
    unique(parts.flatMap(of)).sort((one, other) => placeOf(one) - placeOf(other));
  const fuzzing = sumOfFuzzing(parts.flatMap((part) => part.fuzzing ?? []));
  return {
    contract,
    target: unique(parts.map(({ target }) => target)).join(', '),
    phases: PHASE_NAMES.filter((phase) => fold.phases.has(phase)),
    fold,
    ...(fuzzing && { fuzzing }),
    undecided: [
      ...listed(({ undecided }) => undecided),
      ...(fold.counts.cases === 0 && doubts.length === 0 ? [nothingToSend(contract)] : []),
      ...(fold.counts.cases === 0 || isFirst ? doubts : []),
    ],
    unjudged: listed(({ unjudged }) => unjudged),
    heldBack: listed(({ heldBack }) => heldBack),
    leftovers: listed(({ leftovers }) => leftovers),
    duration: longest(parts),
    ...MASKED,
  };
}

/** The contract with the operations of the shards alone: filters may have left others out. */
function withOperations(contract: Contract, parts: readonly ShardPart[]): Contract {
  const ids = new Set(parts.flatMap(({ operations }) => operations));
  const operations = contract.operations.filter(({ id }: Operation) => ids.has(id));
  return operations.length === contract.operations.length ? contract : { ...contract, operations };
}

/** Shards run at the same time. */
function longest(parts: readonly ShardPart[]): number {
  return Math.max(...parts.map(({ duration }) => duration));
}

function sumOfFuzzing(all: readonly Fuzzing[]): Fuzzing | undefined {
  const [first] = all;
  const sum = (key: 'generated' | 'shrinks') => all.reduce((total, one) => total + one[key], 0);
  return first && { ...first, generated: sum('generated'), shrinks: sum('shrinks') };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
