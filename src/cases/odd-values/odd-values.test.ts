import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { valueAt } from '../../json/pointer.ts';
import type { Json } from '../../model/json.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { ODD_KINDS } from './kinds.ts';
import { MAX_ODD_VALUES, oddValueCases, type OddCase } from './odd-values.ts';

const answers = { responses: { 200: { description: '' } } };
const body = (properties: object, required: string[] = []) => ({
  requestBody: {
    required: true,
    content: { 'application/json': { schema: { type: 'object', required, properties } } },
  },
  ...answers,
});

/** The odd cases of one operation. */
async function oddCases(method: string, operation: object, path = '/pets'): Promise<OddCase[]> {
  const contract = await contractOf({ paths: { [path]: { [method]: operation } } });
  const [first] = contract.operations;
  return first ? oddValueCases(contract, first, { overrides: NO_OVERRIDES }) : [];
}

/** `request body#/name: an empty text`. */
const placesOf = (cases: OddCase[]) =>
  cases.map(({ expect: { ...expected }, odd }) => `${'at' in expected ? expected.at : ''}: ${odd.kind.title}`);
const titlesOf = (cases: OddCase[]) => cases.map(({ odd }) => odd.kind.title);

const EVERYTHING = {
  name: { type: 'string' },
  age: { type: 'integer' },
  weight: { type: 'number' },
  born: { type: 'string', format: 'date' },
  tags: { type: 'array', items: { type: 'string' } },
};

test('each kind of odd value comes once to an operation that takes them all', async () => {
  const cases = await oddCases('post', body(EVERYTHING));
  expect(titlesOf(cases).toSorted()).toStrictEqual(ODD_KINDS.map(({ title }) => title).toSorted());
});

const isLong = (value: Json | undefined): value is string | Json[] =>
  Array.isArray(value) || (typeof value === 'string' && value.length > 99);

test('each odd value is what its title says', async () => {
  const properties = { ...EVERYTHING, at: { type: 'string', format: 'date-time' } };
  const cases = (
    await Promise.all(Object.entries(properties).map(([name, schema]) => oddCases('post', body({ [name]: schema }))))
  ).flat();
  const seen = new Map(
    cases.map(({ odd, inputs }): [string, Json | undefined] => {
      const value = valueAt(inputs.body ?? null, odd.at ?? '#');
      return [odd.kind.title, isLong(value) ? value.length : value];
    }),
  );
  expect(Object.fromEntries(seen)).toMatchObject({
    ...{ 'an empty text': '', blanks: '   ', '300 characters': 300, '10,000 characters': 10_000 },
    ...{ 0: 0, '-1': -1, '2^31': 2_147_483_648, '2^53': 9_007_199_254_740_992, '1e308': 1e308 },
    ...{ '29 February': '2024-02-29T12:00:00Z', 'the last day of the year 9999': '9999-12-31T12:00:00Z' },
    ...{ 'an empty list': 0, 'a list of one': 1, 'a list of a hundred': 100 },
  });
  expect(seen.get('combining and right-to-left letters')).not.toBe(
    String(seen.get('combining and right-to-left letters')).normalize(),
  );
});

test('a request has one odd value, and the others as they were', async () => {
  const [first, ...others] = await oddCases('post', body(EVERYTHING, ['name', 'age']));
  expect(first?.inputs.body).toStrictEqual({ name: '', age: expect.any(Number) });
  expect(others.every(({ request }) => request.body !== undefined)).toBe(true);
});

test('the places of an operation share the kinds of values', async () => {
  const cases = await oddCases('post', body({ one: { type: 'integer' }, two: { type: 'integer' } }));
  expect(placesOf(cases)).toStrictEqual([
    'request body#/one: 0',
    'request body#/two: -1',
    'request body#/one: 2^31',
    'request body#/two: 2^53',
  ]);
});

