import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { drawHead, drawScript } from './head.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('a page without a script runs none', () =>
  expect(drawHead({ title: 'A', style: 'b' }).markup).toContain(`script-src 'none'; style-src ${hash('b')}`));

test('a page runs its own script alone', () => {
  expect(drawHead({ title: 'A', style: 'b', script: 'c' }).markup).toContain(`script-src ${hash('c')};`);
  expect(drawScript('c').markup).toBe('<script>c</script>');
});

test('a title is text', () =>
  expect(drawHead({ title: '<b>', style: '' }).markup).toContain('<title>&lt;b&gt;</title>'));

test('no text becomes markup in a page', () =>
  expect(drawHead({ title: 'A', style: '' }).markup).toContain(
    "require-trusted-types-for 'script'; trusted-types 'none'",
  ));
