const PART = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const FOUR = `${PART}(?:\\.${PART}){3}`;
const IPV4 = new RegExp(`^${FOUR}$`);
const EMBEDDED = new RegExp(`:(${FOUR})$`);
const GROUP = /^[0-9a-f]{1,4}$/i;
const ZONE = /%[0-9A-Za-z.:-]+$/;

/** Whether a text is an IPv4 address in dotted decimal form (RFC 2673 §3.2). */
export function isIPv4(text: string): boolean {
  return IPV4.test(text);
}

/** Whether a text is an IPv6 address (RFC 4291 §2.2), which may have a zone (RFC 4007 §11). */
export function isIPv6(text: string): boolean {
  // An IPv4 address at the end stands for two groups.
  const address = text.replace(ZONE, '').replace(EMBEDDED, ':0:0');
  const [before = '', after, more] = address.split('::');
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':'));
  const groups = [...groupsOf(before), ...groupsOf(after ?? '')];
  if (more !== undefined || !groups.every((group) => GROUP.test(group))) return false;
  return after === undefined ? groups.length === 8 : groups.length < 8;
}
