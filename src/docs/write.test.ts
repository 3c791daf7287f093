import { describe, expect, test } from '@jest/globals';
import { lstat, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { ContractError, UsageError } from '../errors.ts';
import { loadContract } from '../contract/load.ts';
import type { Contract } from '../model/contract.ts';
import { writeDocs } from './write.ts';

const shipped = () => loadContract('openapi/openstack-image-v1/openapi.yaml');
const root = temporaryFolder('write');
const folder = () => mkdtemp(join(root, 'site-'));

describe('writing the documentation', () => {
  test('writes an index and, for each contract, a page and its document, and leaves other files alone', async () => {
    const target = join(await folder(), 'deep', 'site');
    const written = await writeDocs([await shipped()], target);
    expect(written).toEqual(
      ['index.html', 'openstack-image-v1.html', 'openstack-image-v1.openapi.json'].map((name) => join(target, name)),
    );
    expect((await readdir(target)).sort()).toEqual([
      'index.html',
      'openstack-image-v1.html',
      'openstack-image-v1.openapi.json',
    ]);
    const page = await readFile(join(target, 'openstack-image-v1.html'), 'utf8');
    expect(page).toContain('"disableTelemetry":true');
    expect(page).not.toContain('cdn.redoc.ly');
  });

  test('writes through a symbolic link that stands in the place of a page', async () => {
    const [target, elsewhere] = [await folder(), await folder()];
    await symlink(join(elsewhere, 'page.html'), join(target, 'index.html'));
    await writeDocs([await shipped()], target);
    expect((await lstat(join(target, 'index.html'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(elsewhere, 'page.html'), 'utf8')).toContain('openstack-image-v1');
    expect((await readdir(target)).filter((name) => name.endsWith('.part'))).toEqual([]);
  }, 30_000);

  test('writes nothing when a page cannot be rendered, and names the contract', async () => {
    const target = await folder();
    const good = await shipped();
    const broken: Contract = { ...good, name: 'broken', file: 'broken.yaml', document: { openapi: 'none' } };
    await expect(writeDocs([good, broken], target)).rejects.toThrow(ContractError);
    expect(await readdir(target)).toEqual([]);
  });

  test('a folder that cannot be written is a usage error', async () => {
    const file = join(await folder(), 'file');
    await writeFile(file, '');
    const error: unknown = await writeDocs([await shipped()], join(file, 'site')).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(error).toMatchObject({
      message: expect.stringContaining('cannot be written to'),
      hint: 'Name a folder that you may write to.',
    });
  });

  test('two contracts with the same name, or one called index, are refused', async () => {
    const contract = await shipped();
    await expect(writeDocs([contract, contract], await folder())).rejects.toThrow(
      'two pages would be called openstack-image-v1.html',
    );
    await expect(writeDocs([{ ...contract, name: 'index' }], await folder())).rejects.toThrow(
      'two pages would be called index.html',
    );
  });
});
