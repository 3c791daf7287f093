/** XML read and written by many schemas: every text and every value with each of them. */
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { decodeXml } from '../../src/messages/body/decode-xml.ts';
import { encodeXml } from '../../src/messages/body/encode-xml.ts';
import { shapeOf } from '../../src/schema/shape.ts';
import { contractOf } from '../support/contracts.ts';
import { expectGolden, lines } from './golden.ts';

const NS = 'urn:a';
const text = { type: 'string' };
const integer = { type: 'integer' };
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more });
const list = (items: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'array', items, ...more });

const SCHEMAS: Record<string, JsonObject> = {
  'members of each type': object({
    a: integer,
    b: { type: 'boolean' },
    c: text,
    d: { type: 'number' },
    e: { type: ['boolean', 'integer'] },
    f: { type: ['boolean', 'number'] },
    g: { type: ['boolean', 'string'] },
    h: {},
  }),
  'a root with a name': object({ a: integer }, { xml: { name: 'S' } }),
  'a root with a namespace': object({ a: integer }, { xml: { namespace: NS } }),
  'a root with a name, a namespace and a prefix': object(
    { a: text },
    { xml: { name: 'S', namespace: NS, prefix: 'x' } },
  ),
  'a prefix that is no name, and one without a namespace': object(
    { a: { ...text, xml: { prefix: 'x' } } },
    { xml: { namespace: NS, prefix: '1' } },
  ),
  attributes: object({
    a: { ...integer, xml: { attribute: true } },
    b: { type: 'boolean', xml: { nodeType: 'attribute', name: 'c' } },
    d: { ...text, xml: { attribute: true, namespace: NS, prefix: 'x' } },
    h: { ...text, xml: { attribute: true, namespace: NS, name: 'i' } },
  }),
  'a text beside attributes': object({
    a: { ...integer, xml: { attribute: true } },
    t: { ...integer, xml: { nodeType: 'text' } },
    u: { ...text, xml: { nodeType: 'none' } },
  }),
  'a text as CDATA': object({ t: { ...text, xml: { nodeType: 'cdata' } } }),
  'elements of a namespace': object({
    a: { ...integer, xml: { namespace: NS, prefix: 'x' } },
    l: list(text, { xml: { namespace: NS } }),
    w: list({ ...text, xml: { namespace: NS, name: 'a' } }, { xml: { wrapped: true } }),
    m: list({ ...text, xml: { namespace: NS } }),
  }),
  'lists without an element around them': object(
    { a: list(integer), l: list({ ...text, xml: { name: 'm' } }) },
    { required: ['a'] },
  ),
  'lists that say that nothing is around them': object(
    { a: list(integer, { xml: { wrapped: false } }), l: list(text, { xml: { nodeType: 'none' } }) },
    { required: ['l'] },
  ),
  'wrapped lists': object(
    {
      a: list(integer, { xml: { wrapped: true } }),
      l: list({ ...text, xml: { name: 'm' } }, { xml: { nodeType: 'element', name: 'w' } }),
    },
    { required: ['a'] },
  ),
  'lists of objects': object({ a: list(object({ c: text })), l: list({ type: 'object' }), m: list({}) }),
  'a list of texts': list(text),
  'a list of objects with names': list(object({ a: integer }, { xml: { name: 'i' } }), {
    xml: { name: 'S', wrapped: true },
  }),
  'a list of lists': object({ l: list(list(integer)) }),
  'a list or a text': object({
    a: { type: ['array', 'string'], items: integer },
    l: { type: ['array', 'object'], items: text },
  }),
  'an object or a text': { type: ['object', 'string'], properties: { a: integer } },
  'a map of booleans': { type: 'object', additionalProperties: { type: 'boolean' } },
  'a closed object': object({ a: integer }, { additionalProperties: false }),
  'an integer': integer,
  'a boolean or null': { type: ['boolean', 'null'] },
  anything: {},
};

