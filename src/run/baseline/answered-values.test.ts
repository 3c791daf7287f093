import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createAnsweredValues, type AnsweredValues } from './answered-values.ts';

const text: JsonObject = { type: 'string' };
const SCHEMA = '#/components/schemas/Snapshot';
const answers = (schema: JsonObject) => ({
  responses: { 200: { description: 'Done.', content: { 'application/json': { schema } } } },
});
const wrapped = (schema: JsonObject) => answers({ type: 'object', properties: { data: schema } });
const DOCUMENT = {
  paths: {
    '/hash/generate': { post: { operationId: 'hash', ...wrapped(text) } },
    '/snapshot': { get: { operationId: 'snapshot', ...wrapped({ $ref: SCHEMA }) } },
    '/bare': { get: { operationId: 'bare', ...answers({ $ref: SCHEMA }) } },
    '/inline': { get: { operationId: 'inline', ...wrapped({ type: 'object' }) } },
    '/made': { post: { operationId: 'made', ...wrapped({ $ref: SCHEMA }) } },
  },
  components: { schemas: { Snapshot: { type: 'object', properties: { version: { type: 'integer' } } } } },
};

async function learned(id: string, body: Json | string, status = 200): Promise<AnsweredValues> {
  const contract = await contractOf(DOCUMENT);
  const values = createAnsweredValues(contract);
  const operation = contract.operations.find((one) => one.id === id);
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  const outcome: Exchange['outcome'] = { response: { status, headers: [], body: bytes } };
  values.learn({ operation } as Case, { outcome } as Exchange);
  return values;
}

test.each<[id: string, body: Json | string, status: number, want: string | undefined]>([
  ['hash', { data: '$x$' }, 200, '$x$'],
  ['hash', '"$x$"', 200, '$x$'],
  ['hash', { data: '$x$' }, 299, '$x$'],
  ['hash', { data: '$x$' }, 300, undefined],
  ['hash', { data: '$x$' }, 199, undefined],
  ['hash', { data: '' }, 200, undefined],
  ['hash', { data: 7 }, 200, undefined],
  ['hash', { data: '$x$', more: 1 }, 200, undefined],
  ['hash', {}, 200, undefined],
  ['hash', '{', 200, undefined],
  ['snapshot', { data: '$x$' }, 200, undefined],
])('the answer of %s, %j with %i, makes the hash %j', async (id, body, status, want) => {
  const values = await learned(id, body, status);
  expect(values.madeText('Hash')).toBe(want);
  expect(values.madeText('generate')).toBe(want);
  expect(values.madeText('data')).toBeUndefined();
});

test.each<[id: string, body: Json, want: Json | undefined]>([
  ['snapshot', { data: { version: 1 } }, { version: 1 }],
  ['bare', { version: 2 }, { version: 2 }],
  ['snapshot', { data: null }, undefined],
  ['snapshot', [{ version: 1 }], undefined],
  ['inline', { data: { version: 1 } }, undefined],
  ['made', { data: { version: 1 } }, undefined],
  ['snapshot', { data: { version: 1, more: 'x'.repeat(64 * 1024) } }, undefined],
])('the answer of %s, %j, has as a snapshot %j', async (id, body, want) => {
  expect((await learned(id, body)).of(SCHEMA)).toEqual(want);
});

test.each([
  [64 * 1024, true],
  [64 * 1024 + 1, false],
])('the values of an answer of %i bytes are kept: %s', async (size, isKept) => {
  const data = { version: 1, more: '' };
  data.more = 'x'.repeat(size - JSON.stringify({ data }).length);
  expect((await learned('snapshot', { data })).of(SCHEMA)).toEqual(isKept ? data : undefined);
});

test('no answer has no values', async () => {
  const values = createAnsweredValues(await contractOf(DOCUMENT));
  const outcome: Exchange['outcome'] = { failure: { kind: 'unreachable', message: 'no' } };
  values.learn({} as Case, { outcome } as Exchange);
  expect(values.of(SCHEMA)).toBeUndefined();
});
