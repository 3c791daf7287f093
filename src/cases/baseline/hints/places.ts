/* Where in a request the names of a refusal point. */

import type { Hint } from './hint.ts';

/** What refusals call the parts of a request. */
export const IN: Record<string, NonNullable<Hint['in']>> = {
  body: 'body',
  json: 'body',
  query: 'query',
  querystring: 'query',
  params: 'path',
  path: 'path',
  header: 'header',
  headers: 'header',
  cookie: 'cookie',
  cookies: 'cookie',
};

/** `/body/name`, `#/name`, `body.name`, `$.items[0].name` as a place. */
export function placeOf(text: string): { in?: NonNullable<Hint['in']>; path: string[] } {
  return placeOfTokens(tokensOf(text));
}

export function placeOfTokens(tokens: string[]): { in?: NonNullable<Hint['in']>; path: string[] } {
  const rest = tokens[0] === 'request' || tokens[0] === 'req' ? tokens.slice(1) : tokens;
  const where = rest.length > 1 || rest[0] === 'body' ? IN[rest[0]?.toLowerCase() ?? ''] : undefined;
  return where ? { in: where, path: rest.slice(1) } : { path: rest };
}

export function tokensOf(text: string): string[] {
  const isPointer = /^#?\//.test(text);
  const parts = isPointer ? text.replace(/^#/, '').split('/') : text.replace(/^\$/, '').split(/[.[\]/]+/);
  return parts
    .map((part) => (isPointer ? part.replaceAll('~1', '/').replaceAll('~0', '~') : part.replace(/^["']|["']$/g, '')))
    .filter((part) => part !== '');
}
