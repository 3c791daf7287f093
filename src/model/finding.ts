import type { Generated, Severity } from './case.ts';
import type { Pointer } from './json.ts';
import type { SourceLocation, Statement } from './contract.ts';

/** What a finding rests on. */
export interface Evidence {
  /**
   * A sentence of the documents (or of a contract without any), a value that they print in an example, a rule of HTTP,
   * OpenAPI or another standard, or an inference of whoever wrote the contract.
   */
  kind: 'sentence' | 'value' | 'standard' | 'inference';
  /** The rule of the standard; or what makes an inference more than one. */
  because?: string;
}

/** What a check found, before its place and its source are added. */
export interface Violation {
  severity?: Severity;
  /** The clause that was broken. */
  clause: Pointer;
  /** Where in the exchange: `status`, `header X`, `body#/links/self/href`, `request body#/type`. */
  at: string;
  message: string;
  expected: string;
  actual: string;
  /** What the user may do about it. */
  hint?: string;
  /** What it rests on, where that is not for its check and its clause to say. */
  evidence?: Evidence;
  /** The statement that it rests on, where that is not the one of its clause. */
  statement?: Statement;
}

/** A request that has to be sent before that of a finding. */
export interface Step {
  title: string;
  curl: string;
  /** Absent where no answer came. */
  status?: number;
}

export interface Finding extends Required<Omit<Violation, 'hint' | 'statement'>> {
  check: string;
  operation: string;
  place: SourceLocation;
  statement?: Statement;
  /** Where its cause shows in several operations, or in further places: all of them. */
  operations?: AffectedOperation[];
  /** What the server says in an answer that is an error. */
  said?: string;
  /** The same in each run: made of the operation, the clause, the check and the place in the exchange, never of a value. */
  fingerprint: string;
  /** How many cases showed it. */
  count: number;
  /** The smallest case that shows it. */
  case: string;
  /** A command line that repeats that case. */
  curl: string;
  /** The requests that come before it, where it only shows in a sequence. */
  steps?: Step[];
  /** Where a generated case comes from. */
  generated?: Generated;
  hint?: string;
  /** Set when a waiver covers it: it is shown, and does not fail the run. */
  waived?: { reason: string; expires?: string };
}

/** An operation in which the cause of a finding shows, with the fingerprint that it has there. */
export interface AffectedOperation {
  operation: string;
  fingerprint: string;
  count: number;
}

/** A known deviation that is accepted for a time: named by its fingerprint, or by check and clause. */
export interface Waiver {
  fingerprint?: string;
  check?: string;
  /** Covers this clause and all below it. */
  pointer?: Pointer;
  reason: string;
  /** The last day that it holds, `2026-12-31`. */
  expires?: string;
  /** Limits it to one target or one contract, by name. */
  target?: string;
  contract?: string;
}

/** Something that could not be judged, and why. */
export interface Undecided {
  operation?: string;
  case?: string;
  reason: string;
  /** What the server says in the answer that it is about, if that is an error. */
  said?: string;
  hint?: string;
}

export type Verdict = 'conforms' | 'violates' | 'undecided';
