import type { Contract } from '../../model/contract.ts';
import type { Finding, Undecided } from '../../model/finding.ts';
import type { Result, ResultList, Run } from '../../model/run.ts';
import type { ReadBatch } from '../../exchange/recordings/read-batches.ts';
import type { Recorded } from '../../exchange/recordings/recorded.ts';
import { createMasker } from '../../contract/mask-known-values.ts';
import { addEntry, listEntries, mergeEntries, noEntries } from '../../judge/entries.ts';
import type { FindingGroups } from '../../judge/group-findings.ts';
import { unusableSchemas } from '../../judge/verdict.ts';
import { plural } from '../../text/wording.ts';
import { concludeRuns, type ConcludeOptions, type SeenRun } from '../conclude-run.ts';
import { KEPT, type Fold } from '../fold/fold.ts';
import { mapResults, type Spool } from '../fold/spool.ts';
import { createRecordedJudge, type ContractPart, type RecordedPart } from './recorded-part.ts';

export interface RecordedOptions extends ConcludeOptions {
  /** Leaves out the contracts that nothing was recorded of; the first stays where that would leave none. */
  recordedOnly?: boolean;
  /** How many results are kept beside those that findings show; 1,000 unless given. */
  keep?: number;
}

/**
 * Holds recorded exchanges to contracts: one run for each contract, of the requests that its operations match.
 * A request that breaks the contract and was accepted is a finding; one that was refused is fine. What nothing matches,
 * and refusals that depend on the server's state, are listed as not judged.
 * @param name what was recorded, for the report
 */
export function checkRecorded(
  contracts: Contract[],
  recorded: readonly Recorded[],
  name: string,
  options: RecordedOptions = {},
): Run[] {
  const started = performance.now();
  const judge = createRecordedJudge(
    contracts,
    contracts.map(() => options.keep ?? KEPT),
  );
  recorded.forEach((one, number) => judge.add(one, number));
  const duration = performance.now() - started;
  return concludeRecorded(contracts, judge.part(), { name, duration, problems: [] }, options);
}

/** What is known of a recording as a whole. */
export interface Recording {
  name: string;
  /** Milliseconds that it took to judge it. */
  duration: number;
  /** Why it could not be read to its end. */
  problems: Undecided[];
  /** The results of each contract, where a report lists them all. */
  listed?: readonly ResultList[];
}

/** What a recording comes to of which only that is kept. */
export interface SeenRecording extends Recording {
  part: RecordedPart;
}

/** What is kept of the results of a recording. */
export interface Keeping {
  /** How many results beside those that findings show; 1,000 unless given. */
  keep?: number;
  /** Take the results of each contract. */
  spools?: readonly Spool[];
}

/** Holds the entries of batches to contracts, as they come. */
export async function observeRecording(
  contracts: Contract[],
  batches: AsyncIterable<ReadBatch>,
  name: string,
  { keep = KEPT, spools = [] }: Keeping = {},
): Promise<SeenRecording> {
  const started = performance.now();
  const judge = createRecordedJudge(
    contracts,
    contracts.map(() => keep),
    { spools },
  );
  const problems: Undecided[] = [];
  for await (const { entries, problem } of batches) {
    for (const [number, entry] of entries) judge.add(entry, number);
    if (problem !== undefined) problems.push(endsTooSoon(problem));
  }
  return { name, part: judge.part(), problems, listed: spools, duration: performance.now() - started };
}

/** Why a run of a recording that ends in the middle is undecided. */
export function endsTooSoon(problem: string): Undecided {
  return { reason: problem, hint: 'What came before it was judged.' };
}

