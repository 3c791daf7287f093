import { expect, test } from '@jest/globals';
import type { Relation } from '../../src/judge/behaviour/relation.ts';
import type { Violation } from '../../src/model/finding.ts';
import type { Check } from '../../src/judge/judgement.ts';
import { testSaid } from './said.ts';

/** What several answers show, and what a check says of it. */
export interface RelationRow {
  name: string;
  relation: Relation;
  /** `violation body#/title`; empty where nothing is wrong. */
  want: string[];
  /** What the first violation says besides. */
  says?: Partial<Violation>;
}

/** Runs a check of relations over each row. A table needs a row that conforms and one that violates. */
export function relationTable(check: Check, rows: RelationRow[]): void {
  test('the table of relations has one that conforms and one that does not', () => {
    expect(rows.some(({ want }) => want.length === 0)).toBe(true);
    expect(rows.some(({ want }) => want.length > 0)).toBe(true);
  });
  const titled = rows.map((row) => ({ ...row, title: `${row.want.length > 0 ? 'reports' : 'accepts'}: ${row.name}` }));
  test.each(titled)('$title', ({ relation, want, says }) => {
    const violations = check.relates?.(relation) ?? [];
    expect(violations.map(({ severity, at }) => `${severity} ${at}`)).toEqual(want);
    if (says) expect(violations[0]).toMatchObject(says);
    for (const { clause, message, expected, actual, evidence } of violations) {
      expect([clause, message, expected, actual]).not.toContain('');
      expect(evidence).toBeDefined();
    }
  });
  testSaid(check.id, titled, ({ relation }) => check.relates?.(relation) ?? []);
}

/** A basis that makes a violation, and one that makes a note. */
export const STATED = { clause: '#/paths/~1things/get', rests: 'description' } as const;
export const BY_NAME = { clause: '#/paths/~1things/get', rests: 'name' } as const;
