import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import type { Leaf } from '../model/binding.ts';
import type { Expectation } from '../model/case.ts';
import type { HeaderField } from '../model/exchange.ts';
import {
  createBindings,
  formatStatus,
  formatSuccess,
  isAcceptance,
  isElsewhere,
  isMoved,
  matches,
  nameOf,
  prepareJudgement,
} from './judgement.ts';

test.each<[string, string[], number, boolean]>([
  ['a success takes a request', ['200'], 202, true],
  ['a refusal takes none', ['200'], 400, false],
  ['a failure takes none', ['default'], 500, false],
  ['a redirect takes none', ['200'], 308, false],
  ['a redirect that is documented beside a success takes none', ['200', '302'], 302, false],
  ['a redirect that only the default documents takes none', ['default'], 302, false],
  ['the redirect that is documented in place of a success takes it', ['302', '404'], 302, true],
  ['a redirect of a documented range takes it', ['3XX'], 307, true],
])('%s', async (_, documented, status, want) => {
  const responses = Object.fromEntries(documented.map((key) => [key, { description: 'x' }]));
  const { operations } = await contractOf({ paths: { '/a': { get: { responses } } } });
  expect(operations.map((operation) => isAcceptance(operation, status))).toStrictEqual([want]);
});

test.each<[status: number, elsewhere: boolean, moved: boolean]>([
  [299, false, false],
  [300, true, true],
  [301, true, true],
  [302, true, false],
  [303, true, false],
  [304, false, false],
  [305, false, false],
  [307, true, true],
  [308, true, true],
  [309, false, false],
])('an answer %d names another place: %s, where the same request is to be sent: %s', (status, elsewhere, moved) =>
  expect([isElsewhere(status), isMoved(status)]).toStrictEqual([elsewhere, moved]),
);

/** An answer to an operation with these responses, as the checks see it. */
async function judgementOf(responses: object, kind: string, status: number, headers: HeaderField[] = [], body = '') {
  const components = { schemas: { ApiError: { type: 'object' } } };
  const contract = await contractOf({ paths: { '/a': { get: { responses } } }, components });
  const [operation] = contract.operations;
  if (!operation) throw new Error('the contract has an operation');
  const of = operation.responses.find((response) => response.status === kind);
  const example = { name: 'one', pointer: '#', inputs: {}, response: { of, pointer: '#' } };
  const told = { clause: '#', at: 'request' };
  const expect = (of ? { kind: 'documented', example } : { kind, ...told }) as unknown as Expectation;
  return prepareJudgement(
    {
      ...{ contract, operation, title: 'one', expect, baseUrl: 'http://a' },
      inputs: { path: {}, query: {}, header: {}, cookie: {} },
    },
    { status, headers, body: Buffer.from(body) },
    createBindings(contract),
  );
}

test.each<[documented: string, kind: string, status: number, want: string | undefined]>([
  ['200', 'accepted', 200, '200'],
  ['200', 'accepted', 201, '200'],
  ['200', 'accepted', 299, '200'],
  ['200 201', 'accepted', 201, '201'],
  ['200', 'accepted', 204, undefined],
  ['200', 'accepted', 205, undefined],
  ['200', 'accepted', 203, '200'],
  ['200', 'accepted', 206, '200'],
  ['200 404', 'accepted', 404, undefined],
  ['200 400', 'accepted', 400, undefined],
  ['200 302', 'accepted', 302, '302'],
  ['default', 'accepted', 200, 'default'],
  ['default', 'accepted', 299, 'default'],
  ['default', 'accepted', 300, undefined],
  ['default', 'accepted', 302, undefined],
  ['default', 'accepted', 199, undefined],
  ['200 4XX', 'refused', 400, '4XX'],
  ['200 4XX', 'refused', 200, undefined],
  ['200 default', 'refused', 399, undefined],
  ['200 404', 'gone', 404, '404'],
  ['200 404', 'gone', 200, undefined],
  ['200 404', '404', 404, '404'],
  ['200 404', '200', 404, undefined],
  ['200 400', '400', 400, '400'],
  ['200 201', '200', 201, '200'],
  ['200 204', '200', 204, undefined],
  ['200 204', '204', 204, '204'],
])('with the responses %s a case of kind %s that is answered %d is held to %s', async (all, kind, status, want) => {
  const responses = Object.fromEntries(all.split(' ').map((key) => [key, { description: 'x' }]));
  expect((await judgementOf(responses, kind, status)).documented?.status).toBe(want);
});

