import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { formatPolicy } from './policy.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const rulesOf = (...[rights]: Parameters<typeof formatPolicy>) => formatPolicy(rights).split('; ');

test('a policy without scripts and styles forbids every script and every request', () =>
  expect(rulesOf({})).toEqual([
    "default-src 'none'",
    "script-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]));

test('a policy names each script and style by its hash', () => {
  const rules = rulesOf({ scripts: ['a', 'b'], styles: ['c'] });
  expect(rules).toContain(`script-src ${hash('a')} ${hash('b')}`);
  expect(rules).toContain(`style-src ${hash('c')}`);
});

test('a policy with an empty list of styles forbids every style', () =>
  expect(rulesOf({ styles: [] })).toContain("style-src 'none'"));

test('a policy lets a page ask its own server, where it is to', () =>
  expect(rulesOf({ connect: "'self'" })).toContain("connect-src 'self'"));
