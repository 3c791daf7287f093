import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { addSchema } from './add-schema.ts';

const ADDED = { type: 'string' };
const schemas = (...names: string[]): JsonObject => Object.fromEntries(names.map((name) => [name, true]));

test.each<[document: JsonObject, at: string, want: JsonObject]>([
  [{}, '#/components/schemas/It', { components: { schemas: { It: ADDED } } }],
  [
    { components: { schemas: schemas('Other') } },
    '#/components/schemas/It',
    { components: { schemas: { Other: true, It: ADDED } } },
  ],
  [
    { components: { schemas: schemas('It') } },
    '#/components/schemas/It-2',
    { components: { schemas: { It: true, 'It-2': ADDED } } },
  ],
  [
    { components: { schemas: schemas('It', 'It-2', 'It-3') } },
    '#/components/schemas/It-4',
    { components: { schemas: { It: true, 'It-2': true, 'It-3': true, 'It-4': ADDED } } },
  ],
  [{ swagger: '2.0' }, '#/definitions/It', { swagger: '2.0', definitions: { It: ADDED } }],
])('a document %j takes another schema at %s', (document, at, want) => {
  expect(addSchema(document, 'It', ADDED)).toBe(at);
  expect(document).toEqual(want);
});
