import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { markedDeleted } from './marked-deleted.ts';

const T = '2026-01-05T09:30:00Z';

test.each<[string, Json, Json, string | undefined]>([
  ['nothing else', { id: 1, state: 'open' }, { id: 1, state: 'open' }, undefined],
  ['another state', { id: 1, state: 'open' }, { id: 1, state: 'closed' }, '#/state'],
  ['another state further in', { status: { state: 'active' } }, { status: { state: 'expired' } }, '#/status/state'],
  ['a switch', { deleted: false }, { deleted: true }, '#/deleted'],
  ['a switch that was not there', {}, { deleted: true }, '#/deleted'],
  ['a switch that is off and was not there', {}, { deleted: false }, undefined],
  ['a time where none was', { deletedAt: null }, { deletedAt: T }, '#/deletedAt'],
  ['an empty text where none was', { note: null }, { note: '' }, undefined],
  ['a time that was not there', {}, { deletedAt: T }, '#/deletedAt'],
  ['an object that was not there', {}, { deletion: { by: 'me' } }, '#/deletion/by'],
  ['a time that moved on', { seenAt: T }, { seenAt: '2026-01-05T09:30:01Z' }, undefined],
  ['a counter that moved on', { reads: 1 }, { reads: 2 }, undefined],
  ['a member less', { id: 1, note: 'a' }, { id: 1 }, undefined],
  ['a member that is null now', { note: 'a' }, { note: null }, undefined],
  ['another list', { tags: ['a'] }, { tags: ['b'] }, undefined],
  ['a value of another type', { state: 1 }, { state: 'gone' }, undefined],
  ['a list', ['a'], ['b'], undefined],
])('a thing with %s says so after its deletion', (_, before, after, want) => {
  expect(markedDeleted(before, after)).toBe(want);
});
