import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Placeholder, TemplateNode } from './body-template.ts';
import { mayBeLeftOut, slotsOf, tiesOf } from './tied-slots.ts';

const slot = (place: string, late = false): Placeholder => ({
  ...{ kind: 'placeholder', place, template: [{ in: 'body', pointer: place }], late, uri: false },
  ...{ documented: 'd', regenerate: undefined, byDefault: undefined },
});
const a = slot('a');
const b = slot('b');
const fixed: TemplateNode = { kind: 'fixed', value: 1 };
const object = (members: Record<string, TemplateNode>): TemplateNode => ({
  ...{ kind: 'object', place: '#', members: Object.entries(members) },
});
const array = (...items: TemplateNode[]): TemplateNode => ({ kind: 'array', place: '#', items });

/** What a schema says about the slots a and b: `tied`, or the schemas that each is held to. */
async function said(schema: Json, body: TemplateNode): Promise<JsonObject> {
  const TEXT = { type: 'string' };
  const contract = await contractOf({
    components: { schemas: { S: schema, Text: TEXT, B: { properties: { b: TEXT } } } },
  });
  const { schemas, tied } = tiesOf(contract, '#/components/schemas/S', body);
  return Object.fromEntries(
    [a, b].flatMap((one): [string, Json][] => [
      ...(tied.has(one) ? [[one.place, 'tied'] as [string, Json]] : []),
      ...[...(schemas.get(one) ?? [])].map((at): [string, Json] => [
        one.place,
        at.replace('#/components/schemas/', ''),
      ]),
    ]),
  );
}

const PLAIN = {
  ...{ type: 'object', title: 'T', required: ['a'], minProperties: 1, maxProperties: 9, 'x-own': { not: {} } },
  dependentRequired: { a: ['b'] },
};
const BOTH = object({ a, b });

test.each<[what: string, schema: Json, body: TemplateNode, said: JsonObject]>([
  ['members by their names', { ...PLAIN, properties: { a: {}, c: {} } }, BOTH, { a: 'S/properties/a' }],
  ['members by a pattern', { patternProperties: { '^b$': {} } }, BOTH, { b: 'S/patternProperties/^b$' }],
  [
    'other members',
    { properties: { a: {} }, additionalProperties: {} },
    BOTH,
    { a: 'S/properties/a', b: 'S/additionalProperties' },
  ],
  ['no other members', { properties: { a: {} }, additionalProperties: false }, object({ a }), { a: 'S/properties/a' }],
  ['a reference', { $ref: '#/components/schemas/B' }, BOTH, { b: 'B/properties/b' }],
  [
    'all of several schemas',
    { allOf: [{ $ref: '#/components/schemas/B' }, { properties: { a: {} } }] },
    BOTH,
    { a: 'S/allOf/1/properties/a', b: 'B/properties/b' },
  ],
  ['one of several schemas', { oneOf: [{ properties: { a: {} } }, true] }, BOTH, { a: 'tied' }],
  ['any of several schemas', { anyOf: [{ $ref: '#/components/schemas/B' }] }, BOTH, { b: 'tied' }],
  ['what is forbidden', { not: { properties: { b: {} } } }, BOTH, { b: 'tied' }],
  ['a condition', { if: { properties: { a: {} } }, then: { properties: { b: {} } } }, BOTH, { a: 'tied', b: 'tied' }],
  ['the other case', { if: false, else: { properties: { b: {} } } }, BOTH, { b: 'tied' }],
  ['a condition on names', { if: { required: ['a'] }, then: { required: ['b'] } }, BOTH, {}],
  ['what one member entails', { dependentSchemas: { a: { properties: { b: {} } } } }, BOTH, { b: 'tied' }],
  [
    'a choice below a member',
    { properties: { c: { oneOf: [{ properties: { a: {} } }] } } },
    object({ c: object({ a }), b }),
    { a: 'tied' },
  ],
  ['a choice for one value', { properties: { a: { oneOf: [{}] } } }, BOTH, { a: 'S/properties/a' }],
  ['values as a whole', { enum: [{ a: 1 }] }, BOTH, { a: 'tied', b: 'tied' }],
  ['a keyword that is not known', { unheard: 1 }, BOTH, { a: 'tied', b: 'tied' }],
  ['members that nothing else describes', { unevaluatedProperties: false }, BOTH, { a: 'tied', b: 'tied' }],
  ['a discriminator', { discriminator: { propertyName: 'a' } }, BOTH, { a: 'tied', b: 'tied' }],
  ['items', { minItems: 1, maxItems: 5, items: {} }, array(a, fixed, b), { a: 'S/items', b: 'S/items' }],
  ['items by their places', { prefixItems: [{}], items: true }, array(slot('c', true), fixed), {}],
  ['items that move when one is left out', { prefixItems: [{}, {}] }, array(a, b), { a: 'tied', b: 'tied' }],
  ['items that differ from one another', { uniqueItems: true }, array(a, fixed), { a: 'tied' }],
  ['items of another type', { items: {}, prefixItems: [{}] }, BOTH, {}],
  ['members of another type', { properties: { 0: {} } }, array(a), {}],
  ['a body that is one value', { oneOf: [{}] }, a, { a: 'S' }],
  ['nothing', true, BOTH, {}],
])('what a schema says about %s', async (_, schema, body, expected) => {
  expect(await said(schema, body)).toEqual(expected);
});

test('a schema that refers to itself is followed once', async () => {
  const schema = {
    properties: { a: {}, c: { $ref: '#/components/schemas/S' } },
    allOf: [{ $ref: '#/components/schemas/S' }],
  };
  expect(await said(schema, object({ c: object({ c: object({ a }) }) }))).toEqual({ a: 'S/properties/a' });
});

test('what is always held to its schema and also part of a choice is tied', async () => {
  const contract = await contractOf({
    components: { schemas: { S: { properties: { a: {} }, oneOf: [{ properties: { a: {} } }] } } },
  });
  const { schemas, tied } = tiesOf(contract, '#/components/schemas/S', BOTH);
  expect([[...(schemas.get(a) ?? [])], tied.has(a)]).toEqual([['#/components/schemas/S/properties/a'], true]);
});

test('without a schema nothing is held to one', async () => {
  const { schemas, tied } = tiesOf(await contractOf({ paths: {} }), undefined, BOTH);
  expect([schemas.size, tied.size]).toEqual([0, 0]);
});

test('slots come in the order of the document', () => {
  expect(slotsOf(object({ x: array(b, fixed), y: object({ z: a }) }))).toEqual([b, a]);
});

test.each<[what: string, node: TemplateNode, may: boolean]>([
  ['a value of the request', a, true],
  ['a value of the response', slot('c', true), false],
  ['what is the same each time', fixed, false],
  ['a new value', { kind: 'generated', make: () => 1 }, false],
  ['an object of values of the request', object({ a, b }), true],
  ['an object with another value', object({ a, fixed }), false],
  ['a list', array(a), false],
])('whether %s may be left out', (_, node, may) => {
  expect(mayBeLeftOut(node)).toBe(may);
});
