import { plural } from '../../text/wording.ts';
import type { Cell, Column, Comparison, Group, Row } from '../comparison.ts';

export const SIGNS: Record<Cell, string> = { keeps: '✓', breaks: '✗', undecided: '?', 'not exercised': '·' };

/** The heading over the rows of a group. */
export const HEADINGS: Record<Group, string> = {
  'all break': 'All break: perhaps the document is wrong',
  'only one breaks': 'Only one breaks',
  'some break': 'Some break',
  'none breaks': 'None breaks',
  'nobody was held to it': 'Nobody was held to it',
};

export interface Section {
  heading: string;
  rows: Row[];
}

/** The rows by group, without groups that have none. */
export function sectionsOf({ rows }: Comparison): Section[] {
  return (Object.keys(HEADINGS) as Group[]).flatMap((group) => {
    const own = rows.filter((row) => row.group === group);
    return own.length === 0 ? [] : [{ heading: HEADINGS[group], rows: own }];
  });
}

/** `12 kept, 1 broken, 3 not exercised, 100 of 195 operations answered`. */
export function countsOf({ rows }: Comparison, { reach }: Column, nth: number): string {
  const count = (cell: Cell) => rows.filter(({ cells }) => cells[nth] === cell).length;
  return [
    `${count('keeps')} kept`,
    `${count('breaks')} broken`,
    ...(count('undecided') > 0 ? [`${count('undecided')} undecided`] : []),
    ...(count('not exercised') > 0 ? [`${count('not exercised')} not exercised`] : []),
    ...(reach ? [`${reach.answered} of ${plural(reach.operations, 'operation')} answered`] : []),
  ].join(', ');
}

/** What each target that breaks a row answered instead: `staging: expected 201, got 200 — curl …`. */
export function evidenceOf(
  { columns }: Comparison,
  { findings }: Row,
): { name: string; expected: string; actual: string; curl: string }[] {
  return findings.flatMap((own, nth) => {
    const [first] = own;
    const name = columns[nth]?.name ?? '';
    return first ? [{ name, expected: first.expected, actual: first.actual, curl: first.curl }] : [];
  });
}
