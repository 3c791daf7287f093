import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../model/json.ts';
import { ContractError } from '../errors.ts';
import { valueAt } from '../json/pointer.ts';
import { LOST, LOST_PARAMETER } from '../schema/lost.ts';
import { kindOf, leaveOutLost } from './lost-references.ts';

const place = () => ({ file: 'a.yaml', line: 1, column: 1 });
/** Each time another object: what is left out is changed in place. */
const gone = () => ({ $ref: '#/components/schemas/Gone' });
const responses = { 200: { description: 'ok' } };

/** A document with one sound operation beside what is given. */
function document(operation: JsonObject = {}, others: JsonObject = {}): JsonObject {
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/sound': { get: { responses } }, '/a': { get: { responses, ...operation } } },
    ...others,
  };
}

const MARK = (at: string, ref: string) => ({ at, ref, why: ', which is not there', hint: expect.any(String) });
const A = '#/paths/~1a/get';

describe('a reference that leads nowhere is left out, and what needs it is marked', () => {
  test.each<[what: string, operation: Json, at: string, left: Json]>([
    [
      'a response',
      { responses: { 200: { $ref: '#/components/responses/No' } } },
      `${A}/responses/200`,
      { description: '', [LOST]: MARK(`${A}/responses/200`, '#/components/responses/No') as unknown as Json },
    ],
    [
      'a request body',
      { requestBody: { $ref: '#/components/requestBodies/No' } },
      `${A}/requestBody`,
      {
        content: { '*/*': { schema: { [LOST]: MARK(`${A}/requestBody`, '#/components/requestBodies/No') } } },
        [LOST]: MARK(`${A}/requestBody`, '#/components/requestBodies/No'),
      } as unknown as Json,
    ],
    [
      'a header',
      { responses: { 200: { description: '', headers: { A: { $ref: '#/components/headers/No' } } } } },
      `${A}/responses/200/headers/A`,
      { schema: { [LOST]: MARK(`${A}/responses/200/headers/A`, '#/components/headers/No') } } as unknown as Json,
    ],
    [
      'a schema in a schema',
      { 'x-a': 1, responses: { 200: { content: { 'a/b': { schema: { allOf: [{ title: 'x', ...gone() }] } } } } } },
      `${A}/responses/200/content/a~1b/schema/allOf/0`,
      {
        title: 'x',
        [LOST]: MARK(`${A}/responses/200/content/a~1b/schema/allOf/0`, '#/components/schemas/Gone'),
      } as unknown as Json,
    ],
  ])('%s', (_, operation, at, left) => {
    const read = document(operation as JsonObject);
    const [note] = leaveOutLost(read, place);
    expect(note?.message).toMatch(
      /^refers to #\/components\/\w+\/\w+, which is not there: what needs it was left out$/,
    );
    expect(valueAt(read, at)).toEqual(left);
  });

  test('a parameter leaves its list, and its operation keeps the mark', () => {
    const lost = { $ref: '#/components/parameters/No' };
    const kept = { name: 'q', in: 'query', schema: {} };
    const read = document({ parameters: [lost, kept, { $ref: '#/components/parameters/Other' }] });
    expect(leaveOutLost(read, place).map(({ pointer }) => pointer)).toEqual([`${A}/parameters/0`, `${A}/parameters/2`]);
    expect(valueAt(read, A)).toMatchObject({ parameters: [kept], [LOST_PARAMETER]: expect.anything() });
  });

  test.each<[what: string, operation: JsonObject]>([
    [
      'an example',
      { responses: { 200: { content: { 'a/b': { examples: { e: { $ref: '#/components/examples/No' } } } } } } },
    ],
    ['a link', { responses: { 200: { links: { e: { $ref: '#/components/links/No' } } } } }],
    ['a callback', { callbacks: { e: { $ref: '#/components/callbacks/No' } } }],
  ])('%s goes without a mark', (_, operation) => {
    const read = document(operation);
    expect(leaveOutLost(read, place)).toHaveLength(1);
    expect(JSON.stringify(read)).not.toMatch(/\$ref|x-lost|"e"/);
  });

  test('the callback of a path item that is not there is left without operations', () => {
    const read = document({ callbacks: { e: { '{$url}': { $ref: '#/components/pathItems/No' } } } });
    leaveOutLost(read, place);
    expect(Object.keys(valueAt(read, `${A}/callbacks/e/{$url}`) as object)).toEqual([LOST]);
  });

  test('a path item keeps what stands beside its reference', () => {
    const read = document(
      {},
      { paths: { '/sound': { get: { responses } }, '/b': { $ref: './b.yaml', get: { responses } } } },
    );
    const outside = new Map([
      [valueAt(read, '#/paths/~1b') as object, { why: ': there is no such file', hint: 'Write it.' }],
    ]);
    expect(leaveOutLost(read, place, { outside })).toEqual([
      {
        pointer: '#/paths/~1b',
        message: 'refers to ./b.yaml: there is no such file (Write it): what needs it was left out',
      },
    ]);
    expect(Object.keys(valueAt(read, '#/paths/~1b') as object)).toEqual(['get', LOST]);
  });

  test('what a discriminator maps to is taken out of the mapping', () => {
    const discriminator = { propertyName: 'kind', mapping: { a: '#/components/schemas/No', b: 'Name' } };
    const read = document({}, { components: { schemas: { P: { discriminator } } } });
    expect(leaveOutLost(read, place)).toHaveLength(1);
    expect(discriminator.mapping).toEqual({ b: 'Name' });
  });
});

