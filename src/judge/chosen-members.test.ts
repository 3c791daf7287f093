import { expect, test } from '@jest/globals';
import type { JsonObject } from '../model/json.ts';
import { choosesMembers } from './chosen-members.ts';

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
