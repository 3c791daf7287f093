import type { IncomingMessage } from 'node:http';
import type { HeaderField, Request } from '../model/exchange.ts';

/** A request as it came over the wire. */
export interface RawRequest {
  /** What stands before the body, a line each: method, target, and of each field its name and its value. HTTP lets no line end into any of them. */
  head: string;
  body?: Uint8Array;
}

export function headOf({ method = 'GET', url = '/', rawHeaders }: IncomingMessage): string {
  return rawHeaders.length === 0 ? `${method}\n${url}` : `${method}\n${url}\n${rawHeaders.join('\n')}`;
}

/** A request taken apart, with its body where it has one. */
export function requestOf(
  { method = 'GET', url = '/', rawHeaders }: IncomingMessage,
  body: Uint8Array | undefined,
): Request {
  const headers = readFieldLines(rawHeaders);
  return body ? { method, path: url, headers, body } : { method, path: url, headers };
}

/** The other way round. */
export function readHead(head: string): Pick<Request, 'method' | 'path' | 'headers'> {
  const [method = '', path = '', ...fields] = head.split('\n');
  return { method, path, headers: readFieldLines(fields) };
}

export function readFieldLines(lines: readonly string[]): HeaderField[] {
  const headers: HeaderField[] = [];
  for (let index = 0; index < lines.length; index += 2) headers.push([lines[index] ?? '', lines[index + 1] ?? '']);
  return headers;
}

export function toRequest({ head, body }: RawRequest): Request {
  return body ? { ...readHead(head), body } : readHead(head);
}
