import type { Statement } from '../model/contract.ts';
import type { Run, Unreached } from '../model/run.ts';
import type { Finding, Step, Undecided, Verdict } from '../model/finding.ts';
import type { Generated } from '../model/case.ts';
import { formatLocation } from '../errors.ts';
import { cut, plain, plural, nameSome } from '../text/wording.ts';

/** The sign of a verdict, and its colour. */
export const SIGNS: Record<Verdict, { sign: string; format: 'green' | 'red' | 'yellow' }> = {
  conforms: { sign: '✓', format: 'green' },
  violates: { sign: '✗', format: 'red' },
  undecided: { sign: '?', format: 'yellow' },
};

/** A document's words, with the document and the place. */
export interface Citation {
  says: string;
  by: string;
}

/** The source of a clause in words. */
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

/** The evidence of a finding in words: `a sentence of the document`. */
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
export function formatEntry(run: Run, { operation, case: title, ...why }: Undecided): string {
  const who = title ?? operation;
  return safe(run, who ? `${who}: ${formatReason(why)}` : formatReason(why));
}

/** What was created and could not be undone, a line an operation, with the first of its entries and how many there are. */
export function formatLeftovers(run: Run): string[] {
  const groups = new Map<string, [Undecided, ...Undecided[]]>();
  for (const [index, entry] of run.leftovers.entries()) {
    const key = entry.operation ?? `entry ${index}`;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups.values()].map(([first, ...others]) =>
    others.length === 0
      ? formatEntry(run, first)
      : safe(
          run,
          `${first.operation}, ${others.length + 1} entries (the JSON report has each), the first: ${formatReason(first)}`,
        ),
  );
}

/** Why something is undecided, with what the server says; masked by who shows it. */
export function formatReason({ reason, said }: Pick<Undecided, 'reason' | 'said'>): string {
  return said === undefined ? reason : `${reason}; the server says: ${said}`;
}

/** `100 of 195 operations answered with success; 41 refused; 30 not reached; 24 held back`; empty where all of them did. */
export function formatReach({ reach: { operations, answered, refused, notReached, heldBack } }: Run): string {
  if (answered === operations) return '';
  return [
    `${answered} of ${plural(operations, 'operation')} answered with success`,
    ...(refused.length > 0 ? [`${refused.length} refused`] : []),
    ...(notReached.length > 0 ? [`${notReached.length} not reached`] : []),
    ...(heldBack.length > 0 ? [`${heldBack.length} held back`] : []),
  ].join('; ');
}

/** Operations that did not answer with a success, a line a reason, the most frequent first. */
export function formatUnreached(run: Run, unreached: Unreached[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { operation, reason } of unreached) byReason.set(reason, [...(byReason.get(reason) ?? []), operation]);
  return [...byReason]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([reason, ids]) => safe(run, `${nameSome(ids)}: ${reason}`));
}

/** The operations in which a finding shows, with their counts; empty where it is one alone. */
export function formatAffected({ operations = [] }: Finding): string {
  const counts = new Map<string, number>();
  for (const { operation, count } of operations) counts.set(operation, (counts.get(operation) ?? 0) + count);
  if (counts.size < 2) return '';
  return plain(
    nameSome(
      [...counts].map(([operation, count]) => (count > 1 ? `${operation} (${plural(count, 'case')})` : operation)),
    ),
  );
}

/** What to write into a waiver: a fingerprint, or the clause for all that have one cause. */
export function formatWaivable(finding: Finding): string {
  const { check, clause, fingerprint } = finding;
  const isShared = formatAffected(finding) !== '' && clause.startsWith('#/components/');
  return !isShared
    ? fingerprint
    : plain(`${fingerprint} (${finding.operation}), or all of them by check: ${check}, pointer: '${clause}'`);
}

/** The operations that were held back, a line for each reason, and how to allow them; empty if there are none. */
export function formatHeldBack(run: Run): string[] {
  const byReason = new Map<string, string[]>();
  for (const { operation = '', reason } of run.heldBack)
    byReason.set(reason, [...(byReason.get(reason) ?? []), operation]);
  return [...byReason].map(([reason, ids]) => safe(run, `${ids.join(', ')}: ${reason}`));
}

/** The flag that allows a held-back operation; none if --read-only is set. */
export const ALLOW_HINT = 'Allow operations with --allow OPERATION, --allow DELETE (a method) or --allow all.';

/** `known, to be corrected (until 2026-12-31)`. */
export function formatWaiver({ reason, expires }: NonNullable<Finding['waived']>): string {
  return plain(expires ? `${reason} (until ${expires})` : reason);
}

/** A request before that of a finding, and its response. */
export function formatStep({ curl, status }: Step): string {
  return status === undefined ? curl : `${curl}   # ${status}`;
}

/** `42, request 17 of its operation, made smaller in 3 steps`. */
export function formatGenerated({ seed, path }: Generated): string {
  const [number = '', ...steps] = path.split(':');
  return `${seed}, request ${number} of its operation${steps.length > 0 ? `, made smaller in ${plural(steps.length, 'step')}` : ''}`;
}

/** `openapi.yaml:12:5`. */
export function formatPlace({ place }: Finding): string {
  return plain(formatLocation(place));
}

/** A text of a run that is safe in a report: secrets masked, control characters escaped. */
export function safe(run: Run, text: string): string {
  return plain(run.mask(text));
}

/** `http://127.0.0.1:8080, with the target and the waivers of assay.yaml`. */
export function formatTarget({ target, configuration, shard }: Run): string {
  const used = configuration ? `, with ${formatConfiguration(configuration)}` : '';
  return plain(`${target}${used}${shard ? ` (shard ${shard.index} of ${shard.count})` : ''}`);
}

/** `the waivers of assay.yaml`. */
export function formatConfiguration({ file, uses }: NonNullable<Run['configuration']>): string {
  return plain(`${uses.map((use) => `the ${use}`).join(' and ')} of ${file}`);
}

/** Milliseconds as `0.12 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
