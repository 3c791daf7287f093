import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findConfigFile, reasonForDistrust } from './config-file.ts';

let root = '';
let inner = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-config-file-'));
  inner = join(root, 'a', 'b');
  mkdirSync(inner, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string) => writeFileSync(join(root, path), '', { mode: 0o600 });

describe('the search for assay.yaml', () => {
  test('goes up to the nearest file', () => {
    write('assay.yaml');
    expect(findConfigFile(inner)).toBe(join(root, 'assay.yaml'));
    write('a/assay.yml');
    expect(findConfigFile(inner)).toBe(join(root, 'a/assay.yml'));
  });

  test.each([
    ['a/.git', undefined],
    ['.git', 'assay.yaml'],
  ])('ends at the root of a repository, with %s', (git, want) => {
    write('assay.yaml');
    mkdirSync(join(root, git));
    expect(findConfigFile(inner)).toBe(want && join(root, want));
  });

  test('ends at the root of a worktree, whose .git is a file', () => {
    write('assay.yaml');
    write('a/.git');
    expect(findConfigFile(inner)).toBeUndefined();
  });

  test.each([
    ['a', undefined],
    ['.', 'assay.yaml'],
  ])('ends at the home folder, which is %s', (home, want) => {
    write('assay.yaml');
    expect(findConfigFile(inner, join(root, home))).toBe(want && join(root, want));
  });

  test('refuses a file that every user may write', () => {
    write('a/assay.yaml');
    chmodSync(join(root, 'a/assay.yaml'), 0o666);
    expect(() => findConfigFile(inner)).toThrow(/a\/assay\.yaml is not read: every user may write it/);
  });

  test('refuses a link to a file that every user may write', () => {
    write('real.yaml');
    chmodSync(join(root, 'real.yaml'), 0o602);
    symlinkSync(join(root, 'real.yaml'), join(inner, 'assay.yaml'));
    expect(() => findConfigFile(inner)).toThrow(/every user may write it/);
  });

  test('refuses a file of another user, and says how to use it all the same', () => {
    write('assay.yaml');
    const other = { uid: (process.getuid?.() ?? 0) + 1, gid: 1 };
    const find = () => findConfigFile(inner, root, other);
    // The superuser's files are trusted, and these tests may run as such.
    if (process.getuid?.() === 0) expect(find()).toBe(join(root, 'assay.yaml'));
    else expect(find).toThrow(expect.objectContaining({ hint: expect.stringContaining('--config') }));
  });
});

test.each<[uid: number, gid: number, mode: number, want: string | undefined]>([
  [1000, 1000, 0o100644, undefined],
  [1000, 1000, 0o100664, undefined],
  [1000, 50, 0o100644, undefined],
  [1000, 1000, 0o100755, undefined],
  [1000, 50, 0o100664, 'a group of users may write it'],
  [1000, 0, 0o100664, undefined],
  [1000, 1000, 0o100646, 'every user may write it'],
  [1001, 1001, 0o100644, 'another user owns it'],
  [1001, 1000, 0o120777, 'another user owns it'],
  [1000, 1000, 0o120777, undefined],
  [0, 0, 0o100644, undefined],
  [0, 0, 0o100666, 'every user may write it'],
])('a file of user %i and group %i with mode %o is distrusted by user 1000 because: %s', (uid, gid, mode, want) =>
  expect(reasonForDistrust({ uid, gid, mode }, { uid: 1000, gid: 1000 })).toBe(want),
);
