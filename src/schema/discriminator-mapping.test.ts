import { expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { discriminatorName, discriminatorValue, mappingTarget, mappingTargets } from './discriminator-mapping.ts';

const document = { components: { schemas: { Cat: {}, 'a#b': {}, '#/x': {} } } };

test.each([
  ['Cat', '#/components/schemas/Cat'],
  ['Dog', '#/components/schemas/Dog'],
  ['a/b', '#/components/schemas/a~1b'],
  ['a#b', '#/components/schemas/a#b'],
  ['#/components/schemas/Cat', '#/components/schemas/Cat'],
  ['#/components/schemas/A%20B', '#/components/schemas/A B'],
  ['pets.yaml#/components/schemas/Cat', '#/components/schemas/Cat'],
])('%s leads to %s', (to, want) => expect(mappingTarget(document, to)).toBe(want));

test.each<[discriminator: Json | undefined, name: string | undefined]>([
  [{ propertyName: 'kind' }, 'kind'],
  [{ propertyName: 1 }, undefined],
  [{}, undefined],
  ['kind', undefined],
  [undefined, undefined],
])('the member that %j names is %j', (discriminator, name) => expect(discriminatorName(discriminator)).toBe(name));

test.each<[discriminator: Json | undefined, targets: [string, string][]]>([
  [undefined, []],
  [{ mapping: [] }, []],
  [{ mapping: { c: 'Cat', n: 1 } }, [['c', '#/components/schemas/Cat']]],
])('%j maps to %j', (discriminator, targets) => expect(mappingTargets(document, discriminator)).toEqual(targets));

test('a schema has its mapped name, or else its own name', () => {
  const discriminator = { propertyName: 'kind', mapping: { feline: 'Cat', second: 'Cat' } };
  expect(discriminatorValue(document, discriminator, '#/components/schemas/Cat')).toBe('feline');
  expect(discriminatorValue(document, discriminator, '#/components/schemas/Dog')).toBe('Dog');
});
