import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Contract } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { foreignValue, mayChange, oneSided } from './member-facts.ts';

/** A contract with these schemas, and the clauses of them. */
async function withSchemas(
  schemas: Record<string, object>,
): Promise<{ contract: Contract; clause(name: string): string }> {
  const contract = await contractOf({ paths: {}, components: { schemas } });
  return { contract, clause: (name) => `#/components/schemas/${name}` };
}

test('members that one side alone has are those that a schema or what it refers to says so of', async () => {
  const { contract, clause } = await withSchemas({
    read: { readOnly: true },
    written: { writeOnly: true },
    referring: { $ref: '#/components/schemas/read' },
    both: { readOnly: false, type: 'string' },
  });
  const members = new Map(['read', 'written', 'referring', 'both'].map((name) => [name, { clause: clause(name) }]));
  expect(oneSided(contract, members, 'readOnly').map(({ name }) => name)).toEqual(['read', 'referring']);
  expect(oneSided(contract, members, 'writeOnly')).toEqual([{ name: 'written', clause: clause('written') }]);
});

describe('a value that the server would not choose', () => {
  test.each<[schema: object, current: Json | undefined, value: Json | undefined]>([
    [{ enum: ['a', null, 'b'] }, 'a', 'b'],
    [{ enum: ['a', null, 'b'] }, 'b', 'a'],
    [{ enum: ['a'] }, 'a', undefined],
    [{ enum: ['a', null] }, undefined, 'a'],
    [{ type: 'integer' }, 7, 700_008],
    [{ type: 'integer', maximum: 8 }, 7, 8],
    [{ type: 'integer', maximum: 7 }, 7, undefined],
    [{ type: 'integer', maximum: 9.5 }, 7, 8],
    [{ type: 'integer' }, 1_999_999_999, 2_000_000_000],
    [{ type: 'number' }, 1.4, 700_002],
    [{ type: 'boolean' }, true, false],
    [{ type: 'boolean' }, false, true],
    [{ type: 'string', format: 'date-time' }, '2026-01-01T00:00:00Z', '2001-02-03T04:05:06Z'],
    [{ type: 'string', format: 'date' }, '2026-01-01', '2001-02-03'],
    [{ type: 'string', format: 'uri' }, 'https://example.org/a', 'https://example.org/a-assay'],
    [{ type: 'string', format: 'iri-reference' }, '/a', '/a-assay'],
    [{ type: 'string', format: 'url' }, '/a', '/a-assay'],
    [{ type: 'string', maxLength: 3 }, 'xyz', 'xya'],
    [{ type: 'string', maxLength: 3 }, 'xya', 'xyb'],
    [{ type: 'string', pattern: '^[0-9]+$' }, '12', undefined],
    [{ type: 'array' }, [], undefined],
    [{}, null, undefined],
    [{}, undefined, undefined],
  ])('%j beside %j: %j', async (schema, current, value) => {
    const { contract, clause } = await withSchemas({ member: schema });
    expect(foreignValue(contract, { name: 'member', clause: clause('member') }, current)).toEqual(value);
  });

  test('is another identifier for an identifier, and a text that tells where it comes from for a text', async () => {
    const { contract, clause } = await withSchemas({ member: { type: 'string' } });
    const one = { name: 'member', clause: clause('member') };
    const uuid = 'D8B8148D-5798-44de-821a-64b85b15e968';
    expect(foreignValue(contract, one, uuid)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(foreignValue(contract, one, uuid)).not.toBe(uuid);
    for (const other of ['some text', `of ${uuid}`, `${uuid}/parts`])
      expect(foreignValue(contract, one, other)).toMatch(/^assay-[0-9a-z]+$/);
  });

  test('is a text without a hyphen where the contract allows none', async () => {
    const { contract, clause } = await withSchemas({ member: { type: 'string', pattern: '^[a-z0-9]{6,}$' } });
    const value = foreignValue(contract, { name: 'member', clause: clause('member') }, 'some');
    expect(value).toMatch(/^assay[0-9a-z]+$/);
  });
});

describe('a member that may change though nobody sends it', () => {
  test.each<[name: string, schema: object, may: boolean]>([
    ...(
      [
        'updatedAt',
        'modified',
        'changed_by',
        'lastEdit',
        'lastLogin',
        'seen',
        'version',
        'revision',
        'etag',
        'views',
        'hit',
        'hits',
        'count',
      ] as const
    ).map((name): [string, object, boolean] => [name, {}, true]),
    ['age', {}, true],
    ['expires', {}, true],
    ['title', {}, false],
    ['title', { readOnly: true }, true],
    ['title', { readOnly: false }, false],
    ...['id', '_id', 'uuid', 'GUID', 'created', 'created_at', 'self', 'href', 'url'].map(
      (name): [string, object, boolean] => [name, { readOnly: true }, false],
    ),
    ['ids', { readOnly: true }, true],
    ['theid', { readOnly: true }, true],
  ])('%s of %j: %j', async (name, schema, may) => {
    const { contract, clause } = await withSchemas({ member: schema });
    expect(mayChange(contract, { name, clause: clause('member') })).toBe(may);
  });
});
