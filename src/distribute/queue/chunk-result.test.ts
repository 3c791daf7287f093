import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import type { ShardReport } from '../../model/shard-report.ts';
import { packResult, unpackResult } from './chunk-result.ts';

const report = { index: 1, count: 2, parts: [], run: { version: '1' } } as unknown as ShardReport;

test('a result comes out of the queue as it went in', () => {
  expect(unpackResult(packResult(report), () => undefined)).toEqual({ report });
});

test.each<[what: string, packed: Uint8Array, problem: string]>([
  ['what is not compressed', Buffer.from('{}'), 'cannot be decompressed'],
  ['what is no JSON', gzipSync('{'), 'is not JSON (at character 1)'],
  ['what is nested too deep', gzipSync('['.repeat(2_000)), 'is nested deeper than 1000 levels'],
  ['what is no report', gzipSync('{}'), 'is wrong: it has no parts'],
])('%s is no result', (_, packed, problem) => {
  expect(unpackResult(packed, () => 'it has no parts')).toEqual({ problem });
});

test('a few bytes that would become very many are no result', () => {
  const [fits, bomb] = [1_000, 1_001].map((length) => gzipSync(JSON.stringify('x'.repeat(length - 2))));
  expect(unpackResult(fits!, () => 'it is a text', 1_000)).toEqual({ problem: 'is wrong: it is a text' });
  expect(unpackResult(bomb!, () => 'it is a text', 1_000)).toEqual({ problem: 'cannot be decompressed' });
});
