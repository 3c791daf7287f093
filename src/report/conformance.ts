import { createHash } from 'node:crypto';
import type { Statement } from '../model/contract.ts';
import type { Run } from '../model/run.ts';
import { ownVersion } from '../version.ts';
import { jsonPieces } from './json.ts';

/** What a statement of conformance says of one run, for a person or a program. */
export interface Conformance {
  contract: { name: string; title: string; version: string; file: string; sha256: string };
  target: string;
  /** ISO 8601. */
  date: string;
  assay: string;
  phases: string[];
  reach: { operations: number; answered: number; refused: number; notReached: number; heldBack: number };
  verdict: Run['verdict'];
  /** Of the JSON report of the same runs, as `--report json=FILE` writes it. */
  evidence: { sha256: string };
}

/** @param runs all runs of the report: the evidence is that of all of them together */
export function conformanceOf(run: Run, runs: Run[], now: Date): Conformance {
  const { contract, target, phases, reach, verdict } = run;
  const { name, title, version, file, document } = contract;
  return {
    contract: { name, title, version, file, sha256: sha256([JSON.stringify(document)]) },
    target,
    date: now.toISOString(),
    assay: ownVersion(),
    phases,
    reach: {
      operations: reach.operations,
      answered: reach.answered,
      refused: reach.refused.length,
      notReached: reach.notReached.length,
      heldBack: reach.heldBack.length,
    },
    verdict,
    evidence: { sha256: sha256(jsonPieces(runs)) },
  };
}

/** Where a statement stands: `Create a Package — Response codes`, or its pointer. */
export function sourceOf({ document, at, pointer }: Statement): string {
  return [document?.title, at].filter(Boolean).join(' — ') || pointer;
}

function sha256(pieces: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}
