import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import type { RequestValues } from '../../model/contract.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { followLink, resolveLinks } from './links.ts';

const contractWith = (links: JsonObject, status = '201') =>
  contractOf({
    paths: {
      '/things': { post: { operationId: 'createThing', responses: { [status]: { description: 'made', links } } } },
      '/a~b/{id}': {
        get: {
          operationId: 'getThing',
          parameters: [
            { name: 'id', in: 'path', required: true, schema: {} },
            { name: 'id', in: 'query', schema: {} },
            { name: 'q', in: 'query', schema: {} },
          ],
          responses: { '200': { description: 'there' } },
        },
        post: {
          operationId: 'postThing',
          parameters: [{ name: 'id', in: 'path', required: true, schema: {} }],
          requestBody: { content: { 'application/json': { schema: {} }, 'text/plain': {} } },
          responses: { '200': { description: 'there' } },
        },
      },
    },
  });

describe('resolveLinks', () => {
  test.each<[string, JsonObject, string[]]>([
    ['finds an operation by its id', { operationId: 'getThing' }, ['getThing']],
    ['finds an operation by its place', { operationRef: '#/paths/~1a~0b~1{id}/get' }, ['getThing']],
    ['finds an operation by its escaped place', { operationRef: '#/paths/~1a~0b~1%7Bid%7D/post' }, ['postThing']],
    [
      'says that an id is unknown',
      { operationId: 'nope' },
      ['the link it names the operation nope, which is not there'],
    ],
    ['says that nothing is named', {}, ['the link it names no operation']],
    [
      'says that another document is named',
      { operationRef: 'https://example.org/a.json#/paths/~1a/get' },
      ['the link it names an operation of another document (https://example.org/a.json#/paths/~1a/get)'],
    ],
    [
      'says that a server is left out of account',
      { operationId: 'getThing', server: { url: 'https://example.org' } },
      ['getThing', 'the server of the link it was left out of account: it was looked for on the target'],
    ],
  ])('%s', async (_, link, want) => {
    const { links, unjudged } = resolveLinks(await contractWith({ it: link }));
    expect([...links.map(({ to }) => to.id), ...unjudged.map(({ reason }) => reason)]).toEqual(want);
    for (const { from } of links) expect(from.id).toBe('createThing');
  });

  test('ignores the links of error responses', async () => {
    expect(resolveLinks(await contractWith({ it: { operationId: 'getThing' } }, '409'))).toEqual({
      links: [],
      unjudged: [],
    });
  });
});

describe('followLink', () => {
  const BEFORE: RequestValues = {
    ...{ path: { id: 'old' }, query: { q: 'kept' }, header: { h: 'kept' }, cookie: { c: 'kept' } },
  };
  async function followed(link: JsonObject, before = BEFORE) {
    const [resolved] = resolveLinks(await contractWith({ it: link })).links;
    if (!resolved) throw new Error('no link');
    return followLink(resolved, before, {
      inputs: BEFORE,
      request: { method: 'POST', path: '/things', headers: [] },
      response: { status: 201, headers: [], body: new TextEncoder().encode('{"id":7,"none":null}') },
    });
  }
  const GET = { operationId: 'getThing' };
  const POST = { operationId: 'postThing' };

  test.each<[string, JsonObject, Partial<RequestValues>]>([
    [
      'sets a parameter by its name: the first of that name',
      { ...GET, parameters: { id: '$response.body#/id' } },
      { path: { id: 7 } },
    ],
    [
      'sets a parameter by its place and name',
      { ...GET, parameters: { 'query.id': '$response.body#/id' } },
      { query: { q: 'kept', id: 7 } },
    ],
    ['sets a constant', { ...GET, parameters: { q: 'x' } }, { query: { q: 'x' } }],
    ['leaves out what the operation does not have', { ...GET, parameters: { nope: 1, 'header.q': 2 } }, {}],
    [
      'sends a body with the first media type',
      { ...POST, requestBody: { a: 1 } },
      { body: { a: 1 }, mediaType: 'application/json' },
    ],
  ])('%s', async (_, link, want) => {
    expect(await followed(link)).toEqual({ inputs: { ...BEFORE, ...want } });
  });

  test('keeps the media type that the request has', async () => {
    expect(await followed({ ...POST, requestBody: 'x' }, { ...BEFORE, mediaType: 'text/plain' })).toMatchObject({
      inputs: { mediaType: 'text/plain', body: 'x' },
    });
  });

  test.each([
    ['a parameter', { ...GET, parameters: { id: '$response.body#/nope' } }],
    ['a body', { ...POST, requestBody: '$response.body#/nope' }],
  ])('names the expression that has no value for %s', async (_, link) => {
    expect(await followed(link)).toEqual({ missing: expect.stringContaining('nope') });
  });

  test('does not change the request before', async () => {
    const before = structuredClone(BEFORE);
    await followed({ ...GET, parameters: { id: 1, q: 2 } }, before);
    expect(before).toEqual(BEFORE);
  });
});
