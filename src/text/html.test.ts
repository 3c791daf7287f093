import { expect, test } from '@jest/globals';
import { escapeHtml, html } from './html.ts';

test.each([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['a&b<c', 'a&amp;b&lt;c'],
  ['plain ü', 'plain ü'],
])('%s is escaped as %s', (text, want) => expect(escapeHtml(text)).toBe(want));

test('a template escapes texts and keeps the markup of other templates', () => {
  const item = html`<li>${'<b>'}</li>`;
  expect(html`<ul title="${'"'}">${item}</ul>`.markup).toBe('<ul title="&quot;"><li>&lt;b&gt;</li></ul>');
});

test('a template joins lists, writes numbers and leaves out undefined', () => {
  expect(html`${[html`<i>1</i>`, html`<i>2</i>`]}${0}${undefined}!`.markup).toBe('<i>1</i><i>2</i>0!');
  expect(html`${[]}`.markup).toBe('');
});
