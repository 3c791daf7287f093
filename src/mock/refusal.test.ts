import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import type { RequestError } from '../messages/decode-request.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { documentedStatus, refusal } from './refusal.ts';

const error = (more: Partial<RequestError>): RequestError => ({
  kind: 'body',
  at: 'request body',
  clause: '#/paths',
  message: 'is wrong',
  ...more,
});

async function operationOf(more: object, components: object = {}): Promise<[Contract, Operation]> {
  const responses = { 200: { description: '' } };
  const contract = await contractOf(
    { paths: { '/x': { post: { operationId: 'makeX', responses, ...more } } }, components },
    'my "api"',
  );
  return [contract, contract.operations[0] as Operation];
}

const bodyOf = (body: string | Uint8Array) => JSON.parse(String(body)) as JsonObject;

test.each<[documented: string[], status: number, want: number]>([
  [[], 400, 400],
  [['400', '422'], 400, 400],
  [['422'], 400, 422],
  [['400'], 422, 400],
  [['400', '422'], 422, 422],
  [['403'], 401, 403],
  [['401', '403'], 401, 401],
  [['401'], 403, 403],
  [['404'], 401, 401],
  [['400'], 409, 409],
])('where %j are documented, %i is said as %i', (documented, status, want) => {
  const responses = documented.map((code) => ({ status: code }));
  expect(documentedStatus({ responses } as Operation, status)).toBe(want);
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
    ['a body that is too long', [PARAMETER, MEDIA_TYPE, error({ kind: 'size' })], 413],
    ['a wrong media type', [PARAMETER, MEDIA_TYPE], 415],
    ['missing credentials', [MEDIA_TYPE, PARAMETER, SECURITY], 401],
  ];
  test.each(TABLE)('has a status for %s', async (_, errors, status) =>
    expect((await refusal(...(await operationOf({})), errors)).status).toBe(status),
  );

  test.each([
    [1, 1, 'request body is wrong'],
    [2, 2, 'request body is wrong (and 1 more)'],
    [101, 100, 'request body is wrong (and 100 more)'],
  ])('lists for %i errors only %i', async (count, listed, detail) => {
    const [contract, operation] = await operationOf({});
    const body = bodyOf(
      (
        await refusal(
          contract,
          operation,
          Array.from({ length: count }, () => error({})),
        )
      ).body,
    );
    expect(body).toMatchObject({ detail, contract: 'my "api"', operation: 'makeX' });
    expect(body['errors']).toHaveLength(listed);
  });

  const shaped = async (content: object): Promise<[type: string | undefined, body: string]> => {
    const responses = { 200: { description: '' }, 422: { description: '', content } };
    const { headers, body } = await refusal(...(await operationOf({ responses })), [error({})]);
    return [new Map(headers).get('Content-Type'), String(body)];
  };
  const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
  const text = { type: 'string' };
  const TOLD = 'request body is wrong';
  const PROBLEM = expect.objectContaining({ title: 'Unprocessable Entity', detail: TOLD });
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

  const INTEGER = { type: 'integer' };
  const BODIES: [name: string, content: object, type: string, body: unknown][] = [
    [
      'an example without a schema',
      { 'application/json': { example: { error: 'bad' } } },
      'application/json',
      { error: TOLD },
    ],
    [
      'an example in which the explanation has a place further down',
      { 'application/json': { example: { error: { code: 1, message: 'bad' } } } },
      'application/json',
      { error: { code: 1, message: TOLD } },
    ],
    [
      'an array of texts',
      { 'application/json': { schema: { type: 'array', items: text } } },
      'application/json',
      [TOLD],
    ],
    [
      'an array of objects',
      {
        'application/json': {
          schema: { type: 'array', items: object({ reason: text }), minItems: 1 },
          example: [{ reason: 'x' }],
        },
      },
      'application/json',
      [{ reason: TOLD }],
    ],
    ['a text', { 'text/plain': { schema: text } }, 'text/plain', TOLD],
    ['a text of which nothing is said', { 'text/html': {} }, 'text/html', TOLD],
    [
      'a range of media types',
      { '*/*': { schema: object({ error: INTEGER }, { required: ['error'] }) } },
      'application/json',
      { error: 1 },
    ],
    [
      'at most one member',
      {
        'application/json': {
          schema: object(
            { source: object({ a: text, b: text }, { maxProperties: 1 }) },
            { required: ['source'], example: { source: { a: 'x', b: 'y' } } },
          ),
        },
      },
      'application/json',
      { source: {} },
    ],
    ['a schema without a type', { 'application/json': { schema: { description: 'no' } } }, 'application/json', PROBLEM],
    ['any object', { 'application/json': { schema: { type: 'object' } } }, 'application/json', PROBLEM],
    ['JSON of which nothing is said', { 'application/json': {} }, 'application/json', PROBLEM],
    ['no content', {}, 'application/problem+json', PROBLEM],
    ['a text under a range', { 'text/*': { example: 'x' } }, 'text/plain', 'x'],
  ];
  test.each(BODIES)('has the documented shape where that is %s', async (_, content, type, body) => {
    const [label, said] = await shaped(content);
    expect(label).toBe(type);
    expect(typeof body === 'string' ? said : JSON.parse(said)).toEqual(body);
  });

  test('has the headers that its response requires or shows', async () => {
    const headers = {
      'X-Server': { required: true, schema: text },
      'X-Shown': { schema: text, example: 'shown' },
      'X-Optional': { schema: text },
    };
    const responses = {
      200: { description: '' },
      422: { description: '', headers, content: { 'application/json': { schema: { type: 'object' } } } },
    };
    const reply = await refusal(...(await operationOf({ responses })), [error({})]);
    expect(Object.fromEntries(reply.headers)).toMatchObject({ 'X-Server': expect.any(String), 'X-Shown': 'shown' });
    expect(Object.fromEntries(reply.headers)).not.toHaveProperty('X-Optional');
  });

  test('names the contradicting clauses if its schema allows no value', async () => {
    const schema = object({}, { required: ['page'], additionalProperties: false });
    const responses = {
      200: { description: '' },
      422: { description: '', content: { 'application/json': { schema } } },
    };
    const reply = await refusal(...(await operationOf({ responses })), [error({})]);
    expect(reply.noValue).toMatch(
      /^no value conforms to the schema of response 422: the member page is required, and additionalProperties: false refuses it \(/,
    );
  });
});
