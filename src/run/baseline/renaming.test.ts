import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { encodeRequest, withRawBody } from '../../messages/encode-request.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { renaming, type RenamingStart } from './renaming.ts';

const contract = await contractOf({
  paths: Object.fromEntries(
    ['/pets', '/shops'].map((path) => [
      path,
      {
        post: {
          operationId: path.slice(1),
          requestBody: {
            content: {
              'application/json': {
                schema: { type: 'object', properties: { name: { type: 'string' }, title: { type: 'string' } } },
              },
            },
          },
          responses: { 201: { description: 'Done.' } },
        },
      },
    ]),
  ),
});
const [pets, shops] = contract.operations as [Operation, Operation];

interface Row {
  operation?: Operation;
  body?: Json;
  expect?: object;
}

function caseOf({ operation = pets, body = { name: 'rex' }, expect: expected = ACCEPTED }: Row = {}): Case {
  const inputs = { path: {}, query: {}, header: {}, cookie: {}, body, mediaType: 'application/json' };
  const request = encodeRequest(operation, inputs, NO_OVERRIDES);
  return { id: 'x', operation, inputs, request, expect: expected } as unknown as Case;
}

const ACCEPTED = { kind: 'accepted', clause: '#', at: 'request' };
const TAKEN = 'the name already exists';
const answered = (status: number, message = TAKEN) =>
  ({
    outcome: { response: { status, headers: [], body: Buffer.from(JSON.stringify({ message })) } },
  }) as unknown as Exchange;

const start =
  (own: Partial<RenamingStart> = {}, only?: Operation) =>
  (operation: Operation) =>
    only === undefined || operation === only ? { overrides: NO_OVERRIDES, ...own } : undefined;

function open(
  cases: Case[],
  startOf: (operation: Operation) => RenamingStart | undefined = start(),
  isProvedByName?: (operation: Operation) => boolean,
) {
  let nth = 0;
  const one = renaming(contract, cases, startOf, () => `m${(nth += 1)}`, isProvedByName);
  const iterator = one.cases[Symbol.iterator]();
  return { isTaken: one.isTaken, next: () => iterator.next().value as Case | undefined };
}

test('cases come in their order, and end', () => {
  const cases = [caseOf(), caseOf()];
  const { next } = open(cases);
  expect([next(), next(), next()]).toEqual([cases[0], cases[1], undefined]);
});

test('a case whose name is taken comes next once more, under another name', () => {
  const cases = [caseOf(), caseOf({ operation: shops })];
  const { next, isTaken } = open(cases);
  expect(isTaken(next() as Case, answered(409))).toBe(true);
  const again = next();
  expect(again).toMatchObject({ id: 'x', operation: pets, inputs: { body: { name: expect.stringContaining('m1') } } });
  expect(Buffer.from(again?.request.body ?? []).toString()).toBe(JSON.stringify(again?.inputs.body));
  expect(next()).toBe(cases[1]);
});

test('further cases of an operation with a name that was taken are renamed before they are sent', () => {
  const { next, isTaken } = open([caseOf(), caseOf(), caseOf({ operation: shops, body: { name: 'own' } })]);
  isTaken(next() as Case, answered(400));
  next();
  expect(next()?.inputs.body).toEqual({ name: expect.stringContaining('m2') });
  expect(next()?.inputs.body).toEqual({ name: 'own' });
});

test('what is refused under another name, too, may be refused, and does not come again', () => {
  const { next, isTaken } = open([caseOf()]);
  isTaken(next() as Case, answered(409));
  const again = next() as Case;
  expect(isTaken(again, answered(409))).toBe(false);
  expect(again.expect).toMatchObject({ kind: 'accepted', mayRefuse: true });
  expect(next()).toBeUndefined();
});

test.each<[boolean, string, Exchange]>([
  [false, 'succeeded', answered(399)],
  [true, 'was refused with 400', answered(400)],
  [true, 'was refused with 499', answered(499)],
  [false, 'failed', answered(500)],
  [false, 'was refused for something else', answered(400, 'the member kind is required')],
  [false, 'got no answer', { outcome: { failure: { kind: 'connection', message: TAKEN } } } as unknown as Exchange],
])('it is %s that the name of a request is taken that %s', (is, _, exchange) => {
  const { next, isTaken } = open([caseOf()]);
  expect(isTaken(next() as Case, exchange)).toBe(is);
});

test.each<[string, Row, (operation: Operation) => RenamingStart | undefined]>([
  ['that has to be refused', { expect: { kind: 'refused', clause: '#', at: 'request' } }, start()],
  ['that makes nothing new', {}, start({}, shops)],
  ['without a body', { body: undefined }, start()],
  ['without a name', { body: { other: 1 } }, start()],
  ['whose name is that of another thing', {}, start({ isReference: () => true })],
  ['that is about that very name', { expect: { ...ACCEPTED, at: 'request body#/name' } }, start()],
])('a request %s is not sent again', (_, row, startOf) => {
  const testCase = caseOf(row);
  if (row.body === undefined && 'body' in row) delete (testCase.inputs as { body?: Json }).body;
  const { isTaken, next } = open([testCase], startOf);
  next();
  expect(isTaken(testCase, answered(409))).toBe(false);
  expect(next()).toBeUndefined();
});

test('a case that makes what its name alone proves to be new is renamed before it is sent', () => {
  const all = () => [caseOf(), caseOf({ operation: shops })];
  const named = open(all(), start(), (operation) => operation === pets);
  expect([named.next(), named.next()].map((one) => one?.inputs.body)).toEqual([{ name: 'rex-m1' }, { name: 'rex' }]);
  // What makes nothing new keeps its names.
  expect(open(all(), start({}, shops), () => true).next()?.inputs.body).toEqual({ name: 'rex' });
});

test('a request about another member is renamed', () => {
  const testCase = caseOf({ body: { name: 'a', title: 'b' }, expect: { ...ACCEPTED, at: 'request body#/title' } });
  const { isTaken, next } = open([testCase]);
  isTaken(next() as Case, answered(409));
  expect(next()?.inputs.body).toMatchObject({ title: 'b', name: expect.stringContaining('m1') });
});

test('a request that no encoder wrote is not written anew', () => {
  const testCase = caseOf();
  testCase.request = withRawBody(testCase.request, '{"name": "rex"}');
  const { isTaken, next } = open([testCase]);
  next();
  expect(isTaken(testCase, answered(409))).toBe(false);
});
