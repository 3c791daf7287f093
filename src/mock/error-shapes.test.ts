import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation, ResponseObject } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { codeOf, createReshaper, ERROR_SHAPE_NAMES, nearestError, type ErrorShapeName } from './error-shapes.ts';
import { createMock, type MockOptions } from './mock.ts';
import { problem } from './problem-details.ts';
import { respond } from './reply.ts';

const error = (member: string, type = 'application/json') => ({
  description: '',
  content: { [type]: { schema: { type: 'object' }, example: { [member]: '?' } } },
});
const BARE = { description: '' };

async function contractWith(responses: object, others: object = {}): Promise<Contract> {
  return contractOf({
    paths: {
      '/x': { get: { operationId: 'own', responses: { 200: BARE, ...responses } } },
      '/y': { get: { operationId: 'other', responses: { 200: BARE, ...others } } },
    },
  });
}

const ownOf = (contract: Contract) => contract.operations[0] as Operation;

test.each([
  ['default', 500],
  ['404', 404],
  ['4XX', 400],
])('a response documented for %s stands for the status %i', (status, code) =>
  expect(codeOf({ status } as ResponseObject)).toBe(code),
);

describe('nearestError', () => {
  const TABLE: [name: string, own: object, others: object, status: number, want: string | undefined][] = [
    ['none where no error is documented', {}, {}, 404, undefined],
    ['none where no error has a body', { 404: BARE, default: BARE }, { 500: BARE }, 404, undefined],
    ['no success', { 201: error('m') }, {}, 404, undefined],
    ['no redirect', { 399: error('m') }, {}, 404, undefined],
    ['an error with the least status that one has', { 400: error('m') }, {}, 404, 'own 400'],
    ['one of the same status', { 400: error('m'), 404: error('m') }, {}, 404, 'own 404'],
    ['one of the same range', { 400: error('m'), '4XX': error('m') }, {}, 404, 'own 4XX'],
    ['one for every status', { 500: error('m'), default: error('m') }, {}, 404, 'own default'],
    ['one of the same class', { 500: error('m'), 422: error('m') }, {}, 404, 'own 422'],
    ['one of the same class, whose number is farther', { 404: error('m'), 503: error('m') }, {}, 500, 'own 503'],
    ['one of the same class for its last status', { 404: error('m'), 500: error('m') }, {}, 599, 'own 500'],
    ['the last of the same class', { 404: error('m'), 599: error('m') }, {}, 500, 'own 599'],
    ['any other of the same operation', { 500: error('m') }, { 404: error('m') }, 404, 'own 500'],
    ['one of another operation', {}, { 400: error('m'), 404: error('m') }, 404, 'other 404'],
    ['one of the same class of another operation', {}, { 500: error('m'), 400: error('m') }, 404, 'other 400'],
    ['any of another operation', {}, { 500: error('m') }, 404, 'other 500'],
    ['none without a body before one with a body', { 404: BARE, 400: error('m') }, {}, 404, 'own 400'],
  ];
  test.each(TABLE)('finds %s', async (_, own, others, status, want) => {
    const contract = await contractWith(own, others);
    const found = nearestError(contract, ownOf(contract), status);
    const names = contract.operations.flatMap(({ id, responses }) =>
      responses.flatMap((of) => (of === found ? [`${id} ${of.status}`] : [])),
    );
    expect(names[0]).toBe(want);
  });

  test('looks at all operations where none was found', async () => {
    const contract = await contractWith({ 400: error('m') }, { 404: error('m') });
    expect(nearestError(contract, undefined, 404)).toBe(contract.operations[1]?.responses[1]);
  });
});

