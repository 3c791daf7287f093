import { expect, test } from '@jest/globals';
import { contractOf } from '../support/contracts.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { check } from '../../src/run/check.ts';
import { embeddedTarget } from '../../src/run/mock-target.ts';

const contractWith = (schema: JsonObject, example: string) =>
  contractOf({
    'x-examples': 'exact',
    paths: {
      '/version': {
        get: { responses: { 200: { description: '', content: { 'text/plain': { schema, example } } } } },
      },
    },
  });

const VERSION = { type: 'string', pattern: '^v\\d+$', maxLength: 3 };

async function accused(text: string, schema: JsonObject = VERSION, example = 'v1'): Promise<string[]> {
  const target = inProcessTarget('versions', () => ({
    status: 200,
    headers: [['Content-Type', 'text/plain; charset=utf-8']],
    body: new TextEncoder().encode(text),
  }));
  const { findings } = await check(await contractWith(schema, example), target, { phases: ['examples'] });
  return findings.map(({ check: id, at, actual }) => `${id} ${at} ${actual}`);
}

test.each<[string, string[]]>([
  ['v7', []],
  ['v7\n', []],
  ['v7\r\n', []],
  ['7', ['schema body# "7"']],
  ['v1234', ['schema body# "v1234"']],
  ['{"version":1}', ['schema body# "{\\"version\\":1}"']],
])('a body of text is held to the schema of its string: %j', async (text, want) => {
  expect(await accused(text)).toEqual(want);
});

test('a text whose schema says only that it is a string may be anything', async () => {
  expect(await accused('{}', { type: 'string' })).toEqual([]);
});

test('a text is not held to a schema that its own example breaks', async () => {
  expect(await accused('7', VERSION, '7')).toEqual([]);
});

test('the mock answers with a text that its schema allows', async () => {
  const contract = await contractWith(VERSION, 'v1');
  const { verdict } = await check(contract, embeddedTarget(contract));
  expect(verdict).toBe('conforms');
});
