import { expect, test } from '@jest/globals';
import { FORMATS } from './formats.ts';

/** Texts that have a format, and texts that do not. */
test.each<[format: string, has: string[], lacks: string[]]>([
  [
    'email',
    ['a@b.example', 'a.b@c.example', 'a@b', '"a b"@c.example', '"a\\"b"@c.example', 'a@[127.0.0.1]', 'a@[IPv6:::1]'],
    ['', '@b', 'a@', 'a', 'a..b@c.example', 'a b@c.example', 'é@c.example', 'a@[IPv6:127.0.0.1]', 'a@[::1]', 'a@b@c d'],
  ],
  [
    'idn-email',
    ['é@c.example', 'a@é.example', 'a@e\u0301.example', '"é b"@c.example', '\u{1f600}@c.example'],
    ['@é.example', 'é b@c.example', 'a@-é.example'],
  ],
  ['char', ['a', 'é', '\u{1f600}'], ['', 'ab', 'e\u0301']],
  [
    'date-time-local',
    ['2026-01-31T12:00:00', '2024-02-29t23:59:59.5'],
    ['2023-02-29T12:00:00', '2026-01-31T24:00:00', '2026-01-31T12:00:00Z', '2026-01-31', 'x2026-01-31T12:00:00'],
  ],
  ['time-local', ['00:00:00', '23:59:60', '12:00:00.25'], ['24:00:00', '12:60:00', '12:00:00Z', '12:00']],
  ['regex', ['^a$', '', '\\p{Lu}'], ['(', '\\a']],
  ['ipv6', ['::1'], ['::1%eth0', '127.0.0.1']],
])('the format %s has the texts %j, and not %j', (format, has, lacks) => {
  const of = (text: string) => FORMATS[format]?.test?.(text);
  expect([...has, ...lacks].filter(of)).toEqual(has);
});

test.each(Object.entries(FORMATS))('the sample of the format %s has it', (_, { sample, test: has }) =>
  expect(has?.(sample) ?? true).toBe(true),
);
