import { readFileSync } from 'node:fs';

let script: string | undefined;

/** The script of pages that list things: filters, steps through what is shown, and copies. See listing.js. */
export function pageScript(): string {
  return (script ??= readFileSync(new URL('listing.js', import.meta.url), 'utf8'));
}
