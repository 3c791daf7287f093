import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';

/** Schemas by name; the one called S validates. */
type Given = Record<string, Json>;
type Row = [name: string, { given: Given; valid: Json[]; invalid: Json[] }];

const at = (name: string) => `#/components/schemas/${name}`;
const ref = (name: string) => ({ $ref: at(name) });

async function judge(given: Given, more: object = {}): Promise<(value: Json) => boolean> {
  const contract = await contractOf({ paths: {}, components: { schemas: given }, ...more });
  expect(contract.unusable(at('S'))).toBeUndefined();
  return (value) => {
    const accepted = contract.accepts(at('S'), value);
    expect(contract.validate(at('S'), value).length === 0).toBe(accepted);
    return accepted;
  };
}

function table(rows: Row[], more?: object): void {
  test.each(rows)('%s', async (_, { given, valid, invalid }) => {
    const accepts = await judge(given, more);
    expect(valid.filter((value) => !accepts(value))).toEqual([]);
    expect(invalid.filter(accepts)).toEqual([]);
  });
}

describe('JSON Schema 2020-12', () => {
  table([
    [
      'prefixItems, and items behind them',
      {
        given: { S: { prefixItems: [{ type: 'string' }], items: { type: 'integer' } } },
        valid: [[], ['a'], ['a', 1]],
        invalid: [[1], ['a', 'b']],
      },
    ],
    [
      'contains, minContains, maxContains',
      {
        given: { S: { contains: { type: 'string' }, minContains: 2, maxContains: 3 } },
        valid: [
          ['a', 1, 'b'],
          ['a', 'b', 'c'],
        ],
        invalid: [['a'], ['a', 'b', 'c', 'd']],
      },
    ],
    [
      'if, then, else',
      {
        given: { S: { if: { minimum: 10 }, then: { multipleOf: 2 }, else: { multipleOf: 3 } } },
        valid: [12, 9, 'x'],
        invalid: [11, 8],
      },
    ],
    [
      'dependentRequired and dependentSchemas',
      {
        given: { S: { dependentRequired: { a: ['b'] }, dependentSchemas: { c: { maxProperties: 1 } } } },
        valid: [{}, { a: 1, b: 1 }, { c: 1 }],
        invalid: [{ a: 1 }, { c: 1, d: 1 }],
      },
    ],
    ['propertyNames', { given: { S: { propertyNames: { pattern: '^a' } } }, valid: [{ ab: 1 }], invalid: [{ b: 1 }] }],
    [
      'a $ref with siblings',
      { given: { S: { ...ref('T'), maxLength: 2 }, T: { type: 'string' } }, valid: ['ab'], invalid: ['abc', 1] },
    ],
    [
      'boolean schemas',
      { given: { S: { properties: { a: true, b: false } } }, valid: [{ a: 1 }], invalid: [{ b: 1 }] },
    ],
    [
      'keywords that nobody knows',
      {
        given: { S: { type: 'string', wibble: { type: 'integer' }, id: 5, $comment: 'x' } },
        valid: ['a'],
        invalid: [1],
      },
    ],
    [
      'unevaluatedProperties behind allOf, anyOf and if',
      {
        given: {
          S: {
            allOf: [{ properties: { a: true } }],
            anyOf: [{ properties: { b: { const: 1 } }, required: ['b'] }, true],
            if: { required: ['c'] },
            then: { properties: { c: true } },
            unevaluatedProperties: false,
          },
        },
        valid: [{ a: 1 }, { b: 1 }, { c: 1 }],
        invalid: [{ b: 2 }, { d: 1 }],
      },
    ],
    [
      'unevaluatedProperties through a $ref',
      {
        given: {
          S: { ...ref('T'), properties: { b: true }, unevaluatedProperties: false },
          T: { properties: { a: true } },
        },
        valid: [{ a: 1, b: 1 }],
        invalid: [{ c: 1 }],
      },
    ],
    [
      'unevaluatedItems behind prefixItems',
      {
        given: { S: { allOf: [{ prefixItems: [true] }], unevaluatedItems: { type: 'string' } } },
        valid: [[1, 'a'], ['a']],
        invalid: [[1, 2]],
      },
    ],
    ['a type that is a list', { given: { S: { type: ['string', 'null'] } }, valid: ['a', null], invalid: [1] }],
    ['1.0 is an integer', { given: { S: { type: 'integer' } }, valid: [1.0], invalid: [1.5] }],
    [
      'lengths are of characters, not of code units',
      { given: { S: { maxLength: 1 } }, valid: ['😀'], invalid: ['😀😀'] },
    ],
    [
      'members called as an object has them',
      {
        given: { S: { required: ['__proto__', 'toString'], properties: { constructor: { type: 'number' } } } },
        valid: [JSON.parse('{"__proto__":1,"toString":1}') as Json],
        invalid: [{}, { constructor: 'a' }],
      },
    ],
    [
      'format beside another type',
      { given: { S: { format: 'date' } }, valid: [1, null, '2026-01-31'], invalid: ['2026-02-30'] },
    ],
  ]);
});

