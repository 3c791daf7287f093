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
  const named = new Set<string>();
  for (let at = 0; at < raw.length; at += 2)
    if (raw[at]?.toLowerCase() === 'connection')
      for (const token of (raw[at + 1] ?? '').split(',')) named.add(token.trim().toLowerCase());
  const fields: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] as string).toLowerCase();
    const value = raw[at + 1] as string;
    if (name === 'te' && /(^|,)\s*trailers\s*(,|;|$)/i.test(value)) fields.push(raw[at] as string, 'trailers');
    else if (!HOP_BY_HOP.has(name) && !named.has(name) && !more.has(name)) fields.push(raw[at] as string, value);
  }
  return fields;
}
