import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { addContentSecurityPolicy } from './content-security-policy.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const contentOf = (tag: string) => /content="([^"]*)"/.exec(tag)?.[1]?.split('; ');

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
    /<head>\n {2}<meta http-equiv="Content-Security-Policy"[^>]*>\n {2}<link rel="icon" href="data:,">\n {2}<style>/,
  ));

test.each(['logo-mini.svg', 'logo-mini-full.svg'])('a page does not fetch %s', (name) =>
  expect(addContentSecurityPolicy(`<head></head><img src="https://cdn.redoc.ly/redoc/${name}">`)).not.toContain(
    'https:',
  ),
);

test('every logo of a page is drawn in it, in characters that an attribute may have', () => {
  const logo = '<img src="https://cdn.redoc.ly/redoc/logo-mini.svg">';
  const images = addContentSecurityPolicy(`<head></head>${logo}${logo}`).match(
    /<img src="data:image\/svg\+xml,[\w%.-]+">/g,
  );
  expect(images).toHaveLength(2);
});

test('a page with a panel may run its script too, and ask the server that it comes from alone', () => {
  const sealed = addContentSecurityPolicy(page('theme', '"</body>"', 'redoc'), {
    markup: '<aside></aside>',
    script: 'try',
  });
  expect(contentOf(sealed)).toContain(`script-src ${hash('theme')} ${hash('redoc')} ${hash('try')}`);
  expect(contentOf(sealed)).toContain("connect-src 'self'");
  expect(sealed).toMatch(/^<html><head>[^]*<\/script><aside><\/aside><\/body><\/html>$/);
});

test('a page without a panel may ask nobody', () =>
  expect(addContentSecurityPolicy(page('theme'))).not.toContain('connect-src'));
