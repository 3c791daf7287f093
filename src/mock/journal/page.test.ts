import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { journalPage } from './page.ts';

describe('the page of the journal', () => {
  const header = (name: string) => new Map(journalPage(true).headers).get(name) ?? '';
  const textOf = (hasDocs: boolean) => String(journalPage(hasDocs).body);
  const inlined = (tag: string) => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(textOf(true))?.[1] ?? '';

  test.each([
    ['script', 'script-src'],
    ['style', 'style-src'],
  ])('has a policy that allows its %s by its hash', (tag, directive) => {
    expect(inlined(tag).length).toBeGreaterThan(1_000);
    const hash = createHash('sha256').update(inlined(tag)).digest('base64');
    expect(header('Content-Security-Policy').split('; ')).toContain(`${directive} 'sha256-${hash}'`);
  });

  test('refers to no file, and to no other page than that of the contracts', () => {
    expect([...textOf(true).matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url)).toEqual([
      'data:,',
      '/__assay/',
    ]);
    expect([...textOf(false).matchAll(/(?:href|src)="([^"]*)"/g)].map(([, url]) => url)).toEqual(['data:,']);
  });

  test.each([
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Cache-Control', 'no-store'],
    ['Vary', 'Accept'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
  ])('is sent with the header %s: %s', (name, value) => expect(header(name)).toBe(value));

  test.each([
    "default-src 'none'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])('has a policy with %s', (directive) => expect(header('Content-Security-Policy').split('; ')).toContain(directive));
});