const XSI = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"';
const READ = [
  ...[
    '<S/>',
    '<T></T>',
    '<S>1</S>',
    '<S> true </S>',
    '<S>0</S>',
    '<S> x y </S>',
    '<S>a<b>c</b>d</S>',
    '<S><a>1</a>2</S>',
  ],
  ...[`<S ${XSI} i:nil="true"/>`, `<S ${XSI} i:nil="1">x</S>`, `<S ${XSI} i:nil="false">1</S>`, '<S nil="true"/>'],
  ...[`<S ${XSI} i:type="x"/>`, `<S ${XSI}><a i:nil="true"/><l i:nil="true"/></S>`, `<S ${XSI} i:nil="yes"/>`],
  ...[
    '<S xmlns="urn:a"/>',
    '<S xmlns="urn:b"/>',
    '<S xmlns="urn:a"><a>1</a></S>',
    '<x:S xmlns:x="urn:a"><a>1</a></x:S>',
  ],
  ...['<S xmlns:x="urn:a"><x:a>1</x:a></S>', '<S xmlns:x="urn:b"><x:a>1</x:a></S>', '<T xmlns="urn:a"><a>1</a></T>'],
  ...[
    '<S xmlns:x="urn:a"><x:l>1</x:l><x:l>2</x:l></S>',
    '<S xmlns:x="urn:a"><w><x:a>1</x:a></w><x:w/><x:m>3</x:m></S>',
  ],
  ...[
    '<S><w><a>1</a></w><l>1</l><m>3</m></S>',
    '<S xmlns:x="urn:a" a="1" x:d="2" d="3" x:i="4"/>',
    '<S c="true" b="0"/>',
  ],
  ...[
    '<S xmlns:x="urn:a" x:a="1"/>',
    '<S a="x"/>',
    '<S a=" 7 " h="8"/>',
    '<S a="1">2</S>',
    '<S a="1"> </S>',
    '<S l="1"/>',
  ],
  ...[
    '<S><a>1</a></S>',
    '<S><a> 1 </a></S>',
    '<S><a>1.5</a><d> 1.5 </d></S>',
    '<S><a>x</a></S>',
    '<S><a/></S>',
    '<S><a> </a></S>',
  ],
  ...[
    '<S><b>1</b><e>1</e><f>1</f><g>1</g><h>1</h></S>',
    '<S><b> 0 </b><e>0</e><f>0</f><g>0</g></S>',
    '<S><b>2</b><e>true</e></S>',
  ],
  ...[
    '<S><b>true</b><f>false</f><g> true </g><c> x </c></S>',
    '<S><b/><c/><d/><h/></S>',
    '<S><c>a<i>b</i> <j><k>c</k></j></c></S>',
  ],
  ...[
    '<S><a>1</a><a>2</a></S>',
    '<S><a>1</a><l>x</l><a>2</a></S>',
    '<S><l>1</l><l>2</l></S>',
    '<S><m>1</m><m>2</m></S>',
  ],
  ...[
    '<S><a><a>1</a><a>2</a></a></S>',
    '<S><a><b>1</b></a></S>',
    '<S><a><b>1</b><c>2</c></a></S>',
    '<S><a><c>1</c><c>2</c></a></S>',
  ],
  ...[
    '<S><a><a>1</a></a><a><a>2</a></a></S>',
    '<S><a>x<b>1</b></a></S>',
    '<S><a><c>1</c></a><l><c>1</c></l><m><c>1</c></m></S>',
  ],
  ...[
    '<S><l><m>1</m></l></S>',
    '<S><w><m>1</m><m>2</m></w></S>',
    '<S><w>x</w></S>',
    '<S><w/></S>',
    '<S><w> </w></S>',
    '<S><l/></S>',
  ],
  ...[
    '<S><l><l>1</l></l></S>',
    '<S><l><l>1</l><l>2</l></l><l><l>3</l></l></S>',
    '<S><i><a>1</a></i><i><a>2</a></i></S>',
  ],
  ...[
    '<S><h><x>1</x></h></S>',
    '<S><h x="1"/></S>',
    '<S><__proto__>1</__proto__></S>',
    '<S><on>1</on><off>false</off></S>',
  ],
  ...[
    '<!-- a --><S><!-- b -->1<?p q?></S>',
    '<S><![CDATA[<1>]]></S>',
    '<S>&lt;&#65;&amp;</S>',
    '<S>&x;</S>',
    '<S>',
    '<S/><S/>',
    '',
    ' ',
  ],
  ...[
    '<S a="1" a="2"/>',
    '<x:S/>',
    '<S><a></S></a>',
    'S',
    `<${'S'.repeat(200)}/>`,
    `${'<a>'.repeat(999)}1${'</a>'.repeat(999)}`,
  ],
  ...[
    `${'<a>'.repeat(1000)}1${'</a>'.repeat(1000)}`,
    `${'<a>'.repeat(1001)}1${'</a>'.repeat(1001)}`,
    `<S>${'x'.repeat(20_001)}</S>`,
  ],
];

