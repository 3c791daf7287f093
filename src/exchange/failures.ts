import type { Failure } from '../model/exchange.ts';
import { KB } from '../text/sizes.ts';

/** The most bytes of all header fields. Node's own limit of 16 KiB would refuse some honest servers. */
export const MAX_HEADERS = 64 * KB;

/** Responses that are not valid HTTP/1.1, with messages that continue a sentence about `the target`. */
export class MalformedError extends Error {}

export function isReset(error: Error): boolean {
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

/** @param timeout in milliseconds */
export function timedOut(timeout: number): Failure {
  return { kind: 'timeout', message: `no answer within ${timeout / 1000} s` };
}

/** @param isConnected whether the request may have been sent: then the connection was one to the target */
export function failureOf(error: Error, isConnected: boolean): Failure {
  if (error instanceof MalformedError) return { kind: 'malformed', message: `the target ${error.message}` };
  const { code = '' } = error as NodeJS.ErrnoException;
  const unreachable = isConnected ? 'reset' : 'unreachable';
  const known = REASONS[code];
  if (known) return { kind: known[0] === 'unreachable' ? unreachable : known[0], message: known[1] };
  if (code.startsWith('HPE_')) return { kind: 'malformed', message: `the answer is not HTTP/1.1 (${error.message})` };
  if (isTlsCode(code)) return { kind: 'unreachable', message: `TLS: ${error.message}` };
  return { kind: unreachable, message: error.message || code };
}

/** Whether the code of an error is one of TLS, such as `SELF_SIGNED_CERT_IN_CHAIN`. */
export function isTlsCode(code: string): boolean {
  return /CERT|SSL|TLS|SELF_SIGNED|ALTNAME|UNABLE_TO/.test(code);
}

/** Why node:http refuses to send a request that HTTP cannot carry (RFC 9112 §3, RFC 9110 §5.5). */
export function unsendable({ message, ...error }: Error & { code?: string }): Failure {
  const make = (part: NonNullable<Failure['part']>, what: string): Failure => ({
    kind: 'unsendable',
    message: `HTTP cannot carry ${what}, so that it was not sent`,
    unsent: true,
    part,
  });
  const name = /\["([^"]*)"\]/.exec(message)?.[1];
  if (error.code === 'ERR_UNESCAPED_CHARACTERS')
    return make({ in: 'path' }, 'a path with blanks or control characters');
  if (name !== undefined && message.startsWith('Method')) return make({ in: 'method' }, 'a method of that name');
  if (name !== undefined)
    return make({ in: 'header', name }, `the header field ${JSON.stringify(name)} as it is given`);
  return make({ in: 'path' }, `the request (${message})`);
}
