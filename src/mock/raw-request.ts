import type { IncomingMessage } from 'node:http';
import type { HeaderField, Request } from '../model/exchange.ts';

/** A request as received. */
export interface RawRequest {
  /** The head, one line each: method, target, and each field's name and value. HTTP allows no line breaks in them. */
  head: string;
  body?: Uint8Array;
}

export function headOf({ method = 'GET', url = '/', rawHeaders }: IncomingMessage): string {
  return rawHeaders.length === 0 ? `${method}\n${url}` : `${method}\n${url}\n${rawHeaders.join('\n')}`;
}

/** The parsed request. */
export function requestOf(
  { method = 'GET', url = '/', rawHeaders }: IncomingMessage,
  body: Uint8Array | undefined,
): Request {
  const headers = readFieldLines(rawHeaders);
  return body ? { method, path: url, headers, body } : { method, path: url, headers };
}

/** The inverse of {@link toRequest}. */
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
