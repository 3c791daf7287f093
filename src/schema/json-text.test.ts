import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { jsonText } from './json-text.ts';
import { sample } from './sample.ts';

const about = (description: string) => ({ description });

test.each<[schema: JsonObject, want: string | undefined]>([
  [{ example: '{"a":1}' }, '{"a":1}'],
  [{ examples: [' [1]'] }, ' [1]'],
  [{ default: '{}' }, '{}'],
  [{ example: '{a}' }, undefined],
  [{ example: 'a', default: '[]' }, '[]'],
  [{ example: '12' }, undefined],
  [{ example: { a: 1 } }, undefined],
  [about('Configuration for the store, stored as JSON string'), '{}'],
  [about('Loaders of the store, stored as JSON string'), '[]'],
  [about('Settings, stored as JSON'), '{}'],
  [about('Status, stored as JSON'), '{}'],
  [about('A list of flows as a JSON text'), '[]'],
  [about('The nodes as a JSON-encoded array'), '[]'],
  [about('Stringified options'), '{}'],
  [about('Must be valid JSON'), '{}'],
  [about('Serialized to JSON'), '{}'],
  [about('The version of JSON Schema'), undefined],
  [about('Whether the answer is JSON'), undefined],
  [{ contentMediaType: 'application/json' }, '{}'],
  [{ contentMediaType: 'image/png' }, undefined],
  [{ ...about('Stored as JSON'), enum: ['{}'] }, undefined],
  [{ ...about('Stored as JSON'), const: '{}' }, undefined],
  [{ ...about('Stored as JSON'), format: 'date' }, undefined],
  [{ ...about('Stored as JSON'), pattern: 'a' }, undefined],
  [{}, undefined],
])('the text of the schema %j is the JSON %j', (schema, want) => {
  expect(jsonText([{ pointer: '#/x', schema }])).toBe(want);
});

test.each<[JsonObject, string]>([
  [{ type: 'string', description: 'Stored as JSON' }, '{}'],
  [{ type: 'string', description: 'Stored as JSON', contentEncoding: 'base64' }, 'YXNzYXk='],
  [{ type: 'string', description: 'Stored as JSON', minLength: 3 }, 'assay'],
])('a text of the schema %j is %j', async (schema, want) => {
  const contract = await contractOf({ paths: {}, components: { schemas: { Text: schema } } });
  expect(sample(contract, '#/components/schemas/Text', 'full')).toBe(want);
});
