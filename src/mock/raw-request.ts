import type { IncomingMessage } from 'node:http';
import type { HeaderField, Request } from '../model/exchange.ts';

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
  const lines = head.split('\r\n');
  const [method = '', path = ''] = (lines[0] as string).split(' ');
  const headers: HeaderField[] = [];
  for (let index = 1; index < lines.length; index += 1) headers.push(readFieldLine(lines[index] as string));
  return { method, path, headers };
}

/** Spaces and tabs around a value are not part of it (RFC 9112 §5). */
const AROUND = /^[\t ]+|[\t ]+$/g;

function readFieldLine(line: string): HeaderField {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).replace(AROUND, '')];
}

/** Names and values, which Node has in one list, in pairs. */
export function pairsOf(list: readonly string[]): HeaderField[] {
  const headers: HeaderField[] = [];
  for (let index = 0; index < list.length; index += 2) headers.push([list[index] ?? '', list[index + 1] ?? '']);
  return headers;
}

export function toRequest({ head, body }: RawRequest): Request {
  return body ? { ...readHead(head), body } : readHead(head);
}
