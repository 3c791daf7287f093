import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { chooseOperations, contractsWithChosen, type OperationFilters } from './operation-filter.ts';

const operation = (operationId: string, tags: string[] = []) => ({
  operationId,
  tags,
  responses: { 200: { description: 'Done.' } },
});
const ID = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
const PETS = await contractOf({
  paths: {
    '/pets': { get: operation('listPets', ['pets']), post: operation('createPet', ['pets', 'changes']) },
    '/pets/{id}': { parameters: ID, get: operation('getPet', ['pets']), delete: operation('deletePet', ['changes']) },
    '/health': { get: operation('health') },
  },
});

describe('chosen operations', () => {
  test.each<[string, OperationFilters, string[]]>([
    ['all where nothing is said', {}, ['listPets', 'createPet', 'getPet', 'deletePet', 'health']],
    ['one by its id', { only: { operation: ['getPet'] } }, ['getPet']],
    ['several by a pattern of ids', { only: { operation: ['*Pet'] } }, ['createPet', 'getPet', 'deletePet']],
    ['those of one path segment', { only: { path: ['/*'] } }, ['listPets', 'createPet', 'health']],
    ['those below a path', { only: { path: ['/pets/**'] } }, ['getPet', 'deletePet']],
    ['those of a literal template', { only: { path: ['/pets/{id}'] } }, ['getPet', 'deletePet']],
    ['those of a tag', { only: { tag: ['changes'] } }, ['createPet', 'deletePet']],
    ['those of a method in any letters', { only: { method: ['get'] } }, ['listPets', 'getPet', 'health']],
    [
      'those that two patterns of a kind match',
      { only: { operation: ['health', 'list?ets'] } },
      ['listPets', 'health'],
    ],
    ['those that every kind matches', { only: { tag: ['pets'], method: ['GET'] } }, ['listPets', 'getPet']],
    ['all but one', { exclude: { operation: ['health'] } }, ['listPets', 'createPet', 'getPet', 'deletePet']],
    [
      'those of a tag but for a method',
      { only: { tag: ['pets'] }, exclude: { method: ['POST'] } },
      ['listPets', 'getPet'],
    ],
  ])('are %s', (_, filters, want) => {
    expect(chooseOperations(PETS, filters).operations.map(({ id }) => id)).toEqual(want);
  });

  test('leave out a contract that has none of them', async () => {
    const cars = await contractOf({ paths: { '/cars': { get: operation('listCars') } } });
    expect(contractsWithChosen([PETS, cars], { only: { path: ['/cars'] } })).toEqual([cars]);
  });

  test('are those of the run, where it has some of its own', () => {
    const own = new Set(PETS.operations.filter(({ id }) => id.endsWith('Pet')));
    const chosen = chooseOperations(PETS, { own, only: { method: ['GET', 'POST'] } });
    expect(chosen.operations.map(({ id }) => id)).toEqual(['createPet', 'getPet']);
  });

  test('are the contract itself, where they are all of it', () => {
    expect(chooseOperations(PETS, { only: { path: ['/**'] } })).toBe(PETS);
    expect(chooseOperations(PETS, undefined)).toBe(PETS);
  });

  test('may be none of a contract that has none', async () => {
    const empty = await contractOf({ paths: {} });
    expect(contractsWithChosen([empty], {})).toEqual([]);
    expect(() => contractsWithChosen([empty], { only: { tag: ['pets'] } })).toThrow(
      expect.objectContaining({ hint: 'No operation has a tag.' }),
    );
  });

  test('may exclude a method that no operation has', () => {
    expect(contractsWithChosen([PETS], { exclude: { method: ['PATCH'] } })).toEqual([PETS]);
  });

  test.each<[string, OperationFilters, string, string]>([
    [
      'an id with a typing error',
      { only: { operation: ['getPat'] } },
      '--operation getPat matches no operation',
      'getPet',
    ],
    ['a tag that nothing has', { exclude: { tag: ['x'] } }, '--exclude-tag x matches no operation', 'pets, changes'],
    ['a method that is none', { exclude: { method: ['GOT'] } }, '--exclude-method GOT matches no operation', 'GET'],
    ['a method that nothing has', { only: { method: ['PATCH'] } }, '--method PATCH matches no operation', 'There are'],
    [
      'an id that is a method',
      { exclude: { operation: ['patch'] } },
      '--exclude-operation patch matches no operation',
      '',
    ],
    ['a path in capitals', { only: { path: ['/PETS'] } }, '--path /PETS matches no operation', '/pets'],
    ['filters that leave nothing', { exclude: { path: ['/**'] } }, 'the filters leave no operation', 'one of them'],
  ])('are refused for %s', (_, filters, message, hint) => {
    expect(() => contractsWithChosen([PETS], filters)).toThrow(
      expect.objectContaining({ message, hint: expect.stringContaining(hint) }),
    );
  });
});
