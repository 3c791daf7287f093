import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { mediaOf } from './bodies.ts';
import { describedText, withDescribedTexts } from './described.ts';

describe('a description shows a value', () => {
  test.each<[string, string | undefined]>([
    ['Name of the zone (e.g. “example.com.”) MUST have a trailing dot', 'example.com.'],
    ['The kind, for example `small`.', 'small'],
    ['A tag such as "red" or "blue"', 'red'],
    ['The size, e.g. m1.large, of the machine', 'm1.large'],
    ['The port, e.g. 8080.', '8080'],
    ['Set to "Zone"', 'Zone'],
    ["Allowed values are: 'up', 'down'", 'up'],
    ['Must be REPLACE or DELETE. With DELETE, all are deleted.', 'REPLACE'],
    ['Names of servers, including the trailing dot', 'assay.example.com.'],
    ['List of IP addresses of masters', '192.0.2.1'],
    ['The IPv6 address', '2001:db8::1'],
    ['The network in CIDR notation', '192.0.2.0/24'],
    ['The Base64 encoded key', 'YXNzYXk='],
    ['An ISO 8601 duration', 'PT1H'],
    ['When it ends (ISO 8601)', '2030-01-01T00:00:00Z'],
    ['The ISO 4217 currency', 'USD'],
    ['The URL that is called', 'https://example.com/assay'],
    ['The host name', 'assay.example.com'],
    ['The name of the pet', undefined],
    ['It is likely to be curled.', undefined],
    ['', undefined],
  ])('%j', (description, want) => {
    expect(describedText(description)).toBe(want);
  });

  test('no more than a part of a long description is read', () => {
    expect(describedText(`${'x '.repeat(2000)} e.g. "late"`)).toBeUndefined();
  });
});

const text = (description: string, more: JsonObject = {}): JsonObject => ({ type: 'string', description, ...more });

describe('a made-up text', () => {
  test.each<[string, JsonObject, Json, Json]>([
    ['is what its description shows', { a: text('e.g. "x"') }, { a: 'assay' }, { a: 'x' }],
    [
      'in a list is what the list is described as',
      { a: { type: 'array', description: 'IP addresses', items: { type: 'string' } } },
      { a: ['assay'] },
      { a: ['192.0.2.1'] },
    ],
    [
      'in a list of which the items are described is what they are',
      { a: { type: 'array', description: 'IP addresses', items: text('e.g. "x"') } },
      { a: ['assay'] },
      { a: ['x'] },
    ],
    [
      'further down is what its description shows',
      { a: { type: 'object', properties: { b: text('e.g. "x"') } } },
      { a: { b: 'assay' } },
      { a: { b: 'x' } },
    ],
    [
      'stays where the contract does not allow what is shown',
      { a: text('e.g. "longer"', { maxLength: 5 }) },
      { a: 'assay' },
      { a: 'assay' },
    ],
    [
      'stays where another keyword says what it is',
      { a: text('e.g. "x"', { pattern: '^a' }), b: text('e.g. "x"', { enum: ['assay'] }) },
      { a: 'assay', b: 'assay' },
      { a: 'assay', b: 'assay' },
    ],
    ['is no other text', { a: text('e.g. "x"') }, { a: 'Rex' }, { a: 'Rex' }],
  ])('%s', async (_, properties, body, want) => {
    const contract = await contractOf({
      paths: {
        '/pets': {
          post: {
            requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
            responses: { 204: { description: '' } },
          },
        },
      },
    });
    const [operation] = contract.operations;
    const media = operation && mediaOf(operation);
    if (!media) throw new Error('no media type');
    expect(withDescribedTexts(contract, media, body)).toEqual(want);
  });
});
