import * as fc from 'fast-check';
import { FORMATS } from '../../../schema/formats.ts';
import type { ValueRange } from './base.ts';
import { WEB_URL } from './characters.ts';
import { DAY } from '../../../text/time.ts';

const dates = (from: string, to: string) =>
  fc
    .integer({ min: Date.parse(from) / DAY, max: Date.parse(to) / DAY })
    .map((days) => new Date(days * DAY).toISOString());
const TYPICAL_DATES = dates('2020-01-01', '2029-12-31');
const EDGE_DATES = fc.oneof(
  dates('1600-01-01', '2400-12-31'),
  fc.constantFrom(
    '1970-01-01T00:00:00.000Z',
    '2038-01-19T03:14:08.000Z',
    '2024-02-29T12:00:00.000Z',
    '0001-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
  ),
);
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });

/** Texts of each format, typical and at the edge. A format that is not listed has one text. */
const FORMATTED: Record<string, (range: ValueRange) => fc.Arbitrary<string>> = {
  date: (range) => (range === 'typical' ? TYPICAL_DATES : EDGE_DATES).map((text) => text.slice(0, 10)),
  'date-time': (range) =>
    range === 'typical'
      ? TYPICAL_DATES.map((text) => text.replace('.000', ''))
      : fc
          .tuple(EDGE_DATES, fc.constantFrom('Z', '+00:00', '+05:30', '-11:00', '+14:00'))
          .map(([text, zone]) => text.replace('Z', zone)),
  time: () => fc.constantFrom('12:00:00Z', '00:00:00Z', '23:59:59Z', '12:30:45.123456Z', '12:00:00+05:30'),
  duration: () => fc.constantFrom('P1D', 'PT0S', 'P1Y2M3DT4H5M6S', 'P52W', 'PT36H'),
  uuid: (range) =>
    range === 'typical'
      ? hex(32).map((text) => text.replace(/(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-8$4-'))
      : fc.oneof(
          fc.uuid(),
          fc.constantFrom(
            '00000000-0000-0000-0000-000000000000',
            'ffffffff-ffff-ffff-ffff-ffffffffffff',
            'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
          ),
        ),
  email: (range) => (range === 'typical' ? hex(6).map((text) => `assay-${text}@example.org`) : fc.emailAddress()),
  hostname: (range) => (range === 'typical' ? hex(6).map((text) => `h${text}.example.org`) : fc.domain()),
  ipv4: (range) =>
    range === 'typical' ? fc.integer({ min: 1, max: 254 }).map((last) => `192.0.2.${last}`) : fc.ipV4(),
  ipv6: (range) =>
    range === 'typical' ? hex(4).map((text) => `2001:db8::${text.replace(/^0+(?=.)/, '')}`) : fc.ipV6(),
  uri: (range) => (range === 'typical' ? hex(6).map((text) => `https://example.org/${text}`) : WEB_URL),
  'uri-reference': (range) =>
    range === 'typical'
      ? hex(6).map((text) => `/${text}`)
      : fc.oneof(WEB_URL, fc.constantFrom('', '?', '#', '..', '//example.org')),
  byte: (range) => (range === 'typical' ? fc.constantFrom('YXNzYXk=', 'AAEC') : fc.base64String()),
};
FORMATTED['idn-email'] = FORMATTED['email'] as (range: ValueRange) => fc.Arbitrary<string>;
FORMATTED['idn-hostname'] = FORMATTED['hostname'] as (range: ValueRange) => fc.Arbitrary<string>;
FORMATTED['iri'] = FORMATTED['uri'] as (range: ValueRange) => fc.Arbitrary<string>;
FORMATTED['iri-reference'] = FORMATTED['uri-reference'] as (range: ValueRange) => fc.Arbitrary<string>;

/** Texts of a format. */
export function formatted(format: string, range: ValueRange): fc.Arbitrary<string> {
  return FORMATTED[format]?.(range) ?? fc.constant(FORMATS[format]?.sample ?? '');
}
