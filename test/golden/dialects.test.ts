/** Schemas of each dialect, with identifiers, anchors and dynamic references, as all later steps read them. */
import { expect, test } from '@jest/globals';
import type { Json, JsonObject, Pointer } from '../../src/model/json.ts';
import { joinPointer, valueAt } from '../../src/json/pointer.ts';
import { outwardReferences } from '../../src/schema/dialects/identifiers.ts';
import { normalizeSchemas } from '../../src/schema/dialects/normalize.ts';
import { listReferences, pointerOfRef } from '../../src/schema/references.ts';
import { expectGolden, lines } from './golden.ts';

const ref = (to: string): JsonObject => ({ $ref: to });
const A = 'https://a.org';

/** A schema with the keywords of all dialects, in which each name of a keyword is a name of a member as well. */
const ALL: JsonObject = {
  properties: { $id: { type: 'string' }, items: { items: [{ type: 'null' }] }, if: true, $ref: { const: 1 } },
  patternProperties: { '^x-': { exclusiveMinimum: true, minimum: 1 } },
  items: [
    { minimum: 1, exclusiveMinimum: true },
    { maximum: 2, exclusiveMaximum: false },
    { exclusiveMaximum: true },
    {},
  ],
  additionalItems: { items: [] },
  prefixItems: [{ type: 'integer' }],
  dependencies: { a: ['b'], b: { required: ['c'] }, __proto: ['x'] },
  dependentRequired: { z: ['y'] },
  dependentSchemas: { z: { items: [{}] } },
  unevaluatedItems: false,
  unevaluatedProperties: { items: [{}] },
  minContains: 1,
  maxContains: 2,
  if: { const: 1 },
  then: { items: [{}] },
  else: { not: { items: [{}] } },
  const: { items: [{}] },
  contains: { items: [{}] },
  propertyNames: { minLength: 1 },
  contentSchema: { items: [{}] },
  definitions: { d: { $ref: '#/components/schemas/S/definitions/d', minimum: 3, title: 'kept' } },
  $defs: { e: { allOf: [{ items: [{}] }], anyOf: [{ items: [{}] }], oneOf: [{ items: [{}] }] } },
  default: { items: [{}], $schema: 'x' },
  examples: [{ items: [{}] }],
  'x-own': { items: [{}] },
};
const DIALECTS = [
  ...['https://json-schema.org/draft/2020-12/schema', 'https://json-schema.org/draft/2019-09/schema#'],
  ...[
    'http://json-schema.org/draft-07/schema#',
    'https://json-schema.org/draft-06/schema',
    'http://json-schema.org/draft-04/schema#',
  ],
  ...['http://json-schema.org/draft-03/schema', 'https://spec.openapis.org/oas/3.1/dialect/base', 'constructor'],
];

const holding = (schemas: JsonObject, more: JsonObject = {}): JsonObject => ({ components: { schemas }, ...more });
const vocabularies = (...names: string[]): JsonObject =>
  Object.fromEntries(names.map((name) => [`https://json-schema.org/draft/2020-12/vocab/${name}`, true]));
const under = ($vocabulary: JsonObject, more: JsonObject = {}): JsonObject =>
  holding({
    Meta: { $id: `${A}/meta`, $vocabulary, ...more },
    S: {
      $schema: `${A}/meta`,
      ...ALL,
      type: 'object',
      minLength: 1,
      format: 'date',
      required: ['a'],
      uniqueItems: true,
    },
  });
const node = (more: JsonObject): JsonObject => ({ $dynamicAnchor: 'node', ...more });
const tree = node({
  $id: `${A}/tree`,
  properties: { list: { items: { $dynamicRef: '#node' } }, default: { $dynamicRef: '#node' } },
});

