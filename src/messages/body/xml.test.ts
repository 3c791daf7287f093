import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { shapeOf, type Shape } from '../../schema/shape.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { decodeXml } from './decode-xml.ts';
import { encodeXml } from './encode-xml.ts';
import { XSI } from './xml-names.ts';

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
  [
    'a namespace of an attribute',
    object({ a: { ...text, xml: { attribute: true, namespace: `${NS}?b&c` } } }),
    { a: 'd' },
    `<Thing xmlns:a="${NS}?b&amp;c" a:a="d"></Thing>`,
  ],
  [
    'a prefix of an attribute',
    object({ a: { ...text, xml: { attribute: true, namespace: NS, prefix: 'x' } } }),
    { a: 'b' },
    `<Thing xmlns:x="${NS}" x:a="b"></Thing>`,
  ],
  [
    'a prefix that no name can be',
    object({ a: { ...text, xml: { namespace: `${NS}?b&c`, prefix: 'x y' } } }),
    { a: 'b' },
    `<Thing><a xmlns="${NS}?b&amp;c">b</a></Thing>`,
  ],
  [
    'a prefix of a namespace with markup',
    object({ a: { ...text, xml: { namespace: `${NS}?b&c`, prefix: 'x' } } }),
    { a: 'b' },
    `<Thing><x:a xmlns:x="${NS}?b&amp;c">b</x:a></Thing>`,
  ],
  [
    'a prefix without a namespace',
    object({ a: { ...text, xml: { prefix: 'x' } } }),
    { a: 'b' },
    '<Thing><a>b</a></Thing>',
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
    ['0 for false', object({ a: { type: 'boolean' } }), '<Thing><a> 0 </a></Thing>', { a: false }],
    [
      'a number where it may also be true',
      object({ a: { type: ['boolean', 'integer'] }, b: { type: ['boolean', 'number'] } }),
      '<Thing><a>1</a><b>0</b></Thing>',
      { a: 1, b: 0 },
    ],
    ['blanks of a text', object({ a: text, b: {} }), '<Thing><a> c </a><b> d </b></Thing>', { a: ' c ', b: ' d ' }],
    ['no members of an object', object({ a: object({}) }), '<Thing><a/></Thing>', { a: {} }],
    [
      'a text where an object may stand',
      object({ a: object({ b: text }, { type: ['object', 'string'] }) }),
      '<Thing><a>c</a></Thing>',
      { a: 'c' },
    ],
    [
      'an object where a text may stand',
      object({ a: object({ b: text }, { type: ['object', 'string'] }) }),
      '<Thing><a><b>c</b></a></Thing>',
      { a: { b: 'c' } },
    ],
    ['a value of any type without members', object({ a: {} }), '<Thing><a/></Thing>', { a: '' }],
    ['a value of any type with members', object({ a: {} }), '<Thing><a><b>c</b></a></Thing>', { a: { b: 'c' } }],
    [
      'a value of any type with attributes',
      object({ a: { properties: { b: text } } }),
      '<Thing><a b="c"/></Thing>',
      { a: { b: 'c' } },
    ],
    [
      'a value of any type with an attribute that is for schemas',
      object({ a: {} }),
      `<Thing xmlns:x="${XSI}"><a x:type="b">c</a></Thing>`,
      { a: 'c' },
    ],
    ['an attribute that is for schemas', object({ type: text }), `<Thing xmlns:x="${XSI}" x:type="b"/>`, {}],
    ['null by a number', object({ a: text }), `<Thing xmlns:x="${XSI}"><a x:nil="1"/></Thing>`, { a: null }],
    ...['false', 'untrue', 'true1', '10'].map((nil): [string, JsonObject, string, Json] => [
      `a value that is not null by "${nil}"`,
      object({ a: text }),
      `<Thing xmlns:x="${XSI}"><a x:nil="${nil}">b</a></Thing>`,
      { a: 'b' },
    ]),
    [
      'a value that is not null by other attributes',
      object({ a: text, b: text }),
      `<Thing xmlns:x="${XSI}"><a x:type="true">c</a><b nil="true">d</b></Thing>`,
      { a: 'c', b: 'd' },
    ],
    ['a list that is null', list(text), `<Thing xmlns:x="${XSI}" x:nil="true"/>`, null],
    [
      'a text of the element that is a number',
      object({ a: { type: 'integer', xml: { nodeType: 'text' } } }),
      '<Thing> 5 </Thing>',
      { a: 5 },
    ],
    [
      'no text of the element',
      object({ a: { ...text, xml: { nodeType: 'text' } } }),
      '<Thing> <b>c</b> </Thing>',
      { b: 'c' },
    ],
    [
      'a required list with an item',
      object({ a: list(text) }, { required: ['a'] }),
      '<Thing><a>b</a></Thing>',
      { a: ['b'] },
    ],
    ['a list that is left out', object({ a: list(text) }), '<Thing/>', {}],
    ['a required text that is left out', object({ a: text }, { required: ['a'] }), '<Thing/>', {}],
    [
      'a required list in an element that is left out',
      object({ a: list(text, { wrapped: true }) }, { required: ['a'] }),
      '<Thing/>',
      {},
    ],
    [
      'several elements of which the first holds others',
      object({ a: list(text) }),
      '<Thing><a><b>1</b></a><a>2</a></Thing>',
      { a: ['1', '2'] },
    ],
    [
      'an item with different elements',
      object({ a: list(text) }),
      '<Thing><a><b>1</b><c>2</c></a></Thing>',
      { a: ['12'] },
    ],
    [
      'an item with its own member',
      object({ a: list(object({ b: text })) }),
      '<Thing><a><b>c</b></a></Thing>',
      { a: [{ b: 'c' }] },
    ],
    [
      'an element around an item with its own member',
      object({ a: list(object({ b: text })) }),
      '<Thing><a><item><b>c</b></item></a></Thing>',
      { a: [{ b: 'c' }] },
    ],
    ['an item of any type', object({ a: list({}) }), '<Thing><a><b>c</b></a></Thing>', { a: [{ b: 'c' }] }],
    [
      'a wrapped list with a text before its items',
      object({ a: list(text, { wrapped: true }) }),
      '<Thing><a>x<b>1</b></a></Thing>',
      { a: ['1'] },
    ],
    ['a wrapped list with a blank', object({ a: list(text, { wrapped: true }) }), '<Thing><a> </a></Thing>', { a: [] }],
    [
      'no type of a text',
      object({ a: { ...text, xml: { name: 'c', wrapped: false } } }),
      '<Thing><c>d</c></Thing>',
      { a: 'd' },
    ],
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
    ['a name of an attribute', object({ a: { ...text, xml: { name: 'b' } } }), '<Thing b="c"/>', {}],
    [
      'a namespace of an attribute',
      object({ a: { ...text, xml: { attribute: true, namespace: NS } } }),
      '<Thing a="b"/>',
      {},
    ],
    [
      'a namespace of items',
      object({ a: list({ ...text, xml: { namespace: NS, name: 'b' } }) }),
      '<Thing><b>c</b></Thing>',
      { b: 'c' },
    ],
    [
      'a namespace of a wrapped list',
      object({ a: list(text, { wrapped: true, namespace: NS, name: 'c' }) }),
      '<Thing><c><a>b</a></c></Thing>',
      { c: { a: 'b' } },
    ],
    [
      'the name of a list whose items have another',
      object({ a: list({ ...text, xml: { name: 'b' } }, { wrapped: false, name: 'c' }) }),
      '<Thing><c>d</c></Thing>',
      { c: 'd' },
    ],
    ['one element of a member', object({ a: text }), '<Thing><a>b</a><a>c</a></Thing>', { a: ['b', 'c'] }],
  ];
  test.each(READ)('%s is missed', async (_, schema, xml, value) =>
    expect(decodeXml(xml, await shapeFor(schema))).toEqual({ value }),
  );

  test.each<[name: string, schema: JsonObject, xml: string, value: Json]>([
    [
      'an element',
      object({ a: { ...text, xml: { namespace: NS, name: 'b' } } }),
      `<Thing xmlns:n="${NS}"><n:b>c</n:b></Thing>`,
      { a: 'c' },
    ],
    [
      'an attribute',
      object({ a: { ...text, xml: { attribute: true, namespace: NS } } }),
      `<Thing xmlns:n="${NS}" n:a="b"/>`,
      { a: 'b' },
    ],
    [
      'items',
      object({ a: list({ ...text, xml: { namespace: NS, name: 'b' } }) }),
      `<Thing xmlns:n="${NS}"><n:b>c</n:b></Thing>`,
      { a: ['c'] },
    ],
    [
      'a wrapped list',
      object({ a: list(text, { wrapped: true, namespace: NS, name: 'c' }) }),
      `<Thing xmlns:n="${NS}"><n:c><a>b</a></n:c></Thing>`,
      { a: ['b'] },
    ],
  ])('%s is read in its namespace', async (_, schema, xml, value) =>
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

test.each<[string, JsonObject, Json, string]>([
  ['a list in the place of a text', object({ a: text }), { a: ['b', 'c'] }, '<a><item>b</item><item>c</item></a>'],
  ['a list of which nothing is said', object({ a: {} }), { a: ['b', 'c'] }, '<a>b</a><a>c</a>'],
])('%s is written, though it may not be read again', async (_, schema, value, xml) =>
  expect(encodeXml(value, await shapeFor(schema))).toContain(`\n<Thing>${xml}</Thing>\n`),
);

test('the items of a list at the top have the name of their component', async () => {
  const Items = list({ $ref: '#/components/schemas/Part' });
  const contract = await contractOf({ paths: {}, components: { schemas: { Items, Part: text } } });
  expect(encodeXml(['a'], shapeOf(contract, '#/components/schemas/Items'))).toContain('<Items><Part>a</Part></Items>');
});

const attribute = (name: string) => object({ a: { xml: { attribute: true, name } } });
test.each<[string, JsonObject, Json]>([
  ['a member whose name no element can have', { type: 'object' }, { 'a b': 1 }],
  ['an attribute whose name none can have', attribute('a b'), { a: 1 }],
  ['null as an attribute', attribute('a'), { a: null }],
  ['null as the text of an element', object({ a: { xml: { nodeType: 'text' } } }), { a: null }],
  ['a list as an attribute', attribute('a'), { a: [1] }],
  ['an object as an attribute', attribute('a'), { a: {} }],
  ['a control character', { type: 'object' }, { a: '\u0001' }],
])('XML cannot hold %s', async (_, schema, value) => expect(encodeXml(value, await shapeFor(schema))).toBeUndefined());

test('a long name of a root is cut where it is told', async () => {
  const long = 'a'.repeat(1000);
  const shown = expect.stringMatching(/^is XML whose root (is )?<a{10,200}…> /) as unknown;
  expect(decodeXml(`<${long}/>`, await shapeFor(object({}, { xml: { name: 'b' } })))).toEqual({ problem: shown });
  expect(decodeXml(`<${long}/>`, await shapeFor(object({}, { xml: { namespace: NS } })))).toEqual({ problem: shown });
});
