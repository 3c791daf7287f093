import { beforeAll, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { isIgnoredInWords } from './ignored-members.ts';

const ONLY_KIND = 'The only field that changes is kind. All other fields are ignored.';
const described = (description?: string): JsonObject => (description === undefined ? {} : { description });

async function put(texts: { operation?: string; body?: string; schema?: string }): Promise<[Contract, Operation]> {
  const schema: JsonObject = {
    type: 'object',
    ...described(texts.schema),
    properties: {
      kind: { type: 'string' },
      serial: { type: 'integer' },
      id: { type: 'integer', description: 'The internal identifier, read only' },
      owner: { type: 'object', description: 'Readonly.', properties: { name: { type: 'string' } } },
      locked: { type: 'boolean', description: 'Whether the zone is read-only' },
    },
  };
  const contract = await contractOf({
    paths: {
      '/zones': {
        put: {
          ...described(texts.operation),
          requestBody: { ...described(texts.body), content: { 'application/json': { schema } } },
          responses: { 204: { description: 'Changed.' } },
        },
      },
    },
  });
  return [contract, contract.operations[0] as Operation];
}

const clauseOf = (member: string) =>
  `#/paths/~1zones/put/requestBody/content/application~1json/schema/properties/${member}/type`;
const isIgnored = ([contract, operation]: [Contract, Operation], member: string, at = `request body#/${member}`) =>
  isIgnoredInWords(contract, operation, at, clauseOf(member));

let plain: [Contract, Operation];
beforeAll(async () => {
  plain = await put({});
});

test.each([
  ['the operation', { operation: ONLY_KIND }],
  ['the body', { body: ONLY_KIND }],
  ['the schema of the body', { schema: ONLY_KIND }],
])('a sentence at %s says which members are ignored', async (_, texts) => {
  const contract = await put(texts);
  expect(['kind', 'serial'].map((member) => isIgnored(contract, member))).toEqual([false, true]);
});

test.each([
  ['Any other properties will be ignored.', true],
  ['OTHER ATTRIBUTES sent by the client ARE IGNORED', true],
  ['Other fields are kept. Spaces are ignored.', false],
  ['Other zones are ignored.', false],
  ['All fields are ignored', false],
])('"%s" lets members pass: %s', async (operation, ignored) => {
  expect(isIgnored(await put({ operation }), 'serial')).toBe(ignored);
});

test.each([
  ['Only these change: owner, serial, and id. Other fields are ignored.', false],
  ['Only owner and `serial` change; other fields are ignored.', false],
  ['Only "serial" changes; other fields are ignored.', false],
  ['You may send id (or serial). Other fields are ignored.', false],
  ['Change the serial structure: kind. Other fields are ignored.', true],
  ['Only serial-number and serials change. Other fields are ignored.', true],
])('a member counts as ignored unless it is in the list: %s %s', async (operation, ignored) => {
  expect(isIgnored(await put({ operation }), 'serial')).toBe(ignored);
});

test.each([
  ['id', true],
  ['owner', true],
  ['owner/properties/name', true],
  ['kind', false],
  ['locked', false],
])('the member %s is read only by its description: %s', (member, ignored) => {
  expect(isIgnored(plain, member)).toBe(ignored);
});

test('what does not stand in the body is not ignored', async () => {
  const contract = await put({ operation: ONLY_KIND });
  expect(
    ['request query serial', 'request body#', 'request body'].map((at) => isIgnored(contract, 'serial', at)),
  ).toEqual([false, false, false]);
});
