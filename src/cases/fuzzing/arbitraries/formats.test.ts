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

test.each<[format: string, range: ValueRange, texts: string[]]>([
  ['date', 'typical', ['2020-01-06', '2025-04-15', '2021-05-16', '2020-09-14']],
  ['date', 'edge', ['1600-01-13', '1720-02-19', '1986-06-28', '1844-05-11']],
  [
    'date-time',
    'typical',
    ['2020-01-06T00:00:00Z', '2025-04-15T00:00:00Z', '2021-05-16T00:00:00Z', '2020-09-14T00:00:00Z'],
  ],
  [
    'date-time',
    'edge',
    [
      '1600-01-13T00:00:00.000Z',
      '1720-02-19T00:00:00.000+05:30',
      '1986-06-28T00:00:00.000-11:00',
      '1844-05-11T00:00:00.000Z',
    ],
  ],
  ['time', 'edge', ['12:00:00+05:30', '12:00:00Z', '00:00:00Z', '12:00:00Z']],
  ['duration', 'edge', ['PT36H', 'P1D', 'PT0S', 'P1D']],
  [
    'uuid',
    'typical',
    [
      '05a71f54-ede2-4bf7-860e-1afe9568a777',
      'f6559096-12c7-4e51-8832-d745ba3af81e',
      '7a904743-474f-4597-81b4-8b404a91a799',
      '523b0aa8-9541-4a38-85bd-6d7cc2a87085',
    ],
  ],
  [
    'uuid',
    'edge',
    [
      'ffffffea-2c71-4c87-85b3-64b535d85aee',
      '5c48bf26-b965-72d0-ab30-e1b03df33bc6',
      '3a52246a-94e0-513b-abbd-514700000014',
      '6e2d9e02-d26b-1e3a-bfff-ffea2c9d55c9',
    ],
  ],
  [
    'email',
    'typical',
    ['assay-05a71f@example.org', 'assay-f65590@example.org', 'assay-7a9047@example.org', 'assay-523b0a@example.org'],
  ],
  ['hostname', 'typical', ['h05a71f.example.org', 'hf65590.example.org', 'h7a9047.example.org', 'h523b0a.example.org']],
  ['ipv4', 'typical', ['192.0.2.6', '192.0.2.232', '192.0.2.190', '192.0.2.102']],
  ['ipv6', 'typical', ['2001:db8::5a7', '2001:db8::f655', '2001:db8::7a90', '2001:db8::523b']],
  [
    'uri',
    'typical',
    [
      'https://example.org/05a71f',
      'https://example.org/f65590',
      'https://example.org/7a9047',
      'https://example.org/523b0a',
    ],
  ],
  [
    'uri',
    'edge',
    [
      'http://ja5-q.lde/-~)&*b/9;~:_1/11Y-0%E1%90%98/.+&X,',
      "http://rp4s.sb/%F2%B6%A6%98$-;/%F2%9A%9D%AA/_=:'/8qY%E1%83%8E#Z.a'&*()",
      "http://bjk68fzx.we/;_c,*$c-%3D/$L/'(!%F3%BA%96%94e8=bb/(aab':oZ?",
      "http://9dvoxok6k0h.vab/1a(,@/(O'/c~::!a%F0%A6%B9%A2",
    ],
  ],
  ['uri-reference', 'typical', ['/05a71f', '/f65590', '/7a9047', '/523b0a']],
  [
    'uri-reference',
    'edge',
    [
      'http://5n.tw/9%E1%97%BE!X9*aw/9;~:_1',
      'https://icfqrvd-hpb.bdf49l5tj-1.gh/*a$),/%E1%8E%84/:%7C;Xa%3F:0?z.?8,%5D@Y#',
      'https://h.sev?',
      'https://6k6k07f.edbe.sb?(-/#/=',
    ],
  ],
  ['byte', 'typical', ['YXNzYXk=', 'YXNzYXk=', 'YXNzYXk=', 'YXNzYXk=']],
  ['byte', 'edge', ['', '', '', 'CTrAqKIJ']],
])('a seed draws the same texts of the format %s in each version (%s)', (format, range, texts) =>
  expect(drawn(format, range).slice(0, texts.length)).toEqual(texts),
);
