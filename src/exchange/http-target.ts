/*
 * A target may send anything. This file limits the time and the size of an exchange, and http/content-coding.ts the size of a
 * decompressed body; json/parse-json.ts refuses deep nesting before any recursion; text/wording.ts escapes control characters,
 * and text/html.ts markup; a check that throws leaves its case undecided (judge/run-checks.ts).
 */

import { setMaxListeners } from 'node:events';
import {
  Agent as HttpAgent,
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Exchange, HeaderField, Request, Response, Target } from '../model/exchange.ts';
import { decodeContent } from '../http/content-coding.ts';
import { pairsOf } from '../http/header-fields.ts';
import { isJsonType, parseMediaType } from '../http/media-type.ts';
import { completeItems, sequenceOf, type SequenceName } from '../http/sequential-media.ts';
import { isIdempotent } from '../http/methods.ts';
import { pathOf } from '../messages/path-template.ts';
import { tryKeeping } from './kept-connections.ts';
import { failureOf, isReset, MalformedError, MAX_HEADERS, timedOut, unsendable } from './failures.ts';
import { isOfAProxy } from '../http/status.ts';
import { MB } from '../text/sizes.ts';

export interface HttpTargetOptions {
  /** Milliseconds for a whole exchange, from connecting to the last byte. */
  timeout?: number;
  /** The most bytes of a body, before and after decoding. */
  maxBody?: number;
  /** The most connections. */
  connections?: number;
  /** PEM of the only certification authorities to trust. */
  ca?: string;
  /** Accepts any certificate. */
  insecure?: boolean;
  /** Makes the agent that connects through a proxy. */
  agent?: HttpAgent;
}

/** The most interim responses (RFC 9110 §15.2) before a final one. */
const MAX_INTERIM = 100;

/** A connection is not used again after so many idle milliseconds: the target may be about to close it. */
const MAX_IDLE = 2_000;

/** Where a body did not end once, the next one of the same path is read for so many milliseconds. */
const ENDLESS_BODY = 1_000;

/**
 * A target over HTTP/1.1. `send` never throws and ends within the timeout, whatever the target does.
 * Redirects are not followed, and header fields are sent as given. A request is sent once, except an idempotent one on a kept
 * connection that the target had closed.
 * @param baseUrl origin and base path; the request's path is appended
 */
export function httpTarget(baseUrl: string, options: HttpTargetOptions = {}): Target {
  const { timeout = 10_000, maxBody = 10 * MB, connections = 4, ca, insecure } = options;
  const url = new URL(baseUrl);
  const base = url.pathname.replace(/\/+$/, '');
  const secure = url.protocol === 'https:';
  const shared = { keepAlive: true, maxSockets: connections, scheduling: 'lifo' as const, timeout: MAX_IDLE };
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

  const trial = tryKeeping(agent);
  /** Paths under which a body did not end. */
  const endless = new Set<string>();

  function attempt(request: Request, limit: Limit, fresh: boolean): Promise<Exchange['outcome'] & { stale?: boolean }> {
    return new Promise((resolve) => {
      const flat = flatHeaders(request, url.host);
      // A proxy's agent writes a new head, and sees only header fields that were set one by one.
      const headers = options.agent ? byName(flat) : flat;
      const start = secure ? httpsRequest : httpRequest;
      let outgoing: ClientRequest;
      try {
        outgoing = start({
          ...common,
          ...(fresh && !options.agent && { agent: false }),
          method: request.method,
          path: base + request.path,
          headers,
        });
      } catch (error) {
        resolve({ failure: unsendable(error as Error) });
        return;
      }
      let interim = 0;
      let incoming: IncomingMessage | undefined;
      let isConnected = false;
      const fail = (error: Error) => {
        // A failure after the headers belongs to the body, and is reported there.
        if (incoming) return;
        const failure = limit.isOver() ? timedOut(timeout) : failureOf(error, isConnected);
        resolve({
          failure: isConnected ? failure : { ...failure, unsent: true },
          stale: outgoing.reusedSocket && isReset(error),
        });
      };
      limit.onOver(() => (incoming ?? outgoing).destroy());
      outgoing.on('error', fail);
      outgoing.on('socket', (socket) => {
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', () => (isConnected = true));
        else isConnected = true;
      });
      // A proxy that cannot reach the target answers the CONNECT, and not the request.
      outgoing.on('proxyConnect', ({ statusCode }: { statusCode: number }) => {
        if (!secure || statusCode === 200) return;
        resolve({ failure: { kind: 'proxy', message: `the proxy answers CONNECT with ${statusCode}`, unsent: true } });
        outgoing.destroy();
      });
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
        const { statusCode = 0 } = response;
        if (options.agent && !secure && isOfAProxy(statusCode)) {
          response.resume();
          resolve({ failure: { kind: 'proxy', message: `the proxy, or the target behind it, answers ${statusCode}` } });
        } else {
          const place = `${request.method} ${pathOf(request.path)}`;
          if (endless.has(place)) limit.shorten(ENDLESS_BODY);
          void receive(response, maxBody, limit).then((received) => {
            if (limit.isTimeUp() && response.headers['content-length'] === undefined) endless.add(place);
            resolve(received);
          });
        }
      });
      outgoing.end(request.body);
    });
  }

  async function send(request: Request, signal?: AbortSignal): Promise<Exchange> {
    const startedAt = Date.now();
    const started = performance.now();
    const limit = createLimit(timeout, signal);
    const mayRepeat = isIdempotent(request.method);
    let outcome = await attempt(request, limit, !mayRepeat && trial.needsFresh());
    const wasCutOff = outcome.stale === true;
    if (wasCutOff) {
      trial.fail();
      // A closed kept connection says nothing about the request, which may have arrived all the same (RFC 9112 §9.3.1).
      if (mayRepeat) outcome = await attempt(request, limit, true);
    }
    limit.clear();
    const plain = 'response' in outcome ? { response: outcome.response } : { failure: outcome.failure };
    if ('failure' in plain && signal?.aborted)
      plain.failure = { ...plain.failure, kind: 'stopped', message: 'the run was stopped' };
    const duration = performance.now() - started;
    return { request, outcome: plain, startedAt, duration, retries: 0, ...(wasCutOff && { wasCutOff }) };
  }

  return {
    name: baseUrl,
    baseUrl: `${url.origin}${base}`,
    send,
    close: async () => agent.destroy(),
  };
}

