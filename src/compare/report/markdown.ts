import { code, inert } from '../../report/markdown-text.ts';
import type { Change, Comparison } from '../comparison.ts';
import { countsOf, evidenceOf, sectionsOf, SIGNS } from './wording.ts';

/** For a pull request or a wiki: one table, in which a row is a sentence and a column a target. */
export function markdownComparison(comparisons: Comparison[]): string {
  return comparisons.map(describe).join('\n');
}

function describe(comparison: Comparison): string {
  const { contract, columns, since } = comparison;
  const rows = sectionsOf(comparison).flatMap(({ heading, rows: own }) => [
    `| **${heading}** |${' |'.repeat(columns.length)}`,
    ...own.map(
      ({ says, source, cells }) =>
        `| ${inert(says)}<br>${code(source)} | ${cells.map((one) => `${SIGNS[one]} ${one}`).join(' | ')} |`,
    ),
  ]);
  const evidence = comparison.rows.flatMap((row) => {
    const own = evidenceOf(comparison, row);
    return own.length === 0
      ? []
      : [
          `- ${inert(row.says)}`,
          ...own.map(
            ({ name, expected, actual, curl }) =>
              `  - ${inert(name)}: expected ${code(expected)}, got ${code(actual)}, by ${code(curl)}`,
          ),
        ];
  });
  const parts = [
    `## ${inert(contract)}`,
    columns
      .map(
        (column, nth) => `- **${inert(column.name)}** (${code(column.target)}): ${countsOf(comparison, column, nth)}`,
      )
      .join('\n'),
    ...changes('Worse than before', since?.worse),
    ...changes('Better than before', since?.better),
    [
      `| | ${columns.map(({ name }) => inert(name)).join(' | ')} |`,
      `|---|${'---|'.repeat(columns.length)}`,
      ...rows,
    ].join('\n'),
    ...(evidence.length > 0 ? ['### What came instead', evidence.join('\n')] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function changes(heading: string, all: Change[] = []): string[] {
  if (all.length === 0) return [];
  const lines = all.map(
    ({ column, says, before = 'nothing', now }) => `- ${inert(column)}: ${inert(says)} (${before}, now ${now})`,
  );
  return [`### ${heading}`, lines.join('\n')];
}
