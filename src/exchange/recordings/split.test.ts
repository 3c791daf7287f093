import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { splitArray, splitLines, type RawEntry, type Splitter } from './split.ts';

/** What a splitter cuts out of a text that comes in chunks of so many bytes. */
function split(splitter: Splitter, text: string, size = text.length + 1) {
  const bytes = Buffer.from(text);
  const entries: RawEntry[] = [];
  for (let at = 0; at < bytes.length; at += size) entries.push(...splitter.push(bytes.subarray(at, at + size)));
  const { rest, isCut, isFound } = splitter.end();
  return {
    entries: [...entries, ...(rest ? [rest] : [])].map((entry) => entry.bytes?.toString() ?? entry.problem),
    offsets: entries.map(({ offset }) => offset),
    isCut,
    isFound,
  };
}

const HAR = ['log', 'entries'];

describe('splitting an array', () => {
  test.each<[name: string, text: string, entries: string[]]>([
    [
      'finds the entries of a HAR file',
      '{"log":{"version":"1.2","entries":[{"a":1},{"b":[2]}]}}',
      ['{"a":1}', '{"b":[2]}'],
    ],
    [
      'finds entries with blanks around them',
      '{ "log" : { "entries" : [ \n {"a":1} , {"b":2} ] } }',
      ['{"a":1}', '{"b":2}'],
    ],
    [
      'finds entries with brackets and quotes in strings',
      '{"log":{"entries":[{"a":"]}\\"{["},{"b":"\\\\"}]}}',
      ['{"a":"]}\\"{["}', '{"b":"\\\\"}'],
    ],
    [
      'passes over members of the same name elsewhere',
      '{"x":{"log":{"entries":[1]}},"entries":[2],"log":{"y":{"entries":[3]},"entries":[{"a":4}]}}',
      ['{"a":4}'],
    ],
    [
      'passes over a member whose text is the name',
      '{"a":"log","log":{"b":"entries","entries":[{"c":1}]}}',
      ['{"c":1}'],
    ],
    [
      'passes over an array of the last name in another member',
      '{"other":{"entries":[1]},"log":{"entries":[{"a":2}]}}',
      ['{"a":2}'],
    ],
    [
      'finds the entries in the second of two objects of the same name',
      '{"log":{"x":{}},"log":{"entries":[{"a":1}]}}',
      ['{"a":1}'],
    ],
    ['finds the entries in the second of two texts', '{"log":{}}{"log":{"entries":[{"a":1}]}}', ['{"a":1}']],
    [
      'finds the entries behind an object in their place',
      '{"log":{"entries":{"x":[2]},"entries":[{"a":1}]}}',
      ['{"a":1}'],
    ],
    [
      'ends the entries at the bracket behind one without brackets',
      '{"log":{"entries":[1,2],"pages":[3]}}',
      ['1', '2'],
    ],
    ['knows names with escaped letters', '{"l\\u006fg":{"\\u0065ntries":[{"a":1}]}}', ['{"a":1}']],
    [
      'cuts entries that are no objects',
      '{"log":{"entries":[1,"a,b",null,[2],{}]}}',
      ['1', '"a,b"', 'null', '[2]', '{}'],
    ],
    [
      'cuts junk between entries as an entry',
      '{"log":{"entries":[{"a":1} junk, {"b":2}]}}',
      ['{"a":1}', 'junk', '{"b":2}'],
    ],
    ['finds no entry in an empty array', '{"log":{"entries":[]}}', []],
  ])('%s', (_, text, entries) => {
    expect(split(splitArray(HAR), text)).toMatchObject({ entries, isCut: false, isFound: true });
    for (const size of [1, 2, 3, 7]) expect(split(splitArray(HAR), text, size).entries).toEqual(entries);
  });

  test.each([
    ['as long as may be', 20, `"${'x'.repeat(18)}"`],
    ['longer than may be', 19, `is longer than ${19 / 1024 / 1024} MB`],
  ])('an entry that is %s', (_, limit, entry) => {
    for (const size of [1, 7, 100])
      expect(split(splitArray([], limit), `["${'x'.repeat(18)}",{"a":1}]`, size).entries).toEqual([entry, '{"a":1}']);
  });

  test('takes the whole text for the array where no path is given', () => {
    expect(split(splitArray([]), ' [{"a":1}, {"b":2}]').entries).toEqual(['{"a":1}', '{"b":2}']);
    expect(split(splitArray([]), '{"log":{"entries":[1]}}').isFound).toBe(false);
  });

  test.each([['{"log":{"entries":{}}}'], ['{"log":[]}'], ['{"entries":[1]}'], ['[{"log":{"entries":[1]}}]'], ['{}']])(
    'finds no entries in %s',
    (text) => expect(split(splitArray(HAR), text)).toMatchObject({ entries: [], isFound: false }),
  );

  test('finds no entries by a name of more than 1,024 bytes', () => {
    for (const [length, isFound] of [
      [1_024, true],
      [1_025, false],
    ] as const) {
      const name = 'x'.repeat(length);
      expect(split(splitArray([name]), JSON.stringify({ [name]: [1] }))).toMatchObject({ isFound });
    }
  });

  test('knows an escaped letter behind an empty chunk', () => {
    const splitter = splitArray([]);
    const cut = ['["a\\', '', '"b",1]'].flatMap((part) => splitter.push(Buffer.from(part)));
    expect(cut.map(({ bytes }) => bytes?.toString())).toEqual(['"a\\"b"', '1']);
  });

  test('gives the whole entries of a text that ends too soon', () => {
    const text = '{"log":{"entries":[{"a":1},{"b":2},{"c":';
    expect(split(splitArray(HAR), text)).toMatchObject({ entries: ['{"a":1}', '{"b":2}'], isCut: true, isFound: true });
  });

  test('gives the place of the first byte of each entry', () => {
    const text = '{"log":{"entries":[{"é":1},{"b":2}]}}';
    expect(split(splitArray(HAR), text, 5).offsets).toEqual([19, 28]);
  });

  test('skips an entry that is too long, and gives the next one', () => {
    const text = `{"log":{"entries":[{"a":"${'x'.repeat(3 * 1024 * 1024)}"},{"b":2}]}}`;
    expect(split(splitArray(HAR, 2 * 1024 * 1024), text, 64 * 1024).entries).toEqual([
      'is longer than 2 MB',
      '{"b":2}',
    ]);
  });

  test('cuts the entries that JSON.parse finds, whatever they hold and however the bytes come', () => {
    const entry = fc.oneof(fc.jsonValue(), fc.record({ 'a"]}': fc.string({ unit: 'binary' }) }));
    fc.assert(
      fc.property(
        fc.array(entry),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 1),
        (entries, size, indent) => {
          const text = JSON.stringify({ log: { creator: { entries: [] }, entries } }, undefined, indent);
          const { entries: cut } = split(splitArray(HAR), text, size);
          expect(cut.map((one) => JSON.parse(one as string) as unknown)).toEqual(JSON.parse(JSON.stringify(entries)));
        },
      ),
    );
  });
});

