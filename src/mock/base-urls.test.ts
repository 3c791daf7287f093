import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { createMounts, type MountOptions } from './base-urls.ts';

const operation = (name: string, more: object = {}) => ({
  responses: { 200: { description: '', content: { 'text/plain': { example: name } } } },
  ...more,
});

let everywhere: Contract;
let server: Contract;
let split: Contract;
let relative: Contract;
let loud: Contract;

beforeAll(async () => {
  everywhere = await contractOf({ paths: { '/a': { get: operation('everywhere') } } }, 'everywhere');
  server = await contractOf(
    { servers: [{ url: 'https://api.example/v1/' }], paths: { '/a': { get: operation('server') } } },
    'server',
  );
  relative = await contractOf({ servers: [{ url: '/v1' }], paths: { '/a': { get: operation('relative') } } });
  loud = await contractOf({
    servers: [{ url: 'HTTPS://LOUD.example:443' }],
    paths: { '/a': { get: operation('loud') } },
  });
  split = await contractOf(
    {
      servers: [{ url: 'https://one.example' }, { url: 'https://two.example/x' }],
      paths: {
        '/a': { get: operation('split a') },
        '/b': { get: operation('split b', { servers: [{ url: 'http://three.example' }] }) },
      },
    },
    'split',
  );
});

/** The text or status of the response for a URL; undefined if nothing answers it. */
async function answer(
  contracts: Contract[],
  url: string,
  options: MountOptions = {},
  method = 'GET',
): Promise<string | undefined> {
  const found = createMounts(contracts, options)(method, new URL(url));
  if (!found) return undefined;
  const { status, body } = await found.handle({ method, path: found.path, headers: [] });
  return status === 200 ? `200 ${new TextDecoder().decode(body)}` : String(status);
}

describe('createMounts', () => {
  type Row = [names: string, url: string, want: string | undefined, options?: MountOptions, method?: string];
  const TABLE: Row[] = [
    ['everywhere', 'http://any.example/a', '200 everywhere'],
    ['everywhere', 'https://other.example:8080/a?q', '200 everywhere'],
    ['everywhere', 'http://any.example/b', undefined],
    ['everywhere', 'http://any.example/b', '404', { undocumented: 'refuse' }],
    ['everywhere', 'http://any.example/a', '405', {}, 'POST'],
    ['everywhere', 'http://any.example/a', '200 ', {}, 'HEAD'],
    ['server', 'https://api.example/v1/a', '200 server'],
    ['server', 'https://api.example/a', undefined],
    ['server', 'https://api.example/v10/a', undefined],
    ['server', 'http://api.example/v1/a', undefined],
    ['server', 'https://api.example:8443/v1/a', undefined],
    ['server', 'https://api.example/v1', '404', { undocumented: 'refuse' }],
    ['server', 'https://elsewhere.example/v1/a', undefined, { undocumented: 'refuse' }],
    ['split', 'https://one.example/a', '200 split a'],
    ['split', 'https://one.example/b', undefined],
    ['split', 'http://three.example/b', '200 split b'],
    ['split', 'http://three.example/a', undefined],
    // The contract that names the origin takes precedence, in any order.
    ['everywhere server', 'https://api.example/v1/a', '200 server'],
    ['server everywhere', 'https://other.example/a', '200 everywhere'],
    ['everywhere split', 'https://one.example/a', '200 split a'],
    // The path below the server is documented, and the server's own is not there twice.
    ['server', 'https://api.example/v1/v1/a', undefined],
    // A server without an origin may be anywhere.
    ['relative', 'http://any.example/v1/a', '200 relative'],
    ['relative', 'https://other.example:8443/v1/a', '200 relative'],
    ['loud', 'https://loud.example/a', '200 loud'],
    // A documented operation takes precedence over an undocumented method.
    ['server everywhere', 'https://api.example/a', '200 everywhere'],
    ['server', 'http://given.example/base/a', '200 server', { baseUrl: 'http://given.example/base' }],
    ['server', 'http://given.example/base/a', '200 server', { baseUrl: 'http://given.example/base//' }],
    ['server', 'https://api.example/v1/a', undefined, { baseUrl: 'http://given.example/base' }],
    ['server', 'http://whatever.example/a', '200 server', { baseUrl: '*' }],
  ];
  test.each(TABLE)('%s at %s answers %s', async (names, url, want, options = {}, method = 'GET') => {
    const known: Record<string, Contract> = { everywhere, server, split, relative, loud };
    const contracts = names.split(' ').map((name) => known[name] as Contract);
    expect(await answer(contracts, url, options, method)).toBe(want);
  });

  test.each(['ftp://x', 'api.example', '/v1', 'http://'])('refuses the base URL %s', (baseUrl) =>
    expect(() => createMounts([], { baseUrl })).toThrow(`baseUrl ${baseUrl} is not an http or https URL`),
  );
});
