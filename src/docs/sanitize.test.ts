import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { valueAt } from '../json/pointer.ts';
import { inert, sanitize } from './sanitize.ts';

const JOINER = '\u2060';
const GET = '#/paths/~1a/get';

async function shown(document: JsonObject): Promise<(pointer: string) => Json | undefined> {
  const made = sanitize(await contractOf({ paths: {}, ...document }));
  return (pointer) => valueAt(made, pointer);
}
const operation = (more: JsonObject, components: JsonObject = {}) => ({
  paths: { '/a': { get: { tags: ['t'], responses: { 200: { description: 'A' } }, ...more } } },
  components,
});

test.each([
  ['a <b>c</b> d', `a <${JOINER}b>c<${JOINER}/b> d`],
  ['<!-- --> <?x ?>', `<${JOINER}!-- --> <${JOINER}?x ?>`],
  ['<A>', `<${JOINER}A>`],
  ['1 < 2 <3', '1 < 2 <3'],
  ['{% if %} {x}', `{${JOINER}% if %} {x}`],
  ['![a](b) !a [c](d)', `!${JOINER}[a](b) !a [c](d)`],
])('%j is made inert as %j', (markdown, made) => expect(inert(markdown)).toBe(made));

describe('texts', () => {
  test.each(['description', 'summary', 'x-note'])('called %s are inert at every place', async (name) => {
    const at = await shown(operation({ [name]: '<b>' }));
    expect(at(`${GET}/${name}`)).toBe(`<${JOINER}b>`);
  });

  test('all texts in an extension are inert', async () => {
    const at = await shown(operation({ 'x-more': { a: ['<b>', 1, { c: '{% d %}' }], e: null } }));
    expect(at(`${GET}/x-more`)).toStrictEqual({ a: [`<${JOINER}b>`, 1, { c: `{${JOINER}% d %}` }], e: null });
  });

  test.each(['example', 'default', 'const'])('texts of %s are data and stay as they are', async (name) => {
    const at = await shown({ components: { schemas: { S: { [name]: { description: '<b>', 'x-source': 1 } } } } });
    expect(at(`#/components/schemas/S/${name}`)).toStrictEqual({ description: '<b>', 'x-source': 1 });
  });

  test('texts of values that are listed are data and stay as they are', async () => {
    const listed = [{ description: '<b>', 'x-source': 1 }];
    const at = await shown({ components: { schemas: { S: { enum: listed } } } });
    expect(at('#/components/schemas/S/enum')).toStrictEqual(listed);
  });

  test('a member named like an extension or like data is still a schema', async () => {
    const properties = { 'x-logo': { description: '<b>' }, default: { title: '<i>' }, examples: { type: 'array' } };
    const at = await shown({ components: { schemas: { S: { properties } } } });
    expect(at('#/components/schemas/S/properties')).toStrictEqual({
      'x-logo': { description: `<${JOINER}b>` },
      default: { title: `<${JOINER}i>` },
      examples: { type: 'array' },
    });
  });
});

test.each([
  'x-source',
  'x-inferred',
  'x-unspecified',
  'x-documents',
  'x-discrepancies',
  'x-remarks',
  'x-enumDescriptions',
  'x-logo',
])('the extension %s is left out', async (name) => {
  const at = await shown({ components: { schemas: { S: { type: 'string', deep: [{ [name]: [] }] } } } });
  expect(at('#/components/schemas/S/deep')).toStrictEqual([{}]);
});

