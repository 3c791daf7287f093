import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { createGeneratedValues, regenerate } from './generated-values.ts';

const NOW = '2026-11-20T12:34:56.789Z';
const ID = '0F0f0f0f-0000-4000-8000-00000000000a';

/** Documented value, and its new value in the third response, at NOW. */
function newValue(value: Json, pointer = '#/x', identifies = false): Json {
  let ids = 0;
  const newId = () => `aaaaaaaa-bbbb-4ccc-8ddd-${String(++ids).padStart(12, '0')}`;
  const values = createGeneratedValues({ now: () => new Date(NOW), newId }, 3);
  const generate = regenerate(value, { place: { in: 'body', pointer }, identifies });
  return generate ? values.make(generate) : value;
}

describe('regenerate', () => {
  const TABLE: [value: Json, want: Json, pointer?: string, identifies?: boolean][] = [
    // uuids, also inside a text
    ['0f0f0f0f-0000-4000-8000-00000000000a', 'aaaaaaaa-bbbb-4ccc-8ddd-000000000001'],
    ['0F0F0F0F-0000-4000-8000-00000000000A', 'AAAAAAAA-BBBB-4CCC-8DDD-000000000001'],
    [
      `/a/${ID.toLowerCase()}/b/${ID.toLowerCase()}?c`,
      `/a/${'aaaaaaaa-bbbb-4ccc-8ddd-000000000001'}/b/${'aaaaaaaa-bbbb-4ccc-8ddd-000000000001'}?c`,
    ],
    // timestamps, in the format of the document
    ['2015-11-02', '2026-11-20'],
    ['2015-11-02T22:00:00Z', '2026-11-20T12:34:56Z'],
    ['2015-11-02t22:00:00Z', '2026-11-20t12:34:56Z'],
    ['2015-11-02 22:00', '2026-11-20 12:34'],
    ['2015-11-02T22:00:00.1Z', '2026-11-20T12:34:56.7Z'],
    ['2015-11-02T22:00:00.123456Z', '2026-11-20T12:34:56.789000Z'],
    ['2015-11-02T22:00:00+01:30', '2026-11-20T14:04:56+01:30'],
    ['2015-11-02T22:00:00.123+01:30', '2026-11-20T14:04:56.789+01:30'],
    ['2015-11-02T22:00:00-0130', '2026-11-20T11:04:56-0130'],
    ['Mon, 02 Nov 2015 22:00:00 GMT', 'Fri, 20 Nov 2026 12:34:56 GMT'],
    // Texts that only look like one
    ['on 2015-11-02', 'on 2015-11-02'],
    ['2015-11-02T22', '2015-11-02T22'],
    ['Mon, 2 Nov 2015 22:00:00 GMT', 'Mon, 2 Nov 2015 22:00:00 GMT'],
    // numbers: a time by its name and size
    [1_446_501_600, 1_795_178_096, '#/created_at'],
    [1_446_501_600_000, 1_795_178_096_789, '#/created_at'],
    [1_446_501_600, 1_795_178_096, '#/timestamp'],
    [100_000_000, 100_000_000, '#/created_at'],
    [100_000_001, 1_795_178_096, '#/created_at'],
    [100_000_000_000, 1_795_178_096, '#/updated'],
    [100_000_000_001, 1_795_178_096_789, '#/updated'],
    [1_446_501_600, 1_446_501_600, '#/chat'],
    [1_446_501_600, 1_446_501_600, '#/size'],
    // identifiers
    [41, 44, '#/id', true],
    [41, 41, '#/id', false],
    [4.5, 4.5, '#/id', true],
    [2 ** 53, 2 ** 53, '#/id', true],
    ['job-007', 'job-010', '#/id', true],
    ['job-999', 'job-1002', '#/id', true],
    ['v1.job-7.x', 'v1.job-10.x', '#/id', true],
    ['job-7', 'job-7', '#/id', false],
    ['job', 'job', '#/id', true],
    ['0123456789abcdef', 'aaaaaaaabbbb4ccc', '#/id', true],
    ['0123456789ABCDEF', 'AAAAAAAABBBB4CCC', '#/id', true],
    ['0123456789aBcDeF', 'aaaaaaaabbbb4ccc', '#/id', true],
    ['0123456789abcde', '0123456792abcde', '#/id', true],
    ['0123456789abcdef'.repeat(2) + '01234567', `aaaaaaaabbbb4ccc8ddd000000000001${'aaaaaaaa'}`, '#/id', true],
    // other values stay
    [true, true, '#/id', true],
    [null, null, '#/id', true],
    ['text', 'text'],
  ];
  test.each(TABLE)('makes of %j: %j (at %s, identifies: %s)', (value, want, pointer = '#/x', identifies = false) =>
    expect(newValue(value, pointer, identifies)).toEqual(want),
  );

  test.each<[value: Json, neighbours: Json[], want: Json]>([
    [41, [], 44],
    [41, [12, 50, '99', 4.5, 2 ** 53, null], 53],
    ['job-7', ['job-12', 'job-9', 'task-99', 'job-x', 99], 'job-15'],
    ['7.job', ['12.job', '99.task'], '15.job'],
  ])('counts up %j beside %j to %j', (value, neighbours, want) => {
    const generate = regenerate(value, { place: { in: 'body', pointer: '#/id' }, identifies: true }, neighbours);
    expect(generate?.(createGeneratedValues({ now: () => new Date(NOW), newId: () => '' }, 3))).toBe(want);
  });

  test.each([
    ['0123456789abcdef', 1, '11111111aaaa4aaa'],
    ['0123456789abcdef'.repeat(2), 1, '11111111aaaa4aaa8aaaaaaaaaaaaaaa'],
    [`${'0123456789abcdef'.repeat(2)}0`, 2, '11111111aaaa4aaa8aaaaaaaaaaaaaaa2'],
    [
      '0123456789abcdef'.repeat(5),
      3,
      ['1', '2'].map((n) => `${n.repeat(8)}aaaa4aaa8aaaaaaaaaaaaaaa`).join('') + '33333333aaaa4aaa',
    ],
  ])('makes the digits of %s from %i uuids', (value, count, want) => {
    let ids = 0;
    const newId = () => `${String(++ids).repeat(8)}-aaaa-4aaa-8aaa-aaaaaaaaaaaa`;
    const generate = regenerate(value, { place: { in: 'body', pointer: '#/id' }, identifies: true });
    expect(generate?.(createGeneratedValues({ now: () => new Date(NOW), newId }, 3))).toBe(want);
    expect(ids).toBe(count);
  });

  test('counts up the number of an identifying header of any name', () => {
    const generate = regenerate(7, { place: { in: 'header', name: 'date' }, identifies: true });
    expect(generate?.(createGeneratedValues({ now: () => new Date(NOW), newId: () => '' }, 5))).toBe(12);
  });
});