/** Ends an exchange early: its time is up, or the run was stopped. */
interface Limit {
  isOver(): boolean;
  /** Whether it is over, and the run was not stopped. */
  isTimeUp(): boolean;
  /** From now on, in milliseconds. */
  shorten(time: number): void;
  /** Calls back when it is over; only the last callback counts. */
  onOver(notify: () => void): void;
  clear(): void;
}

/** A plain timer: AbortSignal.timeout and AbortSignal.any together cost a fifth of a quick exchange. */
function createLimit(timeout: number, signal: AbortSignal | undefined): Limit {
  let over = signal?.aborted ?? false;
  let timeUp = false;
  let notify: (() => void) | undefined;
  const end = () => {
    over = true;
    notify?.();
  };
  const expire = () => {
    timeUp = !over;
    end();
  };
  const till = performance.now() + timeout;
  let timer = setTimeout(expire, timeout);
  // One listener for each exchange under way; with more than ten, node would warn of a leak.
  if (signal) setMaxListeners(0, signal);
  signal?.addEventListener('abort', end);
  return {
    isOver: () => over,
    isTimeUp: () => timeUp,
    shorten: (time) => {
      if (over || performance.now() + time >= till) return;
      clearTimeout(timer);
      timer = setTimeout(expire, time);
    },
    onOver: (next) => {
      notify = next;
      if (over) next();
    },
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    },
  };
}

/** Names and values in turn: in this form node:http sends them unchanged. */
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
  for (const [name, value] of pairsOf(flat))
    named[name] = Object.hasOwn(named, name) ? [named[name] ?? [], value].flat() : value;
  return named;
}

/** Reads the body up to the limit; an error makes the response incomplete. */
async function receive(incoming: IncomingMessage, maxBody: number, limit: Limit): Promise<{ response: Response }> {
  const { raw, problem: broken, unended } = await readBytes(incoming, maxBody, limit, streamOf(incoming));
  const isOpen = unended === true && mayGoOn(incoming, raw);
  const { body, problem, undecoded } = broken
    ? { body: raw, problem: broken }
    : decodeContent(raw, incoming.headers['content-encoding'], maxBody);
  return {
    response: {
      status: incoming.statusCode ?? 0,
      headers: pairsOf(incoming.rawHeaders),
      body,
      ...(problem && !isOpen && { incomplete: problem }),
      ...(isOpen && { unended: true as const }),
      ...(undecoded && { undecoded }),
    },
  };
}

/**
 * Whether a body that had not ended when the time was up may be meant so, as a stream of logs is: nothing told its length, and it is no
 * JSON that broke off within a value.
 */
function mayGoOn({ headers }: IncomingMessage, raw: Buffer): boolean {
  if (headers['content-length'] !== undefined) return false;
  const type = parseMediaType(headers['content-type'] ?? '')?.type ?? '';
  if (!isJsonType(type) || headers['content-encoding'] !== undefined) return true;
  const text = raw.toString().trim();
  return text === '' || text.startsWith('[') || /[}\]\d"el]$/.test(text);
}

/** The sequence that a response is, which may never end: a stream of events, JSON Lines. */
function streamOf({ headers }: IncomingMessage): SequenceName | undefined {
  const label = parseMediaType(headers['content-type'] ?? '');
  return label && headers['content-encoding'] === undefined ? sequenceOf(label.type) : undefined;
}

/**
 * The bytes of a body, and why it is incomplete, if it is. Of a sequence that is still under way when the time is up or that is
 * too long, the items that came are the body.
 */
function readBytes(
  incoming: IncomingMessage,
  maxBody: number,
  limit: Limit,
  stream: SequenceName | undefined,
): Promise<{ raw: Buffer; problem?: string; unended?: true }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let finished = false;
    const finish = (problem?: string) => {
      if (finished) return;
      finished = true;
      const raw = Buffer.concat(chunks);
      const isUnderWay = stream !== undefined && problem !== undefined && (limit.isOver() || size > maxBody);
      const { end } = isUnderWay ? completeItems(stream, raw) : { end: 0 };
      if (end > 0) resolve({ raw: raw.subarray(0, end) });
      else if (problem === undefined) resolve({ raw });
      else resolve({ raw, problem, ...(limit.isTimeUp() && { unended: true as const }) });
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
