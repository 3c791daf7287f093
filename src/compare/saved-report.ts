import type { Verdict } from '../model/finding.ts';
import type { Severity } from '../model/case.ts';

/** What a comparison reads of a JSON report (schemas/report.schema.json). */
export interface SavedReport {
  runs: SavedRun[];
}

export interface SavedRun {
  contract: string;
  target: string;
  verdict: Verdict;
  reach?: { operations: number; answered: number };
  cases: { operation: string; verdict: Verdict }[];
  findings: SavedFinding[];
  statements: SavedStatement[];
  undecided: { operation?: string; reason: string }[];
}

export interface SavedStatement {
  pointer: string;
  says: string;
  document?: string;
  at?: string;
  verdict: 'verified' | 'broken' | 'not exercised';
}

export interface SavedFinding {
  check: string;
  severity: Severity;
  operation: string;
  clause: string;
  at: string;
  message: string;
  expected: string;
  actual: string;
  curl: string;
  fingerprint: string;
  operations?: { operation: string; fingerprint: string }[];
  statement?: { pointer: string };
  waived?: { reason: string };
}