test('an operation with many places gets no more odd values than there are kinds of them', async () => {
  const parameters = Array.from({ length: 40 }, (_, index) => ({
    ...{ name: `p${index}`, in: 'query', schema: { type: index % 2 === 0 ? 'string' : 'integer' } },
  }));
  const cases = await oddCases('get', { parameters, ...answers });
  // Neither 10,000 characters nor dates and lists stand in such a query.
  expect([cases.length, MAX_ODD_VALUES]).toStrictEqual([13, 20]);
});

test('each of a few places gets an odd value', async () => {
  const parameters = Array.from({ length: 9 }, (_, index) => ({
    ...{ name: `p${index}`, in: 'query', schema: { type: 'integer' } },
  }));
  const cases = await oddCases('get', { parameters, ...answers });
  expect(new Set(placesOf(cases).map((place) => place.split(':')[0])).size).toBe(9);
});

test.each<[string, object, string[]]>([
  ['a text of at most 20 characters', { type: 'string', maxLength: 6 }, ['an empty text', 'blanks']],
  ['a text that is not empty', { type: 'string', minLength: 1, maxLength: 3 }, ['blanks']],
  ['a number from 0', { type: 'number', minimum: 0, maximum: 5 }, ['0']],
  ['an integer of 32 bits', { type: 'integer', format: 'int32' }, ['0', '-1']],
  ['a time', { type: 'string', format: 'date-time' }, ['29 February', 'the last day of the year 9999']],
  ['a short list', { type: 'array', items: { type: 'string' }, maxItems: 3 }, ['an empty list', 'a list of one']],
  ['what is listed', { type: 'string', enum: ['a', 'b'] }, []],
  ['what is listed, with an empty text', { type: 'string', enum: ['', 'a'] }, []],
  ['what has one value, an empty text', { type: 'string', const: '' }, []],
  ['a text that is JSON', { type: 'string', description: 'Stored as JSON string' }, []],
  ['a text of a media type', { type: 'string', contentMediaType: 'text/csv' }, []],
  ['what has a spelling of its own', { type: 'string', format: 'uuid' }, []],
  ['what only answers have', { type: 'string', readOnly: true }, []],
  ['bytes', { type: 'string', contentEncoding: 'base64' }, []],
  ['a password', { type: 'string', format: 'password' }, []],
])('%s gets the odd values alone that its schema allows', async (_, schema, want) => {
  expect(titlesOf(await oddCases('post', body({ it: schema })))).toStrictEqual(want);
});

test('a secret gets no odd value', async () => {
  expect(await oddCases('post', body({ apiKey: { type: 'string' } }))).toStrictEqual([]);
});

test('what deletes something gets no odd value', async () => {
  const parameters = [{ name: 'why', in: 'query', schema: { type: 'string' } }];
  expect(await oddCases('delete', { parameters, ...answers })).toStrictEqual([]);
});

test('what the path names has odd values only where nothing can be changed', async () => {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  expect(await oddCases('put', { parameters: [id], ...answers }, '/pets/{id}')).toStrictEqual([]);
  const cases = await oddCases('get', { parameters: [id], ...answers }, '/pets/{id}');
  expect(placesOf(cases)).toContain('request path id: emoji');
});

test('what is refused with an odd value is noted, unless the value names something', async () => {
  const cases = await oddCases('post', body({ note: { type: 'string' }, ownerId: { type: 'string' } }));
  const refusals = cases.map(({ expect: expected }) =>
    expected.kind === 'accepted' ? `${expected.at} ${String(expected.mayRefuse)}` : expected.kind,
  );
  expect(new Set(refusals)).toStrictEqual(new Set(['request body#/note noted', 'request body#/ownerId true']));
});

test('what cannot stand in a header field is not sent in one', async () => {
  const parameters = [{ name: 'X-Note', in: 'header', schema: { type: 'string' } }];
  const titles = titlesOf(await oddCases('get', { parameters, ...answers }));
  expect(titles).toContain('quotes');
  expect(titles).not.toContain('emoji');
});
