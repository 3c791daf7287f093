import { test } from '@jest/globals';
import type { Violation } from '../../src/model/finding.ts';
import { expectGolden, lines } from '../golden/golden.ts';

/** How many tables a check has so far. */
const tables = new Map<string, number>();

/** Compares all that a check says of the rows of a table with a golden text, which ASSAY_WRITE=1 writes. */
export function testSaid<Row extends { title: string }>(
  id: string,
  rows: Row[],
  judge: (row: Row) => Violation[],
): void {
  const nth = (tables.get(id) ?? 0) + 1;
  tables.set(id, nth);
  test(`the check says of each row what the golden text has (${nth})`, () => {
    const told = rows.flatMap((row) => [
      row.title,
      ...judge(row).map(({ severity = 'violation', at, message, expected, actual, ...rest }) => {
        const more = Object.entries(rest).flatMap(([name, value]) =>
          value === undefined ? [] : [`${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`],
        );
        return `  ${[`${severity} ${at}`, message, `expected ${expected}`, `got ${actual}`, ...more.sort()].join('; ')}`;
      }),
    ]);
    expectGolden(`said/${id}${nth > 1 ? `-${nth}` : ''}.txt`, lines(told));
  });
}