test.each<[description: string, others: string[], want: string | undefined]>([
  ['successful operation', [], undefined],
  ['The pets.', ['404'], undefined],
  ['The pets.', ['200'], 'default'],
  ['The pets.', ['2XX'], 'default'],
  ['The pets.', ['302'], 'default'],
  ['unexpected error', [], 'default'],
  ['Failed operation', [], 'default'],
  ['Problem details', ['404'], 'default'],
])('a refusal is held to the default “%s” beside %j: %s', async (description, others, want) => {
  const responses = Object.fromEntries([
    ['default', { description }],
    ...others.map((key) => [key, { description: '' }]),
  ]);
  expect((await judgementOf(responses, 'refused', 400)).documented?.status).toBe(want);
  expect((await judgementOf(responses, 'gone', 410)).documented?.status).toBe(want);
});

test('a refusal is held to a default whose schema is one of errors', async () => {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/ApiError' } } };
  const responses = { default: { description: 'x', content } };
  expect((await judgementOf(responses, 'refused', 400)).documented?.status).toBe('default');
});

test.each<[documented: string, sent: string | undefined, want: string | undefined]>([
  ['text/plain application/json', 'application/json', 'application/json'],
  ['application/json text/plain', 'text/plain', 'text/plain'],
  ['text/plain application/json', 'text/html', 'application/json'],
  ['text/plain application/json', undefined, 'application/json'],
  ['text/plain text/csv', 'text/html', 'text/plain'],
  ['application/json text/*', 'text/csv', 'text/*'],
  ['', 'text/csv', undefined],
])('with the media types %j an answer in %s is held to %s', async (all, sent, want) => {
  const content = Object.fromEntries(all.split(' ').flatMap((type) => (type === '' ? [] : [[type, {}]])));
  const headers: HeaderField[] = sent === undefined ? [] : [['Content-Type', sent]];
  const { media } = await judgementOf({ 200: { description: 'x', content } }, 'accepted', 200, headers);
  expect(media?.type).toBe(want);
});

test('an answer has the errors of its body by its schema, and no doubts', async () => {
  const schema = { type: 'object', properties: { a: { type: 'integer' } } };
  const responses = { 200: { description: 'x', content: { 'application/json': { schema } } } };
  const headers: HeaderField[] = [['Content-Type', 'application/json']];
  const wrong = await judgementOf(responses, 'accepted', 200, headers, '{"a":"b"}');
  expect([wrong.errors.map(({ at }) => at), wrong.doubts]).toStrictEqual([['#/a'], []]);
  expect((await judgementOf(responses, 'accepted', 200, headers, '{"a":1}')).errors).toStrictEqual([]);
  expect(wrong).not.toHaveProperty('obstacle');
});

test.each<[documented: string, actual: string, same: boolean]>([
  ['*/*', 'text/csv', true],
  ['text/csv', 'text/csv', true],
  ['text/csv', 'text/plain', false],
  ['text/*', 'text/csv', true],
  ['text/*', 'textual/csv', false],
  ['text/*', 'image/png', false],
  ['text/c', 'text/csv', false],
])('the documented media type %s allows %s: %s', (documented, actual, same) =>
  expect(matches(documented, actual)).toBe(same),
);

test.each<[documented: string, want: string]>([
  ['200 201 404', '200 or 201'],
  ['404', 'a success (2xx)'],
  ['404 default', 'a success (2xx)'],
  ['204 default', '204'],
])('the successes of the responses %s are %s', async (all, want) => {
  const responses = Object.fromEntries(all.split(' ').map((key) => [key, { description: 'x' }]));
  const { operations } = await contractOf({ paths: { '/a': { get: { responses } } } });
  expect(operations.map(formatSuccess)).toStrictEqual([want]);
});

test('a status that leads elsewhere is told with its place, which may be long', () => {
  const told = (status: number, location?: string) =>
    formatStatus({ status, headers: new Map(location === undefined ? [] : [['location', location]]) } as never);
  expect([told(308, '/v2'), told(308), told(201, '/v2')]).toStrictEqual(['308, Location: /v2', '308', '201']);
  expect(told(308, 'x'.repeat(200))).toBe(`308, Location: ${'x'.repeat(200)}`);
  expect(told(308, 'x'.repeat(201))).toHaveLength('308, Location: '.length + 200);
});

test.each<[Leaf['place'], string]>([
  [{ in: 'header', name: 'X-A' }, 'X-A'],
  [{ in: 'body', pointer: '#/a/b~1c' }, 'b/c'],
  [{ in: 'body', pointer: '#' }, 'value'],
])('the leaf at %j is named %s', (place, want) => expect(nameOf(place)).toBe(want));
