import type { Generated, Severity } from './case.ts';
import type { Pointer } from './json.ts';
import type { SourceLocation, Statement } from './contract.ts';

/** The evidence of a finding. */
export interface Evidence {
  /**
   * A sentence of the documents (or of a contract without documents), a value that they print in an example, a rule of HTTP,
   * OpenAPI or another standard, or an inference of the contract's author.
   */
  kind: 'sentence' | 'value' | 'standard' | 'inference';
  /** The rule of the standard, or the support of an inference. */
  because?: string;
}

/** What a check found, before its position and its source are added. */
export interface Violation {
  severity?: Severity;
  /** The violated clause. */
  clause: Pointer;
  /** Where in the exchange: `status`, `header X`, `body#/links/self/href`, `request body#/type`. */
  at: string;
  /** The same with `*` for the keys of maps: it tells one finding from another, where it is there. */
  general?: string;
  message: string;
  expected: string;
  actual: string;
  /** What the user can do about it. */
  hint?: string;
  /** Its evidence, if its check and its clause do not determine it. */
  evidence?: Evidence;
  /** Its statement, if that is not its clause's. */
  statement?: Statement;
}

/** A request that must be sent before that of a finding. */
export interface Step {
  title: string;
  curl: string;
  /** Absent without a response. */
  status?: number;
}

export interface Finding extends Required<Omit<Violation, 'hint' | 'statement' | 'general'>> {
  check: string;
  operation: string;
  place: SourceLocation;
  statement?: Statement;
  /** Where its cause shows in several operations, or in further places: all of them. */
  operations?: AffectedOperation[];
  /** What the server says in an answer that is an error. */
  said?: string;
  /** The same in each run: made from the operation, the clause, the check and the place in the exchange, never from a value. */
  fingerprint: string;
  /** The number of cases with it. */
  count: number;
  /** The smallest case with it. */
  case: string;
  /** A command line that repeats that case. */
  curl: string;
  /** The requests before it, if it needs a sequence. */
  steps?: Step[];
  /** Where a generated case comes from. */
  generated?: Generated;
  hint?: string;
  /** Set if a waiver covers it: then it is shown, and does not fail the run. */
  waived?: { reason: string; expires?: string };
}

/** An operation in which the cause of a finding shows, with the fingerprint that it has there. */
export interface AffectedOperation {
  operation: string;
  fingerprint: string;
  count: number;
}

/** A known deviation that is accepted for a time. It is identified by its fingerprint, or by check and clause. */
export interface Waiver {
  fingerprint?: string;
  check?: string;
  /** Covers this clause and all below it. */
  pointer?: Pointer;
  reason: string;
  /** The last day on which it is valid, `2026-12-31`. */
  expires?: string;
  /** Limits it to one target or one contract, by name. */
  target?: string;
  contract?: string;
}

/** Something that could not be judged, and the reason. */
export interface Undecided {
  operation?: string;
  case?: string;
  reason: string;
  /** What the server says in the answer that it is about, if that is an error. */
  said?: string;
  /** Requests that were refused, and how, a line each: `POST /pets {"name":"Rex"} → 422: name is taken`. */
  tried?: string[];
  /** The requests that it is about, where they are several: the first 1,000 as curl lines. */
  sent?: string[];
  hint?: string;
}

export type Verdict = 'conforms' | 'violates' | 'undecided';
