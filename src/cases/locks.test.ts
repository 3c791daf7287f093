import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { locksIn, withoutLocks } from './locks.ts';

test.each<[body: Json | undefined, locks: string[], opened?: Json]>([
  [{ name: 'a', immutable: true }, ['#/immutable'], { name: 'a', immutable: false }],
  [{ is_protected: true }, ['#/is_protected'], { is_protected: false }],
  [{ 'deletion-protection': true }, ['#/deletion-protection'], { 'deletion-protection': false }],
  [
    { config: { 'security.protection.delete': 'true' } },
    ['#/config/security.protection.delete'],
    { config: { 'security.protection.delete': 'false' } },
  ],
  [
    { a: { b: { c: { locked: true, preventDestroy: true } } } },
    ['#/a/b/c/locked', '#/a/b/c/preventDestroy'],
    { a: { b: { c: { locked: false, preventDestroy: false } } } },
  ],
  [{ a: { b: { c: { d: { locked: true } } } } }, []],
  [{ immutable: false, locked: 'yes', protected: 1 }, []],
  [{ unlocked: true, protectedBy: true }, []],
  [['immutable'], []],
  [[{ locked: true }], []],
  [{ list: [{ locked: true }] }, []],
  ['immutable', []],
  [null, []],
  [undefined, []],
])('a body of %j locks what it makes at %j', (body, locks, opened = body) => {
  expect(locksIn(body)).toEqual(locks);
  expect(withoutLocks(body as Json)).toEqual(opened);
});

test.each([
  ...['immutable', 'isImmutable', 'protected', 'isProtected', 'locked', 'isLocked', 'undeletable', 'is_undeletable'],
  ...['deletionProtection', 'DeletionProtectionEnabled', 'deletion_protected', 'deleteProtection', 'deleteProtected'],
  ...['terminationProtection', 'DisableApiTermination', 'prevent_destroy', 'preventDeletion', 'prevent-delete'],
])('a thing whose %s is true cannot be deleted', (name) => expect(locksIn({ [name]: true })).toEqual([`#/${name}`]));
