import { afterEach, expect, test } from '@jest/globals';
import { ContractError } from '../../errors.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { ownVersion } from '../../version.ts';
import { startMock, type StartedMock } from './server.ts';

const started: StartedMock[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((mock) => mock.close()));
});

const contract = (name: string) =>
  contractOf({ paths: { '/a': { get: { responses: { 200: { description: '' } } } } } }, name);
const health = async ({ url }: StartedMock) =>
  (await (await fetch(`${url}/__assay/health`)).json()) as { contracts: { loaded: string }[] };

test('health describes the mock and its contracts', async () => {
  const mock = await startMock({ contracts: [await contract('one')], port: 0, mode: 'static' });
  started.push(mock);
  await fetch(`${mock.url}/a`);
  const response = await fetch(`${mock.url}/__assay/health`);
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toStrictEqual([
    200,
    'application/json',
    'no-store',
  ]);
  expect(await response.json()).toStrictEqual({
    status: 'ok',
    uptime: expect.any(Number),
    mode: 'static',
    contracts: [
      {
        name: 'one',
        file: expect.stringContaining('openapi.json'),
        operations: 1,
        loaded: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ],
    requests: 1,
    memory: { rss: expect.any(Number) },
    version: ownVersion(),
  });
});

test('health names a contract that could not be read again, and keeps the time of the last good one', async () => {
  const one = await contract('one');
  const mock = await startMock({ contracts: [one], port: 0 });
  started.push(mock);
  const [{ loaded } = { loaded: '' }] = (await health(mock)).contracts;
  const place = { file: 'openapi/two.yaml', line: 3, column: 1 };
  mock.reload(
    [one],
    new Map([
      ['one', new ContractError('is broken', undefined, 'Correct it.')],
      ['two', new ContractError('is broken', place)],
    ]),
  );
  expect((await health(mock)).contracts).toStrictEqual([
    { name: 'one', file: one.file, operations: 1, loaded, error: 'is broken Correct it.' },
    { name: 'two', file: 'openapi/two.yaml', operations: 0, error: 'openapi/two.yaml:3:1 is broken' },
  ]);
});

test.each([
  ['HEAD', 200, null],
  ['OPTIONS', 204, 'GET, HEAD, OPTIONS'],
  ['POST', 405, 'GET, HEAD, OPTIONS'],
])('%s', async (method, status, allow) => {
  const mock = await startMock({ contracts: [], port: 0 });
  started.push(mock);
  const response = await fetch(`${mock.url}/__assay/health`, { method });
  expect([
    response.status,
    response.headers.get('allow'),
    method === 'POST' ? '' : await response.text(),
  ]).toStrictEqual([status, allow, '']);
});
