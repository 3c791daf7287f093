import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../model/json.ts';
import { hoistReferences } from './hoist-references.ts';

const TEXT = { type: 'string' };
const PET: JsonObject = {
  properties: { name: TEXT, tag: { properties: { colour: TEXT }, items: TEXT } },
  definitions: { Name: TEXT },
  allOf: [TEXT],
};
const PATHS: JsonObject = {
  '/pets': {
    get: {
      parameters: [{ name: 'id', schema: TEXT }],
      requestBody: { content: { json: { schema: { properties: { id: TEXT } } } } },
    },
  },
};

/** A document whose schema `Asking` refers to something. */
const asking = (ref: string, others: JsonObject = {}) => ({
  components: {
    schemas: { Asking: { items: { $ref: ref } }, Pet: PET, ...others },
    parameters: { Id: { schema: TEXT } },
  },
  paths: PATHS,
});

const schemasOf = ({ components }: JsonObject) => (components as JsonObject)['schemas'] as JsonObject;

test.each<[ref: string, name: string, copied: Json]>([
  ['#/components/schemas/Pet/definitions/Name', 'Pet_definitions_Name', TEXT],
  ['#/components/schemas/Pet/definitions', 'Pet_definitions', { Name: TEXT }],
  ['#/components/schemas/Pet/allOf/0', 'Pet_allOf_0', TEXT],
  ['#/components/schemas/Pet/properties/tag/items', 'Pet_properties_tag_items', TEXT],
  ['#/paths/~1pets/get/parameters/0/schema', '_pets_get_parameters_0_schema', TEXT],
  [
    '#/paths/~1pets/get/requestBody/content/json/schema/properties/id',
    '_pets_get_requestBody_content_json_schema_properties_id',
    TEXT,
  ],
  ['#/components/parameters/Id/schema', 'parameters_Id_schema', TEXT],
])('what %s leads to becomes the component %s', (ref, name, copied) => {
  const schemas = schemasOf(hoistReferences(asking(ref)));
  expect(schemas).toEqual({ Asking: { items: { $ref: `#/components/schemas/${name}` } }, Pet: PET, [name]: copied });
});

test.each([
  '#/components/schemas/Pet',
  '#/components/schemas/Pet/properties/name',
  '#/components/schemas/Pet/properties/tag/properties/colour',
  '#/components/schemas/Pet/definitions/None',
  'other.yaml#/components/schemas/Pet/definitions/Name',
])('a document that refers to %s stays as it is', (ref) => {
  const document = asking(ref);
  expect(hoistReferences(document)).toBe(document);
});

test('a name that is taken gets a number', () => {
  const ref = '#/components/schemas/Pet/definitions/Name';
  const names = (others: JsonObject) => Object.keys(schemasOf(hoistReferences(asking(ref, others))));
  expect(names({ Pet_definitions_Name: TEXT })).toContain('Pet_definitions_Name_2');
  const other = { items: { $ref: '#/components/schemas/Pet_definitions/Name' } };
  expect(names({ Pet_definitions: { Name: TEXT }, Other: other })).toEqual(
    expect.arrayContaining(['Pet_definitions_Name', 'Pet_definitions_Name_2']),
  );
  expect(names({ Pet_definitions_Name: TEXT, Pet_definitions_Name_2: TEXT })).toContain('Pet_definitions_Name_3');
});
