import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { cyclicReference } from './cyclic-references.ts';

const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const A = '#/components/schemas/A';
const B = '#/components/schemas/B';

/** The schema A, further schemas of a cycle, and the endless reference that A reaches. */
test.each<[name: string, schemas: JsonObject, found: string | undefined]>([
  ['a schema of its own', { A: {} }, undefined],
  ['a list of itself', { A: { items: to('A') } }, undefined],
  ['a member of itself', { A: { properties: { a: to('A') } } }, undefined],
  ['itself', { A: to('A') }, A],
  ['itself in allOf', { A: { allOf: [{}, to('A')] } }, A],
  ['itself in anyOf', { A: { anyOf: [to('A')] } }, A],
  ['itself in oneOf', { A: { oneOf: [to('A')] } }, A],
  ['itself in not', { A: { not: to('A') } }, A],
  ['itself in if', { A: { if: to('A') } }, A],
  ['itself in then', { A: { then: to('A') } }, A],
  ['itself in else', { A: { else: to('A') } }, A],
  ['itself in dependentSchemas', { A: { dependentSchemas: { a: to('A') } } }, A],
  ['a schema that leads back', { A: to('B'), B: to('A') }, A],
  ['a cycle that it is not part of', { A: to('B'), B: to('C'), C: to('B') }, B],
  ['a cycle below a member', { A: { properties: { a: { items: to('B') } } }, B: to('B') }, B],
  ['no ring, where there is one elsewhere', { A: to('C'), B: to('B'), C: {} }, undefined],
  ['two ways to the same schema', { A: { allOf: [to('B'), to('B')] }, B: {} }, undefined],
  ['what is not in the document', { A: { $ref: 'other.yaml#/A' } }, undefined],
  ['what is not there', { A: to('None') }, undefined],
])('a schema that comes to %s', (_, schemas, found) => {
  const document = { components: { schemas } };
  const reached = cyclicReference(document, A);
  // Any member of the cycle may be named.
  expect(reached?.replace(/[ABC]$/, '')).toBe(found?.replace(/[ABC]$/, ''));
  if (found === B) expect(reached).not.toBe(A);
  expect(cyclicReference(document, A)).toBe(reached);
});
