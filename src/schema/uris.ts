import { isIPv6 } from './ip-addresses.ts';

/** The characters of URIs (RFC 3986 Appendix A) and of IRIs, which allow more letters (RFC 3987 §2.2). */
const UCS =
  '\\xa0-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\uffef' +
  [...'123456789abcde'].map((plane) => `\\u{${plane}${plane === 'e' ? '1' : '0'}000}-\\u{${plane}fffd}`).join('');
const PRIVATE = '\\ue000-\\uf8ff\\u{f0000}-\\u{ffffd}\\u{100000}-\\u{10fffd}';
const ENCODED = '%[0-9A-Fa-f]{2}';

/** Any number of some letters or percent-encoded bytes. */
const many = (letters: string): string => `[${letters}]*(?:${ENCODED}[${letters}]*)*`;

interface Grammar {
  absolute: RegExp;
  relative: RegExp;
}

function grammarOf(beyond: string, inQuery: string): Grammar {
  const letters = `A-Za-z0-9._~!$&'()*+,;=${beyond}\\-`;
  const [segment, path] = [many(`${letters}:@`), many(`${letters}:@/`)];
  const some = `(?:[${letters}:@]|${ENCODED})${segment}`;
  const host = `(?<literal>\\[[^\\]]*\\])|${many(letters)}`;
  const authority = `//(?:${many(`${letters}:`)}@)?(?:${host})(?::[0-9]*)?(?:/${path})?`;
  const rooted = `/(?:${some}(?:/${path})?)?`;
  const rest = `(?:\\?${many(`${letters}:@/?${inQuery}`)})?(?:#${many(`${letters}:@/?`)})?$`;
  const named = `${some}(?:/${path})?`;
  // The first segment cannot have a colon: it would be a scheme.
  const unnamed = `(?:[${letters}@]|${ENCODED})${many(`${letters}@`)}(?:/${path})?`;
  return {
    absolute: new RegExp(`^[A-Za-z][A-Za-z0-9+.\\-]*:(?:${authority}|${rooted}|${named}|)${rest}`, 'u'),
    relative: new RegExp(`^(?:${authority}|${rooted}|${unnamed}|)${rest}`, 'u'),
  };
}

const URI = grammarOf('', '');
const IRI = grammarOf(UCS, PRIVATE);

const matches = (pattern: RegExp, text: string): boolean => {
  const found = pattern.exec(text);
  const literal = found?.groups?.['literal'];
  return found !== null && (literal === undefined || isLiteral(literal.slice(1, -1)));
};

/** An IPv6 address, or one of a future version (RFC 3986 §3.2.2). */
function isLiteral(address: string): boolean {
  return /^v[0-9a-f]+\.[a-z0-9._~!$&'()*+,;=:-]+$/i.test(address) || (isIPv6(address) && !address.includes('%'));
}

export function isUri(text: string): boolean {
  return matches(URI.absolute, text);
}

export function isUriReference(text: string): boolean {
  return matches(URI.absolute, text) || matches(URI.relative, text);
}

export function isIri(text: string): boolean {
  return matches(IRI.absolute, text);
}

export function isIriReference(text: string): boolean {
  return matches(IRI.absolute, text) || matches(IRI.relative, text);
}

/** RFC 6570 §2.1, with the apostrophe that erratum 6937 allows, and §2.2 to §2.4. */
const LITERAL = `[!#$&'()*+,\\-./0-9:;=?@A-Z\\[\\]_a-z~${UCS}${PRIVATE}]|${ENCODED}`;
const VARIABLE = `(?:[A-Za-z0-9_]|${ENCODED})(?:\\.?(?:[A-Za-z0-9_]|${ENCODED}))*(?::[1-9][0-9]{0,3}|\\*)?`;
const TEMPLATE = new RegExp(`^(?:${LITERAL}|\\{[+#./;?&=,!@|]?${VARIABLE}(?:,${VARIABLE})*\\})*$`, 'u');

export function isUriTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}
