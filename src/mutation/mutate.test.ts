import { describe, expect, test } from '@jest/globals';
import { contractOf, shippedContract, SHIPPED_CONTRACTS } from '../../test/support/contracts.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { valueAt } from '../json/pointer.ts';
import { mutate } from './mutate.ts';
import type { MutationRun } from './mutation-run.ts';

const PACKAGES = await shippedContract('cloud-foundry-v3-packages');
const IMAGES = await shippedContract('openstack-image-v1');

const survivors = ({ mutants }: MutationRun) =>
  mutants.filter(({ outcome }) => outcome === 'survived').map(({ title, clause }) => `${title} ${clause}`);

describe.each(SHIPPED_CONTRACTS)('%s', (name) => {
  test('leaves no survivor, no idle clause, and no proof that a check contradicts', async () => {
    const run = await mutate(await shippedContract(name));
    expect(run.undecided).toBeUndefined();
    expect(survivors(run)).toEqual([]);
    expect(run.idle).toEqual([]);
    expect(run.mutants.filter(({ contradiction }) => contradiction).map(({ title }) => title)).toEqual([]);
    expect(run.score).toBe(100);
    expect(run.killed).toBeGreaterThan(75);
    // A killed mutant names the check that killed it.
    for (const { outcome, by } of run.mutants) if (outcome === 'killed') expect(by).toMatch(/^[a-z-]+ at .+ > .+/);
  });
});

test('lists what the documents leave open and does not send it', async () => {
  const run = await mutate(PACKAGES);
  expect(run.unspecified.map(({ says }) => says).join()).toContain('what a bits package may carry in its data');
  expect(run.mutants.filter(({ outcome }) => outcome === 'open').length).toBeGreaterThan(0);
});

/** A changed copy of a contract's document. */
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
    /answers with a text that is not a time for created_at #\/components\/schemas\/Package\/properties\/created_at/,
  ],
  [
    'a type that is widened',
    PACKAGES.document,
    '#/components/schemas/Package/properties/created_at/type',
    ['string', 'number'],
    /changes the type of created_at #\/components\/schemas\/Package\/properties\/created_at/,
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
])('names the clause of each survivor where a contract is loosened by %s', async (_, document, pointer, by, want) => {
  const run = await mutate(await contractOf(loosened(document, pointer, by)));
  expect(survivors(run)).toContainEqual(expect.stringMatching(want));
  expect(run.score).toBeLessThan(100);
});

test('is undecided if a contract contradicts its own example', async () => {
  const run = await mutate(
    await contractOf(loosened(PACKAGES.document, '#/components/schemas/Package/properties/state', { type: 'number' })),
  );
  expect(run.undecided).toMatch(/nothing was changed in fails/);
  expect(run.mutants).toEqual([]);
});

test('excludes an operation that contradicts its own example, and scores the others', async () => {
  const document = structuredClone(PACKAGES.document);
  const paths = document['paths'] as JsonObject;
  const schema = { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } };
  const content = { 'application/json': { schema, example: { a: 'one' } } };
  paths['/broken'] = { get: { operationId: 'broken', responses: { 200: { description: 'x', content } } } };
  const run = await mutate(await contractOf(document));
  expect(run.setAside).toEqual([{ operation: 'broken', reason: 'schema at broken > default' }]);
  expect(run.undecided).toBeUndefined();
  expect(run.score).toBe(100);
  expect(run.killed).toBeGreaterThan(75);
});

test('is undecided if a contract documents no response', async () => {
  const run = await mutate(
    await contractOf({ paths: { '/': { get: { responses: { '200': { description: 'ok' } } } } } }),
  );
  expect(run.undecided).toBeDefined();
});

test('is undecided if it is stopped, and keeps its results so far', async () => {
  const stop = new AbortController();
  const done: number[] = [];
  const run = await mutate(IMAGES, {
    signal: stop.signal,
    onProgress: (count) => {
      done.push(count);
      if (count === 3) stop.abort();
    },
  });
  expect([run.undecided, run.mutants.length, run.idle]).toEqual(['it was stopped', 3, []]);
  expect(done).toEqual([1, 2, 3]);
});

test('is stopped by a timer, though nothing in it waits', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 0);
  const run = await mutate(IMAGES, { signal: stop.signal });
  expect(run.undecided).toBe('it was stopped');
  expect(run.mutants.length).toBeLessThan(100);
});
