import { describe, expect, test } from '@jest/globals';
import { GUID, jsonOf, mutantsOf, thingDocument } from '../../../test/support/mutants.ts';
import { bodyValues } from './body-values.ts';

/** A document whose response is the usual one with another member. */
const withMember = (name: string, value: unknown, schema: unknown = {}) =>
  thingDocument((operation) => {
    const media = operation.responses['201'].content['application/json'];
    media.schema.properties[name] = schema;
    media.examples.one.value[name] = value;
  });

const EMAIL = 'mailto:a@example.org';

test.each<[string, unknown, unknown, string[]]>([
  [
    'a text',
    'READY',
    { type: 'string' },
    [
      'leaves out',
      'misspells',
      'answers null for',
      'changes the type of',
      'empties',
      'answers with another',
      'truncates',
      'changes the letter case of',
    ],
  ],
  [
    'a text of one letter',
    'R',
    {},
    [
      'leaves out',
      'misspells',
      'answers null for',
      'changes the type of',
      'empties',
      'answers with another',
      'changes the letter case of',
    ],
  ],
  ['a number', 7, {}, ['leaves out', 'misspells', 'answers null for', 'changes the type of', 'answers with another']],
  [
    'a truth value',
    true,
    {},
    ['leaves out', 'misspells', 'answers null for', 'changes the type of', 'answers with another'],
  ],
  ['null', null, {}, ['leaves out', 'misspells', 'changes the type of']],
  [
    'null with a format',
    null,
    { type: ['string', 'null'], format: 'uri' },
    ['leaves out', 'misspells', 'changes the type of', 'answers with a text that is none of the format of'],
  ],
  ['an empty object', {}, {}, ['leaves out', 'misspells', 'answers null for', 'changes the type of']],
  ['an empty array', [], {}, ['leaves out', 'misspells', 'answers null for', 'changes the type of']],
])('makes of %s (%j) the mutants that fit it', async (_, value, schema, want) => {
  const { titles } = await mutantsOf(bodyValues, withMember('it', value, schema));
  expect(titles.filter((title) => title.endsWith(' it')).map((title) => title.slice(0, -3))).toEqual(want);
});

test.each<[string, unknown, unknown, string]>([
  ['a uuid', GUID, {}, 'breaks the format of it'],
  ['a time', '2020-01-01T00:00:00Z', {}, 'answers with a text that is not a time for it'],
  ['a path', '/a/b', {}, 'answers with no URI for it'],
  ['an http URI', 'https://example.org', {}, 'answers with no URI for it'],
  ['a listed text', 'tape', { enum: ['tape', 'disk'] }, 'leaves the enumeration of it'],
])('has a mutant for the form of %s', async (_, value, schema, title) => {
  expect((await mutantsOf(bodyValues, withMember('it', value, schema))).titles).toContain(title);
});

test.each<[string, unknown]>([
  ['a mail address', EMAIL],
  ['a date without a time', '2020-01-01'],
])('has no mutant for the form of %s', async (_, value) => {
  const { titles } = await mutantsOf(bodyValues, withMember('it', value));
  expect(titles.filter((title) => /(format|time|URI|enumeration) (of|for) it$/.test(title))).toEqual([]);
});

describe('the changed value', () => {
  test.each<[string, unknown]>([
    ['leaves out state', undefined],
    ['answers null for state', null],
    ['empties state', ''],
    ['truncates state', 'READ'],
    ['changes the letter case of state', 'ready'],
    ['answers with another kind', 'disk'],
    ['leaves the enumeration of kind', 'tape-assay'],
  ])('%s', async (title, want) => {
    const { answer } = await mutantsOf(bodyValues);
    expect(jsonOf(await answer(title))[title.split(' ').at(-1) ?? '']).toEqual(want);
  });

  test('is another text of the same kind', async () => {
    const { answer } = await mutantsOf(bodyValues);
    const { state } = jsonOf(await answer('answers with another state'));
    expect(typeof state).toBe('string');
    expect(state).not.toBe('READY');
  });

  test('keeps the value under a misspelled name', async () => {
    const { answer } = await mutantsOf(bodyValues);
    expect(jsonOf(await answer('misspells state'))).toMatchObject({ state_: 'READY' });
    expect(jsonOf(await answer('misspells state'))).not.toHaveProperty('state');
  });

  test('differs for different texts if numbers replace them', async () => {
    const { answer, request } = await mutantsOf(bodyValues);
    const title = 'changes the type of name';
    const numbers = [jsonOf(await answer(title)).name, jsonOf(await answer(title, request({ name: 'b' }))).name];
    expect(numbers.map((number) => typeof number)).toEqual(['number', 'number']);
    expect(numbers[0]).not.toBe(numbers[1]);
  });

  test.each<[string, unknown, unknown]>([
    ['a number', 7, 'text'],
    ['a truth value', true, 'text'],
    ['an object', { a: 1 }, 'text'],
    ['an array', [1], {}],
    ['null', null, {}],
  ])('has another type than %s', async (_, value, want) => {
    const { answer } = await mutantsOf(bodyValues, withMember('it', value));
    expect(jsonOf(await answer('changes the type of it')).it).toEqual(want);
  });

  test.each<[string, unknown, unknown]>([
    ['an object', { a: 1 }, {}],
    ['an array', [1], []],
  ])('is empty in place of %s', async (_, value, want) => {
    const { answer } = await mutantsOf(bodyValues, withMember('it', value));
    expect(jsonOf(await answer('empties it')).it).toEqual(want);
  });
});

test('has mutants for members within objects and arrays', async () => {
  const { titles } = await mutantsOf(bodyValues, withMember('it', { list: [{ x: 1 }] }));
  expect(titles).toEqual(expect.arrayContaining(['leaves out it', 'leaves out it.list', 'leaves out it.list.0.x']));
});

describe('a proof that a mutant conforms', () => {
  test('exists for a time that becomes null if the schema lists null', async () => {
    const { mutant } = await mutantsOf(
      bodyValues,
      withMember('it', '2020-01-01T00:00:00Z', { type: ['string', 'null'], format: 'date-time' }),
    );
    expect(mutant('answers null for it').equivalent).toMatch(/^it may be null: its format is date-time/);
  });

  test.each<[string, string, unknown]>([
    ['the schema does not list null', 'answers null for it', {}],
    ['the schema refuses null', 'answers null for it', { type: 'string' }],
    ['the value is literal', 'answers with another state', { type: 'string' }],
    ['the form of the value changes', 'answers with a text that is not a time for it', { type: 'string' }],
  ])('does not exist where %s', async (_, title, schema) => {
    const { mutant } = await mutantsOf(bodyValues, withMember('it', '2020-01-01T00:00:00Z', schema));
    expect(mutant(title).equivalent).toBeUndefined();
  });
});

test('swaps a bound text for the nearest other one', async () => {
  const { answer, titles } = await mutantsOf(
    bodyValues,
    thingDocument((operation) => {
      const { value } = operation.responses['201'].content['application/json'].examples.one;
      value.links = { self: { href: `/things/${GUID}` }, name: { href: '/names/first-thing-1' } };
    }),
  );
  expect(titles).toContain('swaps with its neighbour links.self.href');
  const { links } = jsonOf(await answer('swaps with its neighbour links.self.href'));
  expect(links.self.href).toBe('/names/first-thing-1');
});
