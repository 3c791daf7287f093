import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { createRouter, type Match, type Router } from './router.ts';

const parameters = (path: string) =>
  [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: {} }));
const at = (path: string, ...methods: string[]) => ({
  [path]: Object.fromEntries(
    methods.map((method) => [method, { operationId: `${method} ${path}`, parameters: parameters(path) }]),
  ),
});

let first: Contract;
let router: Router;

beforeAll(async () => {
  first = await contractOf({
    servers: [
      {
        url: 'https://{host}.example.org/{version}/',
        variables: { host: { default: 'api' }, version: { default: 'v2' } },
      },
      { url: '/my%20api' },
      { url: '/odd%zz' },
    ],
    paths: {
      ...at('/users', 'get', 'post'),
      ...at('/users/me', 'get'),
      ...at('/users/{id}', 'get', 'delete'),
      ...at('/users/{id}/files/{name}.json', 'get'),
      ...at('/users/{id}/files/{name}', 'get'),
      ...at('/range/{from}-{to}', 'get'),
      ...at('/mixed/{a}.json', 'get'),
      ...at('/mixed/{a}.min.json', 'get'),
      ...at('/mixed/{b}.json/more', 'get'),
      ...at('/mixed/{c}.json/{d}.xml', 'get'),
      ...at('/a/{x}/c', 'get'),
      ...at('/a/b/d', 'get'),
      ...at('/back/b/{y}/z', 'get'),
      ...at('/back/{x}/{y}/w', 'get'),
      ...at('/back/{d}.json/z', 'get'),
      ...at('/with space', 'get'),
      ...at('/zoos', 'get'),
      ...at('/zoos?all=1', 'get'),
      ...at('/zoos?all=1&deep', 'get'),
      ...at('/cages?all=1', 'get'),
      ...at('/barns?full=1', 'get'),
      ...at('/barns?full=2', 'get'),
    },
  });
  const exact = { name: 'number', in: 'path', required: true, schema: { type: 'integer' } };
  const second = await contractOf(
    {
      paths: {
        ...at('/users', 'get'),
        '/users/{number}': { get: { operationId: 'get', parameters: [exact] } },
        ...at('/other', 'get'),
      },
    },
    'second',
  );
  router = createRouter([first, second]);
});

const told = (match: Match) =>
  match.kind === 'operation'
    ? {
        id: match.operation.id,
        contract: match.contract.name,
        ...(Object.keys(match.params).length > 0 && { params: match.params }),
      }
    : match;
const found = (id: string, params?: object) => ({ id, contract: 'test', ...(params && { params }) });

