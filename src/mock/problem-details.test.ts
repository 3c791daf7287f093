import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import type { RequestError } from '../messages/decode-request.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { headersOf, problem, refusal } from './problem-details.ts';

const error = (more: Partial<RequestError>): RequestError =>
  ({ kind: 'body', at: 'request body', clause: '#/paths', message: 'is wrong', ...more });

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
    expect(bodyOf(reply.body)).toEqual({ type: 'about:blank', title, status, detail: 'why', more: 1 });
    expect(reply.headers.slice(0, 2)).toEqual([
      ['Content-Type', 'application/problem+json'],
      ['X', 'y'],
    ]);
  });
});

describe('refusal', () => {
  const SECURITY = error({ kind: 'security', at: 'header Authorization' });
  const MEDIA_TYPE = error({ kind: 'media type' });
  const PARAMETER = error({ kind: 'parameter', at: 'query q' });
  const TABLE: [name: string, errors: RequestError[], status: number][] = [
    ['a wrong body', [error({})], 422],
    ['a malformed body', [error({ malformed: true })], 400],
    ['a missing body', [error({ expected: true })], 400],
    ['a missing member', [error({ at: 'request body#/a', expected: true })], 422],
    ['a wrong parameter', [error({}), PARAMETER], 400],
    ['a wrong media type', [PARAMETER, MEDIA_TYPE], 415],
    ['missing credentials', [MEDIA_TYPE, PARAMETER, SECURITY], 401],
  ];
  test.each(TABLE)('of %s: status', async (_, errors, status) =>
    expect(refusal(...(await operationOf({})), errors).status).toBe(status),
  );

  test.each([
    [1, 1, 'request body is wrong'],
    [2, 2, 'request body is wrong (and 1 more)'],
    [101, 100, 'request body is wrong (and 100 more)'],
  ])('of %i errors lists %i', async (count, listed, detail) => {
    const [contract, operation] = await operationOf({});
    const body = bodyOf(
      refusal(
        contract,
        operation,
        Array.from({ length: count }, () => error({})),
      ).body,
    );
    expect(body).toMatchObject({ detail, contract: 'my "api"', operation: 'makeX' });
    expect(body['errors']).toHaveLength(listed);
  });

  const shaped = async (content: object): Promise<[type: string | undefined, body: string]> => {
    const responses = { 200: { description: '' }, 422: { description: '', content } };
    const { headers, body } = refusal(...(await operationOf({ responses })), [error({})]);
    return [new Map(headers).get('Content-Type'), String(body)];
  };
  const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
  const text = { type: 'string' };
  const EXPLAINED = ['message', 'detail', 'description', 'error_description', 'reason', 'title', 'error', 'MESSAGE'];

  test.each(EXPLAINED)('puts the explanation into the documented member %s', async (name) => {
    const schema = object({ [name]: text, messages: text }, { required: [name] });
    expect(await shaped({ 'application/json': { schema, example: { [name]: 'x', messages: 'y' } } })).toEqual([
      'application/json',
      JSON.stringify({ [name]: 'request body is wrong', messages: 'y' }),
    ]);
  });

  const SHAPES: [name: string, content: object, want: [type: string | undefined, body: string]][] = [
    [
      'the example as it is, where the explanation does not fit',
      { 'application/json': { schema: object({ message: { maxLength: 3 } }), example: { message: 'no' } } },
      ['application/json', '{"message":"no"}'],
    ],
    [
      'a value of the schema, where there is no example',
      { 'application/json': { schema: object({ code: { const: 7 } }, { required: ['code'] }) } },
      ['application/json', '{"code":7}'],
    ],
    [
      'the branch of a choice that has a place for the explanation',
      {
        'application/json': {
          schema: { oneOf: [object({ reason: text }, { required: ['reason'], additionalProperties: false })] },
        },
      },
      ['application/json', '{"reason":"request body is wrong"}'],
    ],
    [
      'the printed text of another media type',
      { 'application/xml': { example: '<no/>' } },
      ['application/xml', '<no/>'],
    ],
  ];
  test.each(SHAPES)('has as its body %s', async (_, content, want) => expect(await shaped(content)).toEqual(want));

  test.each<[name: string, content: object]>([
    ['a JSON response without a schema', { 'application/json': { example: { message: 'x' } } }],
    ['a text under a media range', { 'text/*': { example: 'x' } }],
    ['no content', {}],
  ])('is a problem document where the contract documents %s', async (_, content) =>
    expect((await shaped(content))[0]).toBe('application/problem+json'),
  );
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
    expect(headersOf(401, contract, operation)).toEqual([['WWW-Authenticate', want]]);
  });

  test('lists the documented media types with a 415', async () => {
    const content = { 'application/json': {}, 'text/csv': {} };
    const [contract, operation] = await operationOf({ requestBody: { content } });
    expect(headersOf(415, contract, operation)).toEqual([['Accept', 'application/json, text/csv']]);
    expect(headersOf(422, contract, operation)).toEqual([]);
  });
});
