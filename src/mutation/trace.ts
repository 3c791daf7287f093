import { parse } from 'yaml';
import type { Contract } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import type { Pointer } from '../model/json.ts';
import { coverageCases } from '../cases/coverage/coverage.ts';
import { exampleCases } from '../cases/examples.ts';
import { makeCases } from '../cases/plan.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';
import { clausesTouched } from '../judge/source-coverage.ts';
import { createMock } from '../mock/mock.ts';
import { isWithin } from '../json/pointer.ts';
import { mutate } from './mutate.ts';
import type { MutantResult } from './mutation-run.ts';

/** One statement of a document: its lines, its text, and its clauses, or why it has none. */
export interface TraceRow {
  lines: string;
  says: string;
  clauses: Pointer[];
  why?: string;
  /** Why no case or mutant can exercise the clauses. */
  unproved?: string;
}

/** The statements of one document. */
export interface TracedDocument {
  id: string;
  lines: number;
  /** The lines without a text. */
  blank: string;
  rows: TraceRow[];
}

/** The cases, checks and mutants for the clauses of one statement. */
export interface Proof {
  cases: Case[];
  /** The checks that killed mutants of the clauses. */
  checks: string[];
  mutants: MutantResult[];
}

/** Reads `traceability.yaml`, whose pointers may start with a name that it defines, or with the name of a schema or an example. */
export function readTrace(text: string, contract: Contract): TracedDocument[] {
  const { names = {}, ...documents } = parse(text) as Record<string, TracedDocument> & {
    names?: Record<string, string>;
  };
  const whole = (short: string): Pointer => {
    const [first = '', ...rest] = short.split('/');
    const base =
      names[first] ??
      ['schemas', 'examples']
        .map((kind) => `#/components/${kind}/${first}`)
        .find((pointer) => has(contract, pointer)) ??
      first;
    return [base, ...rest].join('/');
  };
  return Object.entries(documents).map(([id, { rows, ...document }]) => ({
    ...document,
    id,
    rows: rows.map((row) => ({
      ...row,
      lines: String(row.lines),
      clauses: ((row.clauses as string[] | undefined) ?? []).map(whole),
    })),
  }));
}

function has(contract: Contract, pointer: Pointer): boolean {
  try {
    return contract.resolve(pointer).value !== undefined;
  } catch {
    return false;
  }
}

/** `2, 5-7` as 2, 5, 6, 7. */
export function linesOf(ranges: string): number[] {
  return String(ranges)
    .split(',')
    .flatMap((range) => {
      const [from = 0, to = from] = range.split('-').map(Number);
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
}

/** For each clause, the cases that exercise it, and the mutants that prove that a run notices its violation. */
export async function proofsOf(contract: Contract): Promise<(clauses: Pointer[]) => Proof> {
  const { mutants } = await mutate(contract);
  const mock = inProcessTarget('the mock', createMock([contract]).handle);
  const exercised = await Promise.all(
    makeCases(contract, [exampleCases, coverageCases]).map(async (testCase) => {
      const exchange = await mock.send(testCase.request);
      return { testCase, touched: clausesTouched(contract, { case: testCase, exchange, findings: [] }) };
    }),
  );
  return (clauses) => {
    const about = mutants.filter(({ clause, statement }) =>
      clauses.some(
        (own) => clause === own || statement?.pointer === own || (isWhole(contract, own) && isWithin(clause, own)),
      ),
    );
    return {
      cases: exercised
        .filter(({ testCase: { expect }, touched }) =>
          clauses.some((own) => touched.has(own) || ('clause' in expect && expect.clause === own)),
        )
        .map(({ testCase }) => testCase),
      checks: [
        ...new Set(
          about.filter(({ outcome }) => outcome === 'killed').map(({ by }) => by.slice(0, by.indexOf(' at '))),
        ),
      ].sort(),
      mutants: about,
    };
  };
}

/** Whether a clause is an operation or an example, so that everything below it belongs to it. */
function isWhole(contract: Contract, pointer: Pointer): boolean {
  return pointer.startsWith('#/components/examples/') || contract.operations.some((one) => one.pointer === pointer);
}

/** A contract with the statements of its documents. */
export interface Traced {
  contract: Contract;
  documents: TracedDocument[];
}

/** The page that maps each statement of each document to its clauses, cases, checks and mutants. */
export async function renderTrace(traced: Traced[]): Promise<string> {
  const parts = await Promise.all(traced.map(drawContract));
  return `${[INTRODUCTION, ...parts].join('\n\n')}\n`;
}

const INTRODUCTION = `# Traceability

Each statement of the vendors' documents, by the lines that it stands on and in our own words; the clauses of the
contract that hold it; the cases and checks that exercise those; and the mutants (servers that are wrong in one way)
which prove that a run notices. Generated by \`npm run generate\` from \`openapi/*/traceability.yaml\`.`;

async function drawContract({ contract, documents }: Traced): Promise<string> {
  const proofs = await proofsOf(contract);
  const tables = documents.map(({ id, rows }) => {
    const constraining = rows.filter(({ clauses }) => clauses.length > 0);
    const others = rows.filter(({ clauses }) => clauses.length === 0);
    return [
      `### ${contract.documents.get(id)?.title ?? id}`,
      '',
      '| lines | says | clauses | cases | checks | mutants |',
      '|---|---|---|---|---|---|',
      ...constraining.map((row) => drawRow(row, proofs(row.clauses))),
      '',
      'These lines constrain nothing:',
      '',
      '| lines | says | why |',
      '|---|---|---|',
      ...others.map(({ lines, says, why = '' }) => `| ${lines} | ${cell(says)} | ${cell(why)} |`),
    ].join('\n');
  });
  return [`## ${contract.title}`, ...tables].join('\n\n');
}

function drawRow({ lines, says, clauses, unproved }: TraceRow, { cases, checks, mutants }: Proof): string {
  const killed = mutants.filter(({ outcome }) => outcome === 'killed');
  const noted = mutants.filter(({ outcome }) => outcome === 'open');
  const proved = [
    killed.length > 0 && `${killed.length} found, such as "${killed[0]?.title ?? ''}"`,
    noted.length > 0 && `${noted.length} noted or left open`,
  ].filter(Boolean);
  return `| ${[
    lines,
    cell(says),
    clauses.map((pointer) => `\`${shorten(pointer)}\``).join(', '),
    cases.length > 0 ? `${cases.length}, such as "${cell(cases[0]?.title ?? '')}"` : cell(unproved ?? 'none'),
    checks.map((id) => `\`${id}\``).join(', ') || '–',
    cell(proved.join('; ') || (unproved ?? 'none')),
  ].join(' | ')} |`;
}

function shorten(pointer: Pointer): string {
  return pointer
    .replace('#/components/', '')
    .replace(/^#\/paths\/[^/]+\//, '')
    .replaceAll('~1', '/')
    .replaceAll('|', '\\|');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/[<>*_`]/g, '\\$&');
}
