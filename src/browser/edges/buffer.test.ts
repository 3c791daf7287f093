import { Buffer as Known } from 'node:buffer';
import { expect, test } from '@jest/globals';
import { Buffer } from './buffer.ts';

const TEXTS = ['', 'a', 'ab', 'abc', 'Wintär', '€ 🦊', '\ufeffx', 'a\u0000b', '??>>~~'];
const ENCODINGS = ['utf8', 'latin1', 'base64', 'base64url'] as const;
const rows = TEXTS.flatMap((text) => ENCODINGS.map((encoding) => [text, encoding] as const));

test.each(rows)('the text %j is written in %s as Node writes it', (text, encoding) => {
  const [own, known] = [Buffer.from(text), Known.from(text)];
  expect([...own]).toEqual([...known]);
  expect(own.toString(encoding)).toBe(known.toString(encoding));
  expect(own.toString(encoding, 1, 3)).toBe(known.toString(encoding, 1, 3));
});

test.each(rows)('the text %j is read back from %s as Node reads it', (text, encoding) => {
  const written = Known.from(text).toString(encoding);
  expect([...Buffer.from(written, encoding)]).toEqual([...Known.from(written, encoding)]);
});

test.each(['YQ', 'YQ==', 'Y Q\n=', 'YWI_', 'YWI/', 'YWJjZ', '*', ''])(
  'the base64 %j is read as Node reads it',
  (text) => expect([...Buffer.from(text, 'base64')]).toEqual([...Known.from(text, 'base64')]),
);

test('letters beyond a byte are cut off in latin1, as Node does', () =>
  expect([...Buffer.from('aĀ€', 'latin1')]).toEqual([...Known.from('aĀ€', 'latin1')]));

test('bytes are taken from a part of others, or copied', () => {
  const bytes = new TextEncoder().encode('abcdef');
  expect(Buffer.from(bytes.buffer, 2, 3).toString()).toBe('cde');
  expect(Buffer.from(bytes.buffer).toString()).toBe('abcdef');
  const copy = Buffer.from(bytes);
  bytes[0] = 0;
  expect(copy.toString()).toBe('abcdef');
  expect((copy.subarray(1, 3) as typeof copy).toString('latin1')).toBe('bc');
});

test.each<[string, string | number, number | undefined]>([
  ['abcabc', 'bc', undefined],
  ['abcabc', 'bc', 2],
  ['abcabc', 'bc', 4],
  ['abcabc', 'bc', 5],
  ['abcabc', 'x', undefined],
  ['abcabc', 'abcabc', 0],
  ['abcabc', 'abcabcd', 0],
  ['abcabc', 98, undefined],
  ['abcabc', 98, 2],
  ['', 'a', undefined],
])('in %j, %j is found from %j on where Node finds it', (text, wanted, from) => {
  expect(Buffer.from(text).indexOf(wanted, from)).toBe(Known.from(text).indexOf(wanted, from));
  if (typeof wanted === 'string')
    expect(Buffer.from(text).indexOf(Buffer.from(wanted), from)).toBe(
      Known.from(text).indexOf(Known.from(wanted), from),
    );
});

test('lengths, empty room and joined bytes are those of Node', () => {
  for (const text of TEXTS) expect(Buffer.byteLength(text)).toBe(Known.byteLength(text));
  expect([...Buffer.alloc(3)]).toEqual([0, 0, 0]);
  expect(Buffer.concat([Buffer.from('a'), Buffer.alloc(0), Buffer.from('bc')]).toString()).toBe('abc');
  expect(Buffer.concat([]).length).toBe(0);
});
