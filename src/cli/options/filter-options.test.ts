import { expect, test } from '@jest/globals';
import { FILTER_OPTIONS, readFilters, type FilterConfig } from './filter-options.ts';
import { parseOptions, type Command } from './options.ts';

const command = {
  name: 'x',
  summary: '',
  operands: '',
  maxOperands: 0,
  options: FILTER_OPTIONS,
  examples: [],
  run: () => 0,
};
const read = (args: string[], config: FilterConfig = {}) =>
  readFilters(parseOptions(command as unknown as Command, args), config);
const NOTHING = { readOnly: false, allow: [] };

test.each<[args: string[], config: FilterConfig, want: object]>([
  [[], {}, NOTHING],
  ...(['operation', 'path', 'tag', 'method'] as const).flatMap((kind): [string[], FilterConfig, object][] => [
    [[`--${kind}`, 'a', `--${kind}`, 'b'], {}, { ...NOTHING, filters: { only: { [kind]: ['a', 'b'] } } }],
    [
      [`--exclude-${kind}`, 'a', `--exclude-${kind}`, 'b'],
      {},
      { ...NOTHING, filters: { exclude: { [kind]: ['a', 'b'] } } },
    ],
    [[`--${kind}`, 'a'], { only: { [kind]: ['c'] } }, { ...NOTHING, filters: { only: { [kind]: ['a'] } } }],
    [
      [`--exclude-${kind}`, 'a'],
      { exclude: { [kind]: ['c'] } },
      { ...NOTHING, filters: { exclude: { [kind]: ['a', 'c'] } } },
    ],
    [[], { only: { [kind]: ['c'] }, exclude: { [kind]: [] } }, { ...NOTHING, filters: { only: { [kind]: ['c'] } } }],
  ]),
  [['--tag', 'a'], { only: { method: ['GET'] } }, { ...NOTHING, filters: { only: { tag: ['a'], method: ['GET'] } } }],
  [
    ['--tag', 'a', '--exclude-tag', 'b'],
    {},
    { ...NOTHING, filters: { only: { tag: ['a'] }, exclude: { tag: ['b'] } } },
  ],
  [['--max-failures', '1'], { maxFailures: 5 }, { ...NOTHING, maxFailures: 1 }],
  [[], { maxFailures: 5 }, { ...NOTHING, maxFailures: 5 }],
  [['--read-only'], {}, { readOnly: true, allow: [] }],
  [[], { readOnly: true }, { readOnly: true, allow: [] }],
  [['--allow', 'a', '--allow', 'DELETE'], { allow: ['b'] }, { readOnly: false, allow: ['a', 'DELETE', 'b'] }],
  [[], { heldBackWords: [] }, { ...NOTHING, heldBackWords: [] }],
])('%j beside %j comes to %j', (args, config, want) => expect(read(args, config)).toEqual(want));

test.each([['0'], ['1.5'], ['x']])('--max-failures %s is refused', (text) =>
  expect(() => read(['--max-failures', text])).toThrow('--max-failures'),
);
