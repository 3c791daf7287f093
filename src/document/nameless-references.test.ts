import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { listReferences } from '../schema/references.ts';
import { dropNamelessReferences } from './nameless-references.ts';

const dropped = (document: JsonObject) => ({
  document,
  warnings: dropNamelessReferences(document, listReferences(document)),
});

test.each(['#/components/schemas/', '#/definitions/'])('the reference %s says nothing', (ref) => {
  const pointer = '#/components/schemas/List/items';
  expect(
    dropped({ components: { schemas: { List: { type: 'array', items: { $ref: ref, description: 'a' } } } } }),
  ).toEqual({
    document: { components: { schemas: { List: { type: 'array', items: { description: 'a' } } } } },
    warnings: [{ pointer, message: `refers to ${ref}, which names no schema: nothing is known of it`, guess: pointer }],
  });
});

test.each<[string, JsonObject]>([
  ['a reference with a name that is not there', { $ref: '#/components/schemas/None' }],
  ['a reference to all schemas', { $ref: '#/components/schemas' }],
  ['a reference without a name to responses', { $ref: '#/components/responses/' }],
  ['a reference to a schema whose name is empty', { $ref: '#/components/schemas/' }],
])('%s stays', (name, schema) => {
  const document = { components: { schemas: { It: schema, ...(name.endsWith('empty') && { '': {} }) } } };
  expect(dropped(structuredClone(document))).toEqual({ document, warnings: [] });
});
