import type { IncomingMessage } from 'node:http';
import type { HeaderField, Request } from '../model/exchange.ts';
import { pairsOf } from '../http/header-fields.ts';
import { splitOnce } from '../http/split-once.ts';

/** A request as received. */
export interface RawRequest {
  /** The request line and the field lines as on the wire (RFC 9112 §3, §5), without the empty line behind them. */
  head: string;
  body?: Uint8Array;
}

export function headOf({ method = 'GET', url = '/', rawHeaders }: IncomingMessage): string {
  let head = `${method} ${url} HTTP/1.1`;
  for (let index = 0; index < rawHeaders.length; index += 2)
    head += `\r\n${rawHeaders[index]}: ${rawHeaders[index + 1]}`;
  return head;
}

/** The parsed request. */
export function requestOf(
  { method = 'GET', url = '/', rawHeaders }: IncomingMessage,
  body: Uint8Array | undefined,
): Request {
  const headers = pairsOf(rawHeaders);
  return body ? { method, path: url, headers, body } : { method, path: url, headers };
}

/** The inverse of {@link headOf}. */
export function readHead(head: string): Pick<Request, 'method' | 'path' | 'headers'> {
  const [line = '', ...lines] = head.split('\r\n');
  const [method = '', path = ''] = line.split(' ');
  return { method, path, headers: lines.map(readFieldLine) };
}

/** Spaces and tabs around a value are not part of it (RFC 9112 §5). */
const AROUND = /^[\t ]+|[\t ]+$/g;

function readFieldLine(line: string): HeaderField {
  const [name, value = ''] = splitOnce(line, ':');
  return [name, value.replace(AROUND, '')];
}

export function toRequest({ head, body }: RawRequest): Request {
  return body ? { ...readHead(head), body } : readHead(head);
}
