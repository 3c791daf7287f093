import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { placeOf, readStatements, statementProblem, type Stated } from './statements.ts';

/** What an operation, and its path, say of its resource. */
async function stated(own?: Json, item?: Json): Promise<Stated | undefined> {
  const contract = await contractOf({
    paths: {
      '/pets': {
        ...(item !== undefined && { 'x-resource': item }),
        get: { ...(own !== undefined && { 'x-resource': own }), responses: { 200: { description: 'Done.' } } },
      },
    },
  });
  const [operation] = contract.operations;
  return operation && readStatements(contract).of(operation);
}

const NO_PARAMETERS = { parameters: new Map() };
test.each<[string, Json | undefined, Json | undefined, object | undefined]>([
  ['nothing', undefined, undefined, undefined],
  ['a name', 'pet', undefined, { name: 'pet', ...NO_PARAMETERS }],
  ['that it is about none', false, undefined, { none: true, ...NO_PARAMETERS }],
  ['that its path is about none', undefined, false, { none: true, ...NO_PARAMETERS }],
  ['a name where its path is about none', 'pet', false, { name: 'pet', ...NO_PARAMETERS }],
  ['that it is about none, where its path has a name', false, 'pet', { none: true, ...NO_PARAMETERS }],
  ['the name of its path', undefined, 'pet', { name: 'pet', ...NO_PARAMETERS }],
  ['a name of its own', 'dog', 'pet', { name: 'dog', ...NO_PARAMETERS }],
  ['a role', { role: 'list' }, undefined, { role: 'list', ...NO_PARAMETERS }],
  [
    'the name of its path, and no role of it',
    { role: 'list' },
    { name: 'pet', role: 'read' },
    { name: 'pet', role: 'list', ...NO_PARAMETERS },
  ],
  [
    'parameters of both',
    { parameters: { a: 'pet', b: false } },
    { parameters: { a: 'dog', c: 'cat' } },
    {
      parameters: new Map<string, string | null>([
        ['a', 'pet'],
        ['c', 'cat'],
        ['b', null],
      ]),
    },
  ],
  [
    'an identity with its clause',
    { identity: '$response.body#/id' },
    undefined,
    {
      identity: { expression: '$response.body#/id', clause: '#/paths/~1pets/get/x-resource/identity' },
      ...NO_PARAMETERS,
    },
  ],
])('an operation says %s', async (_, own, item, want) => {
  expect(await stated(own, item)).toEqual(want);
});

test.each<[Json | undefined, [string[], RegExp, RegExp] | undefined]>([
  [undefined, undefined],
  ['pet', undefined],
  [{}, undefined],
  ...['create', 'list', 'read', 'update', 'delete'].map((role): [Json, undefined] => [{ role }, undefined]),
  [{ role: 'make' }, [['role'], /^is make, which is no role$/, /^Write one of create, list, read, update, delete\.$/]],
  [{ identity: '$response.body#/id' }, undefined],
  [{ identity: 'id' }, [['identity'], /no runtime expression/, /\$response\.body#\/id/]],
  [{ parameters: { a: 'pet', b: false } }, undefined],
  [{ parameters: { a: 'pet', b: true } }, [['parameters', 'b'], /^names no resource$/, /false for none/]],
])('statementProblem says of %j what is wrong, and how to mend it: %j', (value, want) => {
  const problem = statementProblem(value);
  if (!want) return expect(problem).toBeUndefined();
  expect(problem?.at).toEqual(want[0]);
  expect(problem?.message).toMatch(want[1]);
  expect(problem?.hint).toMatch(want[2]);
});

test.each<[string, object | undefined]>([
  ['$response.body#/a/b', { in: 'body', pointer: '#/a/b' }],
  ['$response.body', { in: 'body', pointer: '#' }],
  ['$response.header.Location', { in: 'header', name: 'Location' }],
  ['$request.body#/a', { in: 'request', pointer: '#/a' }],
  ['$request.path.id', { in: 'request', parameter: 'id' }],
  ['$request.query.q', { in: 'request', parameter: 'q' }],
  ['$request.header.X-Id', { in: 'request', parameter: 'X-Id' }],
  ['$response.path.id', undefined],
  ['$response.query.id', undefined],
  ['$response.cookie.id', undefined],
  ['$url', undefined],
  ['x$response.body#/a', undefined],
])('the expression %s names a place', (expression, place) => {
  expect(placeOf(expression)).toEqual(place);
});
