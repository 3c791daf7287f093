import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { shapeOf, type Shape } from '../../schema/shape.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { decodeXml } from './decode-xml.ts';
import { encodeXml } from './encode-xml.ts';

const shapeFor = async (schema: JsonObject): Promise<Shape> =>
  shapeOf(await contractOf({ paths: {}, components: { schemas: { Thing: schema } } }), '#/components/schemas/Thing');

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });
const list = (items: JsonObject, xml?: JsonObject): JsonObject => ({ type: 'array', items, ...(xml && { xml }) });
const NS = 'https://example.org/a';
const text = { type: 'string' };

/** Both ways: a value and its XML by a schema. */
const BOTH: [name: string, schema: JsonObject, value: Json, xml: string][] = [
  [
    'members by their names',
    object({ id: { type: 'integer' }, name: text }),
    { id: 1, name: 'a' },
    '<Thing><id>1</id><name>a</name></Thing>',
  ],
  ['the name of the root', object({ a: text }, { xml: { name: 'thing' } }), { a: 'b' }, '<thing><a>b</a></thing>'],
  ['a name of a member', object({ a: { ...text, xml: { name: 'b' } } }), { a: 'c' }, '<Thing><b>c</b></Thing>'],
  [
    'an attribute',
    object({ a: { type: 'integer', xml: { attribute: true, name: 'no' } } }),
    { a: 1 },
    '<Thing no="1"></Thing>',
  ],
  [
    'an attribute by nodeType',
    object({ a: { ...text, xml: { nodeType: 'attribute' } } }),
    { a: 'b' },
    '<Thing a="b"></Thing>',
  ],
  [
    'the text of an element by nodeType',
    object({ a: { ...text, xml: { nodeType: 'text' } } }),
    { a: 'b' },
    '<Thing>b</Thing>',
  ],
  ['a namespace', object({ a: text }, { xml: { namespace: NS } }), { a: 'b' }, `<Thing xmlns="${NS}"><a>b</a></Thing>`],
  [
    'a namespace with a prefix',
    object({ a: { ...text, xml: { namespace: NS, prefix: 'x' } } }),
    { a: 'b' },
    `<Thing><x:a xmlns:x="${NS}">b</x:a></Thing>`,
  ],
  [
    'a list without an element around it',
    object({ a: list({ type: 'integer' }) }),
    { a: [1, 2] },
    '<Thing><a>1</a><a>2</a></Thing>',
  ],
  ['items with a name', object({ a: list({ ...text, xml: { name: 'b' } }) }), { a: ['c'] }, '<Thing><b>c</b></Thing>'],
  ['a wrapped list', object({ a: list(text, { wrapped: true }) }), { a: ['b'] }, '<Thing><a><a>b</a></a></Thing>'],
  [
    'a wrapped list with names',
    object({ a: list({ ...text, xml: { name: 'b' } }, { wrapped: true, name: 'c' }) }),
    { a: ['d'] },
    '<Thing><c><b>d</b></c></Thing>',
  ],
  ['a wrapped list without items', object({ a: list(text, { wrapped: true }) }), { a: [] }, '<Thing><a></a></Thing>'],
  ['a required list without items', object({ a: list(text) }, { required: ['a'] }), { a: [] }, '<Thing></Thing>'],
  ['a list as the root', list({ ...text, xml: { name: 'b' } }, { name: 'all' }), ['c'], '<all><b>c</b></all>'],
  [
    'null',
    object({ a: { type: ['string', 'null'] } }),
    { a: null },
    '<Thing><a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></Thing>',
  ],
  ['characters of markup', object({ a: text }), { a: '<b>&"\n' }, '<Thing><a>&lt;b&gt;&amp;&quot;&#10;</a></Thing>'],
  ['a map', object({}, { additionalProperties: { type: 'boolean' } }), { on: true }, '<Thing><on>true</on></Thing>'],
  [
    'a member called __proto__',
    { type: 'object', additionalProperties: text },
    JSON.parse('{"__proto__":"a"}') as Json,
    '<Thing><__proto__>a</__proto__></Thing>',
  ],
];

