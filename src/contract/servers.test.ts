import { expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { basePaths, defaultBasePath, serverUrls } from './servers.ts';

const variables = { v: { default: 'v1', enum: ['v1', 'v2'] }, w: { default: 'w' } };

async function serversOf(root: unknown, item: object = {}, operation: object = {}, method = 'get') {
  const described = method === 'get' ? { get: operation } : { additionalOperations: { [method]: operation } };
  const paths = { '/x': { ...item, ...described } };
  const contract = await contractOf({ openapi: '3.2.0', servers: root, paths });
  const [first] = contract.operations;
  if (!first) throw new Error('no operation');
  return { urls: serverUrls(contract, first), paths: basePaths(contract, first) };
}
const server = (url: string) => [{ url }];

test.each<[servers: unknown, urls: string[], paths: string[]]>([
  [undefined, [], []],
  [[], [], []],
  [server('https://h.example/v1/'), ['https://h.example/v1/'], ['/v1']],
  [server('/v1'), ['/v1'], ['/v1']],
  [server('/'), ['/'], []],
  [server('v1'), ['v1'], ['/v1']],
  [server('http://[bad'), ['http://[bad'], []],
  [[{ url: 1 }, 'x', { url: '/a' }], ['/a'], ['/a']],
  [[{ url: '/a' }, { url: 'https://h.example/a' }], ['/a', 'https://h.example/a'], ['/a']],
  [[{ url: '/{v}', variables }], ['/v1'], ['/v1', '/v2']],
  [[{ url: '/{v}/{w}/{v}', variables }], ['/v1/w/v1'], ['/v1/w/v1', '/v1/w/v2', '/v2/w/v1', '/v2/w/v2']],
  [[{ url: '/a/{x}', variables: {} }], ['/a/'], ['/a']],
])('the servers %j have the URLs %j and the paths %j', async (servers, urls, paths) => {
  expect(await serversOf(servers)).toEqual({ urls, paths });
});

test.each<[what: string, item: object, operation: object, method: string, url: string]>([
  ['the contract', {}, {}, 'get', '/root'],
  ['its path', { servers: server('/item') }, {}, 'get', '/item'],
  ['its own', { servers: server('/item') }, { servers: server('/own') }, 'get', '/own'],
  ['its path, under additionalOperations', { servers: server('/item') }, {}, 'COPY', '/item'],
  ['the contract, where its own list is empty', {}, { servers: [] }, 'get', '/root'],
])('an operation has the servers of %s', async (_, item, operation, method, url) => {
  expect((await serversOf(server('/root'), item, operation, method)).urls).toEqual([url]);
});

test.each([
  [server('https://h.example'), ''],
  [server('https://h.example/v1/'), '/v1'],
  [server('/v2'), '/v2'],
  [[{ url: '/' }, { url: '/v2' }], ''],
  [[{ url: '/{v}', variables }], '/v1'],
  [[], ''],
])('the default base path of the servers %j is %j', async (servers, path) => {
  const contract = await contractOf({ servers, paths: { '/x': { get: { responses: { 200: { description: '' } } } } } });
  expect(contract.operations.map((operation) => defaultBasePath(contract, operation))).toEqual([path]);
});

test('a server stands for a hundred URLs at most', async () => {
  const many = (count: number) => ({ default: '0', enum: Array.from({ length: count }, (_, index) => String(index)) });
  expect((await serversOf([{ url: '/{a}', variables: { a: many(100) } }])).paths).toHaveLength(100);
  expect((await serversOf([{ url: '/{a}', variables: { a: many(101) } }])).paths).toHaveLength(100);
});
