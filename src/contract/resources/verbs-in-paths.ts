import type { ResourceRole } from './resource.ts';

/*
 * Some APIs say at the end of a path what a request does: `POST /containers/create`, `GET /containers/json`, `GET /containers/{id}/json`
 * beside `DELETE /containers/{id}`. The path without that word is then the collection, or the thing.
 */

/** A path without the word at its end that says what is done there. */
export interface Verb {
  /** What the word says of a collection, and of a thing; undefined where it says nothing of one. */
  collection?: ResourceRole;
  thing?: ResourceRole;
  /** `/containers` of `/containers/create`. */
  path: string;
}

const CREATING = new Set(['create', 'add', 'new']);
const LISTING = new Set(['list', 'all', 'json', 'index']);
const READING = new Set(['json', 'get', 'show', 'info', 'details', 'inspect', 'view']);

/** The word at the end of a path, where it says what a request with this method does. */
export function verbOf(method: string, path: string): Verb | undefined {
  const [, before = '', last = ''] = /^(.*)\/([^/{}]+)\/?$/.exec(path) ?? [];
  const word = last.toLowerCase();
  if (before === '') return undefined;
  if (method === 'POST' && CREATING.has(word)) return { collection: 'create', path: before };
  if (method !== 'GET') return undefined;
  const collection = LISTING.has(word) ? ('list' as const) : undefined;
  const thing = READING.has(word) ? ('read' as const) : undefined;
  if (!collection && !thing) return undefined;
  return { ...(collection && { collection }), ...(thing && { thing }), path: before };
}
