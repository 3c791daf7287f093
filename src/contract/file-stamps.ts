import { stat } from 'node:fs/promises';

/** The state of a file: a save changes its time or size, a save by renaming its inode as well. */
export interface Stamp {
  text: string;
  /** When it changed last, in milliseconds since 1970; 0 where there is no such file. */
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
