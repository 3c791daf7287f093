import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { FORMATS } from '../formats.ts';

/** Valid and invalid texts of each asserted format. */
const TABLE: Record<string, { valid: Json[]; invalid: Json[] }> = {
  int8: { valid: [127, -128], invalid: [128, -129, 1.5] },
  int16: { valid: [32767, -32768], invalid: [32768, -32769] },
  int32: { valid: [2147483647, -2147483648, 'text'], invalid: [2147483648, -2147483649, 1.5] },
  int64: { valid: [9223372036854775807, -9223372036854775808], invalid: [2 ** 63 + 2048, -(2 ** 63) - 2048, 0.5] },
  uint8: { valid: [0, 255], invalid: [-1, 256] },
  uint16: { valid: [0, 65535], invalid: [-1, 65536] },
  uint32: { valid: [0, 4294967295], invalid: [-1, 4294967296] },
  uint64: { valid: [0, 18446744073709551615], invalid: [-1, 2 ** 64 + 4096] },
  'double-int': { valid: [9007199254740991, -9007199254740991], invalid: [9007199254740992, -9007199254740992] },
  float: { valid: [3.4e38, 0.1], invalid: [3.5e38] },
  double: { valid: [1.7e308, 0], invalid: [] },
  byte: { valid: ['', 'YQ==', 'YWI=', '+/+/'], invalid: ['YQ', 'a-b_', 'Y Q=', '!YQ==', 'YQ==!', 'YQ==YQ=='] },
  base64url: { valid: ['a-b_', 'YQ==', ''], invalid: ['a+b/', '!YQ', 'YQ!', 'YQ==='] },
  char: { valid: ['a', '😀'], invalid: ['', 'ab'] },
  decimal: {
    valid: ['1.50', '-0.1', 3, '.5', '5.', '+1', '1e3', '1E-3'],
    invalid: ['1,5', 'x', '', 'x1', '1x', '.', '1e'],
  },
  decimal128: {
    valid: ['1E+3', 'NaN', 'sNaN', '-Infinity', '+inf', '.5', '1.5'],
    invalid: ['one', 'x1', '1x', 'NaNs', '-NaN'],
  },
  date: { valid: ['2024-02-29'], invalid: ['2023-02-29', '2023-13-01', '20230101', '2023-1-1'] },
  'date-time': {
    valid: ['2026-01-31T12:00:00Z', '2026-01-31t12:00:00.123z', '2026-01-31T12:00:00+01:30', '1998-12-31T23:59:60Z'],
    invalid: [
      '2026-01-31 12:00:00Z',
      '2026-01-31T12:00:00',
      '2026-01-31T24:00:00Z',
      '2026-01-31T12:00:00+0130',
      '2026-02-30T12:00:00Z',
      '2026-01-31T12:00:60Z',
    ],
  },
  'date-time-local': {
    valid: ['2026-01-31T12:00:00', '2026-01-31t23:59:60.5'],
    invalid: [
      '2026-01-31T12:00:00Z',
      '2026-02-30T12:00:00',
      ' 2026-01-31T12:00:00',
      '2026-01-31',
      '2026-01-31T24:00:00',
    ],
  },
  time: { valid: ['12:00:00Z', '12:00:00.5-08:00'], invalid: ['12:00:00', '25:00:00Z', '12:00Z'] },
  'time-local': {
    valid: ['12:00:00', '00:59:60.25'],
    invalid: ['12:00:00Z', 'at 12:00:00', '24:00:00', '12:60:00', '12:00:61'],
  },
  duration: { valid: ['P1D', 'PT36H', 'P4Y', 'P1W'], invalid: ['P', 'PT', '1D', 'P1', 'P1YT', 'P1Y2D', 'PT1H2S'] },
  email: {
    valid: [
      'a@example.org',
      'a@localhost',
      '"a b"@example.org',
      'a@[127.0.0.1]',
      'a@[IPv6:::1]',
      '~te~st@example.com',
      'a@[ipv6:::1]',
      '"a@b"@c.d',
    ],
    invalid: [
      'a',
      '@b',
      '.a@b.c',
      'a..b@c.d',
      'a b@c.d',
      'a@[300.0.0.1]',
      'a@b c',
      'a@x[127.0.0.1]',
      'a@[127.0.0.1]x',
      'a@[::1]',
      'a@[IPv6:127.0.0.1]',
      'é@b.c',
      'a@é.c',
    ],
  },
  'idn-email': { valid: ['실례@실례.테스트', 'a@b.c', 'a@mu\u0308nchen.de'], invalid: ['a', '@실례', 'a@l·a'] },
  hostname: {
    valid: ['example.com', 'localhost', 'xn--4gbwdl.xn--wgbh1c', '1host', 'ab--cd.example'],
    invalid: ['-a', 'a-', 'a_b', 'a..b', 'a'.repeat(64), '', 'é.com', 'xn--X', 'xn--7a', 'xn--al-0ea'],
  },
  'idn-hostname': {
    valid: ['실례.테스트', 'example.com', 'münchen.de', 'a。b'],
    invalid: ['a b', '-a', '〮x', 'ab--cd', 'l·a', 'a\u05d0', '0\u0627'],
  },
  ipv4: { valid: ['192.0.2.1'], invalid: ['256.0.0.1', '1.2.3', '01.2.3.4', '1.2.3.4/24'] },
  ipv6: { valid: ['::1', '2001:db8::1', '::ffff:1.2.3.4'], invalid: ['1::2::3', '12345::', '::1%eth0', '1.2.3.4'] },
  uri: {
    valid: ['https://example.org/a?b#c', 'urn:a:b', 'mailto:a@b.c'],
    invalid: ['/a', 'a b', '//a', 'https://exämple.org'],
  },
  'uri-reference': { valid: ['/a', '#a', '', '//a/b'], invalid: ['\\a', 'a b'] },
  iri: { valid: ['https://exämple.org/ä'], invalid: ['/ä', 'a b'] },
  'iri-reference': { valid: ['/ä', '#ä'], invalid: ['\\ä'] },
  'uri-template': { valid: ['/{id}{?a,b*}'], invalid: ['/{id', '/{a b}'] },
  uuid: {
    valid: ['d8b8148d-5798-44de-821a-64b85b15e968', 'D8B8148D-5798-44DE-821A-64B85B15E968'],
    invalid: [
      'd8b8148d579844de821a64b85b15e968',
      'urn:uuid:d8b8148d-5798-44de-821a-64b85b15e968',
      'd8b8148d-5798-44de-821a-64b85b15e96',
      'd8b8148d-5798-44de-821a-64b85b15e9680',
      'g8b8148d-5798-44de-821a-64b85b15e968',
    ],
  },
  'json-pointer': { valid: ['', '/a~0b~1c'], invalid: ['a', '/~2'] },
  'relative-json-pointer': { valid: ['0', '1/a', '2#'], invalid: ['/a', '01'] },
  regex: { valid: ['^a+$', '\\p{L}'], invalid: ['(', '\\Z', 'a{2,1}'] },
  'http-date': {
    valid: ['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'],
    invalid: [
      'Sun, 6 Nov 1994 08:49:37 GMT',
      '1994-11-06',
      'Sun, 06 Nov 1994 08:49:37 UTC',
      'Sun, 32 Nov 1994 08:49:37 GMT',
      'Sun, 00 Nov 1994 08:49:37 GMT',
      'Sun, 06 Nov 1994 24:49:37 GMT',
      'at Sun, 06 Nov 1994 08:49:37 GMT',
      'Sun Nov  6 08:49:37 1994 GMT',
      'Sun Nov 06 08:49:37 1994',
    ],
  },
  'media-range': {
    valid: ['*/*', 'text/*;q=0.5', 'a/b ; c=d;', 'a/b;c="\\""', 'application/json; charset="utf-8"'],
    invalid: ['*', 'text', 'a/b/c', 'a/', 'a/b c', ' a/b', 'a/b;c=', 'a/b;c="'],
  },
  'sf-string': { valid: ['"a \\"b\\""', '""'], invalid: ['a', '"é"', '"a', 'a""', '""a', '"\\a"'] },
  'sf-token': { valid: ['a/b', '*x', 'A:~'], invalid: ['1a', 'a b', ' a', ''] },
  'sf-integer': { valid: [42, 999_999_999_999_999, -999_999_999_999_999], invalid: [1e15, -1e15, 1.5] },
  'sf-decimal': { valid: [4.5, 1.125, -999_999_999_999.5], invalid: [1.0001, 1e12, -1e12] },
  'sf-boolean': { valid: ['?0', '?1'], invalid: ['true', '?2', 'a?1', '?1a'] },
  'sf-binary': { valid: [':YQ==:', '::'], invalid: ['YQ==', 'a:YQ==:', ':YQ==:a', ':YQ===:', ':a-b_:'] },
  unixtime: { valid: [1700000000], invalid: [1.5] },
  // Annotations: any text is valid.
  binary: { valid: ['\u0000'], invalid: [] },
  password: { valid: [''], invalid: [] },
  commonmark: { valid: ['# a'], invalid: [] },
  html: { valid: ['<a'], invalid: [] },
  'of-our-own': { valid: ['anything', 1], invalid: [] },
};

