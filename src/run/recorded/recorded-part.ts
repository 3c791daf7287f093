/** What recorded traffic comes to, exchange by exchange. */
import type { Contract, Operation } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Result, Run } from '../../model/run.ts';
import type { Lacks, Recorded, Unreadable } from '../../exchange/recordings/recorded.ts';
import { createRouter } from '../../contract/router.ts';
import { addEntry, noEntries, type EntryGroups } from '../../judge/entries.ts';
import { createJudge, type Judge } from '../../judge/judge.ts';
import { addResult, emptyFold, type Fold } from '../fold/fold.ts';
import { casesOf } from './recorded-case.ts';

/** So many cases are judged before their results are added: the secrets of all of them are known then. */
const BATCH = 256;

/** What became of the exchanges that one contract's operations match. */
export interface ContractPart {
  fold: Fold;
  /** How many exchanges were judged. */
  judged: number;
  undecided: EntryGroups;
  unjudged: EntryGroups;
  /** The operations that something was recorded of. */
  operations: Set<string>;
  /** Whether a request carried credentials that the contract asks for. */
  carriesCredentials: boolean;
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
  /** What was added so far. Adding can go on. */
  part(): RecordedPart;
  /** Masks the secrets of what was added, for the contract of this number. */
  secretsOf(index: number): Pick<Run, 'mask' | 'isMadeUp'>;
}

function emptyPart(contracts: readonly Contract[]): RecordedPart {
  return {
    exchanges: 0,
    contracts: contracts.map(() => ({
      ...{ fold: emptyFold(), judged: 0, undecided: noEntries(), unjudged: noEntries() },
      ...{ operations: new Set<string>(), carriesCredentials: false },
    })),
    unmatched: noEntries(),
  };
}

/** A case that waits to be judged with others. */
interface Waiting {
  testCase: Case;
  exchange: Exchange;
  lacks: Lacks;
  number: number;
}

/** @param keep how many results are kept beside those that findings show */
export function createRecordedJudge(contracts: readonly Contract[], keep: number): RecordedJudge {
  const router = createRouter([...contracts]);
  const part = emptyPart(contracts);
  const waiting = contracts.map((): Waiting[] => []);
  const judges: (Judge | undefined)[] = contracts.map(() => undefined);
  const secrets = contracts.map((): Pick<Run, 'mask' | 'isMadeUp'> => ({
    mask: (text) => text,
    isMadeUp: () => false,
  }));
  let origin = '';

  function add(recorded: Recorded | Unreadable, number: number): void {
    if ('problem' in recorded) {
      addEntry(part.unmatched, { case: recorded.name, reason: recorded.problem }, number);
      return;
    }
    part.exchanges += 1;
    origin ||= recorded.origin;
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
    const { exchange, lacks = {} } = recorded;
    own.operations.add(match.operation.id);
    found.cases.forEach((testCase, nth) =>
      waiting[index]?.push({ testCase, exchange, lacks, number: number * 2 + nth }),
    );
    if ((waiting[index]?.length ?? 0) >= BATCH) judge(index);
  }

  /** Judges the cases that wait, and adds what they come to. */
  function judge(index: number): void {
    const contract = contracts[index] as Contract;
    const own = part.contracts[index] as ContractPart;
    const batch = waiting[index] as Waiting[];
    // The same exchange may be recorded twice, so that identifiers are not compared across exchanges.
    const one = (judges[index] ??= createJudge(contract, origin, { isRecorded: true }));
    for (const { testCase, exchange } of batch) one.judge(testCase, exchange);
    const { results, mask, isMadeUp } = one.conclude(
      batch.map(({ testCase }) => testCase),
      { across: false, forgets: true },
    );
    secrets[index] = { mask, ...(isMadeUp && { isMadeUp }) };
    const judged = new Set<Exchange>();
    results.forEach((result, at) => {
      const { exchange, lacks, number } = batch[at] as Waiting;
      const said = withoutUnrecorded(result, lacks);
      for (const reason of reasonsOf(result.case.operation, lacks))
        addEntry(own.unjudged, { case: result.case.id, reason }, number);
      addResult(contract, own.fold, said, number, { keep, isPartial: Object.keys(lacks).length > 0 });
      if (said.undecided) addEntry(own.undecided, said.undecided, number);
      else judged.add(exchange);
    });
    own.judged += judged.size;
    waiting[index] = [];
  }

  return {
    add,
    part: () => {
      waiting.forEach((batch, index) => {
        if (batch.length > 0) judge(index);
      });
      return part;
    },
    secretsOf: (index) => secrets[index] ?? { mask: (text) => text },
  };
}

/** A path without its query and what looks like an identifier, so that requests for many things are one entry. */
function withoutIds(path: string): string {
  const [plain = ''] = path.split('?', 1);
  return plain.replace(/(?<=\/)(?:\d+|[0-9a-f-]{16,}|(?=[^/]*\d)[\w-]{20,})(?=\/|$)/gi, '…');
}

/** A result without what was found in parts of the answer that the recording does not have. */
function withoutUnrecorded(result: Result, { responseHeaders, responseBody }: Lacks): Result {
  if (!responseHeaders && !responseBody) return result;
  const findings = result.findings.filter(({ at }) => {
    if (/^(header|media)/.test(at)) return !responseHeaders;
    return !at.startsWith('body') || (!responseBody && !responseHeaders);
  });
  return { ...result, findings };
}

function reasonsOf({ responses }: Operation, { responseBody, responseHeaders }: Lacks): string[] {
  const hasBodies = responses.some(({ media }) => media.length > 0);
  return [
    ...(responseBody && hasBodies ? ['the recording does not have the body of the answer'] : []),
    ...(responseHeaders ? ['the recording does not have the header fields of the answer'] : []),
  ];
}
