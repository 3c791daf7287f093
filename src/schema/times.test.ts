import { describe, expect, test } from '@jest/globals';
import { isDate, isDateTime, isDuration, isTime } from './times.ts';

interface Rows {
  is: (text: string) => boolean;
  valid: string[];
  invalid: string[];
}

describe.each<[name: string, rows: Rows]>([
  [
    'a date',
    {
      is: isDate,
      valid: ['2024-02-29', '2000-02-29', '0000-01-01', '0000-02-29', '9999-12-31', '1900-02-28', '2024-04-30'],
      invalid: [
        '2023-02-29',
        '1900-02-29',
        '2024-13-01',
        '2024-00-01',
        '2024-01-00',
        '2024-04-31',
        '2024-12-32',
        '2024-02-30',
        '24-01-01',
        '12024-01-01',
        '2024-1-01',
        '2024-01-011',
        'x2024-01-01',
        '2024/01/01',
      ],
    },
  ],
  [
    'a time',
    {
      is: isTime,
      valid: [
        '00:00:00Z',
        '23:59:59z',
        '12:00:00.5Z',
        '12:00:00+23:59',
        '12:00:00-00:00',
        '23:59:60Z',
        '00:59:60+01:00',
        '15:59:60-08:00',
        '05:29:60+05:30',
        '23:59:60.9Z',
      ],
      invalid: [
        '24:00:00Z',
        '12:60:00Z',
        '12:00:61Z',
        '12:00:00',
        '12:00Z',
        '1:00:00Z',
        '12:00:00.Z',
        '12:00:00+24:00',
        '12:00:00+01:60',
        '12:00:00+0100',
        '12:00:60Z',
        '23:58:60Z',
        '22:59:60Z',
        '23:59:60+01:00',
        '00:59:60-01:00',
        'x12:00:00Z',
        '12:00:00Zx',
        '29:00:00Z',
        '12:00:00+1:00',
      ],
    },
  ],
  [
    'a moment',
    {
      is: isDateTime,
      valid: ['2024-02-29T12:00:00Z', '2024-02-29t12:00:00z', '2024-02-29T12:00:00.123456+01:00'],
      invalid: [
        '2024-02-29 12:00:00Z',
        '2023-02-29T12:00:00Z',
        '2024-02-29T25:00:00Z',
        '2024-02-29',
        '2024-02-29T',
        '02024-02-29T12:00:00Z',
        '2024-02-29TT12:00:00Z',
      ],
    },
  ],
  [
    'a duration',
    {
      is: isDuration,
      valid: [
        'P1D',
        'P1M',
        'P1M1D',
        'P1Y',
        'P1Y1M',
        'P1Y1M1D',
        'PT1H',
        'PT1H1M',
        'PT1H1M1S',
        'PT1M',
        'PT1M1S',
        'PT1S',
        'P1DT1S',
        'P1Y1M1DT1H1M1S',
        'P1W',
        'P10W',
        'P0D',
        'P12YT12H',
      ],
      invalid: [
        '',
        'P',
        'PT',
        '1D',
        'P1',
        'P1H',
        'PT1D',
        'P1Y1D',
        'PT1H1S',
        'P1W1D',
        'P1D1M',
        'P1DT',
        'P-1D',
        'P1.5D',
        'p1d',
        'xP1D',
        'P1Dx',
        'P1YT',
        'PT1S1M',
        'P1WT1H',
      ],
    },
  ],
])('%s', (_, { is, valid, invalid }) => {
  test.each(valid)('may be %s', (text) => expect(is(text)).toBe(true));
  test.each(invalid)('is never %j', (text) => expect(is(text)).toBe(false));
});
