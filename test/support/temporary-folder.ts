import { afterAll, beforeAll } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The path of a folder that is there while the tests of a file run. It is made in a hook, because Jest runs no hook, and
 * so removes nothing, where `-t` leaves out every test of a file.
 */
export function temporaryFolder(name: string): string {
  const folder = join(realpathSync(tmpdir()), `assay-${name}-${randomUUID()}`);
  beforeAll(() => void mkdirSync(folder));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
