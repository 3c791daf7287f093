import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { markedDeleted } from './marked-deleted.ts';

const nested = (levels: number, value: Json): Json => (levels === 0 ? value : { in: nested(levels - 1, value) });
const T = '2026-01-05T09:30:00Z';

test.each<[string, Json, Json, string | undefined]>([
  ['nothing else', { id: 1, state: 'open' }, { id: 1, state: 'open' }, undefined],
  ['a state that says so', { id: 1, state: 'open' }, { id: 1, state: 'closed' }, '#/state'],
  [
    'a state that says so further in',
    { status: { state: 'active' } },
    { status: { state: 'expired' } },
    '#/status/state',
  ],
  ['another state', { id: 1, state: 'open' }, { id: 1, state: 'sold' }, undefined],
  ['the state that it had', { state: 'closed' }, { state: 'closed' }, undefined],
  ['a switch', { deleted: false }, { deleted: true }, '#/deleted'],
  ['a switch that was on', { deleted: true }, { deleted: true }, undefined],
  ['a switch that was not there', {}, { deleted: true }, '#/deleted'],
  ['a switch that is off and was not there', {}, { deleted: false }, undefined],
  ['a switch of something else', { inPrint: false }, { inPrint: true }, undefined],
  ['a switch of being there', { is_active: true }, { is_active: false }, '#/is_active'],
  ['a switch of being there that was off', { active: false }, { active: false }, undefined],
  ['another switch that goes off', { inPrint: true }, { inPrint: false }, undefined],
  ['a time of deletion where none was', { deletedAt: null }, { deletedAt: T }, '#/deletedAt'],
  ['a time of deletion that was not there', {}, { archived_at: T }, '#/archived_at'],
  ['a number for a time of deletion', { deletedAt: 0 }, { deletedAt: 1700000000 }, '#/deletedAt'],
  ['no number for a time of deletion', {}, { deletedAt: 0 }, undefined],
  ['an empty text for a time of deletion', { deletedAt: null }, { deletedAt: '' }, undefined],
  ['a time of deletion that was there', { deletedAt: T }, { deletedAt: '2026-01-05T09:30:01Z' }, undefined],
  ['a time of something else', {}, { readAt: T }, undefined],
  ['an object about the deletion', {}, { deletion: { by: 'me' } }, '#/deletion/by'],
  ['a state sixteen levels down', nested(16, 'open'), nested(16, 'closed'), `#${'/in'.repeat(16)}`],
  ['a state further down', nested(17, 'open'), nested(17, 'closed'), undefined],
  ['another title', { title: 'a' }, { title: 'b' }, undefined],
  ['a member less', { id: 1, note: 'a' }, { id: 1 }, undefined],
  ['a list of words', { tags: ['a'] }, { tags: ['deleted'] }, undefined],
])('a thing with %s says so after its deletion', (_, before, after, want) => {
  expect(markedDeleted(before, after)).toBe(want);
});

test('an answer that is nested without measure says nothing, and is not followed to its end', () => {
  let deep: Json = { deleted: true };
  for (let level = 0; level < 100_000; level += 1) deep = { inner: deep };
  expect(markedDeleted({}, deep)).toBeUndefined();
});
