import { createHash } from 'node:crypto';

/** What a page may do. */
export interface PageRights {
  /** The texts of its inline scripts; without one it runs none. */
  scripts?: string[];
  /** The texts of its inline styles; undefined for a page that writes its styles at run time, whose hashes nobody knows. */
  styles?: string[] | undefined;
  /** Where it may send requests, `'self'` for instance; nowhere unless given. */
  connect?: string;
}

/** The content security policy of a page as one file: it fetches nothing, and runs no script and no style but the given ones. */
export function formatPolicy({ scripts = [], styles, connect }: PageRights): string {
  return [
    "default-src 'none'",
    `script-src ${hashes(scripts)}`,
    `style-src ${styles ? hashes(styles) : "'unsafe-inline'"}`,
    ...(connect === undefined ? [] : [`connect-src ${connect}`]),
    'img-src data:',
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashes(texts: string[]): string {
  return texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`).join(' ') || "'none'";
}