const TABLE: [name: string, { given: [method: string, path: string]; want: unknown }][] = [
  ['a literal path', { given: ['GET', '/users'], want: found('get /users') }],
  ['a query left out of account', { given: ['GET', '/users?x=/users/1'], want: found('get /users') }],
  ['a path that another one repeats with a query', { given: ['GET', '/zoos?all=2'], want: found('get /zoos') }],
  ['a path with its query', { given: ['GET', '/zoos?x=1&all=1'], want: found('get /zoos?all=1') }],
  ['the path with the most of the query', { given: ['GET', '/zoos?deep&all=1'], want: found('get /zoos?all=1&deep') }],
  [
    'one of two paths that differ in their query',
    { given: ['GET', '/barns?full=2'], want: found('get /barns?full=2') },
  ],
  ['the first of two paths whose queries do not fit', { given: ['GET', '/barns'], want: found('get /barns?full=1') }],
  ['a path that is documented with a query alone', { given: ['GET', '/cages'], want: found('get /cages?all=1') }],
  ['the absolute form', { given: ['GET', 'http://h:1/users?x'], want: found('get /users') }],
  ['a literal before a template', { given: ['GET', '/users/me'], want: found('get /users/me') }],
  [
    'a template where the literal has no such method',
    { given: ['DELETE', '/users/me'], want: found('delete /users/{id}', { id: 'me' }) },
  ],
  ['a template', { given: ['GET', '/users/7'], want: found('get /users/{id}', { id: '7' }) }],
  [
    'percent-encoding undone',
    { given: ['GET', '/users/a%20b%2Fc%C3%A9'], want: found('get /users/{id}', { id: 'a b/cé' }) },
  ],
  [
    'a literal that is encoded needlessly',
    { given: ['GET', '/%75sers/7'], want: found('get /users/{id}', { id: '7' }) },
  ],
  ['a literal with a space', { given: ['GET', '/with%20space'], want: found('get /with space') }],
  [
    'a template that shares its segment',
    {
      given: ['GET', '/users/7/files/a.b.json'],
      want: found('get /users/{id}/files/{name}.json', { id: '7', name: 'a.b' }),
    },
  ],
  [
    'a template beside one that shares its segment',
    { given: ['GET', '/users/7/files/a.txt'], want: found('get /users/{id}/files/{name}', { id: '7', name: 'a.txt' }) },
  ],
  [
    'no name that is empty',
    { given: ['GET', '/users/7/files/.json'], want: found('get /users/{id}/files/{name}', { id: '7', name: '.json' }) },
  ],
  [
    'the one with more text of two templates that share their segment',
    { given: ['GET', '/mixed/x.json/more'], want: found('get /mixed/{b}.json/more', { b: 'x' }) },
  ],
  [
    'a template that begins as another one, and goes on',
    { given: ['GET', '/mixed/x.json/y.xml'], want: found('get /mixed/{c}.json/{d}.xml', { c: 'x', d: 'y' }) },
  ],
  [
    'the more exact of two templates with a dot',
    { given: ['GET', '/mixed/x.min.json'], want: found('get /mixed/{a}.min.json', { a: 'x' }) },
  ],
  [
    'two names in a segment',
    { given: ['GET', '/range/1-2-3'], want: found('get /range/{from}-{to}', { from: '1', to: '2-3' }) },
  ],
  [
    'a way back from a literal that leads nowhere',
    { given: ['GET', '/a/b/c'], want: found('get /a/{x}/c', { x: 'b' }) },
  ],
  [
    'a way back from a template that leads nowhere',
    { given: ['GET', '/back/b/c/w'], want: found('get /back/{x}/{y}/w', { x: 'b', y: 'c' }) },
  ],
  [
    'a way back from a template that shares its segment and leads nowhere',
    { given: ['GET', '/back/b.json/c/w'], want: found('get /back/{x}/{y}/w', { x: 'b.json', y: 'c' }) },
  ],
  ['the path of a server that is encoded', { given: ['GET', '/my%20api/users'], want: found('get /users') }],
  [
    'the path of a server as it is written',
    { given: ['GET', '/odd%zz/users'], want: { kind: 'none', malformed: true } },
  ],
  ['the path of a server before it', { given: ['GET', '/v2/users/7'], want: found('get /users/{id}', { id: '7' }) }],
  ['the second contract', { given: ['GET', '/other'], want: { id: 'get /other', contract: 'second' } }],
  ['a method that is not documented', { given: ['PUT', '/users'], want: { kind: 'method', allow: ['GET', 'POST'] } }],
  ['the methods of all that fit', { given: ['PUT', '/users/me'], want: { kind: 'method', allow: ['GET', 'DELETE'] } }],
  ['a method in lower case', { given: ['get', '/other'], want: { kind: 'method', allow: ['GET'] } }],
  ['a misspelt path', { given: ['GET', '/user/7'], want: { kind: 'none', nearest: '/users/{id}' } }],
  ['a slash too many', { given: ['GET', '/other/'], want: { kind: 'none', nearest: '/other' } }],
  [
    'an empty parameter',
    { given: ['GET', '/users//files/x'], want: { kind: 'none', nearest: '/users/{id}/files/{name}' } },
  ],
  ['nothing near', { given: ['GET', '/qqqqqqqqqq'], want: { kind: 'none' } }],
  ['bad percent-encoding', { given: ['GET', '/users/%zz'], want: { kind: 'none', malformed: true } }],
  ['percent-encoding that is not UTF-8', { given: ['GET', '/users/%ff'], want: { kind: 'none', malformed: true } }],
  ['no path at all', { given: ['GET', ''], want: { kind: 'none' } }],
];

describe('match', () => {
  test.each(TABLE)('finds the operation for %s', (_, { given, want }) => {
    expect(told(router.match(...given))).toEqual(want);
  });

  test.each([
    ['/items/7', 'get /items/{number}'],
    ['/items/x7', 'get /items/{name}'],
    ['/parts/7', 'get /parts/{number}'],
    ['/parts/x7', 'get /parts/{other}'],
  ])('finds for %s the template whose values conform, and restrict most: %s', async (path, id) => {
    const takes = (shape: string, schema: object) => {
      const name = /\{(\w+)\}/.exec(shape)?.[1];
      return {
        [shape]: { get: { operationId: `get ${shape}`, parameters: [{ name, in: 'path', required: true, schema }] } },
      };
    };
    const contract = await contractOf({
      paths: {
        ...takes('/items/{name}', { type: 'string' }),
        ...takes('/items/{number}', { type: 'integer' }),
        ...takes('/parts/{other}', { type: 'boolean' }),
        ...takes('/parts/{number}', { type: 'integer' }),
      },
    });
    expect(told(createRouter([contract]).match('GET', path))).toMatchObject({ id });
  });

  test('does not slow down with a path of many segments', () => {
    // Twenty times the square of the length is more than a test has time for.
    for (let i = 0; i < 20; i += 1) expect(router.match('GET', '/a'.repeat(50_000)).kind).toBe('none');
  });

  test.each(['__proto__', 'constructor', '{id}', 'a\u0000b', '\ud800'])('takes %j for a value as any other', (text) => {
    expect(router.match('GET', `/users/${text}`)).toMatchObject({ kind: 'operation', params: { id: text } });
  });
});