describe('the generated values of one response', () => {
  const create = () => {
    let ids = 0;
    let ms = 0;
    return createGeneratedValues({ now: () => new Date(++ms), newId: () => `id-${++ids}` }, 1);
  };

  test('have one time', () => {
    const values = create();
    expect([values.now().getTime(), values.now().getTime()]).toEqual([1, 1]);
  });

  test('have the same new uuid for the same documented one, in its letter case', () => {
    const values = create();
    expect(['a', 'b', 'a', 'A'].map((documented) => values.uuid(documented))).toEqual(['id-1', 'id-2', 'id-1', 'ID-1']);
  });

  test('format a new time for each moment, with one generator', () => {
    const generate = regenerate('2015-11-02T22:00:00Z', { place: { in: 'body', pointer: '#/x' }, identifies: false });
    const at = (iso: string) => generate?.(createGeneratedValues({ now: () => new Date(iso), newId: () => '' }, 1));
    expect([at('2026-01-01T00:00:01Z'), at('2026-01-01T00:00:02Z')]).toEqual([
      '2026-01-01T00:00:01Z',
      '2026-01-01T00:00:02Z',
    ]);
  });
});

test.each<[documented: string, shown: string[]]>([
  [
    '2001-02-03T04:05:06Z',
    ['1970-01-01T00:00:01Z', '1970-01-01T00:00:01Z', '1970-01-01T00:00:01Z', '1970-01-01T00:00:02Z'],
  ],
  [
    '2001-02-03T04:05:06.789Z',
    ['1970-01-01T00:00:01.000Z', '1970-01-01T00:00:01.998Z', '1970-01-01T00:00:01.999Z', '1970-01-01T00:00:02.000Z'],
  ],
  [
    '2001-02-03T04:05:06.789',
    ['1970-01-01T00:00:01.000', '1970-01-01T00:00:01.998', '1970-01-01T00:00:01.999', '1970-01-01T00:00:02.000'],
  ],
  [
    'Sat, 03 Feb 2001 04:05:06 GMT',
    [
      'Thu, 01 Jan 1970 00:00:01 GMT',
      'Thu, 01 Jan 1970 00:00:01 GMT',
      'Thu, 01 Jan 1970 00:00:01 GMT',
      'Thu, 01 Jan 1970 00:00:02 GMT',
    ],
  ],
])('a time like %s is written anew as soon as it shows another moment', (documented, shown) => {
  const make = regenerate(documented, { place: { in: 'body', pointer: '#/at' }, identifies: false });
  const at = (moment: number) => make?.(createGeneratedValues({ now: () => new Date(moment), newId: () => 'new' }, 1));
  expect([1_000, 1_998, 1_999, 2_000].map(at)).toEqual(shown);
});
