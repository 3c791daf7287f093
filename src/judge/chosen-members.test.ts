import { expect, test } from '@jest/globals';
import type { Operation } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import { choosesMembers, hasChosenMembers } from './chosen-members.ts';

test.each<[query: JsonObject, want: boolean]>([
  [{ fields: 'id,name' }, true],
  [{ fields: ['id'] }, true],
  [{ 'fields[pets]': 'name' }, true],
  [{ $select: 'name' }, true],
  [{ exclude_fields: 'name' }, true],
  [{ filter: { fields: { title: false } } }, true],
  [{ filter: '{"fields":["id"]}' }, true],
  [{ filter: '{"fields":' }, false],
  [{ filter: '{"where":{"fields":1}}' }, false],
  [{ fields: '*' }, false],
  [{ fields: '' }, true],
  [{ fields: [] }, true],
  [{ fields: null }, false],
  [{ fieldset: 'name', limit: 5 }, false],
  [{}, false],
])('whether the query %j chooses members: %j', (query, want) => {
  expect(choosesMembers({ path: {}, query, header: {}, cookie: {} })).toBe(want);
});

test.each<[place: string, name: string, want: boolean]>([
  ['query', 'fields', true],
  ['query', '$select', true],
  ['query', 'fields[pets]', true],
  ['query', 'expand', true],
  ['query', 'include[]', true],
  ['query', 'limit', false],
  ['query', 'including', false],
  ['path', 'fields', false],
  ['header', 'Expand', false],
])('whether a parameter in the %s called %s chooses what an answer shows: %j', (place, name, want) => {
  const parameters = [
    { in: 'query', name: 'q' },
    { in: place, name },
  ];
  expect(hasChosenMembers({ parameters } as unknown as Operation)).toBe(want);
});