describe('createReshaper', () => {
  const TOLD = problem(404, 'no such thing', { nearest: '/x' }, [['Allow', 'GET']]);

  test('leaves what is no problem document as it is, in every shape', async () => {
    const contract = await contractWith({ 400: error('m') });
    const other = respond(404, [['Content-Type', 'text/plain']], 'gone');
    for (const name of ERROR_SHAPE_NAMES) expect(createReshaper(name, [contract])(other)).toBe(other);
  });

  test('keeps a problem document by default', () => expect(createReshaper('problem', [])(TOLD)).toBe(TOLD));

  test('makes an object with all members of a problem document, and keeps status and headers', async () => {
    const shaped = await createReshaper('object', [])(TOLD);
    const body = '{"error":{"code":404,"title":"Not Found","message":"no such thing","nearest":"/x"}}';
    expect(shaped).toEqual({
      status: 404,
      headers: [
        ['Content-Type', 'application/json'],
        ['Allow', 'GET'],
        ['Content-Length', String(body.length)],
      ],
      body,
    });
  });

  test('takes the shape of a documented error with the message and the status of its own', async () => {
    const schema = { properties: { message: { type: 'string' }, status: { type: 'integer' } } };
    const example = { message: 'x', status: 400 };
    const contract = await contractWith({
      400: { description: '', content: { 'application/vnd.x+json; charset=utf-8': { schema, example } } },
    });
    const operation = ownOf(contract);
    const shaped = await createReshaper('documented', [contract])(TOLD, { contract, operation });
    const body = '{"message":"no such thing","status":404}';
    expect(shaped).toEqual({
      status: 404,
      headers: [
        ['Content-Type', 'application/vnd.x+json; charset=utf-8'],
        ['Allow', 'GET'],
        ['Content-Length', String(body.length)],
      ],
      body,
    });
  });

  test('takes for an unknown path the first contract that documents an error', async () => {
    const [without, first, second] = [
      await contractWith({}),
      await contractWith({ 400: error('message') }),
      await contractWith({ 400: error('detail') }),
    ];
    const shaped = await createReshaper('documented', [without, first, second])(TOLD);
    expect(shaped.body).toBe('{"message":"no such thing"}');
  });

  test('takes for an operation the errors of its own contract alone', async () => {
    const [own, other] = [await contractWith({}), await contractWith({ 400: error('message') })];
    const shaped = await createReshaper('documented', [other, own])(TOLD, { contract: own, operation: ownOf(own) });
    expect(shaped).toBe(TOLD);
  });

  test('keeps a problem document where no value conforms to the documented shape', async () => {
    const schema = { type: 'object', required: ['a'], properties: { a: false } };
    const contract = await contractWith({ 400: { description: '', content: { 'application/json': { schema } } } });
    expect(await createReshaper('documented', [contract])(TOLD)).toBe(TOLD);
  });

  test.each(ERROR_SHAPE_NAMES)('keeps in the shape %s the reason why there is no value', async (name) => {
    const contract = await contractWith({ 400: error('message') });
    const shaped = await createReshaper(name, [contract])({ ...TOLD, noValue: 'contradicts itself' });
    expect(shaped.noValue).toBe('contradicts itself');
  });
});

describe('the errors of a mock', () => {
  const schema = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };
  const document = {
    paths: {
      '/x': {
        get: {
          operationId: 'own',
          parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }],
          responses: {
            200: { description: '', content: { 'application/json': { example: 1 } } },
            409: { description: '', content: { 'application/json; charset=utf-8': { schema } } },
          },
        },
      },
    },
  };
  const types = {
    problem: 'application/problem+json',
    documented: 'application/json; charset=utf-8',
    object: 'application/json',
  };
  const members = { problem: 'detail', documented: 'message', object: 'error' };
  const ASKED: [what: string, status: number, method: string, path: string, headers: Record<string, string>][] = [
    ['a wrong parameter', 400, 'GET', '/x?n=a', {}],
    ['an unknown path', 404, 'GET', '/z', {}],
    ['an unknown method', 405, 'DELETE', '/x', {}],
    ['an unknown example', 404, 'GET', '/x', { Prefer: 'example=none' }],
    ['an unknown status', 404, 'GET', '/x', { Prefer: 'code=418' }],
    ['an unacceptable media type', 406, 'GET', '/x', { Accept: 'text/html' }],
  ];
  const rows = ASKED.flatMap(([what, ...asked]) => ERROR_SHAPE_NAMES.map((name) => [what, name, ...asked] as const));

  test.each(rows)('for %s have the shape %s', async (_, name, status, method, path, headers) => {
    const options: MockOptions = { errors: name satisfies ErrorShapeName };
    const { reply } = createMock([await contractOf(document)], options);
    const made = await reply({ method, path, headers: Object.entries(headers) });
    expect([made.status, new Map(made.headers).get('Content-Type')]).toEqual([status, types[name]]);
    expect(Object.keys(JSON.parse(String(made.body)) as JsonObject)).toContain(members[name]);
  });

  test('are problem documents unless said otherwise', async () => {
    const { reply } = createMock([await contractOf(document)]);
    const { headers } = await reply({ method: 'GET', path: '/z', headers: [] });
    expect(new Map(headers).get('Content-Type')).toBe(types.problem);
  });

  test('keep a documented error as it is documented, in every shape', async () => {
    for (const errors of ERROR_SHAPE_NAMES) {
      const { reply } = createMock([await contractOf(document)], { errors });
      const { status, headers } = await reply({ method: 'GET', path: '/x', headers: [['Prefer', 'code=409']] });
      expect([status, new Map(headers).get('Content-Type')]).toEqual([409, types.documented]);
    }
  });

  test('have no content where the request is a HEAD', async () => {
    const { reply } = createMock([await contractOf(document)], { errors: 'documented' });
    const made = await reply({ method: 'HEAD', path: '/z', headers: [] });
    expect([made.status, made.body.length]).toEqual([404, 0]);
  });
});
