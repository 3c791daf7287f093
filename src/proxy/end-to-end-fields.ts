import { pairsOf } from '../http/header-fields.ts';

/** Fields for one connection alone (RFC 9110 §7.6.1, RFC 9112 §9.6); `TE` too, but for what it says of trailers. */
const HOP_BY_HOP = new Set([
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
  'http2-settings',
]);

/**
 * The header fields that go on to the other side, in the form of `rawHeaders`: names and values in turn, as they were written.
 * Those for this connection alone are left out, and so is what `Connection` names.
 */
export function endToEndFields(raw: readonly string[], more: ReadonlySet<string> = new Set()): string[] {
  const fields = pairsOf(raw);
  const named = new Set(fields.flatMap(([name, value]) => (isConnection(name) ? tokensOf(value) : [])));
  return fields.flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    if (lower === 'te' && /(^|,)\s*trailers\s*(,|;|$)/i.test(value)) return [name, 'trailers'];
    return HOP_BY_HOP.has(lower) || named.has(lower) || more.has(lower) ? [] : [name, value];
  });
}

function isConnection(name: string): boolean {
  return name.toLowerCase() === 'connection';
}

function tokensOf(value: string): string[] {
  return value.split(',').map((token) => token.trim().toLowerCase());
}
