import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { MAX_HEADERS } from '../exchange/failures.ts';

export interface UpstreamOptions {
  /** PEM of the only certification authorities to trust. */
  ca?: string;
  /** Accepts any certificate. */
  insecure?: boolean;
}

/** The server behind the proxy. */
export interface Upstream {
  /** The origin, without a slash at the end. */
  origin: string;
  /** What `Host` says. */
  host: string;
  /** The path of a request there. */
  pathOf(path: string): string;
  /** Starts a request. @param headers as `rawHeaders` has them. @throws for what HTTP cannot carry */
  request(method: string, path: string, headers: string[], options?: { isFresh?: boolean }): ClientRequest;
  close(): void;
}

/** @param target origin and base path; the path of each request is appended */
export function openUpstream(target: string, { ca, insecure }: UpstreamOptions = {}): Upstream {
  const url = new URL(target);
  const base = url.pathname.replace(/\/+$/, '');
  const isSecure = url.protocol === 'https:';
  const tls = isSecure && { ca, rejectUnauthorized: !insecure, servername: url.hostname };
  const agent = isSecure ? new HttpsAgent({ keepAlive: true, ...tls }) : new HttpAgent({ keepAlive: true });
  const common: RequestOptions = {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (isSecure ? 443 : 80),
    maxHeaderSize: MAX_HEADERS,
    ...tls,
  };
  const start = isSecure ? httpsRequest : httpRequest;
  return {
    origin: url.origin,
    host: url.host,
    // A target in absolute form names this proxy, and is for the server behind it (RFC 9112 §3.2.2).
    pathOf: (path) => `${base}${path.startsWith('/') || path === '*' ? path : originForm(path)}`,
    request: (method, path, headers, { isFresh } = {}) =>
      start({ ...common, agent: isFresh ? false : agent, method, path, headers }),
    close: () => agent.destroy(),
  };
}

function originForm(path: string): string {
  if (!URL.canParse(path)) return `/${path}`;
  const { pathname, search } = new URL(path);
  return pathname + search;
}
