import { expect, test } from '@jest/globals';
import type { Operation } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Result, Run } from '../model/run.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { maskedJson, maskedRequest, maskedResponse, MAX_BODY } from './masked-messages.ts';

const schema = { type: 'object', properties: { hidden: { type: 'string', format: 'password' }, open: {} } };
const json = { 'application/json': { schema } };
const contract = await contractOf({
  paths: {
    '/x': {
      post: {
        security: [{ queried: [] }],
        requestBody: { content: json },
        responses: { 201: { description: '', content: json } },
      },
    },
  },
  components: { securitySchemes: { queried: { type: 'apiKey', in: 'query', name: 'k' } } },
});
const [operation] = contract.operations as [Operation];
const MASK = '[masked]';
const run = {
  contract,
  mask: (text: string) => text.replaceAll('known-secret', MASK),
  isMadeUp: (value: string): boolean => value === 'made up',
} as unknown as Run;

const TYPE: HeaderField = ['Content-Type', 'application/json'];
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

interface Shown {
  sent?: unknown;
  received?: unknown;
  path?: string;
  headers?: HeaderField[];
  status?: number;
  incomplete?: string;
}
function resultOf({ sent, received = {}, path = '/x', headers = [], status = 201, incomplete }: Shown): Result {
  const inputs = { path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json' };
  return {
    case: {
      ...{ operation, inputs },
      request: { method: 'PUT', path: '/planned?k=secret', headers: [], body: bytes('planned') },
    },
    exchange: {
      request: { method: 'POST', path, headers: [TYPE, ...headers], ...(sent !== undefined && { body: bytes(sent) }) },
      outcome: {
        response: { status, headers: [TYPE, ...headers], body: bytes(received), ...(incomplete && { incomplete }) },
      },
    },
  } as unknown as Result;
}
const textOf = (body: { kind: string } | undefined) => (body && 'text' in body ? body.text : body?.kind);

test.each<[what: string, sent: unknown, shown: string]>([
  ['what its schema calls a secret', { hidden: 'abc', open: 'abc' }, `{"hidden":"${MASK}","open":"abc"}`],
  ['what a name calls a secret', { password: 'abc' }, `{"password":"${MASK}"}`],
  ['what is known to be secret, anywhere', { open: 'a known-secret' }, `{"open":"a ${MASK}"}`],
  ['text that is no JSON', 'a known-secret', `a ${MASK}`],
])('a message is shown without %s', (_, body, shown) => {
  expect(textOf(maskedRequest(run, resultOf({ sent: body })).body)).toBe(shown);
  expect(textOf(maskedResponse(run, resultOf({ received: body }))?.body)).toBe(shown);
});

test('a value that was made up for the request may be shown', () => {
  const body = { hidden: 'made up' };
  expect(textOf(maskedRequest(run, resultOf({ sent: body })).body)).toBe('{"hidden":"made up"}');
  expect(textOf(maskedResponse(run, resultOf({ received: body }))?.body)).toBe('{"hidden":"made up"}');
});

test('header fields and queries are shown without their secrets', () => {
  const headers: HeaderField[] = [
    ['Authorization', 'bearer abc'],
    ['X-Note', 'a known-secret'],
  ];
  const masked = [TYPE, ['Authorization', `bearer ${MASK}`], ['X-Note', `a ${MASK}`]];
  const request = maskedRequest(run, resultOf({ path: '/known-secret?k=abc&q=known-secret&r=1', headers }));
  expect(request).toMatchObject({ method: 'POST', path: `/${MASK}?k=${MASK}&q=${MASK}&r=1`, headers: masked });
  expect(maskedResponse(run, resultOf({ headers }))).toMatchObject({ status: 201, headers: masked });
});

test('a request that was not sent is shown as it was planned', () => {
  const { case: testCase } = resultOf({});
  const result = { case: testCase, findings: [] };
  expect(maskedRequest(run, result)).toMatchObject({ method: 'PUT', path: `/planned?k=${MASK}`, headers: [] });
  expect(textOf(maskedRequest(run, result).body)).toBe('planned');
  expect(maskedResponse(run, result)).toBeUndefined();
  expect(maskedJson(run, result)).toBeUndefined();
});

test('a request without a body shows none', () =>
  expect(maskedRequest(run, resultOf({})).body).toStrictEqual({ kind: 'none', size: 0, isCut: false }));

test('a failure has no response', () => {
  const result = resultOf({});
  const outcome = { failure: { kind: 'reset' as const, message: 'm' } };
  const failed = { ...result, exchange: { ...result.exchange, outcome } } as unknown as Result;
  expect(maskedResponse(run, failed)).toBeUndefined();
});

test.each([
  [MAX_BODY, false],
  [MAX_BODY + 1, true],
])('a body of %i bytes is shown without its end: %s', (size, isCut) => {
  const body = 'a'.repeat(size);
  for (const shown of [
    maskedRequest(run, resultOf({ sent: body })).body,
    maskedResponse(run, resultOf({ received: body }))?.body,
  ]) {
    expect(shown).toMatchObject({ kind: 'text', size, isCut });
    expect(textOf(shown)).toHaveLength(MAX_BODY);
  }
  expect(MAX_BODY).toBe(262_144);
});

test('why a response is not whole is shown without secrets, and only where it is not', () => {
  expect(maskedResponse(run, resultOf({ incomplete: 'ended at known-secret' }))?.incomplete).toBe(`ended at ${MASK}`);
  expect(maskedResponse(run, resultOf({}))).not.toHaveProperty('incomplete');
});

test('the JSON of a response is what is shown of it, where it is JSON', () => {
  expect(maskedJson(run, resultOf({ received: { hidden: 'abc', open: 1 } }))).toStrictEqual({ hidden: MASK, open: 1 });
  expect(maskedJson(run, resultOf({ received: null }))).toBeNull();
  expect(maskedJson(run, resultOf({ received: 'no JSON' }))).toBeUndefined();
});
