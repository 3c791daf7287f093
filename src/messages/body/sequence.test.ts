import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { shapeOf } from '../../schema/shape.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { sequence } from './sequence.ts';

const decode = async (type: string, text: string, sent = type) => {
  const contract = await contractOf({ paths: {}, components: { schemas: { All: { type: 'array' } } } });
  const media = { pointer: '#', type, encodedAs: type, examples: new Map(), unspecified: [], encoding: {} };
  return sequence.decode(Buffer.from(text), {
    media,
    label: { type: sent, parameters: new Map() },
    shape: shapeOf(contract, '#/components/schemas/All'),
  });
};
const encode = (type: string, value: Json) => Buffer.from(sequence.encode(value, { encoding: {} }, type)).toString();

test.each<[name: string, type: string, value: Json, text: string]>([
  ['JSON Lines', 'application/jsonl', [{ a: 1 }, 2], '{"a":1}\n2\n'],
  ['newline-delimited JSON', 'application/x-ndjson', ['a\nb'], '"a\\nb"\n'],
  ['a JSON text sequence', 'application/json-seq', [1, null], '\x1e1\n\x1enull\n'],
  ['a sequence by its suffix', 'application/geo+json-seq', [{}], '\x1e{}\n'],
  ['nothing', 'application/jsonl', [], ''],
  [
    'events',
    'text/event-stream',
    [{ data: 'a\nb' }, { event: 'c', data: 'd', id: '1', retry: 5 }],
    'data: a\ndata: b\n\nevent: c\ndata: d\nid: 1\nretry: 5\n\n',
  ],
])('%s is written and read as the same items', async (_, type, value, text) => {
  expect(encode(type, value)).toBe(text);
  expect(await decode(type, text)).toEqual({ value });
});

test.each<[name: string, type: string, text: string, value: Json]>([
  ['the last line without its end', 'application/jsonl', '1\r\n\n2', [1, 2]],
  ['an event that has not ended', 'text/event-stream', '\ufeff: hello\n\ndata:a\r\rdata: b\n', [{ data: 'a' }]],
  ['fields that are none', 'text/event-stream', 'data: a\nretry: x\nmore: 1\n\nid: 7\n\n', [{ data: 'a' }]],
])('a sequence is read with %s', async (_, type, text, value) => expect(await decode(type, text)).toEqual({ value }));

test.each<[sent: string, text: string, value: Json]>([
  ['text/plain', 'data: a\n\n', [{ data: 'a' }]],
  ['application/json-seq', '\x1e1\n', [1]],
])('a sequence under the label %s is read by what it is', async (sent, text, value) =>
  expect(await decode('text/event-stream', text, sent)).toEqual({ value }),
);

test('ten thousand items of a sequence are read, and no more', async () => {
  expect((await decode('application/jsonl', '1\n'.repeat(10_000))).value).toHaveLength(10_000);
  expect((await decode('application/jsonl', '1\n'.repeat(10_001))).value).toHaveLength(10_000);
});

test('an item that is no JSON is told by its place', async () =>
  expect(await decode('application/jsonl', '1\n{\n')).toEqual({
    problem: 'has an item 1 that is not JSON (at character 1)',
  }));
