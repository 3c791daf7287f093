import { stat } from 'node:fs/promises';

/** The state of a file. A save changes its time or size; a save by renaming changes its inode too. */
export interface Stamp {
  text: string;
  /** The time of its last change in milliseconds since 1970; 0 if the file does not exist. */
  changed: number;
}

export async function fileStamps(files: readonly string[]): Promise<Map<string, Stamp>> {
  return new Map(await Promise.all([...new Set(files)].map(async (file) => [file, await stampOf(file)] as const)));
}

async function stampOf(file: string): Promise<Stamp> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return { text: 'none', changed: 0 };
  const { mtimeMs, ctimeMs, size, ino } = found;
  return { text: [mtimeMs, ctimeMs, size, ino].join(' '), changed: Math.max(mtimeMs, ctimeMs) };
}
