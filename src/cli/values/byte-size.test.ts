import { expect, test } from '@jest/globals';
import { parseSize } from './byte-size.ts';

test.each<[given: string, want: number]>([
  ['0', 0],
  ['512', 512],
  ['512KB', 512_000],
  ['512 kb', 512_000],
  ['1.5MB', 1_500_000],
  ['1KiB', 1_024],
  ['1MiB', 1_048_576],
  ['2GB', 2_000_000_000],
  ['2147483647', 2_147_483_647],
  ['1gib', 1_073_741_824],
  ['3KiB', 3_072],
  [' 7b ', 7],
])('reads %s', (given, want) => expect(parseSize(given, '--max-body')).toBe(want));

test.each(['', 'lots', '-1', '10 apples', '1e6', 'MB', '3GB', '2147483648', '1.MB', '10MB extra'])(
  'refuses %j with an example',
  (given) => {
    expect(() => parseSize(given, '--max-body')).toThrow(
      expect.objectContaining({ name: 'UsageError', hint: expect.stringContaining('--max-body 1') }),
    );
  },
);
