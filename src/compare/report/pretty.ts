import { createPaint } from '../../report/colors.ts';
import type { ReportOptions } from '../../report/options.ts';
import { plain } from '../../text/wording.ts';
import type { Cell, Change, Comparison, Row } from '../comparison.ts';
import { countsOf, evidenceOf, HEADINGS, sectionsOf, SIGNS } from './wording.ts';

const COLOURS = { keeps: 'green', breaks: 'red', undecided: 'yellow', 'not exercised': 'dim' } as const;

/** A matrix for a terminal: the columns are numbered, as names may be long. With `quiet` it has only what somebody breaks. */
export function prettyComparison(comparisons: Comparison[], { colour = false, detail }: ReportOptions = {}): string {
  const paint = createPaint(colour);
  const sign = (cell: Cell) => paint(COLOURS[cell], SIGNS[cell]);
  const one = (comparison: Comparison): string => {
    const { contract, columns, since } = comparison;
    const names = columns.map(({ name }) => plain(name));
    const width = Math.max(...names.map(({ length }) => length));
    const head = columns.map(
      (column, nth) =>
        `  ${nth + 1}  ${names[nth]?.padEnd(width)}  ${plain(column.target)}: ${countsOf(comparison, column, nth)}\n`,
    );
    const told = sectionsOf(comparison).filter(({ rows }) => detail !== 'quiet' || rows.some(isBroken));
    const sections = told.map(({ heading, rows }) => {
      if (heading === HEADINGS['none breaks'] && detail !== 'verbose')
        return `\n  ${paint('bold', heading)} (${rows.length}; --verbose lists them)\n`;
      const lines = rows.map((row) => {
        const evidence = evidenceOf(comparison, row).map(
          ({ name, expected, actual, curl }) =>
            `${' '.repeat(columns.length * 2 + 4)}${plain(name)}: expected ${plain(expected)}, got ${plain(actual)}\n${' '.repeat(columns.length * 2 + 6)}${plain(curl)}\n`,
        );
        return `  ${row.cells.map(sign).join(' ')}  ${plain(row.says)} (${plain(row.source)})\n${evidence.join('')}`;
      });
      return `\n  ${columns.map((_, nth) => (nth + 1) % 10).join(' ')}  ${paint('bold', heading)} (${rows.length})\n${lines.join('')}`;
    });
    return `${paint('bold', plain(contract))}\n${head.join('')}${changes('Worse than before', since?.worse)}${changes('Better than before', since?.better)}${sections.join('')}`;
  };
  const changes = (heading: string, all: Change[] = []): string =>
    all.length === 0
      ? ''
      : `\n  ${paint('bold', heading)}\n${all.map(({ column, says, before = 'nothing', now }) => `  ${plain(column)}: ${plain(says)} (${before}, now ${now})\n`).join('')}`;
  return comparisons.map(one).join('\n');
}

function isBroken({ cells }: Row): boolean {
  return cells.includes('breaks');
}
