import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { mediaOf } from '../json-first.ts';
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
    ["Path dtype ('notebook', 'file', 'directory')", 'notebook'],
    ["Format of content (one of null, 'text', 'base64', 'json')", 'text'],
    ['The state ("on" or "off"), e.g. "on-line"', 'on'],
    ['The state ("on")', undefined],
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
    ['For example m1.large', 'm1.large'],
    ['e.g. " x "', 'x'],
    ['With a Trailing Dot', 'assay.example.com.'],
    ['A SUBNET with its Mask', '192.0.2.0/24'],
    ['The Ip Address', '192.0.2.1'],
    ['The mac address', '02:00:5e:10:00:01'],
    ['An E-mail Address', 'assay@example.com'],
    ['The UUID of the pet', '6f1d3c7a-5b0e-4c55-9a35-0a8d7f2b9c11'],
    ['Its Duration by iso-8601', 'PT1H'],
    ['When it begins, by rfc 3339', '2030-01-01T00:00:00Z'],
    ['The Currency Code', 'USD'],
    ['The Country Code', 'US'],
    ['The Language Code', 'en'],
    ['The locale code', 'en'],
    ['Its Time Zone', 'UTC'],
    ['The Domain Name', 'assay.example.com'],
    ['A Phone Number', '+12025550123'],
    ['Follows SemVer', '1.0.0'],
    ['A semantic versioning text', '1.0.0'],
    ['A Hex color', '#336699'],
    ['The hexadecimal code', '#336699'],
    ['Its colour in hexadecimal digits', '#336699'],
    ['A Cron Expression', '0 0 * * *'],
    ['Its cron schedule', '0 0 * * *'],
    ['As in a crontab', '0 0 * * *'],
    ['The Media type', 'text/plain'],
    ['Its mime-type', 'text/plain'],
    ['The content type', 'text/plain'],
    ['The name of the pet', undefined],
    ['It is likely to be curled.', undefined],
    ['', undefined],
  ])('%j', (description, want) => {
    expect(describedText(description)).toBe(want);
  });

  test('the last of several values is another one', () => {
    expect(describedText("Path dtype ('notebook', 'file', 'directory')", true)).toBe('directory');
    expect(describedText('A tag such as "red" or "blue"', true)).toBe('red');
  });

  test('no more than a part of a long description is read', () => {
    const shown = 'e.g. "late"';
    expect(describedText(shown.padStart(2000))).toBe('late');
    expect(describedText(shown.padStart(2001))).toBeUndefined();
  });
});

const text = (description: string, more: JsonObject = {}): JsonObject => ({ type: 'string', description, ...more });

const nested = (properties: JsonObject): JsonObject => ({ type: 'object', properties });

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
    [
      'four levels down is what its description shows, and further down stays',
      { a: nested({ b: nested({ c: nested({ d: text('e.g. "x"'), e: nested({ f: text('e.g. "x"') }) }) }) }) },
      { a: { b: { c: { d: 'assay', e: { f: 'assay' } } } } },
      { a: { b: { c: { d: 'x', e: { f: 'assay' } } } } },
    ],
    [
      'beside a null is what its description shows',
      { a: { nullable: true }, b: text('e.g. "x"') },
      { a: null, b: 'assay' },
      { a: null, b: 'x' },
    ],
    [
      'in an object is not what the object is described as',
      { a: { ...nested({ b: { type: 'string' } }), description: 'IP addresses' } },
      { a: { b: 'assay' } },
      { a: { b: 'assay' } },
    ],
    [
      'in a list stays where another keyword of its items says what it is',
      { a: { type: 'array', description: 'IP addresses', items: { type: 'string', format: 'x-kind' } } },
      { a: ['assay'] },
      { a: ['assay'] },
    ],
    [
      'in a list that has an example is what its items are described as',
      { a: { type: 'array', description: 'Some', example: ['q'], items: text('e.g. "x"') } },
      { a: ['assay'] },
      { a: ['x'] },
    ],
    ...Object.entries({
      enum: ['assay', 'x'],
      format: 'x-kind',
      pattern: '^[ax]',
      default: 'assay',
      example: 'assay',
    }).map(([name, value]): [string, JsonObject, Json, Json] => [
      `stays where its schema has ${name}`,
      { a: text('e.g. "x"', { [name]: value }) },
      { a: 'assay' },
      { a: 'assay' },
    ]),
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
