import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { headerText, headerValueOf } from './header-value.ts';

const numbers = { type: 'array', items: { type: 'integer' } };
const map = { type: 'object', properties: { n: { type: 'integer' }, t: { type: 'string' } } };

/** Both ways: the text of a value, and the value of that text. */
const TABLE: [name: string, { field: object; value: Json; text: string }][] = [
  ['text', { field: { schema: { type: 'string' } }, value: 'a,b', text: 'a,b' }],
  ['text, where nothing is said', { field: {}, value: '1', text: '1' }],
  ['a number', { field: { schema: { type: 'number' } }, value: -1.5, text: '-1.5' }],
  ['a boolean', { field: { schema: { type: 'boolean' } }, value: true, text: 'true' }],
  ['null, or a number', { field: { schema: { type: ['integer', 'null'] } }, value: null, text: 'null' }],
  ['a list of numbers', { field: { schema: numbers }, value: [1, 2], text: '1,2' }],
  ['a list of texts', { field: { schema: { type: 'array' } }, value: ['a', 'b c'], text: 'a,b c' }],
  ['a list with nothing in it', { field: { schema: numbers }, value: [], text: '' }],
  ['an object', { field: { schema: map }, value: { n: 1, t: 'x' }, text: 'n,1,t,x' }],
  [
    'a value as JSON',
    { field: { content: { 'application/problem+json': { schema: {} } } }, value: { a: ['b'] }, text: '{"a":["b"]}' },
  ],
  [
    'a value of another media type',
    { field: { content: { 'text/csv': { schema: numbers } } }, value: [1, 2], text: '1,2' },
  ],
  ['an object, exploded', { field: { schema: map, explode: true }, value: { n: 1, t: 'x' }, text: 'n=1,t=x' }],
];
test.each(TABLE)('%s', async (_, { field, value, text }) => {
  const contract = await contractOf({
    paths: { '/': { get: { responses: { 200: { description: '', headers: { 'X-Field': field } } } } } },
  });
  const [header] = contract.operations[0]?.responses[0]?.headers ?? [];
  if (!header) throw new Error('no header');
  expect(headerText(header, value)).toBe(text);
  expect(headerValueOf(contract, header, text)).toEqual(value);
});

test('spaces around the members of a list do not count', async () => {
  const contract = await contractOf({
    paths: { '/': { get: { responses: { 200: { description: '', headers: { X: { schema: numbers } } } } } } },
  });
  const [header] = contract.operations[0]?.responses[0]?.headers ?? [];
  expect(header && headerValueOf(contract, header, '1, 2 ,3')).toEqual([1, 2, 3]);
});

test('a nested value has no style and is written as JSON', () => {
  expect(headerText({}, [{ a: 1 }, [2], null])).toBe('{"a":1},[2],null');
});

test('a text that is not JSON stays a text if JSON is documented', async () => {
  const field = { content: { 'application/json': { schema: {} } } };
  const contract = await contractOf({
    paths: { '/': { get: { responses: { 200: { description: '', headers: { X: field } } } } } },
  });
  const [header] = contract.operations[0]?.responses[0]?.headers ?? [];
  expect(header && headerValueOf(contract, header, '{"a"')).toBe('{"a"');
});
