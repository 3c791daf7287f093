import { expect, test } from '@jest/globals';
import { keepToldTimes, stampTimes, toldTime } from './times.ts';

const NOW = new Date(Date.UTC(2030, 0, 2, 3, 4, 5, 678));
const OLD = '2001-01-01T00:00:00Z';
const STAMPED = '2030-01-02T03:04:05Z';

const stamp = (name: string, event: 'created' | 'changed', value: string = OLD) =>
  stampTimes({ [name]: value }, {}, NOW, event)[name];

test.each([
  ...['created', 'creation', 'inserted', 'added', 'Created'],
  ...['createdAt', 'created_on', 'created_time', 'createdDate', 'creationDateTime', 'added_timestamp'],
])('%s is when a thing was made', (name) => {
  expect([stamp(name, 'created'), stamp(name, 'changed')]).toEqual([STAMPED, OLD]);
});

test.each([
  ...['updated', 'changed', 'modified', 'lastUpdated', 'last_changed', 'lastmodified', 'last_update'],
  ...['updatedAt', 'modified_on', 'changedTime', 'updated_date', 'modifiedDateTime', 'lastUpdateTimestamp'],
])('%s is when a thing changed last', (name) => {
  expect([stamp(name, 'created'), stamp(name, 'changed')]).toEqual([STAMPED, STAMPED]);
});

test.each(['recreated', 'createdBy', 'createds', 'updatedBy', 'notUpdated', 'expires', 'last_seen', 'at'])(
  '%s is no time that the server keeps',
  (name) => {
    expect([stamp(name, 'created'), stamp(name, 'changed')]).toEqual([OLD, OLD]);
  },
);

test.each([
  ['2001-01-01T00:00:00.5Z', '2030-01-02T03:04:05.678Z'],
  ['2001-01-01T00:00:00+02:00', STAMPED],
  ['2001-01-01t00:00:00z', STAMPED],
  ['2001-01-01', '2001-01-01'],
  ['2001-01-01T00:00:00', '2001-01-01T00:00:00'],
  ['yesterday', 'yesterday'],
])('a time like %s is written as %s', (value, want) => {
  expect(stamp('created', 'created', value)).toBe(want);
});

test('a time that was sent, and what is no text, stay as they are', () => {
  const thing = { created: OLD, updated: OLD, changed: 7 };
  expect(stampTimes(thing, { created: OLD }, NOW, 'created')).toEqual({ created: OLD, updated: STAMPED, changed: 7 });
  expect(thing.updated).toBe(OLD);
});

test('a time that was told of a thing is told again', () => {
  const thing = { name: 'A' };
  const [one, other] = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'];
  expect(toldTime(thing, 'createdAt', one)).toBe(one);
  expect(toldTime(thing, 'createdAt', other)).toBe(one);
  expect(toldTime(thing, 'seenAt', other)).toBe(other);
  expect(toldTime({ name: 'A' }, 'createdAt', other)).toBe(other);
  expect([toldTime(thing, 'size', 1), toldTime(thing, 'size', 2)]).toEqual([1, 2]);
  expect([toldTime(thing, 'note', 'a'), toldTime(thing, 'note', 'b')]).toEqual(['a', 'b']);
});

test('what was told of a thing is told after a change, except of that', () => {
  const [before, after] = [{ name: 'A' }, { name: 'B' }];
  const [one, other] = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'];
  for (const name of ['createdAt', 'updatedAt']) toldTime(before, name, one);
  keepToldTimes(before, after);
  expect(toldTime(after, 'createdAt', other)).toBe(one);
  expect(toldTime(after, 'updatedAt', other)).toBe(other);
});