test.each(BOTH)('XML is written and read with %s', async (_, schema, value, xml) => {
  const shape = await shapeFor(schema);
  expect(encodeXml(value, shape)).toBe(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`);
  expect(decodeXml(xml, shape)).toEqual({ value });
});

describe('what the XML Objects leave open is read either way', () => {
  const READ: [name: string, schema: JsonObject, xml: string, value: Json][] = [
    ['an attribute for an element', object({ a: { type: 'integer' } }), '<Thing a=" 1 "/>', { a: 1 }],
    ['another root', object({ a: text }), '<any><a>b</a></any>', { a: 'b' }],
    [
      'an element around a list',
      object({ a: list({ type: 'integer' }) }),
      '<Thing><a><b>1</b><b>2</b></a></Thing>',
      { a: [1, 2] },
    ],
    ['a prefix', object({ a: text }), `<x:Thing xmlns:x="${NS}"><x:a>b</x:a></x:Thing>`, { a: 'b' }],
    ['1 for true', object({ a: { type: 'boolean' } }), '<Thing><a>1</a></Thing>', { a: true }],
    ['markup in a text', object({ a: text }), '<Thing><a>b<i>c</i></a></Thing>', { a: 'bc' }],
  ];
  test.each(READ)('%s', async (_, schema, xml, value) =>
    expect(decodeXml(xml, await shapeFor(schema))).toEqual({ value }),
  );
});

describe('what the XML Objects say has to be so', () => {
  const READ: [name: string, schema: JsonObject, xml: string, value: Json][] = [
    ['a name', object({ a: { ...text, xml: { name: 'b' } } }), '<Thing><a>c</a></Thing>', { a: 'c' }],
    [
      'a namespace',
      object({ a: { ...text, xml: { namespace: NS, name: 'b' } } }),
      '<Thing><b>c</b></Thing>',
      { b: 'c' },
    ],
    [
      'an attribute',
      object({ a: { ...text, xml: { attribute: true, name: 'b' } } }),
      '<Thing><b>c</b></Thing>',
      { b: 'c' },
    ],
    ['a wrapped list', object({ a: list(text, { wrapped: true }) }), '<Thing><a>b</a></Thing>', { a: 'b' }],
    [
      'a lone item that is an object of any members',
      object({ a: list({ type: 'object' }) }),
      '<Thing><a><b>c</b></a></Thing>',
      { a: [{ b: 'c' }] },
    ],
    [
      'a list around items that says nothing of it',
      object({ a: list(text) }),
      '<Thing><a><b>c</b></a></Thing>',
      { a: ['c'] },
    ],
    ['one element of a member', object({ a: text }), '<Thing><a>b</a><a>c</a></Thing>', { a: ['b', 'c'] }],
  ];
  test.each(READ)('%s is missed', async (_, schema, xml, value) =>
    expect(decodeXml(xml, await shapeFor(schema))).toEqual({ value }),
  );

  const PROBLEMS: [name: string, xml: JsonObject, sent: string, problem: string][] = [
    ['the name of the root', { name: 'b' }, '<Thing/>', 'is XML whose root is <Thing> and not <b>'],
    [
      'the namespace of the root',
      { namespace: NS },
      '<Thing/>',
      `is XML whose root <Thing> is not in the namespace ${NS}`,
    ],
    ['XML that ends early', {}, '<Thing>', 'is not well-formed XML (at line 1, column 7)'],
    ['no XML', {}, '{"a":1}', 'is not well-formed XML (at line 1, column 7)'],
    [
      'an entity of its own',
      {},
      '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      'is not well-formed XML (at line 1, column 36)',
    ],
    ['an element deeper than any', {}, '<a>'.repeat(100_000), 'is nested deeper than 1000 levels'],
  ];
  test.each(PROBLEMS)('%s is a problem', async (_, xml, sent, problem) =>
    expect(decodeXml(sent, await shapeFor(object({}, { xml })))).toEqual({ problem }),
  );
});

test.each<[string, Json]>([
  ['a member whose name no element can have', { 'a b': 1 }],
  ['a control character', { a: '\u0001' }],
])('XML cannot hold %s', async (_, value) =>
  expect(encodeXml(value, await shapeFor({ type: 'object' }))).toBeUndefined(),
);
