import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { headersOf, problem } from './problem-details.ts';

async function operationOf(more: object, components: object = {}): Promise<[Contract, Operation]> {
  const responses = { 200: { description: '' } };
  const contract = await contractOf(
    { paths: { '/x': { post: { operationId: 'makeX', responses, ...more } } }, components },
    'my "api"',
  );
  return [contract, contract.operations[0] as Operation];
}

const bodyOf = (body: string | Uint8Array) => JSON.parse(String(body)) as JsonObject;

describe('problem', () => {
  test.each([
    [404, 'Not Found'],
    [599, 'Error'],
  ])('describes the status %i as %s (RFC 9457 §3)', (status, title) => {
    const reply = problem(status, 'why', { more: 1 }, [['X', 'y']]);
    expect(bodyOf(reply.body)).toStrictEqual({ type: 'about:blank', title, status, detail: 'why', more: 1 });
    expect(reply.headers.slice(0, 2)).toStrictEqual([
      ['Content-Type', 'application/problem+json'],
      ['X', 'y'],
    ]);
  });
});

describe('headersOf', () => {
  const schemes = {
    basic: { type: 'http', scheme: 'basic' },
    bearer: { type: 'http', scheme: 'bearer' },
    key: { type: 'apiKey', in: 'query', name: 'a"key' },
    oauth: { type: 'oauth2', flows: {} },
  };
  const TABLE: [security: string[], want: string][] = [
    [['basic'], 'Basic realm="my api"'],
    [['bearer'], 'Bearer realm="my api"'],
    [['oauth'], 'Bearer realm="my api"'],
    [['key'], 'ApiKey realm="my api", in="query", name="akey"'],
    [['basic', 'bearer', 'oauth'], 'Basic realm="my api", Bearer realm="my api"'],
  ];
  test.each(TABLE)('challenges for %j with a 401', async (names, want) => {
    const [contract, operation] = await operationOf(
      { security: names.map((name) => ({ [name]: [] })) },
      { securitySchemes: schemes },
    );
    expect(headersOf(401, contract, operation)).toStrictEqual([['WWW-Authenticate', want]]);
  });

  test('lists the documented media types with a 415', async () => {
    const content = { 'application/json': {}, 'text/csv': {} };
    const [contract, operation] = await operationOf({ requestBody: { content } });
    expect(headersOf(415, contract, operation)).toStrictEqual([['Accept', 'application/json, text/csv']]);
    expect(headersOf(422, contract, operation)).toStrictEqual([]);
  });
});
