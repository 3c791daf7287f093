import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { GUID, mutantsOf, thingDocument } from '../../../test/support/mutants.ts';
import { OPERATORS } from './index.ts';

/** Two bound texts that can replace each other. */
const LINKED = thingDocument((operation) => {
  const { value } = operation.responses['201'].content['application/json'].examples.one;
  value.links = { self: { href: `/things/${GUID}` }, name: { href: '/names/first-thing-1' } };
});

test('the names of operators differ', () => {
  expect(new Set(OPERATORS.map(({ name }) => name)).size).toBe(OPERATORS.length);
});

describe.each(OPERATORS.map((operator) => [operator.name, operator] as const))('%s', (name, operator) => {
  test('has the name of its file and a test', () => {
    expect(readdirSync(import.meta.dirname)).toEqual(expect.arrayContaining([`${name}.ts`, `${name}.test.ts`]));
  });

  test('makes mutants of exactly its declared families', async () => {
    const { mutants } = await mutantsOf(operator, LINKED);
    expect([...new Set(mutants.map(({ family }) => family))].sort()).toEqual([...operator.families].sort());
  });

  test('gives each mutant an id of its own and a clause of the contract', async () => {
    const { mutants, subject } = await mutantsOf(operator, LINKED);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    for (const { clause } of mutants) expect(subject.contract.locate(clause).line).toBeGreaterThan(0);
  });
});