describe('schemas with identifiers', () => {
  table([
    [
      '$anchor',
      { given: { S: { $ref: '#here' }, T: { $anchor: 'here', type: 'string' } }, valid: ['a'], invalid: [1] },
    ],
    [
      '$id, absolute',
      {
        given: { S: { $ref: 'https://example.com/t' }, T: { $id: 'https://example.com/t', type: 'string' } },
        valid: ['a'],
        invalid: [1],
      },
    ],
    [
      '$id, relative to the one around it',
      {
        given: { S: { $id: 'https://example.com/a/s', $ref: 't', $defs: { t: { $id: 't', type: 'string' } } } },
        valid: ['a'],
        invalid: [1],
      },
    ],
    [
      '# within a schema with an $id',
      {
        given: {
          S: {
            $id: 'https://example.com/s',
            properties: { x: { $ref: '#/$defs/n' }, s: { $ref: '#' } },
            $defs: { n: { type: 'integer' } },
          },
        },
        valid: [{ x: 1, s: { x: 2 } }],
        invalid: [{ x: 'a' }, { s: { x: 'a' } }],
      },
    ],
    [
      'an anchor of another',
      {
        given: {
          S: { $ref: 'https://example.com/t#x' },
          T: { $id: 'https://example.com/t', $defs: { a: { $anchor: 'x', type: 'string' } } },
        },
        valid: ['a'],
        invalid: [1],
      },
    ],
    [
      'a urn',
      {
        given: {
          S: {
            $id: 'urn:uuid:d8b8148d-5798-44de-821a-64b85b15e968',
            $ref: '#/$defs/x',
            $defs: { x: { type: 'string' } },
          },
        },
        valid: ['a'],
        invalid: [1],
      },
    ],
    [
      'the same $id in an example is none',
      {
        given: {
          S: {
            type: 'object',
            examples: [{ $id: 'https://example.com/t' }],
            default: { $id: 'https://example.com/t', $anchor: 'x y' },
          },
          T: { $id: 'https://example.com/t', example: { $id: 'https://example.com/t' } },
        },
        valid: [{}],
        invalid: [1],
      },
    ],
    [
      'a property that is called $id or $ref',
      {
        given: { S: { properties: { $id: { type: 'integer' }, $ref: { type: 'string' } } } },
        valid: [{ $id: 1, $ref: 'a' }],
        invalid: [{ $id: 'a' }, { $ref: 1 }],
      },
    ],
    [
      'names with signs that a URI may not hold',
      {
        given: {
          S: { $ref: '#/$defs/a%20b~1c', $id: 'https://example.com/s', $defs: { 'a b/c': { type: 'string' } } },
        },
        valid: ['a'],
        invalid: [1],
      },
    ],
  ]);
});

const LIST = {
  $id: 'https://example.com/list',
  type: 'array',
  items: { $dynamicRef: '#item' },
  $defs: { any: { $dynamicAnchor: 'item' } },
};
const TREE = {
  $id: 'https://example.com/tree',
  $dynamicAnchor: 'node',
  type: 'object',
  properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
};

