import { describe, expect, test } from '@jest/globals';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { holdsLost, lostAbove, lostIn } from './lost.ts';

const S = '#/components/schemas/S';
const GONE = { $ref: '#/components/schemas/Gone' };
/** A contract of a schema S, with another one that holds what is lost. */
const of = (S: Json) =>
  contractOf({
    paths: {},
    components: {
      schemas: {
        S,
        Deep: { properties: { a: { $ref: '#/components/schemas/Lost' } } },
        Lost: GONE,
        'Deep Lost': { properties: { a: GONE } },
      },
    },
  });

describe('a schema that needs what is lost', () => {
  test.each<[Json, accepted: Json, refused: Json]>([
    [{ type: 'object', required: ['id'], properties: { owner: GONE } }, { id: 1, owner: 5 }, { owner: 5 }],
    [{ allOf: [GONE, { type: 'string' }] }, 'a', 1],
    [{ type: 'array', items: { $ref: '#/components/schemas/Deep' } }, [{ a: 1 }], {}],
    [{ type: 'string', anyOf: [GONE, { minLength: 2 }] }, '', 1],
    [{ type: 'string', if: { minLength: 2 }, then: GONE }, 'abc', 1],
    [{ type: 'array', contains: GONE }, [1, 2], 1],
  ])('still holds values to what is there: %j', async (schema, accepted, refused) => {
    const { accepts, unusable } = await of(schema);
    expect(accepts(S, accepted)).toBe(true);
    expect(accepts(S, refused)).toBe(false);
    expect(unusable(S)?.message).toContain('refers to #/components/schemas/Gone, which is not there');
  });

  test.each<[Json, value: Json]>([
    [{ not: GONE }, 1],
    [{ not: { $ref: '#/components/schemas/Deep' } }, { a: 1 }],
    [{ not: { $ref: '#/components/schemas/Deep%20Lost' } }, { a: 1 }],
    [{ oneOf: [{ type: 'string' }, GONE] }, 'a'],
    [{ if: GONE, then: { type: 'string' } }, 1],
    [{ contains: GONE, maxContains: 1 }, [1, 2]],
    [{ allOf: [GONE], unevaluatedProperties: false }, { a: 1 }],
    [{ if: true, then: GONE, unevaluatedProperties: false }, { a: 1 }],
    [{ if: false, else: GONE, unevaluatedProperties: false }, { a: 1 }],
  ])('refuses nothing, where what is lost could be the reason: %j of %j', async (schema, value) => {
    const { accepts, unusable } = await of(schema);
    expect(accepts(S, value)).toBe(true);
    expect(unusable(S)).toBeDefined();
  });
});

test('a schema beside what is lost is used whole', async () => {
  expect((await of({ type: 'string' })).unusable(S)).toBeUndefined();
});

test.each<[what: string, parameters: Json[], holds: boolean]>([
  ['a parameter', [{ $ref: '#/components/parameters/Gone' }], true],
  ['the schema of one', [{ name: 'q', in: 'query', schema: GONE }], true],
  ['nothing', [{ name: 'q', in: 'query', schema: {} }], false],
])('a document knows that it has lost %s', async (_, parameters, holds) => {
  const responses = { 200: { description: 'ok' } };
  const { document } = await contractOf({ paths: { '/a': { get: { parameters, responses } } } });
  expect(holdsLost(document)).toBe(holds);
});

test.each<[lost: Json, is: boolean]>([
  [{ at: 'a', ref: 'b', why: 'c', hint: 'd' }, true],
  [{ at: '', ref: '', why: '', hint: '' }, true],
  [{ at: 7, ref: 'b', why: 'c', hint: 'd' }, false],
  [{ at: 'a', ref: 7, why: 'c', hint: 'd' }, false],
  [{ at: 'a', ref: 'b', why: 7, hint: 'd' }, false],
  [{ at: 'a', ref: 'b', why: 'c', hint: 7 }, false],
  ['a', false],
])('whether %j says what is lost: %s', (lost, is) => {
  expect(lostIn({ key: lost }, 'key')).toBe(is ? lost : undefined);
});

test('what is lost is found at a pointer, or above it', async () => {
  const { document } = await of({ properties: { a: GONE } });
  const at = `${S}/properties/a`;
  for (const pointer of [at, `${at}/properties/b`])
    expect(lostAbove(document, pointer)).toMatchObject({ pointer: at, lost: { ref: GONE.$ref } });
  for (const pointer of [S, `${S}/properties`, `${S}/properties/b`, '#'])
    expect(lostAbove(document, pointer)).toBeUndefined();
});