const WRITTEN: Json[] = [
  ...[
    null,
    true,
    0,
    -1.5,
    1e300,
    '',
    'x',
    ' x ',
    '<&>"\'\t\n\r',
    'é😀',
    '\u0001',
    '\u0008',
    '\u000b',
    '\u001f',
    '\u0020',
    '\ufffe',
  ],
  ...['\uffff', '\ufffd', '\ud800', [], [1, 'a'], [null], [[1], []], [{ a: 1 }], [{ a: 1 }, { a: null }], {}],
  ...[{ a: 1 }, { a: null }, { a: '' }, { a: [1, 2] }, { a: [] }, { a: {} }, { a: { c: 'x' } }, { a: [{ c: 'x' }] }],
  ...[
    { b: true },
    { b: null },
    { b: [1] },
    { d: 'x' },
    { h: '"<' },
    { a: 1, d: '2', h: '3' },
    { t: 1, a: 2 },
    { t: 'a<b' },
  ],
  ...[
    { t: null },
    { t: [1] },
    { u: 'x' },
    { c: 'x', g: '1', h: [1] },
    { l: ['x', 'y'] },
    { l: [] },
    { l: 'x' },
    { l: [[1, 2], [3]] },
  ],
  ...[
    { w: ['x'] },
    { m: ['x', 1] },
    { l: [{ c: 1 }], m: [{ c: 1 }] },
    { l: null },
    { on: true },
    { 'a b': 1 },
    { 'x:y': 1 },
  ],
  ...[
    { '': 1 },
    { '1': 1 },
    { '_-.1·': 1 },
    { é: 1 },
    { 'a\u00d7': 1 },
    { x: { y: { z: [1, { a: [2] }] } } },
    { 'a"': [1] },
  ],
];

/** A text with all that a terminal would hide, and of a long one only the beginning. */
function shown(made: string): string {
  const plain = made.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return plain.length > 300 ? `${plain.slice(0, 100)} … (${plain.length})` : plain;
}

function grouped<T>(
  inputs: readonly T[],
  show: (input: T) => string,
  work: (input: T) => string | undefined,
): string[] {
  const groups = new Map<string, string[]>();
  for (const input of inputs) {
    const key = shown(work(input) ?? 'nothing');
    groups.set(key, [...(groups.get(key) ?? []), shown(show(input))]);
  }
  return [...groups].map(([key, all]) => `  ${key}: ${all.join('  ')}`);
}

test('what XML is read as, and what values are written as, is the same by each schema', async () => {
  const contract = await contractOf({
    openapi: '3.2.0',
    paths: {},
    components: { schemas: Object.fromEntries(Object.values(SCHEMAS).map((schema, nth) => [`S${nth}`, schema])) },
  });
  const shapes = Object.keys(SCHEMAS).map((name, nth) => ({
    name,
    shape: shapeOf(contract, `#/components/schemas/S${nth}`),
  }));
  expectGolden(
    'grid-xml.txt',
    lines(
      shapes.flatMap(({ name, shape }) => [
        `${name}, read`,
        ...grouped(
          READ,
          (xml) => xml,
          (xml) => JSON.stringify(decodeXml(xml, shape)),
        ),
        `${name}, written`,
        ...grouped(
          WRITTEN,
          (value) => JSON.stringify(value),
          (value) => encodeXml(value, shape)?.split('\n')[1],
        ),
      ]),
    ),
  );
});

test('the texts and the values of the grid differ', () => {
  expect(new Set(READ).size).toBe(READ.length);
  expect(new Set(WRITTEN.map((value) => JSON.stringify(value))).size).toBe(WRITTEN.length);
});
