import type { Fields } from '../../http/header-fields.ts';
import type { HeaderField, Request } from '../../model/exchange.ts';
import type { RawRequest } from '../raw-request.ts';
import { isAdminRequest } from './admin-api.ts';
import { isValidHost } from './reject.ts';
import { KB } from '../../text/sizes.ts';

/** A request that came whole in one packet, in the form that nearly all clients send. */
export interface PlainRequest {
  raw: RawRequest;
  request: Request;
  fields: Fields;
}

/** The longest head, in bytes; Node reads longer ones, to a limit of its own. */
const MAX_HEAD = 8 * KB;

/*
 * Narrower than RFC 9112 §3 and RFC 9110 §5: what is not in this form may still be a request, and Node decides.
 */
const REQUEST_LINE = /^(GET|POST|PUT|PATCH|DELETE) (\/[\w.~!$&'()*+,;=:@%/?-]*) HTTP\/1\.1$/;
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
/** Without more spaces around it than the one that nearly all clients send before it. */
const VALUE = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;

/** Fields that say how the message or the connection is to be read, and those by which a request asks for a delay or a fault. */
const LEFT_TO_NODE = new Set([
  ...['transfer-encoding', 'expect', 'upgrade', 'trailer', 'te', 'x-assay-delay', 'x-assay-chaos'],
]);

/** Reads a packet that is one plain request for the mocked API and nothing else; undefined for all others, which are left to Node. */
export function readPlainRequest(packet: Buffer, maxBody: number): PlainRequest | undefined {
  const end = packet.indexOf('\r\n\r\n');
  if (end > MAX_HEAD) return undefined;
  // Of a head that is not all there this leaves nothing.
  const head = packet.toString('latin1', 0, end);
  const first = head.indexOf('\r\n');
  const line = REQUEST_LINE.exec(head.slice(0, first));
  if (!line) return undefined;
  const [, method = '', path = ''] = line;
  const headers: HeaderField[] = [];
  const fields: Fields = new Map();
  for (let at = first + 2; at < end;) {
    const next = head.indexOf('\r\n', at);
    const stop = next < 0 ? end : next;
    // Where a line has no colon, its name or its value has the end of a line in it, which neither may have.
    const colon = head.indexOf(':', at);
    const name = head.slice(at, colon);
    const value = head.slice(head.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1, stop);
    const key = name.toLowerCase();
    // A field that came twice may be read in two ways.
    if (!NAME.test(name) || !VALUE.test(value) || LEFT_TO_NODE.has(key) || fields.has(key)) return undefined;
    headers.push([name, value]);
    fields.set(key, value.trim());
    at = stop + 2;
  }
  if (!isValidHost(fields.get('host')) || !staysOpen(fields.get('connection'))) return undefined;
  const size = packet.length - end - 4;
  const length = fields.get('content-length');
  if (size > maxBody || length !== (size === 0 && length === undefined ? undefined : String(size))) return undefined;
  if (isAdminRequest({ path })) return undefined;
  if (length === undefined) return { raw: { head }, request: { method, path, headers }, fields };
  const body = packet.subarray(end + 4);
  return { raw: { head, body }, request: { method, path, headers, body }, fields };
}

function staysOpen(connection: string | undefined): boolean {
  return connection === undefined || connection.toLowerCase() === 'keep-alive';
}
