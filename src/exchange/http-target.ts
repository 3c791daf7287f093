import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Exchange, Failure, HeaderField, Request, Response, Target } from '../model/exchange.ts';
import { decodeContent } from '../http/content-coding.ts';

export interface HttpTargetOptions {
  /** Milliseconds for a whole exchange, from connecting to the last byte. */
  timeout?: number;
  /** Bytes that a body may have, before and after its content coding is removed. */
  maxBody?: number;
  /** Connections at a time. */
  connections?: number;
  /** PEM of certification authorities to trust besides none other. */
  ca?: string;
  /** Accepts any certificate. */
  insecure?: boolean;
  /** Makes the agent that connects through a proxy. */
  agent?: HttpAgent;
}

/** Header fields may take so many bytes together; node's own limit of 16 KiB would refuse some honest servers. */
const MAX_HEADERS = 64 * 1024;

/** Interim responses (RFC 9110 §15.2) that are waited through before the target is given up. */
const MAX_INTERIM = 100;

/**
 * A target behind HTTP/1.1. `send` never throws and ends within the timeout, whatever the target does.
 * Redirects are not followed, and header fields are sent as they are given.
 * @param baseUrl origin and base path; the request's path is put behind it
 */
export function httpTarget(baseUrl: string, options: HttpTargetOptions = {}): Target {
  const { timeout = 10_000, maxBody = 10 * 1024 * 1024, connections = 4, ca, insecure } = options;
  const url = new URL(baseUrl);
  const base = url.pathname.replace(/\/+$/, '');
  const secure = url.protocol === 'https:';
  const shared = { keepAlive: true, maxSockets: connections, scheduling: 'lifo' as const };
  const agent =
    options.agent ??
    (secure ? new HttpsAgent({ ...shared, ca, rejectUnauthorized: !insecure }) : new HttpAgent(shared));
  const common: RequestOptions = {
    agent,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || (secure ? 443 : 80),
    maxHeaderSize: MAX_HEADERS,
    setHost: false,
    ...(secure && { ca, rejectUnauthorized: !insecure, servername: url.hostname }),
  };

  function attempt(request: Request, limit: Limit, fresh = false): Promise<Exchange['outcome'] & { stale?: boolean }> {
    return new Promise((resolve) => {
      const flat = flatHeaders(request, url.host);
      // A proxy's agent writes the head anew, and only knows header fields that were set one by one.
      const headers = options.agent ? byName(flat) : flat;
      const start = secure ? httpsRequest : httpRequest;
      const outgoing = start({
        ...common,
        ...(fresh && !options.agent && { agent: false }),
        method: request.method,
        path: base + request.path,
        headers,
      });
      let interim = 0;
      let incoming: IncomingMessage | undefined;
      const fail = (error: Error) => {
        // A failure behind the headers is the body's, and told there.
        if (!incoming)
          resolve({
            failure: limit.isOver() ? timedOut(timeout) : failureOf(error),
            stale: outgoing.reusedSocket && isReset(error),
          });
      };
      limit.onOver(() => (incoming ?? outgoing).destroy());
      outgoing.on('error', fail);
      outgoing.on('information', () => {
        interim += 1;
        if (interim > MAX_INTERIM)
          outgoing.destroy(new MalformedError(`sent more than ${MAX_INTERIM} interim responses`));
      });
      outgoing.on('upgrade', (_response, socket) => {
        socket.destroy();
        resolve({ failure: { kind: 'malformed', message: 'the target switched protocols, which nobody asked for' } });
      });
      outgoing.on('response', (response) => {
        incoming = response;
        void receive(response, maxBody, limit).then(resolve);
      });
      outgoing.end(request.body);
    });
  }

  async function send(request: Request, signal?: AbortSignal): Promise<Exchange> {
    const started = performance.now();
    const limit = createLimit(timeout, signal);
    let outcome = await attempt(request, limit);
    // A kept connection that the target closed in the meantime says nothing of this request (RFC 9112 §9.3.1).
    if (outcome.stale) outcome = await attempt(request, limit, true);
    limit.clear();
    const plain = 'response' in outcome ? { response: outcome.response } : { failure: outcome.failure };
    if ('failure' in plain && signal?.aborted) plain.failure = { kind: 'stopped', message: 'the run was stopped' };
    return { request, outcome: plain, duration: performance.now() - started, retries: 0 };
  }

  return {
    name: baseUrl,
    baseUrl: `${url.origin}${base}`,
    send,
    close: async () => agent.destroy(),
  };
}

class MalformedError extends Error {}

/** What ends an exchange early: its time is up, or the run was stopped. */
interface Limit {
  isOver(): boolean;
  /** Told once it is over; only the last one who asks is. */
  onOver(tell: () => void): void;
  clear(): void;
}

