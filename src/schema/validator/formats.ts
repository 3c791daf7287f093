import type { Ajv2020 } from 'ajv/dist/2020.js';
import { createRequire } from 'node:module';
import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

const require = createRequire(import.meta.url);

/** Whether a text is one of a format. */
type Format = (text: string) => boolean;

const matches =
  (pattern: RegExp): Format =>
  (text) =>
    pattern.test(text);

const whole =
  (least: number, most: number): ((value: number) => boolean) =>
  (value) =>
    Number.isInteger(value) && value >= least && value <= most;

/** The formats of the OpenAPI registry (https://spec.openapis.org/registry/format/) that numbers have. */
const NUMBERS: Record<string, (value: number) => boolean> = {
  int8: whole(-(2 ** 7), 2 ** 7 - 1),
  int16: whole(-(2 ** 15), 2 ** 15 - 1),
  int32: whole(-(2 ** 31), 2 ** 31 - 1),
  // The largest is read as 2^63, as no double lies between.
  int64: whole(-(2 ** 63), 2 ** 63),
  uint8: whole(0, 2 ** 8 - 1),
  uint16: whole(0, 2 ** 16 - 1),
  uint32: whole(0, 2 ** 32 - 1),
  uint64: whole(0, 2 ** 64),
  'double-int': whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  unixtime: Number.isInteger,
  float: (value) => Number.isFinite(Math.fround(value)),
  double: Number.isFinite,
  'sf-integer': whole(-999_999_999_999_999, 999_999_999_999_999),
  'sf-decimal': (value) => Math.abs(value) < 1e12 && /^-?\d+(\.\d{1,3})?$/.test(String(value)),
};

const TIME = '([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?';
const TOKEN = "[!#$%&'*+.^_`|~\\w-]+";
const QUOTED = '"(?:[\\t !#-\\[\\]-~\\x80-\\uffff]|\\\\[\\t -~\\x80-\\uffff])*"';
const DAY = '(0[1-9]|[12]\\d|3[01])';
const MONTH = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const CLOCK = '([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)';
const ATOM = "[\\w!#$%&'*+/=?^`{|}~-]+";

const isHostname: Format = (text) =>
  text.length <= 253 &&
  text
    .split('.')
    .every((label) => label.length <= 63 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(label) && isLabel(label));

/** Two hyphens in the third and fourth place are for what stands for other characters (RFC 5891 §4.2.3.1). */
function isLabel(label: string): boolean {
  return !/^..--/.test(label) || (/^xn--/i.test(label) && domainToASCII(label) !== '');
}

