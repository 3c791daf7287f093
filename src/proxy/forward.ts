import {
  validateHeaderName,
  validateHeaderValue,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { isReset, failureOf, timedOut, unsendable } from '../exchange/failures.ts';
import type { Failure } from '../model/exchange.ts';
import { problem } from '../mock/problem-details.ts';
import { NOTHING, type Reply } from '../mock/reply.ts';
import { createCopy } from './copy.ts';
import { endToEndFields } from './end-to-end-fields.ts';
import type { Passed } from './passed.ts';
import type { Upstream } from './upstream.ts';
import { pairsOf } from '../http/header-fields.ts';

export interface ForwardOptions {
  upstream: Upstream;
  /** Milliseconds for the head of an answer; it may take its time with the rest. */
  timeout: number;
  /** The most bytes of a body that are kept to be judged. */
  maxCopy: number;
  /** Called once with what passed, when all of it has. */
  onPassed(passed: Passed): void;
  /**
   * Given for a proxy that holds answers back: called when one is there, and gives what is sent in its place. An answer that is longer
   * than may be kept is passed on without being asked about.
   */
  replace?: (passed: Passed) => Reply | undefined;
}

/** Host is that of the target, and Expect is answered here where the target answers it. */
const REPLACED = new Set(['host']);

/** Passes a request on to the target, and its answer back: at once, as the bytes come. */
export function forward(request: IncomingMessage, response: ServerResponse, options: ForwardOptions): void {
  const { upstream, timeout, maxCopy, onPassed, replace } = options;
  const passed: Passed = {
    began: performance.now(),
    startedAt: Date.now(),
    duration: 0,
    request,
    sent: createCopy(maxCopy),
  };
  const { method = 'GET', url = '/' } = request;
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(limit);
    passed.duration = performance.now() - passed.began;
    onPassed(passed);
  };
  const fail = (failure: Failure): void => {
    if (isOver) return;
    passed.failure = failure;
    // An answer that has begun cannot be taken back: it breaks off here as it broke off there.
    if (response.headersSent) response.destroy();
    else
      sendReply(
        response,
        problem(failure.kind === 'timeout' ? 504 : 502, `no answer from ${upstream.origin}: ${failure.message}`),
      );
    end();
  };
  const limit = setTimeout(() => {
    outgoing?.destroy();
    fail(timedOut(timeout));
  }, timeout).unref();

  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
  let outgoing: ClientRequest | undefined;

  const start = (isFresh: boolean): void => {
    let isConnected = false;
    let opened: ClientRequest;
    try {
      const fields = ['Host', upstream.host, ...endToEndFields(request.rawHeaders, REPLACED)];
      if (request.headers['transfer-encoding'] !== undefined) fields.push('Transfer-Encoding', 'chunked');
      opened = upstream.request(method, upstream.pathOf(url), fields, { isFresh });
    } catch (error) {
      return fail(unsendable(error as Error));
    }
    outgoing = opened;
    opened.on('socket', (socket) => {
      socket.setNoDelay(true);
      if (socket.connecting) socket.once('connect', () => (isConnected = true));
      else isConnected = true;
    });
    opened.on('error', (error) => {
      // The target may close a kept connection just then. What has no body can be sent again as it was.
      if (opened.reusedSocket && isReset(error) && !hasBody && !passed.response && !isOver && !isFresh)
        return start(true);
      if (!passed.response) fail(failureOf(error, isConnected));
    });
    opened.on('continue', () => response.writeContinue());
    opened.on('information', ({ statusCode, rawHeaders }: { statusCode: number; rawHeaders: string[] }) => {
      if (statusCode === 102) response.writeProcessing();
      if (statusCode !== 103 || response.headersSent) return;
      try {
        response.writeEarlyHints(hintsOf(rawHeaders));
      } catch {
        // Node writes no link that is none. A hint may be left out.
      }
    });
    opened.on('response', (incoming) => {
      clearTimeout(limit);
      passed.response = incoming;
      passed.received = createCopy(maxCopy);
      const problem = unwritable(incoming);
      if (problem !== undefined) {
        incoming.destroy();
        fail({ kind: 'malformed', message: `its answer cannot be passed on: ${problem}` });
      } else if (replace) holdBack(incoming, response, passed, replace, fail, end);
      else passBack(incoming, response, passed, fail, end);
    });
    if (!hasBody) return void opened.end();
    request.on('data', (chunk: Buffer) => {
      passed.sent.add(chunk);
      if (!opened.write(chunk)) {
        request.pause();
        opened.once('drain', () => request.resume());
      }
    });
    request.on('end', () => {
      opened.addTrailers(trailersOf(request));
      opened.end();
    });
  };

  response.on('error', () => {});
  request.on('error', () => {});
  response.on('close', () => {
    if (response.writableFinished || isOver) return;
    passed.left = true;
    outgoing?.destroy();
    end();
  });
  start(false);
}

