import type { Run } from '../model/run.ts';
import type { Finding, Undecided } from '../model/finding.ts';
import type { SourceLocation } from '../model/contract.ts';
import { ownVersion } from '../version.ts';
import { writeJson } from './printable-json.ts';
import {
  citeInLine,
  formatAffected,
  formatEntry,
  formatEvidence,
  formatHeldBack,
  formatTarget,
  formatWaiver,
  safe,
} from './wording.ts';
import { summary } from './summary.ts';
import { percentEncode } from '../http/percent-encoding.ts';

/**
 * SARIF 2.1.0, which code scanning shows beside the contract's lines: one run for each contract. A violation is an error, a note a note, what
 * is undecided asks for a review (§3.27.9), and a waiver is a suppression (§3.35).
 */
export function sarif(runs: Run[]): string {
  return writeJson({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: runs.map(describe),
  });
}

/** The rule of what could not be judged. */
const UNDECIDED = 'undecided';

function describe(run: Run) {
  const { contract, findings, undecided, verdict } = run;
  const ids = [
    ...new Set([...findings.map(({ check }) => check), ...(undecided.length > 0 ? [UNDECIDED] : [])]),
  ].sort();
  const ruleIndex = (id: string) => ids.indexOf(id);
  return {
    tool: {
      driver: {
        name: 'assay',
        version: ownVersion(),
        rules: ids.map((id) => ({ id, name: id, shortDescription: { text: id.replaceAll('-', ' ') } })),
      },
    },
    automationDetails: { id: `assay/${contract.name}/` },
    invocations: [
      {
        executionSuccessful: verdict !== 'undecided',
        toolExecutionNotifications: notificationsOf(run),
        properties: { verdict, summary: summary(run), target: formatTarget(run) },
      },
    ],
    results: [
      ...findings.map((finding) => ({ ...resultOf(run, finding), ruleIndex: ruleIndex(finding.check) })),
      ...undecided.map((entry) => ({ ...reviewOf(run, entry), ruleIndex: ruleIndex(UNDECIDED) })),
    ],
  };
}

/** What belongs to no clause: waivers that do not hold, what is left on the target, what was held back or not judged (§3.58). */
function notificationsOf(run: Run) {
  const notify = (level: 'error' | 'warning' | 'note', texts: string[]) =>
    texts.map((text) => ({ level, message: { text } }));
  return [
    ...notify(
      'error',
      run.staleWaivers.map((words) => safe(run, words)),
    ),
    ...notify(
      'warning',
      run.leftovers.map((entry) => `could not be undone: ${formatEntry(run, entry)}`),
    ),
    ...notify(
      'note',
      formatHeldBack(run).map((line) => `held back: ${line}`),
    ),
    ...notify(
      'note',
      run.unjudged.map((entry) => `not judged: ${formatEntry(run, entry)}`),
    ),
  ];
}

function resultOf(run: Run, finding: Finding) {
  const {
    check,
    operation,
    severity,
    message,
    at,
    expected,
    actual,
    said,
    statement,
    waived,
    place,
    fingerprint,
    curl,
    count,
  } = finding;
  const affected = formatAffected(finding);
  const lines = [
    `${operation}: ${message}`,
    `at ${at}: expected ${expected}, got ${actual}`,
    said && `the server says: ${said}`,
    affected && `in ${affected}`,
    statement && `says: ${citeInLine(statement)}`,
    `rests on ${formatEvidence(finding)}`,
  ];
  return {
    ruleId: check,
    level: severity === 'violation' ? 'error' : 'note',
    message: {
      text: lines
        .filter(Boolean)
        .map((line) => safe(run, String(line)))
        .join('\n'),
    },
    locations: [locationOf(place, operation)],
    partialFingerprints: { 'assay/v1': fingerprint },
    ...(waived && { suppressions: [{ kind: 'external', justification: safe(run, formatWaiver(waived)) }] }),
    occurrenceCount: count,
    properties: { curl },
  };
}

function reviewOf(run: Run, entry: Undecided) {
  const { contract } = run;
  const operation = contract.operations.find(({ id }) => id === entry.operation);
  const hint = entry.hint === undefined ? '' : `\n${safe(run, entry.hint)}`;
  return {
    ruleId: UNDECIDED,
    kind: 'review',
    level: 'none',
    message: { text: formatEntry(run, entry) + hint },
    locations: [locationOf(contract.locate(operation?.pointer ?? '#'), entry.operation)],
  };
}

function locationOf({ file, line, column }: SourceLocation, operation: string | undefined) {
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: { startLine: line, startColumn: column } },
    ...(operation !== undefined && { logicalLocations: [{ fullyQualifiedName: operation, kind: 'function' }] }),
  };
}

/** A file as a URI reference (§3.4.3): relative where it is, so that a viewer finds it in its own checkout. */
function uriOf(file: string): string {
  if (/^https?:/.test(file)) return file;
  const path = file.replaceAll('\\', '/').split('/').map(percentEncode).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
