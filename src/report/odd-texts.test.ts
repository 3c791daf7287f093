import { describe, expect, test } from '@jest/globals';
import type { Undecided } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import { full, ODD, odd } from '../../test/support/sample-runs.ts';
import { REPORTERS } from './index.ts';

const run = await odd();

const SECRET = 'S3CR3T-W0RD';
/** A run with a secret in each reason, each hint and each name of a case, which a report has to mask. */
const secretive = await (async (): Promise<Run> => {
  const { undecided, unjudged, heldBack, leftovers, reach, ...rest } = await full();
  const more = (text: string) => `${text} ${SECRET}`;
  const entries = (all: Undecided[]) =>
    all.map(({ reason, hint, case: title, ...others }) => ({
      ...others,
      reason: more(reason),
      ...(title !== undefined && { case: more(title) }),
      ...(hint !== undefined && { hint: more(hint) }),
      said: more('The server says so.'),
      tried: [more('POST /a')],
      sent: [more('curl a')],
    }));
  const unreached = [{ operation: 'createPackage', reason: more('was refused') }];
  return {
    ...rest,
    results: rest.results.map((result) => ({ ...result, case: { ...result.case, title: more(result.case.title) } })),
    undecided: entries(undecided),
    unjudged: entries(unjudged),
    heldBack: entries(heldBack),
    leftovers: entries(leftovers),
    reach: { ...reach, operations: 9, refused: unreached, notReached: unreached },
    mask: (text) => rest.mask(text).replaceAll(SECRET, '[masked]'),
  };
})();

/** Control characters except the line feed, and marks of text direction. */
// eslint-disable-next-line no-control-regex -- the test searches for control characters
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** Those in which a text of a run could become markup. */
const MARKUP = new Set(['html', 'junit', 'markdown', 'statement']);

describe.each(Object.entries(REPORTERS))('%s', (name, report) => {
  test('shows the texts of a contract, a configuration and a check as text', () => {
    const text = report([run, run], { now: new Date('2026-02-01T00:00:00Z'), command: `assay check ${ODD}` });

    // A reference to a character acts as the character does.
    expect(text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))).not.toMatch(ACTING);
    if (MARKUP.has(name)) expect(text).not.toContain('<odd>');
  });

  test('masks what it says of a run', () => {
    expect(report([secretive], { now: new Date('2026-02-01T00:00:00Z') })).not.toContain(SECRET);
  });
});