/** Sends each part of an answer as it comes. */
function passBack(
  incoming: IncomingMessage,
  response: ServerResponse,
  passed: Passed,
  fail: (failure: Failure) => void,
  end: () => void,
): void {
  writeHead(response, incoming);
  // Most bodies are there with their head, and go out with it; a head alone goes out as bytes: Node writes one that goes out with a
  // text, as flushHeaders() has it, in UTF-8.
  const flush = setImmediate(() => response.write(NOTHING));
  for (const event of ['data', 'end', 'close']) incoming.once(event, () => clearImmediate(flush));
  incoming.on('data', (chunk: Buffer) => {
    passed.received?.add(chunk);
    if (!response.write(chunk)) {
      incoming.pause();
      response.once('drain', () => incoming.resume());
    }
  });
  finish(incoming, fail, () => {
    response.addTrailers(trailersOf(incoming));
    response.end(end);
  });
}

/** Sends an answer when all of it is there, or what is to be sent in its place. */
function holdBack(
  incoming: IncomingMessage,
  response: ServerResponse,
  passed: Passed,
  replace: NonNullable<ForwardOptions['replace']>,
  fail: (failure: Failure) => void,
  end: () => void,
): void {
  const onData = (chunk: Buffer): void => {
    passed.received?.add(chunk);
    if (passed.received?.isWhole()) return;
    // Too long to be judged: from here on it passes as it comes.
    incoming.off('data', onData);
    incoming.removeAllListeners('end').removeAllListeners('aborted').removeAllListeners('error');
    const held = passed.received?.bytes() ?? Buffer.alloc(0);
    passBack(incoming, response, passed, fail, end);
    response.write(held);
    response.write(chunk.subarray(chunk.byteLength - ((passed.received?.size() ?? 0) - held.byteLength)));
  };
  incoming.on('data', onData);
  finish(incoming, fail, () => {
    const instead = replace(passed);
    if (instead) sendReply(response, instead, end);
    else {
      writeHead(response, incoming);
      response.addTrailers(trailersOf(incoming));
      response.end(passed.received?.bytes(), end);
    }
  });
}

/** Why the head of an answer cannot be written, if it cannot: Node reads statuses, reasons and values that it refuses to write. */
function unwritable({ statusCode = 0, statusMessage = '', rawHeaders }: IncomingMessage): string | undefined {
  if (statusCode < 200 || statusCode > 999) return `${statusCode} is not the status of an answer`;
  try {
    validateHeaderValue('reason', statusMessage);
    for (const [name, value] of pairsOf(rawHeaders)) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function finish(incoming: IncomingMessage, fail: (failure: Failure) => void, then: () => void): void {
  const broken = (): void =>
    fail({ kind: 'reset', message: 'the target closed the connection in the middle of its answer' });
  incoming.on('end', () => (incoming.complete ? then() : broken()));
  incoming.on('aborted', broken);
  incoming.on('error', broken);
}

function writeHead(
  response: ServerResponse,
  { statusCode = 0, statusMessage, rawHeaders, headers }: IncomingMessage,
): void {
  response.sendDate = false;
  const fields = endToEndFields(rawHeaders);
  // Without a length Node chooses how the body ends; trailers need chunks.
  if (headers.trailer !== undefined && headers['transfer-encoding'] !== undefined)
    fields.push('Transfer-Encoding', 'chunked');
  response.writeHead(statusCode, statusMessage ?? '', fields);
}

/** Sends an answer of the proxy itself. */
export function sendReply(response: ServerResponse, { status, headers, body }: Reply, then?: () => void): void {
  response.writeHead(
    status,
    headers.flatMap(([name, value]) => [name, value]),
  );
  response.end(body, then);
}

function trailersOf({ rawTrailers }: IncomingMessage): [string, string][] {
  return pairsOf(rawTrailers).map(([name, value]) => [name, value]);
}

function hintsOf(raw: readonly string[]): Record<string, string | string[]> {
  const hints: Record<string, string[]> = {};
  for (const [name, value] of pairsOf(raw)) (hints[name.toLowerCase()] ??= []).push(value);
  return hints;
}
