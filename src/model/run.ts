import type { Finding, Undecided, Verdict } from './finding.ts';
import type { Phase, Case } from './case.ts';
import type { Exchange, HeaderField } from './exchange.ts';
import type { Statement, Unspecified, Contract, RequestValues } from './contract.ts';

/** A case with what it came to. */
export interface Result {
  case: Case;
  exchange?: Exchange;
  findings: Finding[];
  undecided?: Undecided;
}

/** What a run made of one statement of the contract's sources. */
export interface StatementVerdict {
  statement: Statement;
  verdict: 'verified' | 'broken' | 'not exercised';
}

/** What the phase `fuzzing` did. */
export interface Fuzzing {
  /** Gives the same cases again. */
  seed: number;
  /** Set where the seed was drawn, and not given. */
  drawn?: true;
  /** Cases of one operation, at the most. */
  maxExamples: number;
  /** Cases that were generated and sent. */
  generated: number;
  /** Requests that were sent to find smaller cases of what was found. */
  shrinks: number;
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

/** All that one conformance run of a contract against a target saw. */
export interface Run {
  contract: Contract;
  target: string;
  /** The file that the target or waivers were taken from, where there is one. */
  configuration?: Configuration;
  phases: Phase[];
  results: Result[];
  /** What the phase `fuzzing` did, where it ran. */
  fuzzing?: Fuzzing;
  /** The first accepted request of each operation that one was looked for. */
  accepted?: AcceptedRequest[];
  /** Of recorded traffic: how many exchanges were judged by this contract, and how many there were in all. */
  recorded?: { judged: number; exchanges: number };
  /** How far it got into the contract. */
  reach: Reach;
  /** One a cause, worst first. */
  findings: Finding[];
  undecided: Undecided[];
  /** What the documents leave open, so that it was not judged. */
  unspecified: Unspecified[];
  /** What was seen and deliberately not judged, such as recorded requests that no operation matches; no verdict rests on it. */
  unjudged: Undecided[];
  /** Each statement of the contract's sources, in its order. */
  statements: StatementVerdict[];
  /** Waivers that have expired or that nothing needs any more, in words; each fails the run. */
  staleWaivers: string[];
  /** Operations that were sent nothing, as that might have changed or deleted what was there before; each with how to allow it. */
  heldBack: Undecided[];
  /** What the run created and could not undo. */
  leftovers: Undecided[];
  verdict: Verdict;
  /** Milliseconds. */
  duration: number;
  /** Hides the long secrets that were given, documented or received, wherever they stand in a text. */
  mask(text: string): string;
  /** Whether a value at a secret place was made up for a request, so that it may be shown. */
  isMadeUp?(value: string): boolean;
}
