import { existsSync, lstatSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageError } from '../../errors.ts';

const NAMES = ['assay.yaml', 'assay.yml'];

/** Who runs assay. */
export interface Owner {
  uid: number;
  gid: number;
}

/**
 * The assay.yaml nearest to a folder, upwards to the root of the repository or to the home folder; undefined where there
 * is none. What it names is run and sent to, so it has to be the user's own.
 * @throws UsageError for a file that another user owns or may write
 */
export function findConfigFile(from: string, home = homedir(), owner = currentOwner()): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = NAMES.map((name) => join(folder, name)).find(existsSync);
    if (found !== undefined) {
      refuseForeign(found, owner);
      return found;
    }
    if (folder === home || existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

function refuseForeign(file: string, owner: Owner | undefined): void {
  // Windows tells no owners.
  if (!owner) return;
  const reason = [lstatSync(file), statSync(file)].map((stats) => reasonForDistrust(stats, owner)).find(Boolean);
  if (reason !== undefined)
    throw new UsageError(
      `${file} is not read: ${reason}`,
      `If you trust it, make it your own (chown, chmod go-w), or name it: assay check --config ${file}`,
    );
}

/** Why a file may hold what somebody else wrote; undefined where only the user and the superuser can have written it. */
export function reasonForDistrust(
  { uid, gid, mode }: { uid: number; gid: number; mode: number },
  owner: Owner,
): string | undefined {
  if (uid !== owner.uid && uid !== 0) return 'another user owns it';
  // A symbolic link's own mode means nothing.
  if ((mode & 0o170000) === 0o120000) return undefined;
  if ((mode & 0o002) !== 0) return 'every user may write it';
  // The group of the user's own name has no other member on most systems.
  if ((mode & 0o020) !== 0 && gid !== owner.gid && gid !== 0) return 'a group of users may write it';
  return undefined;
}

function currentOwner(): Owner | undefined {
  return process.getuid && process.getgid ? { uid: process.getuid(), gid: process.getgid() } : undefined;
}
