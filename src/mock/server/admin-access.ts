import { hostname } from 'node:os';
import { UsageError } from '../../errors.ts';
import type { Fields } from '../../http/header-fields.ts';
import type { Request } from '../../model/exchange.ts';
import { problem } from '../problem-details.ts';
import type { Reply } from '../reply.ts';

/** Refuses a request for the admin pages or their API; undefined if it is allowed. */
export type AdminAccess = (request: Request, fields: Fields, localAddress: string | undefined) => Reply | undefined;

/**
 * The admin pages show what others sent, so a web page of another origin may not read or clear them, not even by a name
 * that it has pointed to this machine (DNS rebinding).
 * @param listening the host on which the server listens
 * @param allowed further names of the server
 * @throws UsageError for an invalid name
 */
export function createAdminAccess(listening: string, allowed: readonly string[] = []): AdminAccess {
  const names = new Set([listening, hostname(), ...allowed.map(readHostName)].map(canonical));
  const isOwn = (authority: string, localAddress: string | undefined): boolean => {
    const name = nameOf(authority);
    return (
      name !== undefined &&
      (isLoopbackName(name) ||
        names.has(name) ||
        (localAddress !== undefined && name === canonical(localAddress.replace(/^::ffff:(?=\d+\.)/i, ''))))
    );
  };
  return ({ method, path }, fields, localAddress) => {
    const host = fields.get('host');
    // A target in absolute form overrides the Host field (RFC 9112 §3.2.2); neither may name another machine.
    const named = [host, authorityOf(path)].filter((authority) => authority !== undefined);
    const stranger = named.find((authority) => !isOwn(authority, localAddress));
    if (stranger !== undefined)
      return problem(
        403,
        `${stranger} is not known as a name of this machine; start the mock with --allow-host ${nameOf(stranger) ?? 'NAME'} to allow it`,
      );
    const origin = fields.get('origin');
    if (origin !== undefined && !isSameOrigin(origin, host))
      return problem(403, `pages of ${origin} may not use what is under /__assay/, only the mocked API`);
    // Browsers send this field also without an Origin, for example for an image or a script (Fetch Metadata Request Headers §2).
    const isLink = (method === 'GET' || method === 'HEAD') && fields.get('sec-fetch-mode') === 'navigate';
    if (/^(cross|same)-site$/.test(fields.get('sec-fetch-site') ?? '') && !isLink)
      return problem(403, 'pages of other origins may not use what is under /__assay/, only the mocked API');
    return undefined;
  };
}

/** `localhost` and all names under it are this machine (RFC 6761 §6.3), and so is 127.0.0.0/8 (RFC 1122 §3.2.1.3). */
function isLoopbackName(name: string): boolean {
  return /^(?:.+\.)?localhost$/.test(name) || /^127(?:\.\d{1,3}){3}$/.test(name) || name === '[::1]';
}

/** Whether host and port are those of the request. The scheme is ignored: a proxy that ends TLS changes it. */
function isSameOrigin(origin: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(origin)) return false;
  const { protocol, host: from } = new URL(origin);
  return (
    /^https?:$/.test(protocol) && URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === from
  );
}

/** The authority of a target in absolute form. */
function authorityOf(path: string): string | undefined {
  return /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(path)?.[1];
}

/** The name in an authority in comparable form: without a port, in lower case, an address in its usual form. */
function nameOf(authority: string): string | undefined {
  const url = `http://${authority}`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : undefined;
}

function canonical(name: string): string {
  return nameOf(name.includes(':') && !name.startsWith('[') ? `[${name}]` : name) ?? name.toLowerCase();
}

function readHostName(text: string): string {
  if (/^(?:[\w.-]+|[\da-f:.]*:[\da-f:.]*|\[[\da-f:.]+\])$/i.test(text) && nameOf(canonical(text)) !== undefined)
    return text;
  throw new UsageError(`--allow-host ${text} is not the name of a host`, 'For instance: --allow-host mock.internal');
}