describe('$dynamicRef', () => {
  table([
    [
      'a template that is filled',
      {
        given: {
          S: {
            $id: 'https://example.com/names',
            $ref: 'list',
            $defs: { own: { $dynamicAnchor: 'item', type: 'string' } },
          },
          List: LIST,
        },
        valid: [['a']],
        invalid: [[1], 'a'],
      },
    ],
    ['a template by itself', { given: { S: ref('List'), List: LIST }, valid: [['a', 1]], invalid: ['a'] }],
    [
      'two that fill the same template do not meet',
      {
        given: {
          S: { properties: { names: ref('Names'), counts: ref('Counts'), any: ref('List') } },
          Names: {
            $id: 'https://example.com/names',
            $ref: 'list',
            $defs: { own: { $dynamicAnchor: 'item', type: 'string' } },
          },
          Counts: {
            $id: 'https://example.com/counts',
            $ref: 'list',
            $defs: { own: { $dynamicAnchor: 'item', type: 'integer' } },
          },
          List: LIST,
        },
        valid: [{ names: ['a'], counts: [1], any: [null] }],
        invalid: [{ names: [1] }, { counts: ['a'] }],
      },
    ],
    [
      'a tree that is made strict',
      {
        given: {
          S: { $id: 'https://example.com/strict', $dynamicAnchor: 'node', $ref: 'tree', unevaluatedProperties: false },
          Tree: TREE,
        },
        valid: [{ children: [{ data: 1 }] }],
        invalid: [{ daat: 1 }, { children: [{ daat: 1 }] }, { children: [{ children: [{ daat: 1 }] }] }],
      },
    ],
    [
      'the tree itself is not',
      {
        given: {
          S: ref('Tree'),
          Tree: TREE,
          Strict: {
            $id: 'https://example.com/strict',
            $dynamicAnchor: 'node',
            $ref: 'tree',
            unevaluatedProperties: false,
          },
        },
        valid: [{ children: [{ daat: 1 }] }],
        invalid: [{ children: [1] }],
      },
    ],
    [
      'without a dynamic anchor it is a $ref',
      {
        given: {
          S: { $id: 'https://example.com/s', $dynamicRef: '#x', $defs: { x: { $anchor: 'x', type: 'string' } } },
        },
        valid: ['a'],
        invalid: [1],
      },
    ],
    [
      '$recursiveRef of 2019-09',
      {
        given: {
          S: {
            $schema: 'https://json-schema.org/draft/2019-09/schema',
            $id: 'https://example.com/strict',
            $recursiveAnchor: true,
            $ref: 'tree',
            unevaluatedProperties: false,
          },
          Tree: {
            $schema: 'https://json-schema.org/draft/2019-09/schema',
            $id: 'https://example.com/tree',
            $recursiveAnchor: true,
            properties: { data: true, children: { items: { $recursiveRef: '#' } } },
          },
        },
        valid: [{ children: [{ data: 1 }] }],
        invalid: [{ children: [{ daat: 1 }] }],
      },
    ],
  ]);
});

const of = (dialect: string, schema: JsonObject): Given => ({ S: { $schema: dialect, ...schema } });
const DRAFT_04 = 'http://json-schema.org/draft-04/schema#';
const DRAFT_07 = 'http://json-schema.org/draft-07/schema#';

