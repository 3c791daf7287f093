import { expect, test } from '@jest/globals';
import { entityTag, isCurrent, isOutOfDate } from './entity-tags.ts';
import type { Thing } from './store.ts';

const thing = (name: string) => ({ value: { name } }) as unknown as Thing;
const REX = thing('Rex');
const TAG = entityTag(REX);

test('a tag is that of a state, and another for another state', () => {
  expect(TAG).toMatch(/^"[0-9a-f]{32}"$/);
  expect(entityTag(REX)).toBe(TAG);
  expect(entityTag(thing('Rex'))).toBe(TAG);
  expect(entityTag(thing('Ash'))).not.toBe(TAG);
});

test.each<[string, field: string | undefined, current: boolean, old: boolean]>([
  ['nothing', undefined, false, false],
  ['the tag', TAG, true, false],
  ['the tag as a weak one', `W/${TAG}`, true, false],
  ['the tag among others', `"a", ${TAG} ,"b"`, true, false],
  ['any state', ' * ', true, false],
  ['another tag', '"a"', false, true],
  ['the tag without its quotes', TAG.slice(1, -1), false, true],
  ['an empty field', '', false, true],
])('a condition that names %s', (_, field, current, old) => {
  expect([isCurrent(field, REX), isOutOfDate(field, REX)]).toEqual([current, old]);
});