/** A plain timer: AbortSignal.timeout and AbortSignal.any together cost a fifth of a quick exchange. */
function createLimit(timeout: number, signal: AbortSignal | undefined): Limit {
  let over = signal?.aborted ?? false;
  let tell: (() => void) | undefined;
  const end = () => {
    over = true;
    tell?.();
  };
  const timer = setTimeout(end, timeout);
  // One for each exchange under way, which may be more than the ten that node takes for a leak.
  if (signal) setMaxListeners(0, signal);
  signal?.addEventListener('abort', end);
  return {
    isOver: () => over,
    onOver: (next) => {
      tell = next;
      if (over) next();
    },
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    },
  };
}

/** Name and value in turn, as node:http sends them without changing a letter. */
function flatHeaders(request: Request, host: string): string[] {
  const given = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const added: HeaderField[] = [];
  if (!given.has('host')) added.push(['Host', host]);
  if (!given.has('user-agent')) added.push(['User-Agent', 'assay']);
  const needsLength = request.body !== undefined || ['POST', 'PUT', 'PATCH'].includes(request.method);
  if (needsLength && !given.has('content-length') && !given.has('transfer-encoding'))
    added.push(['Content-Length', String(request.body?.byteLength ?? 0)]);
  return [...added, ...request.headers].flat();
}

function byName(flat: string[]): Record<string, string | string[]> {
  const named: Record<string, string | string[]> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const [name, value] = [flat[i] as string, flat[i + 1] as string];
    named[name] = Object.hasOwn(named, name) ? [named[name] ?? [], value].flat() : value;
  }
  return named;
}

/** Reads the body up to the limit; what goes wrong on the way makes the response incomplete. */
async function receive(incoming: IncomingMessage, maxBody: number, limit: Limit): Promise<{ response: Response }> {
  const { raw, problem: broken } = await readBytes(incoming, maxBody, limit);
  const { rawHeaders } = incoming;
  const headers: HeaderField[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    headers.push([rawHeaders[i] as string, rawHeaders[i + 1] as string]);
  const { body, problem } = broken
    ? { body: raw, problem: broken }
    : await decodeContent(raw, incoming.headers['content-encoding'], maxBody);
  return { response: { status: incoming.statusCode ?? 0, headers, body, ...(problem && { incomplete: problem }) } };
}

/** The bytes of a body, and why they are not all of it, if they are not. */
function readBytes(
  incoming: IncomingMessage,
  maxBody: number,
  limit: Limit,
): Promise<{ raw: Buffer; problem?: string }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let finished = false;
    const finish = (problem?: string) => {
      if (finished) return;
      finished = true;
      resolve({ raw: Buffer.concat(chunks), ...(problem !== undefined && { problem }) });
    };
    const breakOff = () =>
      finish(
        `the body broke off after ${size} bytes (${limit.isOver() ? 'the time was up' : 'the connection was closed'})`,
      );
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= maxBody) chunks.push(chunk);
      else {
        finish(`the body is longer than ${maxBody} bytes`);
        incoming.destroy();
      }
    });
    incoming.on('end', () => (incoming.complete ? finish() : breakOff()));
    incoming.on('error', breakOff);
    incoming.on('close', breakOff);
  });
}

function isReset(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

const REASONS: Record<string, [Failure['kind'], string]> = {
  ECONNREFUSED: ['unreachable', 'nothing listens there (connection refused)'],
  ENOTFOUND: ['unreachable', 'there is no host of that name'],
  EAI_AGAIN: ['unreachable', 'the name of the host could not be looked up'],
  EHOSTUNREACH: ['unreachable', 'there is no way to that host'],
  ENETUNREACH: ['unreachable', 'there is no way to that network'],
  ETIMEDOUT: ['unreachable', 'the connection timed out'],
  ECONNRESET: ['reset', 'the target closed the connection without an answer'],
  EPIPE: ['reset', 'the target closed the connection without an answer'],
  HPE_HEADER_OVERFLOW: ['malformed', `the header fields are longer than ${MAX_HEADERS} bytes`],
};

function timedOut(timeout: number): Failure {
  return { kind: 'timeout', message: `no answer within ${timeout / 1000} s` };
}

function failureOf(error: Error): Failure {
  if (error instanceof MalformedError) return { kind: 'malformed', message: `the target ${error.message}` };
  const { code = '' } = error as NodeJS.ErrnoException;
  const known = REASONS[code];
  if (known) return { kind: known[0], message: known[1] };
  if (code.startsWith('HPE_')) return { kind: 'malformed', message: `the answer is not HTTP/1.1 (${error.message})` };
  if (/CERT|SSL|TLS|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code))
    return { kind: 'unreachable', message: `TLS: ${error.message}` };
  return { kind: 'unreachable', message: error.message || code };
}
