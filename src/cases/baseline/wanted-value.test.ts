import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NOTHING_KNOWN } from '../../../test/support/known-nothing.ts';
import type { Want } from './hints/hint.ts';
import { isEmpty, wanted } from './wanted-value.ts';

const contract = await contractOf({
  paths: {},
  components: { schemas: { Any: {}, Kind: { enum: ['a', 'b'] } } },
});
const want = (wants: Want, present?: Json, schema = 'Any') =>
  wanted(contract, [`#/components/schemas/${schema}`], present, wants, () => 'made', NOTHING_KNOWN);

const bounds = (of: 'number' | 'length', least?: number, most?: number): Want => ({
  ...{ kind: 'bounds', of },
  ...(least !== undefined && { least }),
  ...(most !== undefined && { most }),
});
const NONE = undefined as unknown as Json;

test.each<[Want, Json, Json | undefined]>([
  [{ kind: 'present' }, NONE, 'made'],
  [{ kind: 'present' }, null, 'made'],
  [{ kind: 'present', type: 'string' }, NONE, 'made'],
  [{ kind: 'present', type: 'integer' }, NONE, 1],
  [{ kind: 'present', type: 'number' }, NONE, 1],
  [{ kind: 'present', type: 'boolean' }, NONE, true],
  [{ kind: 'present', type: 'array' }, NONE, []],
  [{ kind: 'present', type: 'object' }, NONE, {}],
  [{ kind: 'present' }, '', 'made'],
  [{ kind: 'present' }, [], 'made'],
  [{ kind: 'present' }, {}, 'made'],
  [{ kind: 'present' }, 'there', 'there-m1'],
  [{ kind: 'present' }, false, undefined],
  [{ kind: 'present' }, [0], undefined],
  [{ kind: 'absent' }, 'there', undefined],
  [{ kind: 'other', quoted: ['there'] }, 'there', undefined],
  [{ kind: 'there', sentence: 'x' }, 'there', undefined],
  [{ kind: 'new' }, 'name', 'name-m1'],
  [{ kind: 'new' }, 'n'.repeat(41), `${'n'.repeat(40)}-m1`],
  [{ kind: 'new' }, 7, 7 + 1 + parseInt('m1', 36)],
  [{ kind: 'new' }, true, undefined],
  [{ kind: 'one of', values: ['a', 'b'] }, 'x', 'a'],
  [{ kind: 'one of', values: ['a', 'b'] }, 'a', 'b'],
  [{ kind: 'one of', values: [null, 'b'] }, 'x', 'b'],
  [{ kind: 'one of', values: ['a'] }, 'a', undefined],
  [{ kind: 'pattern', pattern: '^ab$' }, 'x', 'ab'],
  [{ kind: 'type', type: 'string' }, 7, '7'],
  [{ kind: 'type', type: 'string' }, true, 'true'],
  [{ kind: 'type', type: 'string' }, [], 'assay'],
  [{ kind: 'type', type: 'integer' }, 'x', 1],
  [{ kind: 'type', type: 'number' }, 'x', 1],
  [{ kind: 'type', type: 'boolean' }, 'x', true],
  [{ kind: 'type', type: 'object' }, 'x', {}],
  [{ kind: 'type', type: 'array' }, 'x', ['x']],
  [{ kind: 'type', type: 'array' }, NONE, []],
  [{ kind: 'type', type: 'array' }, [1], []],
  [{ kind: 'type', type: 'unheard' }, 'x', undefined],
  [{ kind: 'format', format: 'date' }, 'x', '2026-01-31'],
  [{ kind: 'format', format: 'unheard' }, 'x', undefined],
  [{ kind: 'format', format: 'cidr' }, 'x', '192.0.2.0/24'],
  [{ kind: 'format', format: 'cidr' }, ['x'], ['192.0.2.0/24']],
  [{ kind: 'format', format: 'mac' }, 'x', '02:00:5e:10:00:01'],
  [bounds('number', 3), 2, 3],
  [bounds('number', 3), 3, 3],
  [bounds('number', 3), 4, 4],
  [bounds('number', undefined, 3), 4, 3],
  [bounds('number', undefined, 3), 2, 2],
  [bounds('number', 1, 3), 0, 1],
  [bounds('number', 3), 'x', 'xaa'],
  [bounds('number', 3), true, undefined],
  [bounds('length', 3), 'ab', 'aba'],
  [bounds('length', 3), 'abc', undefined],
  [bounds('length', 3), 7, undefined],
  [bounds('length', 10_000), 'a', 'a'.repeat(10_000)],
  [bounds('length', 10_001), 'a', undefined],
  [bounds('length', undefined, 2), 'abc', 'ab'],
  [bounds('length', undefined, 3), 'abc', undefined],
  [bounds('length', undefined, -1), 'abc', ''],
  [bounds('length', 6), NONE, 'madeaa'],
])('where %j is wanted, %j becomes %j', (wants, present, value) => {
  expect(want(wants, present)).toEqual(value);
});

test('a value of an enumeration gets no format', () => {
  expect(want({ kind: 'format', format: 'date' }, 'x', 'Kind')).toBeUndefined();
});

test.each<[Json, boolean]>([
  [NONE, true],
  [null, true],
  ['', true],
  [[], true],
  [{}, true],
  [0, false],
  [false, false],
  [' ', false],
  [[null], false],
  [{ a: null }, false],
])('it is of %j that it is empty: %s', (value, is) => {
  expect(isEmpty(value)).toBe(is);
});
