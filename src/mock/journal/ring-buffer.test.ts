import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../random.ts';
import { createRing } from './ring-buffer.ts';

interface Row {
  name: number;
  at: number;
  size: number;
}

const MOST = 1024 * 1024;

function fill(limit: number, sizes: number[], most = MOST) {
  const ring = createRing<Row>(limit, most);
  sizes.forEach((size, name) => {
    const row = { name, at: -1, size };
    if (ring.push(row)) ring.bytes().fill(name % 251, row.at, row.at + size);
  });
  return ring;
}

describe('a ring buffer', () => {
  test('keeps the last records', () => {
    const ring = fill(3, [1, 2, 3, 4, 5]);
    expect([ring.records().map(({ name }) => name), ring.count()]).toEqual([[2, 3, 4], 3]);
  });

  test('keeps no more bytes than its limit', () => {
    const ring = fill(1_000, Array<number>(50).fill(100_000));
    expect(ring.records().map(({ name }) => name)).toEqual([40, 41, 42, 43, 44, 45, 46, 47, 48, 49]);
    expect(ring.bytes().length).toBe(MOST);
  });

  test('takes no more memory than it needs', () =>
    expect(fill(10, Array<number>(10_000).fill(1_000)).bytes().length).toBe(256 * 1024));

  test('takes no memory before its first record', () => expect(fill(10, []).bytes().length).toBe(0));

  test.each([
    [[200, 56], 256],
    [[200, 57], 512],
    [[200, 200, 200], 1024],
  ])('with records of %j KB takes %i KB', (sizes, want) =>
    expect(
      fill(
        10,
        sizes.map((size) => size * 1024),
      ).bytes().length,
    ).toBe(want * 1024),
  );

  test('keeps what it has when it grows', () => {
    const ring = fill(10, [1, 200_000, 200_000, 200_000]);
    const kept = ring.records().map(({ at, size }) => [at, new Set(ring.bytes().subarray(at, at + size))]);
    expect(kept).toEqual([
      [0, new Set([0])],
      [1, new Set([1])],
      [200_001, new Set([2])],
      [400_001, new Set([3])],
    ]);
  });

  test.each<[sizes: number[], kept: [name: number, at: number][]]>([
    [
      [40, 40, 20],
      [
        [0, 0],
        [1, 40],
        [2, 80],
      ],
    ],
    [
      [40, 40, 21],
      [
        [1, 40],
        [2, 0],
      ],
    ],
    [
      [40, 40, 39],
      [
        [1, 40],
        [2, 0],
      ],
    ],
    [[40, 40, 40], [[2, 0]]],
    [
      [40, 40, 30, 9],
      [
        [1, 40],
        [2, 0],
        [3, 30],
      ],
    ],
    [
      [40, 40, 30, 10],
      [
        [2, 0],
        [3, 30],
      ],
    ],
  ])('with 100 bytes and records of %j bytes keeps them at %j', (sizes, kept) =>
    expect(
      fill(10, sizes, 100)
        .records()
        .map(({ name, at }) => [name, at]),
    ).toEqual(kept),
  );

  test('stores a record of its whole size, and no larger one', () => {
    const ring = fill(10, [MOST, 5, MOST, MOST + 1]);
    expect(ring.records().map(({ name, at }) => [name, at])).toEqual([[2, 0]]);
  });

  test('is empty after clearing, and can be used again', () => {
    const ring = fill(3, [1, 2]);
    ring.clear();
    expect([ring.records(), ring.bytes().length]).toEqual([[], 0]);
    ring.push({ name: 7, at: -1, size: 1 });
    expect(ring.records().map(({ name }) => name)).toEqual([7]);
  });

  test.each([1, 2, 3, 4, 5, 6])('lets no record overwrite another, whatever their sizes (seed %i)', (seed) => {
    const random = createRandom(seed, 0);
    const limit = 1 + Math.floor(random() * 60);
    const ring = createRing<Row>(limit, MOST);
    for (let name = 0; name < 500; name += 1) {
      const row = { name, at: -1, size: 1 + Math.floor(random() ** 6 * MOST) };
      ring.push(row);
      ring.bytes().fill(name % 251, row.at, row.at + row.size);
      const kept = ring.records();
      expect(kept.at(-1)).toBe(row);
      expect(kept.map((record) => record.name)).toEqual(kept.map((_, index) => name - kept.length + 1 + index));
      if (name % 20 === 0)
        for (const { at, size, name: of } of kept)
          expect(
            ring
              .bytes()
              .subarray(at, at + size)
              .equals(Buffer.alloc(size, of % 251)),
          ).toBe(true);
    }
  });
});
