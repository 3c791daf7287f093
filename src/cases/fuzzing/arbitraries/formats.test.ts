import { Random } from 'fast-check';
import { beforeAll, expect, test } from '@jest/globals';
import type { Contract } from '../../../model/contract.ts';
import { contractOf } from '../../../../test/support/contracts.ts';
import { FORMATS } from '../../../schema/formats.ts';
import { randomOf, type ValueRange } from './base.ts';
import { formatted } from './formats.ts';

const NAMES = Object.keys(FORMATS);
let contract: Contract;
beforeAll(async () => {
  const schemas = Object.fromEntries(NAMES.map((format) => [format, { type: 'string', format }]));
  contract = await contractOf({ paths: {}, components: { schemas } });
});

const drawn = (format: string, range: ValueRange) =>
  Array.from({ length: 150 }, (_, nth) => formatted(format, range).generate(new Random(randomOf(1, nth)), 3).value);

test.each(NAMES)('texts of the format %s conform to it', (format) => {
  for (const range of ['calm', 'wild'] as const)
    expect(drawn(format, range).filter((text) => !contract.accepts(`#/components/schemas/${format}`, text))).toEqual(
      [],
    );
});

/** What the texts of a format reach: each pattern is met at least once. */
const REACHES: [format: string, range: ValueRange, ...patterns: RegExp[]][] = [
  ['date', 'calm', /^202\d-\d\d-\d\d$/],
  ['date', 'wild', /^(1[6-9]|2[1-4])\d\d-/, /^0001-/, /^9999-/, /^2024-02-29$/],
  ['date-time', 'calm', /^202\d-.*T00:00:00Z$/],
  ['date-time', 'wild', /Z$/, /\+00:00$/, /\+05:30$/, /-11:00$/, /\+14:00$/, /^2038-01-19T03:14:08/],
  ['time', 'calm', /^23:59:59Z$/, /\.\d+Z$/, /\+05:30$/],
  ['duration', 'calm', /^PT0S$/, /^P52W$/, /^P1Y2M3DT4H5M6S$/],
  ['uuid', 'calm', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/],
  ['uuid', 'wild', /^0{8}-/, /^f{8}-/, /[A-F]/],
  ['email', 'calm', /^assay-[0-9a-f]{6}@example\.org$/],
  ['idn-email', 'calm', /@example\.org$/],
  ['hostname', 'calm', /^h[0-9a-f]{6}\.example\.org$/],
  ['idn-hostname', 'calm', /\.example\.org$/],
  ['ipv4', 'calm', /^192\.0\.2\.\d+$/],
  ['ipv6', 'calm', /^2001:db8::[0-9a-f]{1,4}$/],
  ['uri', 'calm', /^https:\/\/example\.org\/[0-9a-f]{6}$/],
  ['uri', 'wild', /\?/, /#/],
  ['iri', 'calm', /^https:/],
  ['uri-reference', 'calm', /^\/[0-9a-f]{6}$/],
  ['uri-reference', 'wild', /^$/, /^\?$/, /^#$/, /^\.\.$/, /^\/\//],
  ['iri-reference', 'wild', /^\/\//],
  ['byte', 'calm', /^YXNzYXk=$/, /^AAEC$/],
  ['regex', 'calm', /^\^a\$$/],
];
test.each(REACHES)('the format %s reaches what it should: %s', (format, range, ...patterns) => {
  const texts = drawn(format, range);
  expect(patterns.filter((pattern) => !texts.some((text) => pattern.test(text)))).toEqual([]);
});

test.each(['date', 'uuid', 'email', 'hostname', 'ipv4', 'uri'])('a typical %s always looks alike', (format) => {
  const [, , pattern] = REACHES.find(([name, range]) => name === format && range === 'calm') ?? [];
  expect(drawn(format, 'calm').filter((text) => !pattern?.test(text))).toEqual([]);
});

test('a format that nobody knows has the empty text', () =>
  expect(new Set(drawn('none', 'calm'))).toEqual(new Set([''])));