const isIdnHostname: Format = (text) => {
  // RFC 3490 §3.1: other full stops part labels too.
  const ascii = domainToASCII(text.replace(/[\u3002\uff0e\uff61]/g, '.'));
  return ascii !== '' && !/[\s/?#@:%]/.test(text) && isHostname(ascii);
};

const isEmailOf =
  (isDomain: Format, beyond = ''): Format =>
  (text) => {
    const at = text.lastIndexOf('@');
    const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
    const word = ATOM.replace('[', `[${beyond}`);
    if (at < 1 || !new RegExp(`^(${word}(\\.${word})*|"([ !#-\\[\\]-~${beyond}]|\\\\[ -~])*")$`, 'u').test(local))
      return false;
    const literal = /^\[(IPv6:)?(.*)\]$/i.exec(domain);
    return literal ? (literal[1] ? isIPv6(literal[2] ?? '') : isIPv4(literal[2] ?? '')) : isDomain(domain);
  };

const isRegExp: Format = (text) => {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
};

/** Those that texts have and that have a syntax, where AJV's own are missing or let more or less pass than the standards do. */
const TEXTS: Record<string, Format> = {
  byte: matches(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
  base64url: matches(/^[\w-]*={0,2}$/),
  char: (text) => [...text].length === 1,
  decimal: matches(/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i),
  decimal128: matches(/^([+-]?((\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|inf(inity)?)|s?nan)$/i),
  // ISO 8601 without an offset, as HTML has it.
  'date-time-local': (text) =>
    new RegExp(`^\\d{4}-\\d\\d-\\d\\dt${TIME}$`, 'i').test(text) && isDate(text.slice(0, 10)),
  'time-local': matches(new RegExp(`^${TIME}$`)),
  email: isEmailOf(isHostname),
  'idn-email': isEmailOf(isIdnHostname, '\\u0080-\\u{10ffff}'),
  hostname: isHostname,
  'idn-hostname': isIdnHostname,
  ipv4: isIPv4,
  ipv6: (text) => isIPv6(text) && !text.includes('%'),
  uuid: matches(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i),
  regex: isRegExp,
  // RFC 9110 §5.6.7, those that are obsolete included.
  'http-date': matches(
    new RegExp(
      `^((Mon|Tue|Wed|Thu|Fri|Sat|Sun), ${DAY} ${MONTH} \\d{4} ${CLOCK} GMT` +
        `|(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, ${DAY}-${MONTH}-\\d\\d ${CLOCK} GMT` +
        `|(Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} ([ 12]\\d|3[01]) ${CLOCK} \\d{4})$`,
    ),
  ),
  // RFC 9110 §12.5.1.
  'media-range': matches(
    new RegExp(`^(\\*/\\*|${TOKEN}/(\\*|${TOKEN}))([ \\t]*;[ \\t]*(${TOKEN}=(${TOKEN}|${QUOTED}))?)*$`),
  ),
  // RFC 8941 §3.3.
  'sf-string': matches(/^"([ !#-[\]-~]|\\["\\])*"$/),
  'sf-token': matches(new RegExp("^[a-z*][\\w!#$%&'*+.^`|~:/-]*$", 'i')),
  'sf-binary': matches(/^:[A-Za-z0-9+/]*={0,2}:$/),
  'sf-boolean': matches(/^\?[01]$/),
};

/** What has no syntax, or none that a text could break (OpenAPI format registry). */
const ANNOTATIONS = ['binary', 'password', 'commonmark', 'html'];

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** AJV lets a blank stand for the T, and offsets without a colon; RFC 3339 §5.6 does not. */
const STRICT: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(\.\d+)?(z|[+-]\d\d:\d\d)$/i,
  time: /^\d\d:\d\d:\d\d(\.\d+)?(z|[+-]\d\d:\d\d)$/i,
};

/** Adds the formats that are asserted; any other is an annotation (JSON Schema 2020-12 Validation §7.2.2). */
export function addFormats(ajv: Ajv2020): void {
  const known = require('ajv-formats') as typeof import('ajv-formats').default;
  known(ajv);
  const test = (name: string): Format => {
    const format = known.get(name as 'uri') as RegExp | Format | { validate: Format };
    if (typeof format === 'function') return format;
    return format instanceof RegExp ? (text) => format.test(text) : format.validate;
  };
  for (const [name, strict] of Object.entries(STRICT)) {
    const lenient = test(name);
    ajv.addFormat(name, (text: string) => strict.test(text) && lenient(text));
  }
  // RFC 3987 §3.1: an IRI is a URI once what is beyond ASCII is percent-encoded.
  for (const kind of ['', '-reference']) {
    const uri = test(`uri${kind}`);
    ajv.addFormat(`iri${kind}`, (text: string) =>
      uri(text.replace(/[^\0-\x7f]+/gu, (beyond) => encodeURIComponent(beyond.toWellFormed()))),
    );
  }
  for (const [name, validate] of Object.entries(NUMBERS)) ajv.addFormat(name, { type: 'number', validate });
  for (const [name, validate] of Object.entries(TEXTS)) ajv.addFormat(name, validate);
  for (const name of ANNOTATIONS) ajv.addFormat(name, true);
}
