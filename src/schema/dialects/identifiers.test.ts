import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { refOfPointer } from '../references.ts';
import { settleDynamicScope } from './dynamic-references.ts';
import { resolveIdentifiers } from './identifiers.ts';

/** The schemas of a document once its identifiers are pointers. */
function resolved(schemas: JsonObject, more: JsonObject = {}): JsonObject {
  const document: JsonObject = { ...more, components: { schemas: structuredClone(schemas) } };
  resolveIdentifiers(document);
  return (document['components'] as JsonObject)['schemas'] as JsonObject;
}
const at = (path: string) => ({ $ref: refOfPointer(`#/components/schemas/${path}`) });

describe('a reference', () => {
  test.each<[name: string, target: JsonObject, ref: string, becomes: JsonObject]>([
    ['by $id', { $id: 'https://a.org/t' }, 'https://a.org/t', at('T')],
    ['by $id with an empty fragment', { $id: 'https://a.org/t#' }, 'https://a.org/t', at('T')],
    ['by a relative $id', { $id: 't.json' }, 't.json', at('T')],
    ['by a urn', { $id: 'urn:a:t' }, 'urn:a:t', at('T')],
    [
      'by a pointer from an $id',
      { $id: 'https://a.org/t', $defs: { b: {} } },
      'https://a.org/t#/$defs/b',
      at('T/$defs/b'),
    ],
    [
      'by an escaped pointer',
      { $id: 'https://a.org/t', $defs: { 'b c': {} } },
      'https://a.org/t#/$defs/b%20c',
      at('T/$defs/b c'),
    ],
    ['by $anchor', { $anchor: 'x' }, '#x', at('T')],
    [
      'by $anchor within an $id',
      { $id: 'https://a.org/t', $defs: { b: { $anchor: 'x' } } },
      'https://a.org/t#x',
      at('T/$defs/b'),
    ],
    ['by $dynamicAnchor', { $dynamicAnchor: 'x' }, '#x', at('T')],
    ['by a fragment as $id', { $id: '#x' }, '#x', at('T')],
    [
      'by id of draft-04',
      { id: 'https://a.org/t', $schema: 'http://json-schema.org/draft-04/schema#' },
      'https://a.org/t',
      at('T'),
    ],
    ['by id of any other', { id: 'https://a.org/t' }, 'https://a.org/t', { $ref: 'https://a.org/t' }],
    ['by an anchor that is not there', { $anchor: 'x' }, '#y', { $ref: '#y' }],
    [
      'by a pointer that leads nowhere',
      { $id: 'https://a.org/t' },
      'https://a.org/t#/none',
      { $ref: 'https://a.org/t#/none' },
    ],
    ['to another document', {}, 'other.yaml', { $ref: 'other.yaml' }],
    ['that is no URI', {}, 'http://[', { $ref: 'http://[' }],
    ['that is a pointer', {}, '#/components/schemas/T', at('T')],
  ])('a reference %s becomes a pointer where it can', (_, target, ref, becomes) => {
    expect(resolved({ T: target, S: { $ref: ref } })['S']).toStrictEqual(becomes);
  });

  test('inside a schema with an $id is relative to that', () => {
    const schemas = {
      Outer: { $id: 'https://a.org/x/outer', $defs: { a: { $ref: '#/$defs/b' }, b: {}, c: { $ref: 'inner' } } },
      Inner: { $id: 'https://a.org/x/inner' },
    };
    expect(resolved(schemas)['Outer']).toStrictEqual({
      $defs: { a: at('Outer/$defs/b'), b: {}, c: at('Inner') },
    });
  });

  test('is relative to $self of the document', () => {
    const S = { $ref: 'https://a.org/api/t' };
    expect(resolved({ T: { $id: 't' }, S }, { $self: 'https://a.org/api/openapi.json#x' })['S']).toStrictEqual(at('T'));
    expect(resolved({ T: { $id: 't' }, S })['S']).toStrictEqual(S);
  });

  test("in data is not changed, also under a member with a keyword's name", () => {
    const S = { example: { $id: 'x', $ref: 'https://a.org/t' }, 'x-more': { $anchor: 'y' } };
    expect(resolved({ T: { $id: 'https://a.org/t' }, S })['S']).toStrictEqual(S);
    const named = resolved({ S: { properties: { $id: { type: 'string' }, $anchor: {} } } })['S'];
    expect(named).toStrictEqual({ properties: { $id: { type: 'string' }, $anchor: {} } });
  });
});

test.each([
  ['https://a.org/got', 'Got'],
  ['https://a.org/got#/$defs/b', 'Got/$defs/b'],
  ['https://a.org/named', 'Got'],
])('a reference to %s leads to the document that was retrieved there', (ref, to) => {
  const document: JsonObject = {
    components: { schemas: { Got: { $id: 'named', $defs: { b: { $ref: 'named' } } }, S: { $ref: ref } } },
  };
  resolveIdentifiers(document, new Map([['https://a.org/got', '#/components/schemas/Got']]));
  expect(document['components']).toStrictEqual({
    schemas: { Got: { $defs: { b: at('Got') } }, S: at(to) },
  });
});

