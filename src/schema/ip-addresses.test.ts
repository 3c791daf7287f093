import * as net from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIPv4, isIPv6 } from './ip-addresses.ts';

const FOURS = [
  '0.0.0.0',
  '255.255.255.255',
  '192.0.2.1',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '1.2.3.4 ',
  '',
  '1..2.3',
  '1.2.3.a',
  '100.99.200.249',
];
const SIXES = [
  ...[
    '::',
    '::1',
    '1::',
    '2001:db8::1',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
  ],
  ...[
    '1:2:3:4::5:6:7:8',
    '1::2::3',
    ':::',
    ':1',
    '1:',
    '12345::',
    'g::',
    'ABCD::ef01',
    '',
    ':',
    '1:2:3:4:5:6:7:',
    ':2:3:4:5:6:7:8',
  ],
  ...[
    '::ffff:192.0.2.1',
    '::192.0.2.1',
    '1:2:3:4:5:6:192.0.2.1',
    '1:2:3:4:5:6:7:192.0.2.1',
    '192.0.2.1::',
    '::192.0.2.256',
    '192.0.2.1',
    '::1.2.3',
  ],
  ...['fe80::1%eth0', 'fe80::1%', 'fe80::1%1%2', '%eth0', '::%a_b', '::1%a.b-c:d', ' ::1', '::1\n'],
];

describe('addresses', () => {
  test.each(FOURS)('an IPv4 address such as %j is known as Node knows it', (text) =>
    expect(isIPv4(text)).toBe(net.isIPv4(text)),
  );
  test.each(SIXES)('an IPv6 address such as %j is known as Node knows it', (text) =>
    expect(isIPv6(text)).toBe(net.isIPv6(text)),
  );

  test('addresses made of their parts are known as Node knows them', () => {
    const part = fc.constantFrom('0', '1', 'ff', 'abcd', '12345', ':', '::', '.', '255', '256', '1.2.3.4', '%', 'e');
    const text = fc.array(part, { minLength: 1, maxLength: 15 }).map((parts) => parts.join(''));
    const groups = fc
      .array(fc.constantFrom('0', 'ff', 'abcd', '', '1.2.3.4'), { maxLength: 9 })
      .map((all) => all.join(':'));
    const same = (one: string) => {
      expect([isIPv4(one), isIPv6(one)]).toEqual([net.isIPv4(one), net.isIPv6(one)]);
    };
    fc.assert(fc.property(fc.oneof(text, groups, fc.ipV6(), fc.ipV4()), same), { numRuns: 5_000, seed: 7 });
  });
});
