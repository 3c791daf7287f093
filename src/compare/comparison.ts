/*
 * Several targets side by side against one contract. A row is a sentence of the documents, or what no sentence says: a clause
 * that a target broke. A cell says what became of it at one target. Rows that all break come apart from those that one breaks: where
 * nobody keeps to a sentence, the document may be what is wrong.
 */

import type { SavedFinding, SavedReport, SavedRun } from './saved-report.ts';

/** What became of a row at one target; a waived break still is one. */
export type Cell = 'keeps' | 'breaks' | 'undecided' | 'not exercised';

export interface Row {
  /** The same in each comparison of the contract. */
  id: string;
  kind: 'sentence' | 'clause';
  says: string;
  /** `Create a Package — Response codes`, or a pointer into the contract. */
  source: string;
  cells: Cell[];
  /** The findings of each target that speak of it, the worst first. */
  findings: SavedFinding[][];
  group: Group;
}

/** Which targets break a row. */
export type Group = 'all break' | 'only one breaks' | 'some break' | 'none breaks' | 'nobody was held to it';

export interface Column {
  name: string;
  target: string;
  verdict: SavedRun['verdict'];
  reach?: SavedRun['reach'];
}

/** One contract, held against several targets. */
export interface Comparison {
  contract: string;
  columns: Column[];
  rows: Row[];
  /** What is otherwise than in the baseline; absent where none was given. */
  since?: { worse: Change[]; better: Change[] };
}

export interface Change {
  column: string;
  row: string;
  says: string;
  before: Cell | undefined;
  now: Cell;
}

/** @param reports by the names of their columns */
export function compareReports(reports: ReadonlyMap<string, SavedReport>): Comparison[] {
  const contracts = [...new Set([...reports.values()].flatMap(({ runs }) => runs.map(({ contract }) => contract)))];
  return contracts.map((contract) => {
    const runs = [...reports].flatMap(([name, report]) => {
      const own = report.runs.filter((run) => run.contract === contract);
      return own.map((run) => ({ name: own.length > 1 ? `${name} (${run.target})` : name, run }));
    });
    const rows = [...sentences(runs.map(({ run }) => run)), ...clauses(runs.map(({ run }) => run))];
    return {
      contract,
      columns: runs.map(({ name, run: { target, verdict, reach } }) => ({
        name,
        target,
        verdict,
        ...(reach && { reach }),
      })),
      rows: rows.sort((a, b) => ORDER.indexOf(a.group) - ORDER.indexOf(b.group)),
    };
  });
}

const ORDER: readonly Group[] = ['all break', 'only one breaks', 'some break', 'none breaks', 'nobody was held to it'];

function sentences(runs: readonly SavedRun[]): Row[] {
  const found = new Map<string, SavedRun['statements'][number]>();
  for (const { statements } of runs) for (const one of statements) found.set(idOf(one), found.get(idOf(one)) ?? one);
  return [...found].map(([id, { says, document, at, pointer }]) => {
    const cells = runs.map((run) => cellOf(run, id));
    const findings = runs.map((run) =>
      breaking(run).filter(({ statement }) => statement !== undefined && pointersOf(run, id).has(statement.pointer)),
    );
    const source = [document, at].filter(Boolean).join(' — ') || pointer;
    return { id, kind: 'sentence', says, source, cells, findings, group: groupOf(cells) };
  });
}

function idOf({ pointer, says }: SavedRun['statements'][number]): string {
  return `${pointer} ${says}`;
}

function pointersOf({ statements }: SavedRun, id: string): Set<string> {
  return new Set(statements.filter((one) => idOf(one) === id).map(({ pointer }) => pointer));
}

function cellOf({ statements, verdict }: SavedRun, id: string): Cell {
  const own = statements.find((one) => idOf(one) === id);
  if (own?.verdict === 'broken') return 'breaks';
  if (own?.verdict === 'verified') return 'keeps';
  return verdict === 'undecided' ? 'undecided' : 'not exercised';
}

/** What targets broke that no sentence says. */
function clauses(runs: readonly SavedRun[]): Row[] {
  const told = new Set(runs.flatMap(({ statements }) => statements.map(({ pointer }) => pointer)));
  const found = new Map<string, SavedFinding>();
  for (const run of runs)
    for (const finding of breaking(run))
      if (finding.statement === undefined || !told.has(finding.statement.pointer))
        found.set(finding.fingerprint, found.get(finding.fingerprint) ?? finding);
  return [...found].map(([id, { operation, message, at, clause }]) => {
    const findings = runs.map((run) => breaking(run).filter((one) => fingerprintsOf(one).includes(id)));
    const cells = runs.map((run, nth): Cell => (findings[nth]?.length ? 'breaks' : cellOfOperation(run, operation)));
    return {
      id,
      kind: 'clause',
      says: `${operation} ${message} (${at})`,
      source: clause,
      cells,
      findings,
      group: groupOf(cells),
    };
  });
}

/** Of an operation that was asked and did not break a clause, it is taken that it keeps to it. */
function cellOfOperation({ cases, verdict }: SavedRun, operation: string): Cell {
  const own = cases.filter((one) => one.operation === operation);
  if (own.some((one) => one.verdict !== 'undecided')) return 'keeps';
  return own.length > 0 || verdict === 'undecided' ? 'undecided' : 'not exercised';
}

function breaking({ findings }: SavedRun): SavedFinding[] {
  return findings.filter(({ severity }) => severity === 'violation');
}

function fingerprintsOf({ fingerprint, operations = [] }: SavedFinding): string[] {
  return [fingerprint, ...operations.map((one) => one.fingerprint)];
}

function groupOf(cells: readonly Cell[]): Group {
  const held = cells.filter((cell) => cell === 'keeps' || cell === 'breaks');
  const broken = held.filter((cell) => cell === 'breaks');
  if (held.length === 0) return 'nobody was held to it';
  if (broken.length === 0) return 'none breaks';
  if (broken.length === held.length && held.length > 1) return 'all break';
  return broken.length === 1 ? 'only one breaks' : 'some break';
}

/** Says what became better or worse since an earlier comparison, by the names of the columns. */
export function compareWith(now: Comparison, before: Comparison | undefined): Comparison {
  const changes = now.columns.flatMap(({ name }, nth) => {
    const old = before?.columns.findIndex((column) => column.name === name) ?? -1;
    return now.rows.flatMap(({ id, says, cells }): Change[] => {
      const cell = cells[nth] ?? 'not exercised';
      const was = before?.rows.find((row) => row.id === id)?.cells[old];
      return was === cell ? [] : [{ column: name, row: id, says, before: was, now: cell }];
    });
  });
  // A clause that nobody breaks any more is no row of the new comparison.
  const gone = (before?.rows ?? []).flatMap((row) =>
    now.rows.some(({ id }) => id === row.id)
      ? []
      : row.cells.flatMap((cell, nth): Change[] => {
          const column = before?.columns[nth]?.name;
          const isHere = now.columns.some(({ name }) => name === column);
          return cell === 'breaks' && column !== undefined && isHere
            ? [{ column, row: row.id, says: row.says, before: cell, now: 'keeps' }]
            : [];
        }),
  );
  return {
    ...now,
    since: {
      worse: changes.filter((change) => change.now === 'breaks'),
      better: [...changes, ...gone].filter((change) => change.before === 'breaks' && change.now === 'keeps'),
    },
  };
}

/** Whether something fails: what is new where there is a baseline, else whatever is broken. */
export function fails({ rows, since }: Comparison): boolean {
  return since ? since.worse.length > 0 : rows.some(({ cells }) => cells.includes('breaks'));
}
