import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { createLedger } from './ledger.ts';
import { createThings, hasSameMembers, lastOf } from './things.ts';

const PETS = { name: 'pets', item: '/pets/{pet}', parameter: { name: 'pet' } } as Resource;
const item = (pet: number) => ({ template: '/pets/{pet}', params: { pet } });

/** The pets that are known where those of these numbers were listed, after what the run created itself. */
function known(listed: number[], created: number[] = [], gone: number[] = []): unknown[] {
  const ledger = createLedger();
  const things = createThings(ledger);
  for (const pet of listed) {
    ledger.record(item(pet), 'listed');
    things.note(PETS, { params: { pet }, shown: undefined, from: 'listPets' });
  }
  for (const pet of created) {
    ledger.recordCreated({ ...item(pet), by: 'createPet', case: 'c' });
    things.note(PETS, { params: { pet }, shown: undefined, from: 'createPet' });
  }
  for (const pet of gone) ledger.recordGone(item(pet));
  return things.of(PETS).map(({ params }) => params['pet']);
}

const upTo = (count: number) => Array.from({ length: count }, (_, nth) => nth + 1);

test.each<[what: string, listed: number[], created: number[], gone: number[], want: number[]]>([
  ['nothing', [], [], [], []],
  ['twenty that were listed', upTo(20), [], [], upTo(20)],
  ['twenty of more that were listed', upTo(21), [], [], upTo(20)],
  ['each that was created, first', upTo(20), [30, 31], [], [30, 31, ...upTo(20)]],
  ['each once', [1, 1, 2], [], [], [1, 2]],
  ['those that are still there', [1, 2], [3], [2, 3], [1]],
])('the things that are known of a resource are %s', (_, listed, created, gone, want) =>
  expect(known(listed, created, gone)).toEqual(want),
);

test.each<[one: JsonObject, other: JsonObject, want: boolean]>([
  [{ a: 1, b: 1 }, { b: 2, a: 2 }, true],
  [{ a: 1, b: 1, c: 1 }, { a: 1, b: 1, d: 1 }, true],
  [{ a: 1, b: 1, c: 1 }, { a: 1, b: 1, d: 1, e: 1 }, false],
  [{ a: 1 }, { b: 1 }, false],
])('%j and %j have the same members: %s', (one, other, want) => expect(hasSameMembers(one, other)).toBe(want));

test.each<[params: JsonObject, resource: Pick<Resource, 'parameter'>, want: Json]>([
  [{ pet: 1, shop: 2 }, PETS, 1],
  [{ pet: 1, shop: 2 }, { parameter: undefined }, 2],
  [{}, PETS, ''],
])('%j of %j is called %j', (params, resource, want) => expect(lastOf(params, resource as Resource)).toEqual(want));
