import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { readResponses, response } from './swagger-2-responses.ts';

const schema = { type: 'string' };
const shared = { description: 'shared', schema };

/** The responses of an operation, and where each part of them stood. */
function read(responses: Json, own?: string[], produces: string[] | undefined = ['a/b']) {
  const moves = new Map<string, string>();
  const swagger = { responses: { Shared: shared, text: 'none' } };
  const read = readResponses(responses, '#/r', own, { swagger, produces, consumes: undefined, moves });
  return { read, moves: Object.fromEntries(moves) };
}

describe('the responses of an operation', () => {
  test.each<[string, Json, string[] | undefined, Json]>([
    ['are in what the document produces', { 200: { schema } }, undefined, { 200: { content: { 'a/b': { schema } } } }],
    ['are in what the operation produces', { 200: { schema } }, ['c/d'], { 200: { content: { 'c/d': { schema } } } }],
    ['stay where they are no responses', { 200: 'a', 'x-b': { schema } }, undefined, { 200: 'a', 'x-b': { schema } }],
    ['stay where they are no object', 'a', undefined, 'a'],
    [
      'refer to what all share',
      { 200: { $ref: '#/responses/Shared' } },
      undefined,
      { 200: { $ref: '#/components/responses/Shared' } },
    ],
    [
      'are those that all share, in what the operation produces',
      { 200: { $ref: '#/responses/Shared' } },
      ['c/d'],
      { 200: { description: 'shared', content: { 'c/d': { schema } } } },
    ],
    [
      'refer to what is shared and no response, whatever the operation produces',
      { 200: { $ref: '#/responses/text' } },
      ['c/d'],
      { 200: { $ref: '#/components/responses/text' } },
    ],
    [
      'refer to another file',
      { 200: { $ref: 'a.json#/b', schema } },
      undefined,
      { 200: { $ref: 'a.json#/b', schema } },
    ],
  ])('%s', (_, responses, own, want) => {
    expect(read(responses, own).read).toEqual(want);
  });

  test('know where each of their parts stood', () => {
    const headers = { 'X-A': { type: 'string', description: 'b' } };
    const responses = {
      200: { schema, headers, examples: { 'a/b': 'c' } },
      404: { $ref: '#/responses/Shared' },
    };
    expect(read(responses, ['a/b']).moves).toEqual({
      '#/r/200': '#/r/200',
      '#/r/200/content/a~1b': '#/r/200',
      '#/r/200/content/a~1b/schema': '#/r/200/schema',
      '#/r/200/content/a~1b/example': '#/r/200/examples/a~1b',
      '#/r/200/headers/X-A/schema': '#/r/200/headers/X-A',
      '#/r/404': '#/responses/Shared',
      '#/r/404/content/a~1b': '#/responses/Shared',
      '#/r/404/content/a~1b/schema': '#/responses/Shared/schema',
      '#/r/404/content/a~1b/example': '#/responses/Shared/examples/a~1b',
    });
  });
});

test.each<[string, JsonObject, JsonObject]>([
  ['is JSON where nothing says what is produced', { schema }, { content: { 'application/json': { schema } } }],
  ['has no content without a schema', { description: 'a' }, { description: 'a' }],
  [
    'has the schemas of its headers',
    { headers: { 'X-A': { type: 'file', description: 'b' }, 'X-B': 'none' } },
    { headers: { 'X-A': { description: 'b', schema: { type: 'string', format: 'binary' } } } },
  ],
  ['has no headers where none is an object', { headers: { 'X-B': 'none' } }, {}],
  ['has no headers where they are a text', { headers: 'none' }, {}],
])('a response %s', (_, given, want) => {
  expect(response(given, '#/r', '#/r', undefined, new Map())).toEqual(want);
});