const DOCUMENTS: Record<string, JsonObject> = {
  ...Object.fromEntries(
    DIALECTS.map(($schema) => [
      `$schema ${$schema}`,
      holding({ S: { $schema, ...ALL }, R: ref('#/components/schemas/S/items/1') }),
    ]),
  ),
  'a dialect of the document': {
    jsonSchemaDialect: 'http://json-schema.org/draft-04/schema#',
    ...holding({
      S: { items: [{ minimum: 1, exclusiveMinimum: true }], not: { $schema: DIALECTS[0] ?? '', items: [{}] } },
    }),
    paths: {
      '/schemas': {
        parameters: [{ schema: { items: [{}] } }],
        get: {
          responses: {
            200: {
              content: { a: { itemSchema: { items: [{}] }, example: { schema: { items: [{}] } } } },
              'x-y': { schema: { items: [{}] } },
            },
          },
        },
      },
    },
    schemas: { T: { items: [{}] } },
  },
  'an unknown dialect around others': holding({
    S: { $schema: 'urn:x', items: { items: [{}] }, allOf: [{ $schema: DIALECTS[2] ?? '', items: [{}] }] },
  }),
  'lists and additional items': holding({
    S: {
      $schema: DIALECTS[2] ?? '',
      anyOf: [
        { items: [], additionalItems: false },
        { items: {}, additionalItems: {} },
        { items: [{}] },
        { items: [{ items: [{}] }], additionalItems: { dependencies: { items: {} } } },
        { additionalItems: true },
      ],
      allOf: [
        ref('#/components/schemas/S/anyOf/2/items/0'),
        ref('#/components/schemas/S/anyOf/0/additionalItems'),
        ref('#/components/schemas/S/anyOf/3/items/0/items/0'),
        ref('#/components/schemas/S/anyOf/3/additionalItems/dependencies/items'),
        ref('#/components/schemas/S'),
      ],
    },
  }),
  'a member called __proto__': holding({
    S: JSON.parse('{"properties":{"__proto__":{"type":"null"},"a":{}},"patternProperties":{"b":{}}}') as Json,
    R: ref('#/components/schemas/S/properties/__proto__'),
  }),
  'all vocabularies': under(
    vocabularies('core', 'applicator', 'unevaluated', 'validation', 'meta-data', 'format-annotation', 'content'),
  ),
  'few vocabularies': under(vocabularies('core', 'format-assertion')),
  'vocabularies of 2019-09': under({
    'https://json-schema.org/draft/2019-09/vocab/applicator': true,
    'https://a.org/own': false,
  }),
  'a vocabulary that has to be known': under({ 'https://a.org/own': true }),
  'vocabularies of an older dialect': under(vocabularies('applicator', 'validation'), { $schema: DIALECTS[1] ?? '' }),
  'identifiers and anchors': holding({
    S: {
      $id: `${A}/s`,
      $anchor: 'here',
      $defs: { a: { $id: 'sub/a#', $anchor: 'deep', b: ref('#deep') }, c: { $id: '#old' } },
    },
    T: {
      $id: 'urn:t',
      allOf: [
        ref(`${A}/s`),
        ref(`${A}/s#here`),
        ref(`${A}/s#/$defs/a`),
        ref(`${A}/sub/a#deep`),
        ref(`${A}/s#old`),
        ref('#'),
        ref('#/x'),
      ],
      anyOf: [
        ref(`${A}/s#nowhere`),
        ref(`${A}/nothing`),
        ref('other.json#/a'),
        ref('http://['),
        ref(`${A}/s#%zz`),
        ref(`${A}/s#/%24defs/a`),
      ],
    },
    U: {
      items: ref('#/components/schemas/S'),
      const: { $id: 'data', $ref: '#here' },
      properties: { $id: ref(`${A}/s`), $anchor: {} },
    },
    V: {
      $schema: DIALECTS[4] ?? '',
      id: `${A}/v`,
      items: { id: '#v', not: ref('#v') },
      not: { $ref: '#v', id: 'gone', $id: 'gone' },
    },
    W: { id: `${A}/w`, not: { $ref: '#/components/schemas/V', $id: `${A}/w2` } },
    X: { $id: `${A}/s`, title: 'the second of its name' },
  }),
  'a document with an address of its own': holding(
    {
      S: { $id: 's' },
      T: {
        allOf: [ref('s'), ref(`${A}/b/s`), ref('#/components/schemas/S'), ref(`${A}/b/openapi#/components/schemas/S`)],
      },
    },
    { $self: `${A}/b/openapi#part` },
  ),
  'a dynamic reference alone': holding({ Tree: tree }),
  'a dynamic reference from without': holding({
    Tree: tree,
    Strict: node({ $id: `${A}/strict`, $ref: 'tree', unevaluatedProperties: false }),
    Loose: node({ $id: `${A}/loose`, allOf: [ref('tree')], enum: [{ $ref: 'tree' }], const: { $dynamicRef: '#node' } }),
    Both: {
      $id: `${A}/both`,
      anyOf: [ref('strict'), ref('loose'), ref('tree')],
      properties: { $ref: { $ref: 'strict' } },
    },
  }),
  'a dynamic reference beside a reference': holding({
    Tree: node({
      $id: `${A}/tree`,
      items: { $ref: '#/$defs/a', $dynamicRef: '#node', allOf: [{ title: 'own' }] },
      $defs: { a: { $anchor: 'node2' } },
    }),
    Not: {
      $id: `${A}/not`,
      $defs: { n: { $anchor: 'node' } },
      items: { $dynamicRef: '#node' },
      not: { $dynamicRef: '#none' },
    },
  }),
  'dynamic references with several names': holding({
    List: {
      $id: `${A}/list`,
      $dynamicAnchor: 'list',
      items: { $dynamicRef: '#item' },
      $defs: { i: { $dynamicAnchor: 'item' } },
      not: { $dynamicRef: '#list' },
    },
    Numbers: { $id: `${A}/numbers`, $ref: 'list', $defs: { i: { $dynamicAnchor: 'item', type: 'number' } } },
    Texts: {
      $id: `${A}/texts`,
      allOf: [ref('list')],
      $defs: { i: { $dynamicAnchor: 'item', type: 'string' }, z: { $dynamicAnchor: 'b' }, y: { $dynamicAnchor: 'a' } },
    },
    Plain: {
      allOf: [
        ref('#/components/schemas/Texts'),
        ref('#/components/schemas/List/items'),
        ref('#/components/schemas/Texts/$defs/z'),
      ],
    },
  }),
  'recursive references of 2019-09': holding({
    Tree: { $schema: DIALECTS[1] ?? '', $id: `${A}/tree`, $recursiveAnchor: true, items: [{ $recursiveRef: '#' }] },
    Strict: { $schema: DIALECTS[1] ?? '', $id: `${A}/strict`, $recursiveAnchor: true, $ref: 'tree', maxItems: 3 },
    Flat: { $schema: DIALECTS[1] ?? '', $id: `${A}/flat`, items: { $recursiveRef: '#' } },
  }),
  'nothing of all that': holding({ S: { items: [{}] } }),
};

