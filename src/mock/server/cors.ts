import type { HeaderField, Request } from '../../model/exchange.ts';
import type { Fields } from '../../http/header-fields.ts';
import { respond, type Reply } from '../reply.ts';

/** Headers that a page may always read (Fetch §2.2.2, CORS-safelisted response-header names), and those of CORS itself. */
const SAFELISTED =
  /^(cache-control|content-language|content-length|content-type|expires|last-modified|pragma|vary|access-control-.*)$/i;

/** Whether a request is a CORS preflight (Fetch §3.2.2). */
export function isPreflight({ method }: Request, fields: Fields): boolean {
  return method === 'OPTIONS' && fields.has('origin') && fields.has('access-control-request-method');
}

/** Allows a page of any origin the request that it asks for; the response to that request may still refuse it. */
export function preflight(fields: Fields): Reply {
  const headers = fields.get('access-control-request-headers');
  return respond(204, [
    ...origin(fields.get('origin')),
    ['Access-Control-Allow-Methods', fields.get('access-control-request-method') ?? '*'],
    ...(headers ? [['Access-Control-Allow-Headers', headers] as const] : []),
    ...(fields.get('access-control-request-private-network') === 'true'
      ? [['Access-Control-Allow-Private-Network', 'true'] as const]
      : []),
    ['Access-Control-Max-Age', '600'],
  ]);
}

/**
 * Adds the headers that let a page of any origin read the whole response.
 * CORS headers of the contract are left out: two of the same name would forbid everything.
 */
export function withCors(from: string | undefined, reply: Reply): Reply {
  const { status, headers, body } = reply;
  // A request without an Origin needs no list: it is not a cross-origin request of a browser.
  if (from === undefined) return { status, headers: withAnyOrigin(headers), body };
  const besidesCors = withoutCors(headers);
  const exposed = [...new Set(besidesCors.map(([name]) => name))].filter((name) => !SAFELISTED.test(name));
  return {
    status,
    body,
    headers: [
      ...besidesCors,
      ...origin(from),
      ...(exposed.length > 0 ? [['Access-Control-Expose-Headers', exposed.join(', ')] as const] : []),
    ],
  };
}

function withoutCors(headers: HeaderField[]): HeaderField[] {
  return headers.some(isOfCors) ? headers.filter((field) => !isOfCors(field)) : headers;
}

function withAnyOrigin(headers: HeaderField[]): HeaderField[] {
  const allowed = withoutCors(headers).slice();
  allowed.push(ANY_ORIGIN);
  return allowed;
}

const ANY_ORIGIN: HeaderField = ['Access-Control-Allow-Origin', '*'];

function isOfCors([name]: HeaderField): boolean {
  const first = name.charCodeAt(0);
  return (first === 65 || first === 97) && /^access-control-/i.test(name);
}

/** Names the origin, because an asterisk is not allowed for a request with credentials (Fetch §3.2.5). */
function origin(from: string | undefined): HeaderField[] {
  if (from === undefined) return [ANY_ORIGIN];
  return [
    ['Access-Control-Allow-Origin', from],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Vary', 'Origin'],
  ];
}
