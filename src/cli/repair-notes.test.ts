import { expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import type { Detail } from './options/detail-options.ts';
import type { Io } from './terminal/io.ts';
import { printWarnings } from './repair-notes.ts';

const contractWith = (count: number) =>
  ({
    name: 'pets',
    warnings: Array.from({ length: count }, (_, index) => ({
      place: { file: 'pets.yaml', line: index + 1, column: 1 },
      pointer: `#/${index}`,
      message: 'is sloppy\u001b[2J',
    })),
  }) as unknown as Contract;

const printed = (contracts: Contract[], detail?: Detail) => {
  let text = '';
  printWarnings(contracts, { err: (more: string) => (text += more) } as unknown as Io, detail);
  return text.replaceAll('\\u001b[2J', '');
};

const line = (index: number) => `  pets.yaml:${index + 1} #/${index} is sloppy\n`;

test.each([
  ['nothing for a contract without notes', 0, ''],
  ['one note', 1, `assay: pets was read with 1 note\n${line(0)}`],
  ['as many notes as fit', 3, `assay: pets was read with 3 notes\n${[0, 1, 2].map(line).join('')}`],
  [
    'that there is one more',
    4,
    `assay: pets was read with 4 notes\n${[0, 1, 2].map(line).join('')}  … 1 more: --verbose lists all of them\n`,
  ],
  [
    'where the rest of them is',
    5,
    `assay: pets was read with 5 notes\n${[0, 1, 2].map(line).join('')}  … 2 more: --verbose lists all of them\n`,
  ],
])('prints %s', (_, count, want) => expect(printed([contractWith(count)])).toBe(want));

test('prints every note where each list is wanted to its end', () =>
  expect(printed([contractWith(5)], 'verbose')).toBe(
    `assay: pets was read with 5 notes\n${[0, 1, 2, 3, 4].map(line).join('')}`,
  ));

test('prints the notes of each contract', () =>
  expect(printed([contractWith(1), contractWith(0), contractWith(1)]).match(/was read/g)).toHaveLength(2));

test('prints the place by its pointer in a document of one line, and a name on one line', () => {
  const place = { file: 'pets.json', line: 1, column: 1, pointer: '#/paths' };
  const warnings = [{ place, pointer: '#/paths/~1x', message: 'is sloppy' }];
  expect(printed([{ name: 'p\nets', warnings } as unknown as Contract])).toBe(
    'assay: p\\u000aets was read with 1 note\n  pets.json#/paths is sloppy\n',
  );
});