describe('the sources of a clause', () => {
  const info = { title: 'T', version: '1', 'x-documents': { doc: { title: 'A *page*' } } };
  const source = { 'x-source': { document: 'doc', at: 'Notes', says: 'It is [so].' } };

  test('are in the description of an operation, a parameter and a property', async () => {
    const at = await shown({
      info,
      ...operation(
        { description: ' Own <b> ', parameters: [{ name: 'q', in: 'query', schema: {}, ...source }], ...source },
        { schemas: { S: { properties: { a: { type: 'string', 'x-inferred': 'Nobody says so.' } } } } },
      ),
    });
    const told = '*A \\*page\\*, Notes:* It is \\[so\\].';
    expect(at(`${GET}/description`)).toBe(`Own <${JOINER}b>\n\n${told}`);
    expect(at(`${GET}/parameters/0/description`)).toBe(told);
    expect(at('#/components/schemas/S/properties/a/description')).toBe('*Inferred:* Nobody says so.');
  });

  test('have their documents in the introduction', async () => {
    const documents = { a: { title: 'One', publisher: 'A_b', about: 'all' }, b: { title: 'Two' } };
    const at = await shown({ info: { ...info, description: 'Intro', 'x-documents': documents } });
    expect(at('#/info/description')).toBe(
      'Intro\n\n## Documents\n\n- **One** (A\\_b): all\n- **Two**\n\n[All contracts](index.html)',
    );
    expect((await shown({}))('#/info/description')).toBe('[All contracts](index.html)');
  });

  test('have their discrepancies in a section of their own', async () => {
    const discrepancies: JsonObject[] = [
      { about: 'a|b', between: ['x'], says: 'one\n two', known: 'K', decision: 'D' },
      { about: 'c', between: ['x'], says: 'three' },
    ];
    const at = await shown({ info: { ...info, 'x-discrepancies': discrepancies }, tags: [{ name: 'own' }] });
    const tags = at('#/tags') as JsonObject[];
    expect(tags).toHaveLength(1);
    expect(tags[0]).toMatchObject({ name: 'Discrepancies' });
    expect(tags[0]?.['description']).toBe(
      'Where the documents contradict themselves, each other or a known server.\n\n' +
        '- **a\\|b**: one two *Known:* K *Decision:* D\n- **c**: three',
    );
    expect((await shown({}))('#/tags')).toStrictEqual([]);
  });
});

describe('examples', () => {
  const media = (examples: JsonObject, more: JsonObject = {}) => ({ 'application/json': { examples, ...more } });
  const example = async (listed: JsonObject, more: JsonObject = {}) => {
    const at = await shown(
      operation(
        { responses: { 200: { description: 'A', content: media({ one: listed }, more) } } },
        { examples: { shared: { value: { a: 1 }, summary: 'Shared', description: '<b>' } } },
      ),
    );
    return at(`${GET}/responses/200/content/application~1json/examples/one`);
  };

  test('have their name in front of their summary', async () => {
    expect(await example({ value: 1 })).toStrictEqual({ value: 1, summary: 'one' });
    expect(await example({ value: '<b>', summary: '<i>' })).toStrictEqual({
      value: '<b>',
      summary: `one: <${JOINER}i>`,
    });
  });

  test('replace their references', async () => {
    expect(await example({ $ref: '#/components/examples/shared' })).toStrictEqual({
      value: { a: 1 },
      summary: 'one: Shared',
      description: `<${JOINER}b>`,
    });
  });

  test('are shown as JSON if the media type says otherwise', async () => {
    const json = '{\n  "a": 1\n}';
    for (const type of ['application/json', 'application/x+json'])
      expect(await example({ value: { a: 1 } }, { 'x-encoded-as': type })).toMatchObject({ value: json });
    expect(await example({ value: { a: 1 } }, { 'x-encoded-as': 'text/xml' })).toMatchObject({ value: { a: 1 } });
  });
});

test.each([
  ['/v1/', 'https://{host}/v1'],
  ['/', 'https://{host}'],
  ['//example.org/a', '//example.org/a'],
  ['https://example.org/a/', 'https://example.org/a/'],
])('the server %s is shown as %s', async (url, made) => {
  const at = await shown({ servers: [{ url, description: 'D' }] });
  expect(at('#/servers/0')).toMatchObject({ url: made, description: 'D' });
  expect(at('#/servers/0/variables/host/default')).toBe(made.includes('{host}') ? 'localhost' : undefined);
});

test.each([
  [20, undefined],
  [21, ['t']],
])('the tags of %d operations are %j: many are folded', async (count, tags) => {
  const { get } = operation({}).paths['/a'];
  const paths = Object.fromEntries(Array.from({ length: count }, (_, nth) => [`/a${nth}`, { get }]));
  const at = await shown({ paths, tags: [{ name: 't' }] });
  expect(at('#/paths/~1a0/get/tags')).toStrictEqual(tags);
  expect(at('#/tags')).toStrictEqual(tags ? [{ name: 't' }] : []);
});

test('the contract itself stays as it is', async () => {
  const contract = await contractOf({ ...operation({ description: '<b>' }), servers: [{ url: '/' }] });
  const before = structuredClone(contract.document);
  sanitize(contract);
  expect(contract.document).toStrictEqual(before);
});
