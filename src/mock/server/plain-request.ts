import { readFields, type Fields } from '../../http/header-fields.ts';
import type { Request } from '../../model/exchange.ts';
import { readHead, type RawRequest } from '../raw-request.ts';
import { isAdminRequest } from './admin-api.ts';
import { isValidHost } from './reject.ts';

/** A request that came whole in one packet, in the form that nearly all clients send. */
export interface PlainRequest {
  raw: RawRequest;
  request: Request;
  fields: Fields;
}

/** The longest head, in bytes; Node reads longer ones, to a limit of its own. */
const MAX_HEAD = 8 * 1024;

/** Narrower than RFC 9112 §3 and RFC 9110 §5: what is not in this form may still be a request, and Node decides. */
const HEAD =
  /^(?:GET|POST|PUT|PATCH|DELETE) \/[\w.~!$&'()*+,;=:@%/?-]* HTTP\/1\.1(?:\r\n[\w!#$%&'*+.^`|~-]+:[\t\x20-\x7e\x80-\xff]*)*$/;

/** Fields that say how the message or the connection is to be read, and those by which a request asks for a delay or a fault. */
const LEFT_TO_NODE = ['transfer-encoding', 'expect', 'upgrade', 'trailer', 'te', 'x-assay-delay', 'x-assay-chaos'];

/** Reads a packet that is one plain request for the mocked API and nothing else; undefined for all others, which are left to Node. */
export function readPlainRequest(packet: Buffer, maxBody: number): PlainRequest | undefined {
  const end = packet.indexOf('\r\n\r\n');
  if (end < 0 || end > MAX_HEAD) return undefined;
  const head = packet.toString('latin1', 0, end);
  if (!HEAD.test(head)) return undefined;
  const { method, path, headers } = readHead(head);
  const fields = readFields(headers);
  // A field that came twice may be read in two ways.
  if (fields.size !== headers.length || LEFT_TO_NODE.some((name) => fields.has(name))) return undefined;
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
