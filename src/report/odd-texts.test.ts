import { describe, expect, test } from '@jest/globals';
import { ODD, odd } from '../../test/support/sample-runs.ts';
import { REPORTERS } from './index.ts';

const run = await odd();

/** Control characters except the line feed, and marks of text direction. */
// eslint-disable-next-line no-control-regex -- the test searches for control characters
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** Those in which a text of a run could become markup. */
const MARKUP = new Set(['html', 'junit', 'markdown', 'statement']);

describe.each(Object.entries(REPORTERS))('%s', (name, report) => {
  test('shows the texts of a contract, a configuration and a check as text', () => {
    const text = report([run, run], { now: new Date('2026-02-01T00:00:00Z'), command: `assay check ${ODD}` });

    expect(text).not.toMatch(ACTING);
    if (MARKUP.has(name)) expect(text).not.toContain('<odd>');
  });
});
