import { expect, test } from '@jest/globals';
import { components } from './strong-components.ts';

test.each<[name: string, next: number[][], want: number[][]]>([
  ['no node', [], []],
  ['a chain', [[1], [2], []], [[0], [1], [2]]],
  ['a ring', [[1], [2], [0]], [[0, 1, 2]]],
  [
    'two rings with a bridge',
    [[1], [0, 2], [3], [2]],
    [
      [0, 1],
      [2, 3],
    ],
  ],
  ['a node that leads to itself', [[0], [0]], [[0], [1]]],
  ['rings that share a node', [[1, 2], [0], [0]], [[0, 1, 2]]],
  ['a cross edge to a finished component', [[1, 2], [], [1]], [[0], [1], [2]]],
])('%s', (_, next, want) =>
  expect(
    components(next)
      .map((component) => component.toSorted((a, b) => a - b))
      .toSorted(([a = 0], [b = 0]) => a - b),
  ).toEqual(want),
);
