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
  for (const range of ['typical', 'edge'] as const)
    expect(drawn(format, range).filter((text) => !contract.accepts(`#/components/schemas/${format}`, text))).toEqual(
      [],
    );
});

/** Patterns for the texts of each format: each must match at least once. */
const REACHES: [format: string, range: ValueRange, ...patterns: RegExp[]][] = [
  ['date', 'typical', /^202\d-\d\d-\d\d$/],
  ['date', 'edge', /^(1[6-9]|2[1-4])\d\d-/, /^0001-/, /^9999-/, /^2024-02-29$/],
  ['date-time', 'typical', /^202\d-.*T00:00:00Z$/],
  ['date-time', 'edge', /Z$/, /\+00:00$/, /\+05:30$/, /-11:00$/, /\+14:00$/, /^2038-01-19T03:14:08/],
  ['time', 'typical', /^23:59:59Z$/, /\.\d+Z$/, /\+05:30$/],
  ['duration', 'typical', /^PT0S$/, /^P52W$/, /^P1Y2M3DT4H5M6S$/],
  ['uuid', 'typical', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/],
  ['uuid', 'edge', /^0{8}-/, /^f{8}-/, /[A-F]/],
  ['email', 'typical', /^assay-[0-9a-f]{6}@example\.org$/],
  ['idn-email', 'typical', /@example\.org$/],
  ['hostname', 'typical', /^h[0-9a-f]{6}\.example\.org$/],
  ['idn-hostname', 'typical', /\.example\.org$/],
  ['ipv4', 'typical', /^192\.0\.2\.\d+$/],
  ['ipv6', 'typical', /^2001:db8::[0-9a-f]{1,4}$/],
  ['uri', 'typical', /^https:\/\/example\.org\/[0-9a-f]{6}$/],
  [
    'uri',
    'edge',
    /^https:/,
    /^http:/,
    /^[a-z]+:\/\/[^/?#]+$/,
    /\?./,
    /#./,
    /%[C-F][0-9A-F]/,
    /\/[^?]*\/.*\?[^?#]*[/?]/,
  ],
  ['iri', 'typical', /^https:/],
  ['uri-reference', 'typical', /^\/[0-9a-f]{6}$/],
  ['uri-reference', 'edge', /^$/, /^\?$/, /^#$/, /^\.\.$/, /^\/\//],
  ['iri-reference', 'edge', /^\/\//],
  ['byte', 'typical', /^YXNzYXk=$/, /^AAEC$/],
  ['regex', 'typical', /^\^a\$$/],
];
test.each(REACHES)('the format %s has texts of each kind: %s', (format, range, ...patterns) => {
  const texts = drawn(format, range);
  expect(patterns.filter((pattern) => !texts.some((text) => pattern.test(text)))).toEqual([]);
});

test.each(['date', 'uuid', 'email', 'hostname', 'ipv4', 'uri'])('a typical %s always has the same form', (format) => {
  const [, , pattern] = REACHES.find(([name, range]) => name === format && range === 'typical') ?? [];
  expect(drawn(format, 'typical').filter((text) => !pattern?.test(text))).toEqual([]);
});

test('an unknown format has the empty text', () => expect(new Set(drawn('none', 'typical'))).toEqual(new Set([''])));
