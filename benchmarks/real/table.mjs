/** The table of docs/benchmarks.md, and what was drawn with the verdict on each. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const PAGE = path('../../docs/benchmarks.md');
const DRAWN = path('drawn.md');
const [BEGIN, END] = ['<!-- real servers: written by `npm run real -- table` -->', '<!-- end of real servers -->'];

/** Verdicts by server and fingerprint: whether the document bears it out, and why. */
export const readVerdicts = () => JSON.parse(readFileSync(path('verdicts.json'), 'utf8'));

/**
 * @param rows of each server its title, the figures of both runs, and the violations drawn from the first
 * @returns what was drawn and has no verdict yet
 */
export function writeTable(rows) {
  const verdicts = readVerdicts();
  const judged = rows.map((row) => ({
    ...row,
    drawn: row.drawn.map((finding) => ({ ...finding, verdict: verdicts[row.byDefault.server]?.[finding.fingerprint] })),
  }));
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const [, after] = (rest ?? '').split(END);
  if (rest === undefined || after === undefined) throw new Error(`docs/benchmarks.md has no ${BEGIN} … ${END}`);
  writeFileSync(PAGE, `${before}${BEGIN}\n\n${byDefault(judged)}\n${withAllPhases(judged)}\n${END}${after}`);
  writeFileSync(DRAWN, drawnPage(judged));
  return judged.flatMap(({ byDefault: { server }, drawn }) =>
    drawn.filter(({ verdict }) => verdict === undefined).map((finding) => ({ server, ...finding })),
  );
}

function byDefault(rows) {
  return table(
    ['default phases', 'operations that answered 2xx', 'requests', 'time', 'violations', 'true, of those drawn'],
    rows.map(({ title, byDefault: { answered, operations, requests, seconds, violations }, drawn }) => [
      title,
      `${answered} of ${operations}`,
      number(requests),
      `${seconds} s`,
      number(violations),
      sayTrue(drawn),
    ]),
  );
}

function sayTrue(drawn) {
  const unjudged = drawn.filter(({ verdict }) => verdict === undefined).length;
  return `${drawn.filter(({ verdict }) => verdict?.true).length} of ${drawn.length}${unjudged > 0 ? ` (${unjudged} not judged)` : ''}`;
}

function withAllPhases(rows) {
  return table(
    [
      '`--phases all`',
      'answered 2xx',
      'requests',
      'time',
      'was there, and is gone or changed',
      'new and left',
      'of these not listed',
      'credential',
      'the server ended',
    ],
    rows.map(({ title, all: { answered, operations, requests, seconds, state } }) => [
      title,
      `${answered} of ${operations}`,
      number(requests),
      `${seconds} s`,
      number(state.gone + state.changed),
      number(state.added),
      number(state.unlisted),
      state.credentialWorks ? 'works' : 'is refused',
      state.crashes === 0 ? 'never' : state.crashes === 1 ? 'once' : `${state.crashes} times`,
    ]),
  );
}

function drawnPage(rows) {
  const lists = rows.map(
    ({ title, drawn }) =>
      `## ${title}\n\n${table(
        ['operation', 'what assay says', 'expected', 'came', 'by the document', 'why'],
        drawn.map(({ operation, message, at, expected, actual, verdict }) => [
          operation,
          `${message} (${at})`,
          expected,
          actual,
          verdict === undefined ? 'not judged' : verdict.true ? 'true' : 'false',
          verdict?.why ?? '',
        ]),
      )}`,
  );
  return `# What was drawn, and whether it is true\n\nWritten by \`npm run real -- table\`; the verdicts are those of verdicts.json, given by reading the server's own document.\n\n${lists.join('\n')}`;
}

function table(headings, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |\n`;
  return `${line(headings)}|${'---|'.repeat(headings.length)}\n${rows.map(line).join('')}`;
}

const cell = (text) => String(text).replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 160);
const number = (value) => value.toLocaleString('en');
