/** What recorded traffic comes to, exchange by exchange. */
import type { Contract, Operation } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Result } from '../../model/run.ts';
import type { Lacks, Recorded, Unreadable } from '../../exchange/recordings/recorded.ts';
import { withMaskedParts } from '../../exchange/recordings/masked-parts.ts';
import { createRouter } from '../../contract/router.ts';
import { addEntry, mergeEntries, noEntries, type EntryGroups } from '../../judge/entries.ts';
import { createJudge, type Judge } from '../../judge/judge.ts';
import { sourceStatements, touchedBy } from '../../judge/source-coverage.ts';
import type { Spool } from '../fold/spool.ts';
import { addCase, addResult, emptyFold, mergeFold, type Fold } from '../fold/fold.ts';
import { casesOf } from './recorded-case.ts';

/** So many cases are judged before what was found in them is written: the secrets of all of them are known then. */
const BATCH = 256;

/** What became of the exchanges that one contract's operations match. */
export interface ContractPart {
  fold: Fold;
  /** How many exchanges were judged. */
  judged: number;
  unjudged: EntryGroups;
  /** The operations that something was recorded of. */
  operations: Set<string>;
  /** Whether a request carried credentials that the contract asks for. */
  carriesCredentials: boolean;
  /** What is masked wherever it stands. */
  secrets: Set<string>;
}

export interface RecordedPart {
  exchanges: number;
  contracts: ContractPart[];
  /** What nothing matches, or could not be read. */
  unmatched: EntryGroups;
}

/** Takes exchanges one by one. */
export interface RecordedJudge {
  /** @param number the number of the entry in the whole recording */
  add(recorded: Recorded | Unreadable, number: number): void;
  /** What was added since this was asked last. */
  part(): RecordedPart;
}

/** Adds what another part of the recording came to. @param keep how many results are kept beside those that findings show */
export function mergeRecordedPart(part: RecordedPart, other: RecordedPart, keep: number): void {
  part.exchanges += other.exchanges;
  mergeEntries(part.unmatched, other.unmatched);
  part.contracts.forEach((own, index) => {
    const more = other.contracts[index];
    if (!more) return;
    mergeFold(own.fold, more.fold, keep);
    mergeEntries(own.unjudged, more.unjudged);
    own.judged += more.judged;
    own.carriesCredentials ||= more.carriesCredentials;
    for (const id of more.operations) own.operations.add(id);
    for (const secret of more.secrets) own.secrets.add(secret);
  });
}

export function emptyPart(contracts: readonly Contract[]): RecordedPart {
  return {
    exchanges: 0,
    contracts: contracts.map(() => ({
      ...{ fold: emptyFold(), judged: 0, unjudged: noEntries() },
      ...{ operations: new Set<string>(), carriesCredentials: false, secrets: new Set<string>() },
    })),
    unmatched: noEntries(),
  };
}

/** A case that was judged, and waits for others. */
interface Waiting {
  testCase: Case;
  exchange: Exchange;
  lacks: Lacks;
  number: number;
}

/** How the exchanges are judged. */
export interface RecordedJudgeOptions {
  /** Take the results of each contract. */
  spools?: readonly Spool[];
  /** How many cases are judged together. */
  batch?: number;
  /** Told of each result. */
  onResult?: (result: Result) => void;
}

