import { realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { MB } from '../text/sizes.ts';

/** The target of a reference, a path or URL; or why it is not followed, with a hint. */
export type Followed = { to: string } | { why: string; hint: string };

export interface Boundary {
  /** The document that is read: an absolute path, or a URL. */
  root: string;
  allowRemoteRefs?: boolean;
  /** Whether only files in the root's folder may be read. */
  confined?: boolean;
}

/** The largest file that a reference may lead to. */
const MAX_BYTES = 64 * MB;

export function isUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/** The target of a reference in the file or URL `base`, without its fragment. */
export function resolveReference(base: string, ref: string): string {
  const [uri = ''] = ref.split('#');
  if (isUrl(uri)) return uri;
  if (isUrl(base)) return URL.canParse(uri, base) ? new URL(uri, base).href : uri;
  const literal = resolve(dirname(base), uri);
  return uri.includes('%') && !isFile(literal) ? resolve(dirname(base), decode(uri)) : literal;
}

/**
 * Whether a reference may be followed. Other servers are asked only with --allow-remote-refs; a document from a URL cannot refer
 * to files; and with `confined`, a symbolic link that leads out of the folder is outside.
 */
export function followReference(base: string, ref: string, { root, allowRemoteRefs, confined }: Boundary): Followed {
  const [uri = ''] = ref.split('#');
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    return { why: `a ${scheme}: URL is not followed`, hint: 'Refer to the file by its relative path.' };
  const to = resolveReference(base, ref);
  if (isUrl(to)) {
    if (allowRemoteRefs) return { to };
    return {
      why: 'it is not fetched without leave',
      hint: 'Run again with --allow-remote-refs, or save it beside the document and refer to the file.',
    };
  }
  if (isUrl(base)) return { why: 'it leads nowhere from a URL', hint: 'Refer to it by a relative URL.' };
  if (isAbsolute(uri) || /^[a-z]:|^\\/i.test(uri))
    return { why: 'an absolute path is not followed', hint: 'Refer to the file by its relative path.' };
  const found = statSync(to, { throwIfNoEntry: false });
  if (!found) return { why: 'there is no such file', hint: 'Correct the $ref, or write the file.' };
  if (!found.isFile()) return { why: 'it is no file', hint: 'Correct the $ref.' };
  if (found.size > MAX_BYTES)
    return { why: `it is larger than ${MAX_BYTES / MB} MB`, hint: 'Refer to a smaller file.' };
  if (confined && isOutside(realpathSync(dirname(root)), realpathSync(to)))
    return {
      why: 'it is outside of the contract’s folder',
      hint: `Move it into the folder, or give the document by its path: ${root}`,
    };
  return { to };
}

function isOutside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function decode(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
