import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { problemOfGiven } from './given.ts';
import type { GivenRequest } from './known.ts';

const text = { type: 'string' };
const responses = { 200: { description: '' } };
const names = (count: number) => Array.from({ length: count }, (_, nth) => `column${nth}`);
const CONTRACT = await contractOf({
  paths: {
    '/pets': {
      get: {
        operationId: 'listPets',
        parameters: names(20).map((name) => ({ name, in: 'query', schema: text })),
        responses,
      },
      delete: {
        operationId: 'deletePets',
        responses,
      },
      post: {
        operationId: 'createPet',
        parameters: [{ name: 'shop', in: 'header', schema: text }],
        requestBody: {
          content: {
            'application/json': { schema: { type: 'object', properties: { name: text, age: { type: 'integer' } } } },
            'text/*': { schema: text },
          },
        },
        responses,
      },
    },
  },
});

const problem = (id: string, given: GivenRequest, isForAll = false) =>
  problemOfGiven([CONTRACT], { [id]: given }, isForAll);

test.each<[string, string, GivenRequest]>([
  ['nothing', 'createPet', {}],
  ['a parameter', 'createPet', { parameters: { shop: 'x' } }],
  ['a body', 'createPet', { body: { name: 'Rex' } }],
  ['a body of a range', 'createPet', { body: 'Rex', mediaType: 'text/plain' }],
])('a request with %s can be sent', (_, id, given) => {
  expect(problem(id, given)).toBeUndefined();
});

test.each<[string, string, GivenRequest, { at: string; message: string; hint: string }]>([
  [
    'an operation that is not there',
    'creatPet',
    {},
    { at: '#/creatPet', message: 'there is no operation creatPet', hint: 'Did you mean createPet?' },
  ],
  [
    'an operation with a name like no other',
    'xyz',
    {},
    { at: '#/xyz', message: 'there is no operation xyz', hint: 'There are: listPets, createPet, deletePets.' },
  ],
  [
    'a parameter of a name like no other, where there are many',
    'listPets',
    { parameters: { zzz: 1 } },
    {
      at: '#/listPets/parameters/zzz',
      message: 'listPets has no parameter zzz',
      hint: `There are: ${names(8).join(', ')} and 12 more.`,
    },
  ],
  [
    'a body where none is taken',
    'listPets',
    { body: {} },
    { at: '#/listPets/body', message: 'listPets takes no body', hint: 'Leave it out.' },
  ],
  [
    'a media type where no body is taken',
    'listPets',
    { mediaType: 'text/plain' },
    { at: '#/listPets/mediaType', message: 'listPets takes no body', hint: 'Leave it out.' },
  ],
  [
    'another media type',
    'createPet',
    { mediaType: 'application/jsn' },
    {
      at: '#/createPet/mediaType',
      message: 'createPet takes no application/jsn',
      hint: 'Did you mean application/json?',
    },
  ],
  [
    'a body that the schema refuses',
    'createPet',
    { body: { age: 'old' } },
    {
      at: '#/createPet/body/age',
      message: expect.stringContaining('body#/age must be integer') as unknown as string,
      hint: expect.stringMatching(/^Correct it, or the schema at .*:\d+:\d+\.$/) as unknown as string,
    },
  ],
])('a request is refused for %s', (_, id, given, want) => {
  expect(problem(id, given)).toEqual(want);
});

test('requests of contracts that are not at hand pass where they may', () => {
  expect(problem('xyz', { body: 1 }, true)).toBeUndefined();
  expect(problem('listPets', { body: 1 }, true)).toBeDefined();
});