/** @param keep how many results of each contract's part are kept beside those that findings show; may change from part to part */
export function createRecordedJudge(
  contracts: readonly Contract[],
  keep: readonly number[],
  { spools = [], batch: size = BATCH, onResult }: RecordedJudgeOptions = {},
): RecordedJudge {
  const router = createRouter([...contracts]);
  let part = emptyPart(contracts);
  const waiting = contracts.map((): Waiting[] => []);
  /** How many cases were judged since results were added. */
  const counts = contracts.map(() => 0);
  const judges: (Judge | undefined)[] = contracts.map(() => undefined);
  // The secrets that are in the part already: there may be a thousand, and few exchanges have a new one.
  let added: string[][] = [];

  function add(read: Recorded | Unreadable, number: number): void {
    if ('problem' in read) {
      addEntry(part.unmatched, { case: read.name, reason: read.problem }, number);
      return;
    }
    const recorded = withMaskedParts(read);
    part.exchanges += 1;
    const { method, path } = recorded.exchange.request;
    const match = router.match(method, path);
    if (match.kind !== 'operation') {
      addEntry(
        part.unmatched,
        { case: recorded.name, reason: `no operation matches ${method} ${withoutIds(path)}` },
        number,
      );
      return;
    }
    const index = contracts.indexOf(match.contract);
    const own = part.contracts[index] as ContractPart;
    const found = casesOf(match.contract, match.operation, match.params, recorded);
    own.carriesCredentials ||= found.carriesCredentials;
    if ('unjudged' in found) {
      addEntry(own.unjudged, found.unjudged, number);
      return;
    }
    own.operations.add(match.operation.id);
    judge(index, recorded, found.cases, number);
    const count = (counts[index] ?? 0) + found.cases.length;
    counts[index] = count;
    if (count >= size) settle(index);
  }

  /** Judges the cases of an exchange. Those that conform are let go of at once, unless somebody wants to see their results in order. */
  function judge(index: number, { exchange, origin, lacks }: Recorded, cases: Case[], number: number): void {
    const contract = contracts[index] as Contract;
    const own = part.contracts[index] as ContractPart;
    const { fold } = own;
    const others = waiting[index] as Waiting[];
    const one = (judges[index] ??= createJudge(contract, '', { isRecorded: true }));
    const isShown =
      spools[index] !== undefined || onResult !== undefined || fold.kept.length + others.length < (keep[index] ?? 0);
    const [only] = cases;
    if (only && cases.length === 1 && !isShown && lacks === undefined) {
      const touched = sourceStatements(contract).length > 0 ? touchedBy(fold.touched, only.operation.id) : undefined;
      if (one.conforms(only, exchange, origin, touched)) {
        addCase(fold, { case: only, exchange, findings: [] }, number * 2);
        own.judged += 1;
        return;
      }
    }
    cases.forEach((testCase, nth) => {
      one.judge(testCase, exchange, origin);
      others.push({ testCase, exchange, lacks: lacks ?? {}, number: number * 2 + nth });
    });
  }

  /** Adds what the cases that wait come to. */
  function settle(index: number): void {
    const contract = contracts[index] as Contract;
    const own = part.contracts[index] as ContractPart;
    const batch = waiting[index] as Waiting[];
    const one = judges[index] as Judge;
    const results = one.settle(batch.map(({ testCase }) => testCase));
    const secrets = one.secrets.known();
    if (secrets !== added[index]) for (const secret of secrets) own.secrets.add(secret);
    added[index] = secrets;
    const judged = new Set<Exchange>();
    results.forEach((result, at) => {
      const { exchange, lacks, number } = batch[at] as Waiting;
      const said = withoutUnrecorded(result, lacks);
      for (const reason of reasonsOf(result.case.operation, lacks))
        addEntry(own.unjudged, { case: result.case.id, reason }, number);
      spools[index]?.add(said, number);
      addResult(contract, own.fold, said, number, { keep: keep[index] ?? 0, isPartial: isPartial(lacks) });
      if (!said.undecided) judged.add(exchange);
      onResult?.(said);
    });
    own.judged += judged.size;
    waiting[index] = [];
    counts[index] = 0;
  }

  return {
    add,
    part: () => {
      counts.forEach((count, index) => {
        if (count > 0) settle(index);
      });
      const whole = part;
      part = emptyPart(contracts);
      added = [];
      return whole;
    },
  };
}

/** A path without its query and what looks like an identifier, so that requests for many things are one entry. */
function withoutIds(path: string): string {
  const [plain = ''] = path.split('?');
  return plain.replace(/(?<=\/)(?:\d+|[0-9a-f-]{16,}|(?=[^/]*\d)[\w-]{20,})(?=\/|$)/gi, '…');
}

/** A result without what was found in parts of the answer that the recording does not have. */
function withoutUnrecorded(result: Result, { responseHeaders, responseBody }: Lacks): Result {
  if (!responseHeaders && !responseBody) return result;
  const findings = result.findings.filter(({ at }) => {
    if (/^(header|media)/.test(at)) return !responseHeaders;
    // Without header fields, nothing says what the body is.
    return !at.startsWith('body');
  });
  return { ...result, findings };
}

/** Whether clauses may not have been looked at; of masked header fields those of credentials are in almost every recording. */
function isPartial({ maskedHeaders: _, ...others }: Lacks): boolean {
  return Object.keys(others).length > 0;
}

function reasonsOf({ responses }: Operation, { responseBody, responseHeaders }: Lacks): string[] {
  const hasBodies = responses.some(({ media }) => media.length > 0);
  return [
    ...(responseBody && hasBodies
      ? [
          `the recording ${responseBody === 'masked' ? 'has secrets masked in' : 'does not have'} the body of the answer`,
        ]
      : []),
    ...(responseHeaders ? ['the recording does not have the header fields of the answer'] : []),
  ];
}