describe('older dialects, by $schema', () => {
  table([
    [
      'draft-04: exclusiveMinimum beside minimum',
      { given: of(DRAFT_04, { minimum: 5, exclusiveMinimum: true }), valid: [6], invalid: [5] },
    ],
    [
      'draft-04: words that it does not have',
      { given: of(DRAFT_04, { const: 1, if: true, then: false, contains: false }), valid: [2, []], invalid: [] },
    ],
    [
      'draft-06: it has const, and no if',
      {
        given: of('http://json-schema.org/draft-06/schema#', { const: 1, if: true, then: false }),
        valid: [1],
        invalid: [2],
      },
    ],
    [
      'draft-07: a list of items, and additionalItems',
      {
        given: of(DRAFT_07, { items: [{ type: 'string' }], additionalItems: { type: 'integer' } }),
        valid: [['a', 1]],
        invalid: [['a', 'b'], [1]],
      },
    ],
    [
      'draft-07: dependencies of both kinds',
      {
        given: of(DRAFT_07, { dependencies: { a: ['b'], c: { required: ['d'] } } }),
        valid: [
          { a: 1, b: 1 },
          { c: 1, d: 1 },
        ],
        invalid: [{ a: 1 }, { c: 1 }],
      },
    ],
    [
      'draft-07: nothing counts beside a $ref',
      {
        given: { ...of(DRAFT_07, { ...ref('T'), maxLength: 1 }), T: { type: 'string' } },
        valid: ['abc'],
        invalid: [1],
      },
    ],
    [
      'draft-07: a reference into what has moved',
      {
        given: of(DRAFT_07, {
          items: [{ type: 'string' }],
          additionalItems: { $ref: '#/components/schemas/S/items/0' },
        }),
        valid: [['a', 'b']],
        invalid: [['a', 1]],
      },
    ],
    [
      '2019-09: a list of items',
      {
        given: of('https://json-schema.org/draft/2019-09/schema', {
          items: [{ type: 'string' }],
          additionalItems: false,
        }),
        valid: [['a']],
        invalid: [['a', 1]],
      },
    ],
    [
      'one schema within another of the latest',
      {
        given: {
          S: {
            properties: {
              old: { $schema: DRAFT_04, minimum: 5, exclusiveMinimum: true },
              new: { prefixItems: [{ type: 'string' }] },
            },
          },
        },
        valid: [{ old: 6, new: ['a'] }],
        invalid: [{ old: 5 }, { new: [1] }],
      },
    ],
  ]);
});

describe('jsonSchemaDialect', () => {
  table([['of the document', { given: { S: { minimum: 5, exclusiveMinimum: true } }, valid: [6], invalid: [5] }]], {
    jsonSchemaDialect: DRAFT_04,
  });
  table(
    [
      [
        'a schema has its own',
        {
          given: { S: { $schema: 'https://json-schema.org/draft/2020-12/schema', ...ref('T'), maxLength: 1 }, T: true },
          valid: ['a'],
          invalid: ['ab'],
        },
      ],
    ],
    { jsonSchemaDialect: DRAFT_07 },
  );
  table([['that of OpenAPI', { given: { S: { type: 'string' } }, valid: ['a'], invalid: [1] }]], {
    jsonSchemaDialect: 'https://spec.openapis.org/oas/3.1/dialect/base',
  });
});

test('a schema that moved keeps its original place', async () => {
  const text =
    '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{},"components":{"schemas":{\n"S":{"$schema":"http://json-schema.org/draft-07/schema#","items":[\n{"type":"string"}]}}}}';
  const contract = await contractOf(JSON.parse(text) as object);
  const [error] = contract.validate(at('S'), [1]);
  expect(error?.pointer).toBe(`${at('S')}/prefixItems/0/type`);
  const here = contract.locate(error?.pointer ?? '');
  const written = JSON.stringify(JSON.parse(text));
  expect(written.slice(here.column - 1)).toMatch(/^"type":"string"/);
});

test('an item that matches `contains` counts as evaluated', async () => {
  const accepts = await judge({ S: { contains: { type: 'string' }, unevaluatedItems: false } });
  expect(accepts(['a', 'b'])).toBe(true);
  expect(accepts(['a', 2])).toBe(false);
});

test('a member named __proto__ is validated by its schema', async () => {
  const accepts = await judge({ S: JSON.parse('{"properties": {"__proto__": {"type": "number"}}}') as Json });
  expect(accepts(JSON.parse('{"__proto__": 1}') as Json)).toBe(true);
  expect(accepts(JSON.parse('{"__proto__": "a"}') as Json)).toBe(false);
});
