/** Which reports make one run. What is missing, stands there twice or belongs to another run is told by name. */
import { UsageError } from '../../errors.ts';
import type { Undecided } from '../../model/finding.ts';
import type { ShardReport, SharedRun } from '../../model/shard-report.ts';

/** A shard, and the file of its report. */
export interface GivenShard {
  file: string;
  shard: ShardReport;
}

/** The shards of one run, each once and in their order; and why they are not all of it. */
export interface ChosenShards {
  shards: ShardReport[];
  doubts: Undecided[];
}

/**
 * Chooses the shards of one run: that of most of the reports.
 * @param allowPartial whether what is wrong is left out, so that the run is undecided
 * @throws UsageError for what is wrong, unless that is allowed
 */
export function chooseShards(given: readonly GivenShard[], allowPartial: boolean): ChosenShards {
  const [first] = given;
  if (!first) throw new UsageError('there is no report to merge', "For instance: assay merge 'reports/*.json'");
  const like = (one: GivenShard) => given.filter((other) => difference(other, one) === undefined);
  const reference = given.reduce((best, one) => (like(one).length > like(best).length ? one : best), first);
  const { count } = reference.shard;
  const own = new Map<number, GivenShard>();
  const problems: string[] = [];
  for (const one of given) {
    const why = difference(one, reference);
    const known = own.get(one.shard.index);
    if (why !== undefined) problems.push(`${one.file} is a part of another run than ${reference.file}: ${why}`);
    else if (known) problems.push(`${known.file} and ${one.file} are both shard ${one.shard.index} of ${count}`);
    else own.set(one.shard.index, one);
  }
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !own.has(index));
  if (missing.length > 0) problems.push(wordsOfMissing(missing, count));
  if (problems.length > 0 && !allowPartial)
    throw new UsageError(
      problems.join('; '),
      'Give the report of each shard of one run once; --allow-partial merges what there is, and the run is undecided.',
    );
  return {
    shards: [...own.values()].map(({ shard }) => shard).sort((one, other) => one.index - other.index),
    doubts: problems.map((reason) => ({ reason, hint: 'Give the report of each shard of one run once.' })),
  };
}

/** The most shards that are named. */
const MAX_NAMED = 10;

function wordsOfMissing(missing: number[], count: number): string {
  const named = missing.slice(0, MAX_NAMED);
  const last = missing.length > MAX_NAMED ? `${missing.length - MAX_NAMED} more` : named.pop();
  const list = named.length > 0 ? `${named.join(', ')} and ${last}` : `${last}`;
  return missing.length === 1 ? `shard ${list} of ${count} is missing` : `shards ${list} of ${count} are missing`;
}

/** Why two shards are not of one run, as the end of a sentence; undefined if they are. */
function difference({ shard }: GivenShard, { shard: { count, run } }: GivenShard): string | undefined {
  if (shard.run.version === run.version && shard.count !== count)
    return `it is one of ${shard.count} shards, and not of ${count}`;
  return differenceOfRuns(shard.run, run);
}

/** Why two runs are not one, as the end of a sentence; undefined if they are. */
export function differenceOfRuns(run: SharedRun, known: SharedRun): string | undefined {
  if (run.version !== known.version) return `it was made by assay ${run.version}, and not by ${known.version}`;
  return (
    differenceOfContracts(run, known) ??
    differenceOfOptions(run, known) ??
    (run.input === known.input ? undefined : 'it has read another recording')
  );
}

function differenceOfContracts({ contracts }: SharedRun, known: SharedRun): string | undefined {
  const names = (all: SharedRun['contracts']) => all.map(({ name }) => name).join(', ');
  if (names(contracts) !== names(known.contracts))
    return `it is about ${names(contracts)}, and not about ${names(known.contracts)}`;
  const other = contracts.find(({ digest }, index) => digest !== known.contracts[index]?.digest);
  return other && `its contract ${other.name} says something else`;
}

function differenceOfOptions(run: SharedRun, known: SharedRun): string | undefined {
  for (const name of new Set([...Object.keys(run.options), ...Object.keys(known.options)])) {
    const [value, other] = [run.options[name], known.options[name]];
    if (value !== other) return `it has ${said(name, value)}, and not ${said(name, other)}`;
  }
  if (run.strict !== known.strict) return `it has ${run.strict ? '' : 'no '}--strict`;
  if (run.keep !== known.keep) return 'it has another --keep';
  const isSame = JSON.stringify([run.waivers, run.targetName]) === JSON.stringify([known.waivers, known.targetName]);
  return isSame ? undefined : 'it has other waivers, or another target of the configuration';
}

function said(name: string, value: string | undefined): string {
  return value === undefined ? `no ${name}` : `${name} ${value}`;
}