describe('splitting lines', () => {
  test.each<[name: string, text: string, entries: string[]]>([
    ['ends an entry at each line break', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['needs no line break at the end', '{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
    ['passes over blank lines', '\n{"a":1}\r\n  \n\n{"b":2}', ['{"a":1}\r', '{"b":2}']],
    ['finds no entry in an empty text', '', []],
  ])('%s', (_, text, entries) => {
    for (const size of [1, 3, 100]) expect(split(splitLines(), text, size)).toMatchObject({ entries, isCut: false });
  });

  test.each([
    ['as long as may be', 20, 'x'.repeat(20)],
    ['longer than may be', 19, `is longer than ${19 / 1024 / 1024} MB`],
  ])('a line that is %s', (_, limit, entry) => {
    for (const size of [1, 7, 100])
      expect(split(splitLines(limit), `${'x'.repeat(20)}\n{"a":1}\n`, size).entries).toEqual([entry, '{"a":1}']);
  });

  test('skips a line that is too long', () => {
    const long = 'x'.repeat(2 * 1024 * 1024 + 1);
    expect(split(splitLines(2 * 1024 * 1024), `${long}\n{"b":2}\n`, 4096).entries).toEqual([
      'is longer than 2 MB',
      '{"b":2}',
    ]);
  });
});
