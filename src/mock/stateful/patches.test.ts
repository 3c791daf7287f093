import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { patch } from './patches.ts';

/** RFC 7396, appendix A, as far as both sides are objects. */
const MERGES: [before: JsonObject, change: JsonObject, after: JsonObject][] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test.each(MERGES)('merges into %j the patch %j', (before, change, after) => {
  expect(patch(before, change, 'application/merge-patch+json')).toEqual({ value: after });
  expect(patch(before, change, undefined)).toEqual({ value: after });
});

test('keeps a member that is called __proto__ as any other', () => {
  const change = JSON.parse('{"__proto__":{"admin":true}}') as JsonObject;
  const patched = patch({ a: 1 }, change, undefined);
  expect(JSON.stringify(patched)).toBe('{"value":{"a":1,"__proto__":{"admin":true}}}');
  expect(({} as { admin?: boolean }).admin).toBeUndefined();
});

const JSON_PATCH = 'application/json-patch+json; charset=utf-8';

const PATCHES: [before: JsonObject, change: Json[], after: JsonObject][] = [
  [{ a: 1 }, [{ op: 'replace', path: '/a', value: 2 }], { a: 2 }],
  [{ a: [1, 3] }, [{ op: 'add', path: '/a/1', value: 2 }], { a: [1, 2, 3] }],
  [{ a: 1, b: 2 }, [{ op: 'remove', path: '/b' }], { a: 1 }],
  [{ a: 1 }, [{ op: 'move', from: '/a', path: '/b' }], { b: 1 }],
];

test.each(PATCHES)('changes %j by the JSON Patch %j', (before, change, after) => {
  expect(patch(before, change, JSON_PATCH)).toEqual({ value: after });
});

const REFUSED: [change: Json][] = [
  [[{ op: 'test', path: '/a', value: 2 }]],
  [
    [
      { op: 'replace', path: '/a', value: 2 },
      { op: 'remove', path: '/none' },
    ],
  ],
  [[{ op: 'unheard', path: '/a' }]],
  [{ a: 2 }],
];

test.each(REFUSED)('makes no part of the JSON Patch %j', (change) => {
  const before = { a: 1 };
  expect(patch(before, change, JSON_PATCH)).toHaveProperty('conflict');
  expect(before).toEqual({ a: 1 });
});
