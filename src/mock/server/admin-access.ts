import { hostname } from 'node:os';
import { UsageError } from '../../errors.ts';
import type { Fields } from '../../http/header-fields.ts';
import type { Request } from '../../model/exchange.ts';
import { problem } from '../problem-details.ts';
import type { Reply } from '../reply.ts';

/** Gives the refusal of a request for the admin pages or their API, undefined for one that may have them. */
export type AdminAccess = (request: Request, fields: Fields, localAddress: string | undefined) => Reply | undefined;

/**
 * The admin pages show what others sent, so a web page of another origin may not read or clear them, also not by a name
 * that it has made to point to this machine (DNS rebinding).
 * @param listening the host that the server was told to listen on
 * @param allowed further names by which it is reached
 * @throws UsageError for a name that is none
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
    // A target in the absolute form goes before the Host field (RFC 9112 §3.2.2); neither may name another machine.
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
    // Browsers say so where they send no Origin, as for an image or a script (Fetch Metadata Request Headers §2).
    const isLink = (method === 'GET' || method === 'HEAD') && fields.get('sec-fetch-mode') === 'navigate';
    if (/^(cross|same)-site$/.test(fields.get('sec-fetch-site') ?? '') && !isLink)
      return problem(403, 'pages of other origins may not use what is under /__assay/, only the mocked API');
    return undefined;
  };
}

/** `localhost` and all names under it are of this machine (RFC 6761 §6.3), and so is 127.0.0.0/8 (RFC 1122 §3.2.1.3). */
function isLoopbackName(name: string): boolean {
  return /^(?:.+\.)?localhost$/.test(name) || /^127(?:\.\d{1,3}){3}$/.test(name) || name === '[::1]';
}

/** Scheme aside, which a proxy that ends TLS changes: the host and the port are those that were asked. */
function isSameOrigin(origin: string, host: string | undefined): boolean {
  if (host === undefined || !URL.canParse(origin)) return false;
  const { protocol, host: from } = new URL(origin);
  return (
    /^https?:$/.test(protocol) && URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === from
  );
}

/** The authority of a target in the absolute form. */
function authorityOf(path: string): string | undefined {
  return /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(path)?.[1];
}

/** The name in an authority as it is compared: without a port, in lower case, an address in its usual form. */
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
