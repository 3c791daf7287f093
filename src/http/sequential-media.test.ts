import { expect, test } from '@jest/globals';
import { completeItems, sequenceOf, splitSequence, type SequenceName } from './sequential-media.ts';

test.each([
  ['application/jsonl', 'lines'],
  ['application/jsonlines', 'lines'],
  ['application/x-jsonlines', 'lines'],
  ['application/ndjson', 'lines'],
  ['application/x-ndjson', 'lines'],
  ['application/json-seq', 'records'],
  ['application/geo+json-seq', 'records'],
  ['text/event-stream', 'events'],
  ['application/json', undefined],
  ['application/json-seq2', undefined],
  ['text/plain', undefined],
])('the media type %s writes a sequence as %s', (type, want) => {
  expect(sequenceOf(type)).toBe(want);
});

test.each<[SequenceName, text: string, items: string[]]>([
  ['lines', '1\n2\r\n\n 3', ['1', '2', ' 3']],
  ['lines', '', []],
  ['lines', ' \n\t', []],
  ['records', '\x1e1\n\x1e{\n}\n', ['1\n', '{\n}\n']],
  ['records', '\x1e\x1e \x1e2', ['2']],
  ['events', 'data: 1\n\ndata: 2\n\n', ['data: 1', 'data: 2']],
  ['events', 'data: 1\r\n\r\ndata: 2\r\r', ['data: 1', 'data: 2']],
  ['events', '\ufeffdata: 1\n\n\n\n', ['data: 1']],
  ['events', 'data: 1\ndata: 2\n\ndata: 3\n', ['data: 1\ndata: 2']],
  ['events', 'data: 1', []],
])('a sequence of %s in %j has the items %j', (name, text, items) => {
  expect(splitSequence(name, text)).toEqual(items);
});

test.each<[SequenceName, text: string, complete: string]>([
  ['lines', '', ''],
  ['lines', '{"a', ''],
  ['lines', '1\n2\n{"a', '1\n2\n'],
  ['records', '\x1e1\n\x1e2', '\x1e1\n'],
  ['records', '\x1e1\n\x1e2\n', '\x1e1\n\x1e2\n'],
  ['records', '\x1e{\n}', ''],
  ['events', 'data: 1\n\ndata: 2\n', 'data: 1\n\n'],
  ['events', 'data: 1\r\n\r\n', 'data: 1\r\n\r\n'],
  ['events', 'data: 1\r\n', ''],
  ['events', 'data: 1\r\rdata', 'data: 1\r\r'],
  ['events', 'data: 1\ndata: 2', ''],
])('what is complete in a sequence of %s that is under way, %j, is %j', (name, text, complete) => {
  expect(completeItems(name, Buffer.from(text))).toEqual({ end: complete.length });
});

test('what is complete is counted in bytes', () => {
  expect(completeItems('lines', Buffer.from('"é"\n"'))).toEqual({ end: 5 });
});
