import type { Finding, Undecided, Verdict } from './finding.ts';
import type { Phase, Case } from './case.ts';
import type { Exchange, HeaderField } from './exchange.ts';
import type { Shard } from './shard.ts';
import type { Statement, Unspecified, Contract, RequestValues } from './contract.ts';

/** A case with its outcome. */
export interface Result {
  case: Case;
  exchange?: Exchange;
  findings: Finding[];
  undecided?: Undecided;
}

/** Results one after the other, in memory or not: a list of them all, or what reads them from a file. */
export interface ResultList extends Iterable<Result> {
  readonly length: number;
  /** The result at a place from 0 on. */
  at(index: number): Result | undefined;
}

/** The result of a run for one statement of the contract's sources. */
export interface StatementVerdict {
  statement: Statement;
  verdict: 'verified' | 'broken' | 'not exercised';
}

/** The statistics of the phase `fuzzing`. */
export interface Fuzzing {
  /** Gives the same cases again. */
  seed: number;
  /** Set if the seed was drawn, and not given. */
  drawn?: true;
  /** The most cases of one operation. */
  maxExamples: number;
  /** The number of cases that were generated and sent. */
  generated: number;
  /** The number of requests that were sent to shrink failing cases. */
  shrinks: number;
}

/** How many cases a run had. */
export interface Counts {
  cases: number;
  undecided: number;
  /** Cases of the phase `examples`, and how many of them had an answer that was judged. */
  examples: number;
  compared: number;
}

/** How far a run got: each operation was answered with a success, or is in one of the lists. */
export interface Reach {
  /** How many there are. */
  operations: number;
  /** How many answered with a success. */
  answered: number;
  /** Those that were asked, and refused whatever was sent; with the server's own words. */
  refused: Unreached[];
  /** Those that nothing got to: no id was known, nothing was sent, or no answer came. */
  notReached: Unreached[];
  /** The ids of those that were sent nothing as that might have done harm. */
  heldBack: string[];
}

/** An operation that did not answer with a success, and why. */
export interface Unreached {
  operation: string;
  reason: string;
}

/** The first request of an operation that the target accepted. */
export interface AcceptedRequest {
  operation: string;
  inputs: RequestValues;
  /** Header fields of its own, which no other operation's requests carry. */
  headers: HeaderField[];
  /** Set where its path names what the run created. */
  isCreated?: true;
}

/** What a run took from a file such as assay.yaml. */
export interface Configuration {
  file: string;
  uses: ('target' | 'waivers')[];
}

/** The result of one conformance run of a contract against a target. */
export interface Run {
  contract: Contract;
  target: string;
  /** The file with the target or the waivers, if there is one. */
  configuration?: Configuration;
  /** Set if it is a part of a run, the others of which are done elsewhere. */
  shard?: Shard;
  phases: Phase[];
  /** How many cases there were. */
  counts: Counts;
  /** The results of the cases: of all, or where that is too many of the first and of those that findings show. */
  results: Result[];
  /** The results of all cases, where `results` are not all and a report lists them nevertheless. */
  listed?: ResultList;
  /** Set if the phase `fuzzing` ran. */
  fuzzing?: Fuzzing;
  /** The first accepted request of each operation that one was looked for. */
  accepted?: AcceptedRequest[];
  /** Requests that were refused in search of those, a few of each operation; they are no cases. */
  tried?: Result[];
  /** For recorded traffic: the number of exchanges that this contract judged, and the number of all. */
  recorded?: { judged: number; exchanges: number };
  /** How far it got into the contract. */
  reach: Reach;
  /** One for each fingerprint, worst first. */
  findings: Finding[];
  undecided: Undecided[];
  /** What the documents leave open, and was not judged. */
  unspecified: Unspecified[];
  /** What was deliberately not judged, such as recorded requests that match no operation. It does not affect the verdict. */
  unjudged: Undecided[];
  /** Each statement of the contract's sources, in its order. */
  statements: StatementVerdict[];
  /** Messages about waivers that have expired or that nothing needs any more; each fails the run. */
  staleWaivers: string[];
  /** Operations that were not sent, because they might have changed or deleted existing data; each with the flag that allows it. */
  heldBack: Undecided[];
  /** What the run created and could not undo. */
  leftovers: Undecided[];
  verdict: Verdict;
  /** Milliseconds. */
  duration: number;
  /** Masks the long secrets that were given, documented or received, anywhere in a text. */
  mask(text: string): string;
  /** Whether the value at a secret place was made up for a request, so that it may be shown. */
  isMadeUp?(value: string): boolean;
}
