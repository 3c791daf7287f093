import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const kind = (properties: JsonObject, ...required: string[]) => ({
  type: 'object',
  required: ['kind', ...required],
  properties: { kind: { type: 'string' }, ...properties },
});
const KINDS = {
  Cat: kind({ lives: { type: 'integer' } }, 'lives'),
  Dog: kind({ bark: { enum: ['loud', 'soft'] } }, 'bark'),
  Fish: kind({ depth: { type: 'number' } }),
};
const ALL = [ref('Cat'), ref('Dog')];

async function told(
  pet: object,
  value: Json,
  components: object = KINDS,
  at = 'Pet',
  openapi = '3.1.0',
): Promise<string[]> {
  const contract = await contractOf({ openapi, paths: {}, components: { schemas: { Pet: pet, ...components } } });
  const pointer = `#/components/schemas/${at}`;
  const errors = contract.validate(pointer, value);
  expect(errors.length === 0).toBe(contract.accepts(pointer, value));
  return errors.map((error) => `${error.at} ${error.message} (${error.pointer.replace('#/components/schemas/', '')})`);
}

const implicit = { oneOf: ALL, discriminator: { propertyName: 'kind' } };
const mapped = (mapping: JsonObject) => ({ oneOf: ALL, discriminator: { propertyName: 'kind', mapping } });

type Row = [name: string, pet: object, value: Json, want: string[]];

describe('an error is that of the branch that the value names', () => {
  const ROWS: Row[] = [
    [
      'the name of the schema',
      implicit,
      { kind: 'Cat', lives: 'nine' },
      ['#/lives must be integer (Cat/properties/lives/type)'],
    ],
    [
      'a mapping to a reference',
      mapped({ c: ref('Cat').$ref }),
      { kind: 'c', lives: 'nine' },
      ['#/lives must be integer (Cat/properties/lives/type)'],
    ],
    [
      'a mapping to a name',
      mapped({ c: 'Cat' }),
      { kind: 'c' },
      ["#/lives must have required property 'lives' (Cat/required)"],
    ],
    [
      'the name of a schema that the mapping leaves out',
      mapped({ c: 'Cat' }),
      { kind: 'Dog', bark: 'odd' },
      ['#/bark must be equal to one of the allowed values (Dog/properties/bark/enum)'],
    ],
    [
      'the second of two names for one schema',
      mapped({ a: 'Cat', b: 'Cat' }),
      { kind: 'b', lives: 1.5 },
      ['#/lives must be integer (Cat/properties/lives/type)'],
    ],
    [
      'anyOf',
      { anyOf: ALL, discriminator: { propertyName: 'kind' } },
      { kind: 'Cat', lives: 'nine' },
      ['#/lives must be integer (Cat/properties/lives/type)'],
    ],
    [
      'a branch beside what holds for all',
      { ...implicit, required: ['name'] },
      { kind: 'Cat', lives: 'x' },
      [
        '#/lives must be integer (Cat/properties/lives/type)',
        "#/name must have required property 'name' (Pet/required)",
      ],
    ],
    [
      'an item of a list',
      { type: 'array', items: implicit },
      [
        { kind: 'Dog', bark: 'loud' },
        { kind: 'Cat', lives: 'x' },
      ],
      ['#/1/lives must be integer (Cat/properties/lives/type)'],
    ],
    [
      'a name that no schema has',
      implicit,
      { kind: 'Cow' },
      ['#/kind must be equal to one of the allowed values (Pet/discriminator/enum)'],
    ],
    [
      'a value without the name',
      implicit,
      { lives: 9 },
      ["#/kind must have required property 'kind' (Pet/discriminator/required)"],
    ],
  ];
  test.each(ROWS)('finds the branch by %s', async (_, pet, value, want) => {
    expect(await told(pet, value)).toEqual(want);
  });

  test('finds the branch in OpenAPI 3.0', async () => {
    expect(await told(implicit, { kind: 'Cat', lives: 'nine' }, KINDS, 'Pet', '3.0.3')).toEqual([
      '#/lives must be integer (Cat/properties/lives/type)',
    ]);
  });

  test('finds the branch in schemas that contain each other', async () => {
    const Node = { oneOf: [ref('Leaf'), ref('Both')], discriminator: { propertyName: 'kind' } };
    const components = {
      Leaf: kind({ n: { type: 'integer' } }, 'n'),
      Both: kind({ left: ref('Pet'), right: ref('Pet') }, 'left', 'right'),
    };
    const value = {
      kind: 'Both',
      left: { kind: 'Leaf', n: 1 },
      right: { kind: 'Both', left: { kind: 'Leaf', n: 'x' }, right: { kind: 'Leaf', n: 2 } },
    };
    expect(await told(Node, value, components)).toEqual(['#/right/left/n must be integer (Leaf/properties/n/type)']);
  });
});

describe('a discriminator decides nothing by itself (OpenAPI 3.1.1 §4.8.25.1)', () => {
  const ROWS: Row[] = [
    ['a value that fits the branch that it names', implicit, { kind: 'Cat', lives: 9 }, []],
    ['a value that fits another branch than it names', implicit, { kind: 'Cow', lives: 9 }, []],
    [
      'a value without the name, where a branch allows that',
      { anyOf: [ref('Loose')], discriminator: { propertyName: 'kind' } },
      {},
      [],
    ],
  ];
  test.each(ROWS)('accepts %s', async (_, pet, value, want) => {
    expect(await told(pet, value, { ...KINDS, Loose: { type: 'object' } })).toEqual(want);
  });

  test('a value that conforms to two branches violates oneOf', async () => {
    expect(await told({ ...implicit, oneOf: [ref('Cat'), ref('Fish')] }, { kind: 'Cat', lives: 9 })).toEqual([
      expect.stringContaining('must match exactly one schema in oneOf (Pet/oneOf)'),
    ]);
  });
});

test.each([
  ['no mapping', { propertyName: 'kind', mapping: 5 }],
  ['a mapping to nowhere', { propertyName: 'kind', mapping: { a: 'Nope', b: 7, c: '#/nope' } }],
  ['no name', {}],
])('a discriminator with %s changes nothing', async (_, discriminator) => {
  expect(await told({ oneOf: [ref('Cat'), ref('Dog')], discriminator }, { kind: 'Dog', bark: 'loud' })).toEqual([]);
  expect((await told({ oneOf: [ref('Cat'), ref('Dog')], discriminator }, { kind: 'Dog' })).length).toBeGreaterThan(0);
});

test('a child that extends the schema with the discriminator reports its own errors', async () => {
  const components = {
    Cat: { allOf: [ref('Pet'), { type: 'object', required: ['lives'], properties: { lives: { type: 'integer' } } }] },
  };
  const parent = {
    type: 'object',
    required: ['kind'],
    properties: { kind: { type: 'string' } },
    discriminator: { propertyName: 'kind' },
  };
  expect(await told(parent, { kind: 'Cat', lives: 'x' }, components, 'Cat')).toEqual([
    '#/lives must be integer (Cat/allOf/1/properties/lives/type)',
  ]);
  // The parent has no further requirements.
  expect(await told(parent, { kind: 'Cat' }, components)).toEqual([]);
});
