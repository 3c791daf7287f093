import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { addContentSecurityPolicy, policy } from './content-security-policy.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const contentOf = (tag: string) => /content="([^"]*)"/.exec(tag)?.[1]?.split('; ');

test('a policy without scripts and styles forbids every script and every request', () =>
  expect(contentOf(policy({}))).toEqual([
    "default-src 'none'",
    "script-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ]));

test('a policy names each script and style by its hash', () => {
  const rules = contentOf(policy({ scripts: ['a', 'b'], styles: ['c'] }));
  expect(rules).toContain(`script-src ${hash('a')} ${hash('b')}`);
  expect(rules).toContain(`style-src ${hash('c')}`);
});

test('a policy with an empty list of styles forbids every style', () =>
  expect(contentOf(policy({ styles: [] }))).toContain("style-src 'none'"));

const page = (...scripts: string[]) =>
  `<html><head></head><body>${scripts.map((text) => `<script>${text}</script>`).join('')}</body></html>`;

test('a page may run its first and its last script, and none between them', () => {
  const sealed = addContentSecurityPolicy(page('theme', 'alert(1)', 'redoc'));
  expect(contentOf(sealed)).toContain(`script-src ${hash('theme')} ${hash('redoc')}`);
});

test('a module script counts as a script', () => {
  const sealed = addContentSecurityPolicy(page('theme').replace('<script>', '<script type="module">'));
  expect(contentOf(sealed)).toContain(`script-src ${hash('theme')} ${hash('theme')}`);
});

test('a page has the policy and an icon first in its head', () =>
  expect(addContentSecurityPolicy(page())).toMatch(
    /<head>\n {2}<meta http-equiv="Content-Security-Policy"[^>]*>\n {2}<link rel="icon" href="data:,">/,
  ));

test.each(['logo-mini.svg', 'logo-mini-full.svg'])('a page does not fetch %s', (name) =>
  expect(addContentSecurityPolicy(`<head></head><img src="https://cdn.redoc.ly/redoc/${name}">`)).not.toContain(
    'https:',
  ),
);
