/** What a run came to, from its report, its HAR file and the dumps of the database. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReport } from './one-run.mjs';

export function figures({ server, operations, seconds, code, requests, state }, report) {
  const answered = new Set(
    report.cases.filter(({ status }) => status >= 200 && status < 300).map(({ operation }) => operation),
  );
  const listed = report.leftovers.map((entry) => JSON.stringify(entry)).join('\n');
  const left = state.added.map(({ table, key, row = {} }) => ({
    table,
    key,
    isListed: isNamed(listed, key, row),
  }));
  return {
    server,
    operations,
    answered: answered.size,
    requests,
    cases: report.cases.length,
    seconds: Math.round(seconds * 10) / 10,
    code,
    violations: report.findings.filter(({ severity }) => severity === 'violation').length,
    notes: report.findings.filter(({ severity }) => severity === 'note').length,
    undecided: report.undecided.length,
    heldBack: report.heldBack.length,
    leftovers: report.leftovers.length,
    state: {
      gone: state.gone.length,
      changed: state.changed.length,
      added: left.length,
      unlisted: left.filter(({ isListed }) => !isListed).length,
      credentialWorks: state.works,
      crashes: state.crashes,
    },
  };
}

/** Whether what the report lists as left names a row: by its name, or by all parts of its key, each as a whole word. */
function isNamed(listed, key, row) {
  const parts = /^[[{]/.test(key) ? Object.values(JSON.parse(key)) : [key];
  const stands = (value) => {
    const text = String(value).replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    return new RegExp(`(?<![\\w-])${text}(?![\\w-])`).test(listed);
  };
  return parts.every(stands) || [row.name, row.username, row.email].some((value) => value && stands(value));
}

/** So many violations of a run, the same ones for the same seed. */
export function draw(folder, seed, count = 20) {
  const report = readReport(folder);
  const violations = report.findings
    .filter(({ severity }) => severity === 'violation')
    .toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  const random = mulberry(seed);
  const drawn = [];
  while (drawn.length < count && violations.length > 0)
    drawn.push(...violations.splice(Math.floor(random() * violations.length), 1));
  const entries = byCase(folder);
  return drawn.map((finding) => ({ ...pick(finding), exchange: shown(entries.get(finding.case)) }));
}

const pick = ({
  fingerprint,
  check,
  operation,
  at,
  message,
  expected,
  actual,
  pointer,
  clause,
  count,
  case: title,
}) => ({ fingerprint, check, operation, at, message, expected, actual, clause: clause ?? pointer, count, case: title });

/** The operations that never answered with success, by what the server said to the requests that had to be accepted. */
export function unreached(folder) {
  const report = readReport(folder);
  const answered = new Set(
    report.cases.filter(({ status }) => status >= 200 && status < 300).map(({ operation }) => operation),
  );
  const held = new Map(report.heldBack.map(({ operation, reason }) => [operation, reason]));
  const entries = byCase(folder);
  const reasons = new Map();
  const add = (reason, operation) => reasons.set(reason, [...(reasons.get(reason) ?? []), operation]);
  const operations = new Map();
  for (const one of report.cases) operations.set(one.operation, [...(operations.get(one.operation) ?? []), one]);
  for (const [operation, reason] of held)
    if (!answered.has(operation) && !operations.has(operation)) add(`held back: ${reason}`, operation);
  for (const [operation, cases] of operations) {
    if (answered.has(operation)) continue;
    const wanted = cases.find(({ expect }) => expect === 'accepted') ?? cases[0];
    const entry = entries.get(wanted.id);
    add(
      `${wanted.expect} ${entry ? sayAnswer(entry) : 'not sent'}`,
      `${operation}${entry ? ` [${entry.request.method} ${new URL(entry.request.url).pathname}${new URL(entry.request.url).search} ${(entry.request.postData?.text ?? '').slice(0, 200)}]` : ''}`,
    );
  }
  for (const { operation, reason } of report.undecided)
    if (operation && !operations.has(operation) && !held.has(operation)) add(`undecided: ${reason}`, operation);
  return [...reasons]
    .toSorted((a, b) => b[1].length - a[1].length)
    .map(([reason, those]) => ({ reason, count: those.length, operations: those }));
}

const sayAnswer = ({ response }) =>
  `${response.status} ${(response.content?.text ?? response._error ?? '').replaceAll(/\s+/g, ' ').slice(0, 220)}`;

const shown = (entry) =>
  entry &&
  `${entry.request.method} ${entry.request.url} ${(entry.request.postData?.text ?? '').slice(0, 400)} → ${sayAnswer(entry)}`;

/** HAR entries by the id of their case. */
function byCase(folder) {
  const { entries } = JSON.parse(readFileSync(join(folder, 'report.har'), 'utf8')).log;
  return new Map(
    entries.map((entry) => [entry.comment.replace(/: (conforms|violates|undecided)( \(.*)?$/s, ''), entry]),
  );
}

function mulberry(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