test('identifiers are removed', () => {
  const T = { $id: 'a', $anchor: 'b', $dynamicAnchor: 'c', $recursiveAnchor: true, type: 'object' };
  expect(resolved({ T })['T']).toStrictEqual({ type: 'object' });
});

describe('a dynamic reference', () => {
  const settled = (schemas: JsonObject): JsonObject => {
    const document: JsonObject = { components: { schemas: structuredClone(schemas) } };
    settleDynamicScope(document, resolveIdentifiers(document));
    return document;
  };
  const schemasOf = (document: JsonObject) => (document['components'] as JsonObject)['schemas'] as JsonObject;

  test('leads to its anchor if no outer schema has the same anchor', () => {
    const T = { $id: 'https://a.org/t', $dynamicAnchor: 'node', items: { $dynamicRef: '#node' } };
    const document = settled({ T });
    expect(schemasOf(document)['T']).toStrictEqual({ items: at('T') });
    expect(document).not.toHaveProperty('x-dynamic');
  });

  test('leads to the outermost anchor of its name, by a copy', () => {
    const tree = { $id: 'https://a.org/tree', $dynamicAnchor: 'node', properties: { child: { $dynamicRef: '#node' } } };
    const strict = { $id: 'https://a.org/strict', $dynamicAnchor: 'node', $ref: 'tree', unevaluatedProperties: false };
    const document = settled({ Tree: tree, Strict: strict });
    expect(schemasOf(document)['Tree']).toStrictEqual({ properties: { child: at('Tree') } });
    expect(schemasOf(document)['Strict']).toMatchObject({ $ref: '#/x-dynamic/1', unevaluatedProperties: false });
    expect((document['x-dynamic'] as JsonObject)['1']).toStrictEqual({ properties: { child: expect.anything() } });
    expect(JSON.stringify(document)).not.toContain('$dynamic');
  });

  test('is copied with all that leads to it, once for each way', () => {
    const document: JsonObject = {
      components: {
        schemas: {
          Tree: {
            $id: 'https://a.org/tree',
            $dynamicAnchor: 'node',
            allOf: [{ items: { $dynamicRef: '#node' } }],
            properties: { $dynamicRef: { $ref: '#/$defs/plain' }, leaf: { $ref: '#/$defs/leaf' } },
            $defs: { leaf: { not: { $dynamicRef: '#node' } }, plain: { enum: [{ $ref: '#/x' }] } },
          },
          Strict: { $id: 'https://a.org/strict', $dynamicAnchor: 'node', $ref: 'tree', maxItems: 1 },
          Other: { $id: 'https://a.org/other', anyOf: [{ $ref: 'strict' }, { $ref: 'strict' }, { $ref: 'tree' }] },
        },
      },
    };
    const moves = settleDynamicScope(document, resolveIdentifiers(document));
    const plain = { enum: [{ $ref: '#/x' }] };
    const properties = { $dynamicRef: at('Tree/$defs/plain'), leaf: at('Tree/$defs/leaf') };
    const strict = at('Strict');
    expect(schemasOf(document)).toStrictEqual({
      Tree: { allOf: [{ items: at('Tree') }], properties, $defs: { leaf: { not: at('Tree') }, plain } },
      Strict: { $ref: '#/x-dynamic/1', maxItems: 1 },
      Other: { anyOf: [strict, strict, at('Tree')] },
    });
    expect(document['x-dynamic']).toStrictEqual({
      1: {
        ...{ allOf: [{ items: strict }], properties: { ...properties, leaf: { $ref: '#/x-dynamic/2' } } },
        $defs: { leaf: { not: strict }, plain },
      },
      2: { not: strict },
    });
    expect([...moves]).toEqual([
      ['#/x-dynamic/1', '#/components/schemas/Tree'],
      ['#/x-dynamic/2', '#/components/schemas/Tree/$defs/leaf'],
    ]);
  });

  test('beside a reference becomes one of allOf', () => {
    const T = {
      $id: 'https://a.org/t',
      $dynamicAnchor: 'n',
      items: { $ref: '#/$defs/a', $dynamicRef: '#n' },
      $defs: { a: {} },
    };
    expect(schemasOf(settled({ T }))['T']).toMatchObject({ items: { ...at('T/$defs/a'), allOf: [at('T')] } });
  });

  test('$recursiveRef of 2019-09 leads to the schema with $recursiveAnchor', () => {
    const T = { $id: 'https://a.org/t', $recursiveAnchor: true, items: { $recursiveRef: '#' } };
    expect(schemasOf(settled({ T }))['T']).toStrictEqual({ items: at('T') });
  });
});