test.each(Object.keys(DOCUMENTS))('all references within a document of %s lead somewhere, or did so before', (name) => {
  const written = DOCUMENTS[name] as JsonObject;
  const document = structuredClone(written);
  const astray = (one: JsonObject) =>
    listReferences(one).filter((at) => at.ref.startsWith('#/') && valueAt(one, pointerOfRef(at.ref)) === undefined);
  normalizeSchemas(document, JSON.stringify(written));
  expect(astray(document).length).toBeLessThanOrEqual(astray(written).length);
});

test('schemas of each dialect are read as the same schemas of the latest', () => {
  const parts = (document: JsonObject): [Pointer, Json][] =>
    Object.entries(document).flatMap(([name, value]) =>
      name === 'components'
        ? Object.entries((value as JsonObject)['schemas'] as JsonObject).map(([key, one]): [Pointer, Json] => [
            joinPointer('#', name, 'schemas', key),
            one,
          ])
        : [[joinPointer('#', name), value] as [Pointer, Json]],
    );
  expectGolden(
    'dialects.txt',
    lines(
      Object.entries(DOCUMENTS).flatMap(([title, written]) => {
        const document = structuredClone(written);
        const { references } = outwardReferences(document, new Map());
        const moves = normalizeSchemas(document, JSON.stringify(written));
        return [
          title,
          ...parts(document).map(([at, value]) => `  ${at} ${JSON.stringify(value)}`),
          ...[...moves].map(([to, from]) => `  ${to} ← ${from}`),
          ...references.map(({ pointer, ...rest }) => `  outward ${pointer} ${JSON.stringify(rest)}`),
        ];
      }),
    ),
  );
});
