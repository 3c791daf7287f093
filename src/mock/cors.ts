import type { HeaderField, Request, Response } from '../model.ts';
import type { Fields } from '../contract/fields.ts';
import { respond } from './respond.ts';

/** Headers that a page may read without being told (Fetch §2.2.2, CORS-safelisted response-header names), and those of CORS itself. */
const SAFELISTED = /^(cache-control|content-language|content-length|content-type|expires|last-modified|pragma|vary|access-control-.*)$/i;

/** Whether a request asks what another may do (Fetch §3.2.2). */
export function isPreflight({ method }: Request, fields: Fields): boolean {
  return method === 'OPTIONS' && fields.has('origin') && fields.has('access-control-request-method');
}

/** Lets a page of any origin do what it asks for; what it may not do, the answer to the request itself says. */
export function preflight(fields: Fields): Response {
  const headers = fields.get('access-control-request-headers');
  return respond(204, [
    ...origin(fields),
    ['Access-Control-Allow-Methods', fields.get('access-control-request-method') ?? '*'],
    ...(headers ? [['Access-Control-Allow-Headers', headers] as const] : []),
    ...(fields.get('access-control-request-private-network') === 'true' ? [['Access-Control-Allow-Private-Network', 'true'] as const] : []),
    ['Access-Control-Max-Age', '600'],
  ]);
}

/**
 * The headers of a response with what tells a browser that a page of any origin may read all of it.
 * Headers of CORS that the contract documents are left out, as two of one name would forbid everything.
 */
export function withCors(fields: Fields, response: Response): HeaderField[] {
  const exposed = [...new Set(response.headers.map(([name]) => name))].filter((name) => !SAFELISTED.test(name));
  const own = response.headers.filter(([name]) => !/^access-control-/i.test(name));
  return [...own, ...origin(fields), ...(exposed.length > 0 ? [['Access-Control-Expose-Headers', exposed.join(', ')] as const] : [])];
}

/** The origin is named, as a request with credentials may not be answered with an asterisk (Fetch §3.2.5). */
function origin(fields: Fields): HeaderField[] {
  const from = fields.get('origin');
  if (from === undefined) return [['Access-Control-Allow-Origin', '*']];
  return [
    ['Access-Control-Allow-Origin', from],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Vary', 'Origin'],
  ];
}
