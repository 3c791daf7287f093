import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HeaderField, Request } from '../../model/exchange.ts';
import { readFields, type Fields } from '../../http/header-fields.ts';
import { headOf, readHead, requestOf, type RawRequest } from '../raw-request.ts';
import { isPreflight, preflight, withCors } from './cors.ts';
import { pause } from '../faults/delay.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { Journal } from '../journal/journal.ts';
import type { EntryNote } from '../journal/journal-entry.ts';
import type { Mock } from '../mock.ts';
import type { AdminAccess } from './admin-access.ts';
import { isAdminRequest } from './admin-api.ts';
import { problem } from '../problem-details.ts';
import { receive } from './receive.ts';
import { smugglingRisk, rejectRequest } from './reject.ts';
import { NOTHING, type Reply } from '../reply.ts';

/** What handles an exchange. */
export interface Handlers {
  /** The largest body of a request, in bytes. */
  maxBody: number;
  /** Answers requests for the mocked API. */
  mock(): Pick<Mock, 'reply' | 'inShape'>;
  /** Answers requests for the mock itself. */
  admin(request: Request, fields: Fields): Promise<Reply>;
  /** Decides who may send those. */
  adminAccess: AdminAccess;
  /** The delay or fault of a request; undefined for none. */
  injectFault(request: Request, fields: Fields): FaultInjection | undefined;
  journal: Pick<Journal, 'record'>;
}

/**
 * Receives a request, answers it and records it; synchronously if nothing has to be awaited.
 * @param made the reply, where it was made before the request came here
 */
export function handleExchange(
  message: IncomingMessage,
  response: ServerResponse,
  handlers: Handlers,
  made?: Reply | Promise<Reply>,
): void {
  const began = performance.now();
  // Without a listener, a broken connection would end the process.
  response.on('error', ignore);
  receive(message, handlers.maxBody, (arrived) => {
    if (arrived === undefined) return void response.destroy();
    if (arrived === 'too large') return rejectTooLarge(message, response, handlers, began);
    const { origin } = message.headers;
    const request = requestOf(message, arrived.body);
    const fields = readFields(request.headers);
    const objection = objectionTo(message, fields);
    if (isAdminRequest(request)) {
      if (objection) return rejectRequest(message, response, objection);
      const refusal = handlers.adminAccess(request, fields, message.socket.localAddress);
      if (refusal) return void send(response, refusal);
      return void handlers.admin(request, fields).then((reply) => send(response, reply));
    }
    if (objection) {
      const reply = withCors(origin, objection);
      rejectRequest(message, response, reply);
      return handlers.journal.record(arrived, reply, began);
    }
    if (isPreflight(request, fields)) {
      const reply = preflight(fields);
      send(response, reply);
      return handlers.journal.record(arrived, reply, began);
    }
    const disturbance = made ? undefined : handlers.injectFault(request, fields);
    const exchange: DelayedExchange = { raw: arrived, request, fields, response, handlers, began };
    if (disturbance) return void respondWithFault(exchange, disturbance);
    const end = (reply: Reply): void =>
      reply.delay === undefined
        ? conclude(response, arrived, withCors(origin, reply), handlers, began)
        : void respondLater(exchange, reply, reply.delay, {});
    const reply = made ?? handlers.mock().reply(request, fields);
    if (reply instanceof Promise) return void reply.then(end);
    end(reply);
  });
}

function ignore(): void {}

/** Recorded in the same turn as it is sent, so that a client that has the response finds it in the journal. */
function conclude(
  response: ServerResponse,
  raw: RawRequest,
  reply: Reply,
  { journal }: Handlers,
  began: number,
  note?: EntryNote,
): void {
  if (response.destroyed) return journal.record(raw, undefined, began, { ...note, left: true });
  journal.record(raw, send(response, reply) ? reply : undefined, began, note);
}

interface DelayedExchange {
  raw: RawRequest;
  request: Request;
  fields: Fields;
  response: ServerResponse;
  handlers: Handlers;
  began: number;
}

async function respondWithFault(
  exchange: DelayedExchange,
  { delay, chaos, reply: instead }: FaultInjection,
): Promise<void> {
  const { request, fields, handlers } = exchange;
  // Computed before the delay, like by a distant server: requests are handled in their order.
  const mock = handlers.mock();
  const answer = () => (instead ? mock.inShape(instead, request) : mock.reply(request, fields));
  const reply = chaos === 'reset' ? undefined : await answer();
  await respondLater(exchange, reply, delay + (reply?.delay ?? 0), chaos ? { chaos } : {});
}

/** @param reply undefined breaks the connection off */
async function respondLater(
  { raw, request, fields, response, handlers, began }: DelayedExchange,
  reply: Reply | undefined,
  delay: number,
  noted: EntryNote,
): Promise<void> {
  const note: EntryNote = { ...(delay > 0 && { delay }), ...noted };
  if (delay > 0 && !(await pause(response, delay))) response.destroy();
  if (reply)
    return conclude(
      response,
      raw,
      withCors(fields.get('origin'), request.method === 'HEAD' ? { ...reply, body: NOTHING } : reply),
      handlers,
      began,
      note,
    );
  handlers.journal.record(raw, undefined, began, note);
  // The request's socket: a response that waits for others has no socket yet.
  response.req.socket.resetAndDestroy();
}

/** Why a request is refused before routing. */
function objectionTo(message: IncomingMessage, fields: Fields): Reply | undefined {
  const ambiguous = smugglingRisk(message, fields);
  if (ambiguous !== undefined) return problem(400, ambiguous);
  const expected = fields.get('expect');
  // RFC 9110 §10.1.1.
  return expected === undefined || /^100-continue$/i.test(expected)
    ? undefined
    : problem(417, '100-continue is the only expectation that is supported');
}

function rejectTooLarge(
  message: IncomingMessage,
  response: ServerResponse,
  { maxBody, journal }: Handlers,
  began: number,
): void {
  const head = headOf(message);
  const tooLarge = problem(413, `the body is longer than ${maxBody} bytes`);
  if (isAdminRequest(readHead(head))) return rejectRequest(message, response, tooLarge);
  const reply = withCors(message.headers.origin, tooLarge);
  rejectRequest(message, response, reply);
  const size = Number(message.headers['content-length']);
  journal.record({ head }, reply, began, undefined, Number.isFinite(size) ? size : maxBody + 1);
}

/** Header fields in Node's form; `flat` takes ten times as long. */
function flattenHeaders(headers: HeaderField[]): string[] {
  const list: string[] = [];
  for (const field of headers) list.push(field[0], field[1]);
  return list;
}

/** @returns whether the response could be sent */
function send(response: ServerResponse, { status, headers, body }: Reply): boolean {
  if (response.destroyed) return false;
  try {
    response.writeHead(status, flattenHeaders(headers));
    // A body of ASCII goes out with the head, as the bytes that both are. Other text would turn a head with it into UTF-8.
    if (typeof body === 'string' && Buffer.byteLength(body) === body.length) response.end(body, 'latin1');
    else response.end(typeof body === 'string' ? Buffer.from(body) : body);
    return true;
  } catch {
    // The contract documents a header that is invalid in HTTP.
    response.destroy();
    return false;
  }
}
