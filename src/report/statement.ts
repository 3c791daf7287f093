import type { Run } from '../model/run.ts';
import { conformanceOf, sourceOf } from './conformance.ts';
import { code, inert } from './markdown-text.ts';
import { formatEntry, formatHeldBack, formatLeftovers, formatReach, formatTarget, safe } from './wording.ts';
import { plural } from '../text/wording.ts';
import { summary } from './summary.ts';

const MARKS = { verified: '✓', broken: '✗', 'not exercised': '○' } as const;

/** A statement of conformance for people, in Markdown: who was held to what, when, how far, and which sentences hold. */
export function statement(runs: Run[], { now = new Date() }: { now?: Date } = {}): string {
  return runs.map((run) => describe(run, runs, now)).join('\n\n');
}

function describe(run: Run, runs: Run[], now: Date): string {
  const { contract, date, assay, phases, evidence } = conformanceOf(run, runs, now);
  const facts: [string, string][] = [
    ['contract', `${code(contract.name)}: ${inert(contract.title)}, version ${inert(contract.version)}`],
    ['document', `${code(contract.file)}, SHA-256 as it was read ${code(contract.sha256)}`],
    ['target', code(safe(run, formatTarget(run)))],
    ['date', date],
    ['checked with', `assay ${assay}, phases ${phases.join(', ') || 'none'}`],
    [
      'reach',
      inert(
        formatReach(run) ||
          `${run.reach.answered} of ${plural(run.reach.operations, 'operation')} answered with success`,
      ),
    ],
    ['result', inert(summary(run))],
    ['evidence', `SHA-256 of the JSON report ${code(evidence.sha256)}`],
  ];
  const violations = run.findings.filter(({ severity, waived }) => severity === 'violation' && !waived);
  const waived = run.findings.flatMap((finding) => (finding.waived ? [{ ...finding, waived: finding.waived }] : []));
  const sections = [
    `# ${inert(contract.title)}: ${run.verdict}`,
    table(facts),
    ...section(
      'Sentences of the documents',
      run.statements.map(
        ({ statement: { says, ...source }, verdict }) =>
          `${MARKS[verdict]} ${verdict}: ${inert(says)} (${inert(sourceOf({ says, ...source }))})`,
      ),
    ),
    ...section(
      'Violations',
      violations.map(
        ({ operation, check, message, fingerprint }) =>
          `${code(operation)}: ${inert(safe(run, message))} (${check}, ${code(fingerprint)})`,
      ),
    ),
    ...section(
      'Waived',
      waived.map(
        ({ operation, message, waived: { reason } }) =>
          `${code(operation)}: ${inert(safe(run, message))}, waived: ${inert(safe(run, reason))}`,
      ),
    ),
    ...section(
      'Undecided',
      run.undecided.map((entry) => inert(formatEntry(run, entry))),
    ),
    ...section(
      'Waivers that do not hold',
      run.staleWaivers.map((words) => inert(safe(run, words))),
    ),
    ...section('Not asked, as it might have changed what was there', formatHeldBack(run).map(inert)),
    ...section(
      'Not judged',
      run.unjudged.map((entry) => inert(formatEntry(run, entry))),
    ),
    ...section('Created, and could not be undone', formatLeftovers(run).map(inert)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function section(title: string, entries: string[]): string[] {
  return entries.length === 0 ? [] : [`## ${title}`, entries.map((entry) => `- ${entry}`).join('\n')];
}

/** @param rows whose values have no vertical line that is not a reference */
function table(rows: [string, string][]): string {
  const lines = rows.map(([name, value]) => `| ${name} | ${value} |`);
  return ['|  |  |', '| --- | --- |', ...lines].join('\n');
}
