import { describe, expect, test } from '@jest/globals';
import type { Request } from '../model/exchange.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { NO_OVERRIDES } from '../messages/overrides.ts';
import { baseInputs, basesOf, fingerprint, isAllowed, withBranches } from './valid-requests.ts';

async function thingsWith(schema: JsonObject | undefined, examples: Record<string, Json>, more: JsonObject = {}) {
  const contract = await contractOf({
    paths: {
      '/things': {
        post: {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                ...(schema && { schema }),
                examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
              },
            },
          },
          responses: { '201': { description: 'made' } },
          ...more,
        },
      },
    },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  return { contract, operation };
}

const NAMED: JsonObject = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };

describe('basesOf', () => {
  test.each<[string, JsonObject, Record<string, Json>, JsonObject, [Json | undefined, string | undefined][]]>([
    [
      'takes the documented requests in their order',
      NAMED,
      { one: { name: 'a' }, two: { name: 'b' } },
      {},
      [
        [{ name: 'a' }, 'one'],
        [{ name: 'b' }, 'two'],
      ],
    ],
    [
      'leaves out a documented request that breaks its schema',
      NAMED,
      { one: {}, two: { name: 'b' } },
      {},
      [[{ name: 'b' }, 'two']],
    ],
    [
      'leaves out a documented request whose documented response refuses it',
      NAMED,
      { one: { name: 'a' }, two: { name: 'b' } },
      {
        responses: {
          '201': { description: 'made', content: { 'application/json': { examples: { two: { value: 1 } } } } },
          '409': { description: 'taken', content: { 'application/json': { examples: { one: { value: 1 } } } } },
        },
      },
      [[{ name: 'b' }, 'two']],
    ],
    [
      'makes a request from the schemas where none is documented',
      { ...NAMED, properties: { name: { const: 'made' } } },
      {},
      {},
      [[{ name: 'made' }, undefined]],
    ],
    [
      'makes a request without what only responses have',
      { ...NAMED, required: ['name', 'id'], properties: { name: { const: 'made' }, id: { readOnly: true, const: 1 } } },
      {},
      {},
      [[{ name: 'made' }, undefined]],
    ],
    [
      'opens the lock of a documented request, which is another one then',
      NAMED,
      { one: { name: 'a', immutable: true }, two: { name: 'b', immutable: false } },
      {},
      [
        [{ name: 'a', immutable: false }, undefined],
        [{ name: 'b', immutable: false }, 'two'],
      ],
    ],
    [
      'leaves the lock of a documented request closed where the contract wants that',
      { ...NAMED, properties: { immutable: { const: true } } },
      { one: { name: 'a', immutable: true } },
      {},
      [[{ name: 'a', immutable: true }, 'one']],
    ],
    ['has none where no value meets the schema', { not: {} }, {}, {}, []],
  ])('%s', async (_, schema, examples, more, want) => {
    const { contract, operation } = await thingsWith(schema, examples, more);
    expect(
      basesOf(contract, operation, NO_OVERRIDES).map(({ inputs, example }) => [inputs.body, example?.name]),
    ).toStrictEqual(want);
  });

  test('makes no body if none is required', async () => {
    const { contract, operation } = await thingsWith(
      NAMED,
      {},
      {
        requestBody: { content: { 'application/json': { schema: NAMED } } },
      },
    );
    expect(basesOf(contract, operation, NO_OVERRIDES).map(({ inputs }) => inputs.body)).toStrictEqual([undefined]);
  });

  test.each<[string, string, JsonObject, Json]>([
    [
      'a form whose parts are all optional has all of them',
      'multipart/form-data',
      {},
      { name: 'assay', file: 'assay' },
    ],
    ['a form has the parts that are required', 'multipart/form-data', { required: ['name'] }, { name: 'assay' }],
    ['a body that is no form of parts may be empty', 'application/json', {}, {}],
  ])('%s', async (_, type, more, want) => {
    const schema = {
      ...NAMED,
      required: [],
      properties: { name: { type: 'string' }, file: { type: 'string', format: 'binary' } },
      ...more,
    };
    const { contract, operation } = await thingsWith(
      NAMED,
      {},
      { requestBody: { required: true, content: { [type]: { schema } } } },
    );
    expect(basesOf(contract, operation, NO_OVERRIDES).map(({ inputs }) => inputs.body)).toStrictEqual([want]);
  });

  test('takes the JSON media type before others that come first', async () => {
    const { contract, operation } = await thingsWith(
      NAMED,
      {},
      {
        requestBody: {
          required: true,
          content: { 'text/plain': { schema: { type: 'string' } }, 'application/json': { schema: NAMED } },
        },
      },
    );
    expect(basesOf(contract, operation, NO_OVERRIDES).map(({ inputs }) => inputs.mediaType)).toStrictEqual([
      'application/json',
    ]);
  });
});

