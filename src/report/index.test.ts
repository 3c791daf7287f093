import { describe, expect, test } from '@jest/globals';
import { REPORTERS } from './index.ts';
import {
  conforming,
  full,
  hostile,
  LEAK,
  runAgainst,
  telling,
  undecided,
  violating,
  withBody,
} from '../../test/support/sample-runs.ts';

const NOW = new Date('2026-02-01T00:00:00Z');
const bytes = (text: string, encoding: 'latin1' | 'utf8' = 'utf8') => Uint8Array.from(Buffer.from(text, encoding));

const HOSTILES = {
  'in every value': await hostile(),
  'in an answer that is a failure': await hostile(500),
  'in a body that is no JSON': await runAgainst((response) => ({
    ...response,
    body: bytes('\u001b[2J<script>alert(1)</script>\n::error::owned\u0000'),
  })),
  'in a body that is no text': await runAgainst((response) => ({
    ...response,
    body: bytes('\u001b[2J\u00ff\u00fe\u0000', 'latin1'),
  })),
  'in what a handler throws': await runAgainst(() => {
    throw new Error('\u001b[2J<script>alert(1)</script>\n::error::owned');
  }),
};

const TELLING = {
  'in an answer that conforms': await telling(),
  'in an answer that cannot be judged': await runAgainst((response) =>
    withBody({ ...response, status: 503 }, (body) => void (body.note = 'bearer s3cr3t-t0k3n very secret password')),
  ),
  'in what a handler throws': await runAgainst((_, { headers }) => {
    throw new Error(`no such token: ${headers.find(([name]) => name === 'Authorization')?.[1]}`);
  }),
  'in a body that breaks off': await runAgainst((response) => {
    const text = Buffer.from(response.body).toString();
    return {
      ...response,
      body: bytes(text.slice(0, text.indexOf('password') + 20) || text),
      incomplete: 'the body broke off',
    };
  }),
  'in a body that is no text': await runAgainst((response) => ({
    ...response,
    body: bytes('\u00ff bearer s3cr3t-t0k3n', 'latin1'),
  })),
  'in a form': await runAgainst((response) => ({ ...response, body: bytes('user=me&password=very-secret-answer') })),
};

/** Control characters except the line feed, and marks of text direction. */
// eslint-disable-next-line no-control-regex -- the test searches for control characters
const ACTING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

describe.each(Object.entries(REPORTERS))('%s', (_, report) => {
  test.each(Object.entries(HOSTILES))("shows a target's texts as text, %s", (_, run) => {
    const text = report([run, run], { now: NOW });

    expect(text).not.toMatch(ACTING);
    expect(text.isWellFormed()).toBe(true);
    if (report !== REPORTERS['badge']) expect(text).toContain(run.contract.name);
  });

  test.each(Object.entries(TELLING))('shows no secret, %s', (_, run) => {
    expect(report([run], { now: NOW })).not.toMatch(LEAK);
  });

  test('shows the verdict of a run and each of its lists', async () => {
    const runs = [await conforming(), await violating(), await undecided()];
    const text = report(runs, { now: NOW });
    expect(text.endsWith('\n')).toBe(true);
    for (const { verdict } of runs)
      expect(report([{ ...runs[0], verdict } as (typeof runs)[number]], { now: NOW })).toBeTruthy();
    // A badge has room for a verdict alone.
    if (report === REPORTERS['badge']) return;
    const told = report([await full()], { now: NOW });
    // JSON lists the used values, the other formats describe them.
    expect(told.replace(/&#\d+;/g, (entity) => String.fromCharCode(Number(entity.slice(2, -1))))).toContain(
      report === REPORTERS['json'] ? '"sub/assay.yaml"' : 'the target and the waivers of sub/assay.yaml',
    );
    // A program reads of a run what it is proved by.
    if (report === REPORTERS['har'] || report === REPORTERS['attestation']) return;
    for (const words of [
      'known, to be mended',
      '0123456789ab',
      'was not sent',
      '/v3/packages/1',
      'no operation matches',
    ])
      expect(told).toContain(words);
  });

  test('gives the same text for the same runs', async () => {
    const run = await violating();
    expect(report([run], { now: NOW })).toBe(report([run], { now: NOW }));
  });

  test('takes an empty list of runs', () => {
    expect(() => report([], { now: NOW })).not.toThrow();
  });
});
