import { beforeAll, expect, test } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { loadContracts } from './contracts.ts';

const folder = temporaryFolder('contracts');
const FILE = join(folder, 'bounded/openapi.yaml');

beforeAll(() => {
  mkdirSync(join(folder, 'bounded'));
  const paths = { '/a': { $ref: '../a.json' } };
  writeFileSync(FILE, JSON.stringify({ openapi: '3.0.3', info: { title: 'A', version: '1' }, paths }));
  const get = { operationId: 'readA', responses: { 200: { description: 'Done.' } } };
  writeFileSync(join(folder, 'a.json'), JSON.stringify({ get }));
});

test('a contract that is given by its name refers to no file outside of its folder', async () => {
  await expect(loadContracts(['bounded'], { folder })).rejects.toThrow(/it is outside of the contract’s folder$/);
});

test('a contract that is given by its path refers to any file', async () => {
  const [contract] = await loadContracts([FILE], { folder });
  expect(contract?.operations.map(({ id }) => id)).toEqual(['readA']);
});
