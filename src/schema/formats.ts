import { isIPv4, isIPv6 } from './ip-addresses.ts';
import { isHostname, isIdnHostname } from './hostnames.ts';
import { isDate, isDateTime, isDuration, isTime } from './times.ts';
import { isIri, isIriReference, isUri, isUriReference, isUriTemplate } from './uris.ts';

/** Whether a text has a format. */
export type TextTest = (text: string) => boolean;

/** A format of texts. */
export interface TextFormat {
  /** A text of the format. */
  sample: string;
  /** Whether a text has the format; absent if `ajv-formats` checks it, or if every text has it. */
  test?: TextTest;
}

const matches =
  (pattern: RegExp): TextTest =>
  (text) =>
    pattern.test(text);

const TIME = '([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?';
const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
const QUOTED = '"(?:[\\t !#-\\[\\]-~\\x80-\\uffff]|\\\\[\\t -~\\x80-\\uffff])*"';
const DAY = '(0[1-9]|[12]\\d|3[01])';
const MONTH = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const CLOCK = '([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)';
const ATOM = "[\\w!#$%&'*+/=?^`{|}~-]+";

const isEmailOf =
  (isDomain: TextTest, beyond = ''): TextTest =>
  (text) => {
    const at = text.lastIndexOf('@');
    const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
    const word = ATOM.replace('[', `[${beyond}`);
    if (at < 1 || !new RegExp(`^(${word}(\\.${word})*|"([ !#-\\[\\]-~${beyond}]|\\\\[ -~])*")$`, 'u').test(local))
      return false;
    const literal = /^\[(IPv6:)?(.*)\]$/i.exec(domain);
    return literal ? (literal[1] ? isIPv6(literal[2] ?? '') : isIPv4(literal[2] ?? '')) : isDomain(domain);
  };

const isRegExp: TextTest = (text) => {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
};

/** The formats of texts in JSON Schema 2020-12 and the OpenAPI registry (https://spec.openapis.org/registry/format/). */
export const FORMATS: Record<string, TextFormat> = {
  date: { sample: '2026-01-31', test: isDate },
  'date-time': { sample: '2026-01-31T12:00:00Z', test: isDateTime },
  time: { sample: '12:00:00Z', test: isTime },
  duration: { sample: 'P1D', test: isDuration },
  email: { sample: 'someone@example.org', test: isEmailOf(isHostname) },
  'idn-email': {
    sample: 'someone@example.org',
    test: isEmailOf((domain) => isIdnHostname(domain.normalize('NFC')), '\\u0080-\\u{10ffff}'),
  },
  hostname: { sample: 'host.example.org', test: isHostname },
  'idn-hostname': { sample: 'host.example.org', test: isIdnHostname },
  ipv4: { sample: '192.0.2.1', test: isIPv4 },
  ipv6: { sample: '2001:db8::1', test: (text) => isIPv6(text) && !text.includes('%') },
  uri: { sample: 'https://example.org/1', test: isUri },
  'uri-reference': { sample: '/1', test: isUriReference },
  iri: { sample: 'https://example.org/1', test: isIri },
  'iri-reference': { sample: '/1', test: isIriReference },
  'uri-template': { sample: '/{id}', test: isUriTemplate },
  // Common, but not a format of JSON Schema or the registry: nothing defines what it allows.
  url: { sample: 'https://example.org/1' },
  uuid: {
    sample: '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11',
    test: matches(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i),
  },
  'json-pointer': { sample: '/a' },
  'relative-json-pointer': { sample: '0' },
  regex: { sample: '^a$', test: isRegExp },
  byte: { sample: 'YXNzYXk=', test: matches(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/) },
  binary: { sample: 'assay' },
  password: { sample: 'correct horse' },
  base64url: { sample: 'YXNzYXk', test: matches(/^[\w-]*={0,2}$/) },
  char: { sample: 'a', test: (text) => [...text].length === 1 },
  decimal: { sample: '1.5', test: matches(/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i) },
  decimal128: { sample: '1.5', test: matches(/^([+-]?((\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|inf(inity)?)|s?nan)$/i) },
  // ISO 8601 without an offset, as in HTML.
  'date-time-local': {
    sample: '2026-01-31T12:00:00',
    test: (text) => new RegExp(`^\\d{4}-\\d\\d-\\d\\dt${TIME}$`, 'i').test(text) && isDate(text.slice(0, 10)),
  },
  'time-local': { sample: '12:00:00', test: matches(new RegExp(`^${TIME}$`)) },
  // RFC 9110 §5.6.7, with the obsolete forms.
  'http-date': {
    sample: 'Sat, 31 Jan 2026 12:00:00 GMT',
    test: matches(
      new RegExp(
        `^((Mon|Tue|Wed|Thu|Fri|Sat|Sun), ${DAY} ${MONTH} \\d{4} ${CLOCK} GMT` +
          `|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, ${DAY}-${MONTH}-\\d\\d ${CLOCK} GMT` +
          `|(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} ([ 12]\\d|3[01]) ${CLOCK} \\d{4})$`,
      ),
    ),
  },
  // RFC 9110 §12.5.1.
  'media-range': {
    sample: 'text/*',
    test: matches(new RegExp(`^(\\*/\\*|${TOKEN}/(\\*|${TOKEN}))([ \\t]*;[ \\t]*(${TOKEN}=(${TOKEN}|${QUOTED}))?)*$`)),
  },
  // RFC 8941 §3.3.
  'sf-string': { sample: '"assay"', test: matches(/^"([ !#-[\]-~]|\\["\\])*"$/) },
  'sf-token': { sample: 'assay', test: matches(new RegExp("^[a-z*][\\w!#$%&'*+.^`|~:/-]*$", 'i')) },
  'sf-binary': { sample: ':YXNzYXk=:', test: matches(/^:[A-Za-z0-9+/]*={0,2}:$/) },
  'sf-boolean': { sample: '?1', test: matches(/^\?[01]$/) },
  commonmark: { sample: 'assay' },
  html: { sample: 'assay' },
};
