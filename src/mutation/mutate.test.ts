import { describe, expect, test } from '@jest/globals';
import { contractOf, shippedContract, SHIPPED_CONTRACTS } from '../../test/support/contracts.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { valueAt } from '../json/pointer.ts';
import { mutate } from './mutate.ts';
import type { MutationRun } from './mutation-run.ts';
import { MUTATION_REPORTERS } from './report/index.ts';

const PACKAGES = await shippedContract('cloud-foundry-v3-packages');
const IMAGES = await shippedContract('openstack-image-v1');

const survivors = ({ mutants }: MutationRun) =>
  mutants.filter(({ outcome }) => outcome === 'survived').map(({ title, clause }) => `${title} ${clause}`);

describe.each(SHIPPED_CONTRACTS)('%s', (name) => {
  test('leaves no survivor, no clause that nothing needs, and no proof that a check contradicts', async () => {
    const run = await mutate(await shippedContract(name));
    expect(run.undecided).toBeUndefined();
    expect(survivors(run)).toEqual([]);
    expect(run.idle).toEqual([]);
    expect(run.mutants.filter(({ contradiction }) => contradiction).map(({ title }) => title)).toEqual([]);
    expect(run.score).toBe(100);
    expect(run.killed).toBeGreaterThan(75);
    // A mutant that is killed names the check that did it.
    for (const { outcome, by } of run.mutants) if (outcome === 'killed') expect(by).toMatch(/^[a-z-]+ at .+ > .+/);
  });
});

test('what the documents leave open is listed, and not sent', async () => {
  const run = await mutate(PACKAGES);
  expect(MUTATION_REPORTERS['pretty']?.([run])).toContain('what a bits package may carry in its data');
  expect(run.mutants.filter(({ outcome }) => outcome === 'open').length).toBeGreaterThan(0);
});

/** A copy of a contract's document in which something was taken away or put in. */
function loosened(document: JsonObject, pointer: string, by?: Json): JsonObject {
  const copy = structuredClone(document);
  const slash = pointer.lastIndexOf('/');
  const parent = valueAt(copy, pointer.slice(0, slash)) as JsonObject;
  const name = pointer.slice(slash + 1);
  expect(parent[name]).toBeDefined();
  if (by === undefined) delete parent[name];
  else parent[name] = by;
  return copy;
}

test.each<[string, JsonObject, string, Json | undefined, RegExp]>([
  [
    'a format',
    PACKAGES.document,
    '#/components/schemas/Package/properties/created_at/format',
    undefined,
    /answers with no time for created_at #\/components\/schemas\/Package\/properties\/created_at/,
  ],
  [
    'a type that is widened',
    PACKAGES.document,
    '#/components/schemas/PackageData/properties/error/type',
    ['string', 'number', 'object', 'null'],
    /changes the type of data\.error #\/components\/schemas\/PackageData\/properties\/error/,
  ],
  [
    'a literal that is declared volatile',
    PACKAGES.document,
    '#/components/schemas/Package/properties/state',
    { type: 'string', 'x-match': 'volatile' },
    /empties state/,
  ],
  [
    'a bound value that is declared volatile',
    IMAGES.document,
    '#/components/schemas/ImageLocation/properties/location',
    { 'x-match': 'volatile' },
    /location #\/components\/schemas\/ImageLocation\/properties\/location/,
  ],
])('a contract that is loosened by %s has survivors, which name the clause', async (_, document, pointer, by, want) => {
  const run = await mutate(await contractOf(loosened(document, pointer, by)));
  expect(survivors(run)).toContainEqual(expect.stringMatching(want));
  expect(run.score).toBeLessThan(100);
});

test('a contract that contradicts its own example is undecided', async () => {
  const run = await mutate(
    await contractOf(loosened(PACKAGES.document, '#/components/schemas/Package/properties/state', { type: 'number' })),
  );
  expect(run.undecided).toMatch(/nothing was changed in fails/);
  expect(run.mutants).toEqual([]);
});

test('a contract without documented answers is undecided', async () => {
  const run = await mutate(
    await contractOf({ paths: { '/': { get: { responses: { '200': { description: 'ok' } } } } } }),
  );
  expect(run.undecided).toBeDefined();
});

test('the formats say the same', async () => {
  const run = { ...(await mutate(IMAGES)), duration: 120 };
  expect(MUTATION_REPORTERS['pretty']?.([run])).toContain(
    `openstack-image-v1: ${run.killed} of ${run.killed} killed (100 %)`,
  );
  expect(JSON.parse(MUTATION_REPORTERS['json']?.([run]) ?? '')).toMatchObject({
    runs: [{ contract: 'openstack-image-v1', score: 100, survived: 0 }],
  });
  expect(MUTATION_REPORTERS['html']?.([run])).toContain(`${run.killed} of ${run.killed} killed`);
});
