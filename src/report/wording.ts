import type { Statement } from '../model/contract.ts';
import type { Run } from '../model/run.ts';
import type { Finding, Step, Undecided, Verdict } from '../model/finding.ts';
import type { Generated } from '../model/case.ts';
import { cut, plain, plural } from '../text/wording.ts';

/** What stands for a verdict, and its colour. */
export const SIGNS: Record<Verdict, { sign: string; format: 'green' | 'red' | 'yellow' }> = {
  conforms: { sign: '✓', format: 'green' },
  violates: { sign: '✗', format: 'red' },
  undecided: { sign: '?', format: 'yellow' },
};

/** Words of a document, and which document has them where. */
export interface Citation {
  says: string;
  by: string;
}

/** What a clause rests on, in words. */
export function cite({ kind, says, document, at }: Statement): Citation {
  if (kind === 'source') return { says: plain(says), by: plain([document?.title, at].filter(Boolean).join(' — ')) };
  if (kind === 'inferred') return { says: plain(says), by: 'inferred: the documents are silent' };
  return { says: cut(plain(says.split('\n', 1)[0] ?? ''), 200), by: "the contract's own description" };
}

/** `The state is a word. (Create a Package — Example Response, state)`. */
export function citeInLine(statement: Statement): string {
  const { says, by } = cite(statement);
  return by ? `${says} (${by})` : says;
}

/** What a finding rests on, in words: `a sentence of the document`. */
export function formatEvidence({ evidence: { kind, because }, statement }: Finding): string {
  if (kind === 'standard') return plain(because ?? 'a standard');
  if (kind === 'inference')
    return because === undefined
      ? 'an inference alone, which makes it a note'
      : plain(`an inference that is carried by ${because}`);
  const by = statement?.kind === 'source' ? 'the document' : 'the contract';
  return kind === 'value' ? `a value that ${by} prints` : `a sentence of ${by}`;
}

/** `createPackage > docker: was not undone`. */
export function formatEntry(run: Run, { operation, case: title, reason }: Undecided): string {
  const who = title ?? operation;
  return safe(run, who ? `${who}: ${reason}` : reason);
}

/** What was held back, a line a reason, and how to allow it; empty where nothing was. */
export function formatHeldBack(run: Run): string[] {
  const byReason = new Map<string, string[]>();
  for (const { operation = '', reason } of run.heldBack)
    byReason.set(reason, [...(byReason.get(reason) ?? []), operation]);
  return [...byReason].map(([reason, ids]) => safe(run, `${ids.join(', ')}: ${reason}`));
}

/** The flag that allows what was held back; none helps against --read-only. */
export const ALLOW_HINT = 'Allow operations with --allow OPERATION, --allow DELETE (a method) or --allow all.';

/** `known, to be mended (until 2026-12-31)`. */
export function formatWaiver({ reason, expires }: NonNullable<Finding['waived']>): string {
  return plain(expires ? `${reason} (until ${expires})` : reason);
}

/** A request that comes before that of a finding, and what it was answered with. */
export function formatStep({ curl, status }: Step): string {
  return status === undefined ? curl : `${curl}   # ${status}`;
}

/** `42, request 17 of its operation, made smaller in 3 steps`. */
export function formatGenerated({ seed, path }: Generated): string {
  const [number = '', ...steps] = path.split(':');
  return `${seed}, request ${number} of its operation${steps.length > 0 ? `, made smaller in ${plural(steps.length, 'step')}` : ''}`;
}

/** `openapi.yaml:12:5`. */
export function formatPlace({ place: { file, line, column } }: Finding): string {
  return plain(`${file}:${line}:${column}`);
}

/** A text of a run as a report may show it: secrets masked, and nothing in it that acts. */
export function safe(run: Run, text: string): string {
  return plain(run.mask(text));
}

/** `http://127.0.0.1:8080, with the target and the waivers of assay.yaml`. */
export function formatTarget({ target, configuration }: Run): string {
  return plain(configuration ? `${target}, with ${formatConfiguration(configuration)}` : target);
}

/** `the waivers of assay.yaml`. */
export function formatConfiguration({ file, uses }: NonNullable<Run['configuration']>): string {
  return plain(`${uses.map((use) => `the ${use}`).join(' and ')} of ${file}`);
}

/** Milliseconds as `0.12 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
