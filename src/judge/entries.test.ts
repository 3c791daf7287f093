import { expect, test } from '@jest/globals';
import { addEntry, addGroup, listEntries, mergeEntries, noEntries, type EntryGroups } from './entries.ts';

/** Entries of one operation: the reason and the number of each. */
function groupsOf(...entries: [reason: string, number: number][]): EntryGroups {
  const groups = noEntries();
  for (const [reason, number] of entries)
    addEntry(groups, { operation: 'get', case: `get > ${number}`, reason }, number);
  return groups;
}
const listed = (groups: EntryGroups) => listEntries(groups).map(({ case: name, reason }) => `${name}: ${reason}`);

test('entries with other reasons are listed in the order of their cases', () => {
  expect(listed(groupsOf(['b', 2], ['a', 3], ['c', 1]))).toEqual(['get > 1: c', 'get > 2: b', 'get > 3: a']);
});

test('entries with the same reason are one, which is the first of them', () => {
  expect(listed(groupsOf(['a', 2], ['a', 1], ['a', 3]))).toEqual(['get > 1 and 2 more: a']);
  expect(listed(groupsOf(['a', 2], ['a', 2]))).toEqual(['get > 2 and 1 more: a']);
});

test('entries with the same reason about two operations are two', () => {
  const groups = groupsOf(['a', 1]);
  addEntry(groups, { operation: 'put', case: 'put > 1', reason: 'a' }, 0);
  expect(listed(groups)).toEqual(['put > 1: a', 'get > 1: a']);
});

test('nothing is listed of nothing', () => {
  expect(listEntries(noEntries())).toEqual([]);
});

test('the entries of two parts are those of the whole, in whichever order they are merged', () => {
  const parts = () => [groupsOf(['a', 1], ['b', 4]), groupsOf(['a', 0], ['c', 2], ['a', 5])] as const;
  const [one, other] = parts();
  mergeEntries(one, other);
  const [first, second] = parts();
  mergeEntries(second, first);
  const whole = ['get > 0 and 2 more: a', 'get > 2: c', 'get > 4: b'];
  expect([listed(one), listed(second)]).toEqual([whole, whole]);
});

test('a part that was merged stays as it was', () => {
  const [one, other] = [groupsOf(['a', 1]), groupsOf(['b', 2])];
  mergeEntries(one, other);
  addEntry(one, { operation: 'get', case: 'get > 3', reason: 'b' }, 3);
  expect(listed(other)).toEqual(['get > 2: b']);
});

test('a thousand reasons are told apart, and further ones are counted', () => {
  const reasons = Array.from({ length: 1_000 }, (_, number): [string, number] => [`reason ${number}`, number]);
  expect(listEntries(groupsOf(...reasons))).toHaveLength(1_000);
  const more = groupsOf(...reasons, ['one more', 1_000], ['reason 0', 1_001]);
  addGroup(more, { entry: { operation: 'get', case: 'get > 9', reason: 'another' }, number: 9, count: 4 });
  expect(listEntries(more)).toHaveLength(1_001);
  expect(listed(more).at(0)).toBe('get > 0 and 1 more: reason 0');
  expect(listEntries(more).at(-1)).toEqual({ reason: '5 more, for further reasons' });
  const rest = noEntries();
  rest.others = 2;
  mergeEntries(more, rest);
  expect(listEntries(more).at(-1)).toEqual({ reason: '7 more, for further reasons' });
});