/** The runs that come of what was seen of a recording. */
export function concludeRecorded(
  contracts: Contract[],
  { exchanges, contracts: parts, unmatched }: RecordedPart,
  { name, duration, problems, listed = [] }: Recording,
  options: RecordedOptions = {},
): Run[] {
  // A shard need not see each contract, and not enough of any.
  const { shard } = options;
  const all = contracts.map((contract, index): SeenRun => {
    const part = parts[index] as ContractPart;
    const { judged, operations, secrets } = part;
    const unjudged = noEntries();
    mergeEntries(unjudged, part.unjudged);
    const { carriesCredentials } = part;
    const fold = carriesCredentials
      ? part.fold
      : withoutCredentials(part.fold, (entry) => addEntry(unjudged, entry, Infinity));
    const list = listed[index];
    return {
      contract,
      target: name,
      phases: ['recorded'],
      fold,
      ...(list && { listed: carriesCredentials ? list : mapResults(list, withoutCredentialsOf) }),
      recorded: { judged, exchanges },
      undecided: [
        ...listEntries(fold.undecided),
        ...unusableSchemas(
          contract,
          contract.operations.filter(({ id }) => operations.has(id)),
        ),
        ...(fold.counts.cases === 0 && !shard ? [nothingRecorded(contract)] : []),
      ],
      unjudged: [...listEntries(unjudged), ...(index === 0 ? listEntries(unmatched) : [])],
      heldBack: [],
      leftovers: [],
      duration,
      mask: createMasker(secrets),
      isMadeUp: () => false,
    };
  });
  const shown = options.recordedOnly ? withRecorded(all) : all;
  const minority = options.strict && !shard ? minorityOf(exchanges, parts) : [];
  const runs = withFirst(shown, ({ undecided }) => ({ undecided: [...undecided, ...minority, ...problems] }));
  return concludeRuns(runs, options);
}

/**
 * Browsers leave credentials out of what they save. Where no request has any, their absence says nothing: what was found for it is
 * listed as not judged.
 */
function withoutCredentials(fold: Fold, list: (entry: Undecided) => void): Fold {
  const findings: FindingGroups = new Map();
  for (const [fingerprint, group] of fold.findings) {
    const { finding, shown } = group;
    const { operation, case: title } = finding;
    if (!isAboutCredentials(finding))
      findings.set(fingerprint, { ...group, shown: { ...shown, result: withoutCredentialsOf(shown.result) } });
    else
      list({
        operation,
        case: title,
        reason: 'no recorded request carries credentials, so that none of them shows whether they are needed',
      });
  }
  const kept = fold.kept.map((one) => ({ ...one, result: withoutCredentialsOf(one.result) }));
  return { ...fold, findings, kept };
}

function withoutCredentialsOf(result: Result): Result {
  return result.findings.some(isAboutCredentials)
    ? { ...result, findings: result.findings.filter((finding) => !isAboutCredentials(finding)) }
    : result;
}

/** No request, whatever it lacks, makes a server fail. */
function isAboutCredentials({ check, at }: Finding): boolean {
  return at === 'credentials' && check !== 'server-error';
}

/** What is said where less than half of the exchanges could be judged. */
function minorityOf(exchanges: number, parts: readonly ContractPart[]): Undecided[] {
  const judged = parts.reduce((sum, part) => sum + part.judged, 0);
  if (judged * 2 >= exchanges) return [];
  return [
    {
      reason: `${judged} of ${plural(exchanges, 'recorded exchange')} could be judged, and --strict asks for half of them`,
      hint: 'Name the contracts of the others as well, or record less beside them.',
    },
  ];
}

/** The same runs, the first of them with more. */
function withFirst([first, ...others]: SeenRun[], more: (first: SeenRun) => Partial<SeenRun>): SeenRun[] {
  return first ? [{ ...first, ...more(first) }, ...others] : [];
}

/** The runs that judged something; what was not judged is listed with the first. */
function withRecorded(seen: SeenRun[]): SeenRun[] {
  const judged = seen.filter(({ fold }) => fold.counts.cases > 0);
  if (judged.length === 0) return seen.slice(0, 1);
  return withFirst(judged, () => ({ unjudged: [...new Set(seen.flatMap((one) => one.unjudged))] }));
}

function nothingRecorded({ name }: Contract): Undecided {
  return {
    reason: `nothing that was recorded could be held to ${name}`,
    hint: 'Record requests to the operations of this contract.',
  };
}