describe('withBranches', () => {
  /** A kind whose data the contract leaves open, so that its requests have no data. */
  const kinds = (kind: JsonObject): JsonObject => ({
    type: 'object',
    required: ['kind'],
    properties: { kind, data: { type: 'object' }, note: { type: 'string' }, size: { type: 'integer' } },
    dependentRequired: { note: ['size'] },
    'x-unspecified': [
      {
        says: 'what data other kinds may have',
        schema: { required: ['kind', 'data'], properties: { kind: { not: { const: 'docker' } } } },
      },
    ],
  });
  const bodiesOf = async (kind: JsonObject, examples: Record<string, Json>) => {
    const { contract, operation } = await thingsWith(kinds(kind), examples);
    return withBranches(contract, operation, basesOf(contract, operation, NO_OVERRIDES)).map(({ inputs, example }) => [
      inputs.body,
      example?.name,
    ]);
  };

  test('adds the smallest request of a kind that the documented one cannot be changed into', async () => {
    expect(
      await bodiesOf({ enum: ['docker', 'bits'] }, { one: { kind: 'docker', data: {}, note: 'n', size: 1 } }),
    ).toStrictEqual([
      [{ kind: 'docker', data: {}, note: 'n', size: 1 }, 'one'],
      [{ kind: 'bits' }, undefined],
    ]);
  });

  test('adds nothing if the documented request can be changed into the other kind', async () => {
    expect(await bodiesOf({ enum: ['docker', 'bits'] }, { one: { kind: 'docker' } })).toHaveLength(1);
  });

  test('adds a request once, and none that is documented', async () => {
    const bodies = await bodiesOf(
      { enum: ['docker', 'bits', 'tape'] },
      { one: { kind: 'docker', data: {} }, two: { kind: 'docker', data: { a: 1 } }, three: { kind: 'tape' } },
    );
    expect(bodies.slice(3)).toStrictEqual([[{ kind: 'bits' }, undefined]]);
  });

  test('stops at twelve requests', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `kind-${index}`);
    expect(await bodiesOf({ enum: ['docker', ...names] }, { one: { kind: 'docker', data: {} } })).toHaveLength(12);
  });

  test('is what the cases of an operation are made from', async () => {
    const { contract, operation } = await thingsWith(kinds({ enum: ['docker', 'bits'] }), {
      one: { kind: 'docker', data: {} },
    });
    expect(baseInputs(contract, operation).map(({ body }) => body)).toStrictEqual([
      { kind: 'docker', data: {} },
      { kind: 'bits' },
    ]);
  });
});

describe('isAllowed', () => {
  test.each<[string, Json, boolean]>([
    ['accepts what meets the schema', { name: 'a' }, true],
    ['rejects what breaks the schema', {}, false],
    ['rejects what the contract leaves open', { name: 'open' }, false],
  ])('%s', async (_, body, want) => {
    const { contract, operation } = await thingsWith(
      {
        ...NAMED,
        'x-unspecified': [
          { says: 'what open names mean', schema: { properties: { name: { const: 'open' } }, required: ['name'] } },
        ],
      },
      { one: { name: 'a' } },
    );
    const [media] = operation.body?.media ?? [];
    expect(media && isAllowed(contract, media, body)).toBe(want);
  });
});

describe('fingerprint', () => {
  const request: Request = { method: 'POST', path: '/a', headers: [['A', 'b']], body: Uint8Array.of(1, 255) };
  test('is the same for the same request', () => {
    expect(fingerprint({ ...request, body: Uint8Array.of(1, 255) })).toBe(fingerprint(request));
  });
  test.each<[string, Partial<Request>]>([
    ['method', { method: 'PUT' }],
    ['path', { path: '/b' }],
    ['headers', { headers: [['A', 'c']] }],
    ['body', { body: Uint8Array.of(1, 254) }],
  ])('differs where the %s differs', (_, change) => {
    expect(fingerprint({ ...request, ...change })).not.toBe(fingerprint(request));
  });
  test('distinguishes an empty body from none', () => {
    const { body: _, ...bare } = request;
    expect(fingerprint({ ...bare, body: new Uint8Array() })).not.toBe(fingerprint(bare));
  });
});