const schemas = Object.fromEntries(Object.keys(TABLE).map((name) => [name, { format: name }]));

test.each(Object.entries(TABLE))('%s', async (name, { valid, invalid }) => {
  const contract = await contractOf({ paths: {}, components: { schemas } });
  const accepts = (value: Json) => contract.accepts(`#/components/schemas/${name}`, value);
  expect(valid.filter((value) => !accepts(value))).toEqual([]);
  expect(invalid.filter(accepts)).toEqual([]);
});

test('each format accepts its own sample', async () => {
  const contract = await contractOf({
    paths: {},
    components: { schemas: Object.fromEntries(Object.keys(FORMATS).map((name) => [name, { format: name }])) },
  });
  expect(
    Object.entries(FORMATS).filter(([name, { sample }]) => !contract.accepts(`#/components/schemas/${name}`, sample)),
  ).toEqual([]);
});

test('a hostile text takes no long time', async () => {
  const contract = await contractOf({ paths: {}, components: { schemas } });
  const long = 50_000;
  const hostile = [
    'a'.repeat(long),
    `${'a.'.repeat(long)}!`,
    `${'a@'.repeat(long)}`,
    `a/b${'; a=b'.repeat(long)};=`,
    `"${'\\"'.repeat(long)}`,
    `${'::'.repeat(long)}`,
    `http://${'%61'.repeat(long)} `,
    `P${'1'.repeat(long)}`,
    `{${'a,'.repeat(long)}`,
    '='.repeat(long),
  ];
  for (const name of Object.keys(TABLE))
    for (const text of hostile) contract.accepts(`#/components/schemas/${name}`, text);
  expect(contract.accepts('#/components/schemas/uuid', hostile[0] as string)).toBe(false);
});