test('a chain of references is followed to its end: each of them is told', () => {
  const components = {
    parameters: { A: { $ref: '#/components/parameters/B' }, B: { $ref: '#/components/parameters/No' } },
  };
  const read = document({ parameters: [{ $ref: '#/components/parameters/A' }] }, { components });
  expect(leaveOutLost(read, place).map(({ message }) => message.split(':', 1)[0])).toEqual([
    'refers to #/components/parameters/A, which leads nowhere',
    'refers to #/components/parameters/B, which leads nowhere',
    'refers to #/components/parameters/No, which is not there',
  ]);
});

test('two responses that refer to each other are lost', () => {
  const components = {
    responses: { A: { $ref: '#/components/responses/B' }, B: { $ref: '#/components/responses/A' } },
  };
  const read = document({ responses: { 200: { $ref: '#/components/responses/A' } } }, { components });
  const [note] = leaveOutLost(read, place);
  expect(note?.message).toContain('refers to #/components/responses/');
  expect(JSON.stringify(read)).not.toContain('"$ref"');
});

test.each([
  ['#/paths/~1a', 'path item'],
  ['#/paths/~1a/post', 'operation'],
  ['#/paths/~1a/parameters/0', 'parameter'],
  ['#/paths/~1a/post/parameters/0', 'parameter'],
  ['#/paths/~1a/post/parameters/0/schema', 'schema'],
  ['#/paths/~1a/post/requestBody', 'request body'],
  ['#/paths/~1a/post/responses/200', 'response'],
  ['#/paths/~1a/post/callbacks/onIt', 'extra'],
  ['#/paths/~1a/post/callbacks/onIt/{$url}', 'path item'],
  ['#/paths/~1a/post/callbacks/onIt/{$url}/post', 'operation'],
  ['#/paths/~1a/post/requestBody/content/application~1json/schema', 'schema'],
  ['#/components/schemas/A/properties/post', 'schema'],
  ['#/components/callbacks/onIt/{$url}', 'path item'],
])('what stands at %s is a %s', (pointer, kind) => {
  const callbacks = { onIt: { '{$url}': { post: { responses: {} } } } };
  const content = { 'application/json': { schema: {} } };
  const parameters = [{ name: 'a', in: 'query', schema: {} }];
  const post = { parameters, requestBody: { content }, responses: { 200: {} }, callbacks };
  const components = { schemas: { A: { properties: { post: {} } } }, callbacks };
  expect(kindOf({ paths: { '/a': { parameters, post } }, components }, pointer)).toBe(kind);
});

test.each([
  [1, 'which is not there: '],
  [2, ', and so does 1 other place: '],
  [3, ', and so do 2 other places: '],
])('what %i places refer to is told with the others counted', (count, told) => {
  const schemas = Object.fromEntries(Array.from({ length: count }, (_, index) => [`S${index}`, gone()]));
  const messages = leaveOutLost(document({}, { components: { schemas } }), place).map(({ message }) => message);
  expect(messages).toEqual([expect.stringContaining(told)]);
});

test('what many places refer to is told once', () => {
  const read = document({}, { components: { schemas: { A: gone(), B: gone(), C: { not: gone() } } } });
  expect(leaveOutLost(read, place)).toEqual([
    expect.objectContaining({ message: expect.stringContaining(', and so do 2 other places: ') }),
  ]);
});

test.each<[why: string, others: JsonObject]>([
  ['has no operation without it', { paths: { '/b': { $ref: '#/components/pathItems/No' } } }],
  ['says where its clauses come from', { components: { schemas: { A: gone() }, 'x-source': [] } }],
  ['says that its examples are exact', { components: { schemas: { A: gone() } }, 'x-examples': 'exact' }],
])('a document is refused that %s', (_, others) => {
  expect(() => leaveOutLost(document({}, others), place)).toThrow(ContractError);
});

test('a document that is kept as a contract is refused', () => {
  const read = document({}, { components: { schemas: { A: gone() } } });
  expect(() => leaveOutLost(read, place, { isStrict: true })).toThrow(
    'a.yaml:1:1 #/components/schemas/A refers to #/components/schemas/Gone, which is not there',
  );
});

test('before OpenAPI 3.1, what stands beside a lost reference says nothing', () => {
  const schemas = { A: { minLength: 1, ...gone() } };
  const read = document({}, { openapi: '3.0.3', components: { schemas } });
  leaveOutLost(read, place);
  expect(Object.keys(schemas.A)).toEqual([LOST]);
});
