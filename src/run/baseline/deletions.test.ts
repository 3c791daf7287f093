import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Operation } from '../../model/contract.ts';
import { sendDeletions, type DeletionContext } from './deletions.ts';

const operationOf = (id: string, path: string) => ({ id, path }) as Operation;
const CREATE = operationOf('create', '/pets');
const DELETE = operationOf('delete', '/pets/{pet}');

interface Given {
  /** How many things were created to be deleted, and how many more can be. */
  things?: number;
  more?: number;
  /** What the cases of the deletion expect. */
  expected?: ('accepted' | 'refused')[];
  /** Whether the target accepts a deletion. */
  accepts?: boolean;
  /** The operation that made the things. */
  by?: string;
  /** The cases that are made for the first thing alone. */
  own?: number[];
}

/** What is sent to delete things, each after the number of the thing that it names: `delete 3: case 0`. */
async function deleted(
  { things = 5, more = 0, expected = ['accepted'], accepts = true, by = 'create', own = [] }: Given = {},
  operations = [DELETE],
) {
  const sent: string[] = [];
  const there = Array.from({ length: things }, (_, nth) => ({ params: { pet: nth + 1 }, by }));
  let left = more;
  const context = {
    contract: { operations: [DELETE, CREATE] },
    sender: {
      send: ({ id }: Case) => {
        sent.push(id);
        if ((left -= 1) >= 0) there.push({ params: { pet: there.length + 1 }, by });
        return Promise.resolve(undefined);
      },
    },
    ledger: { available: () => [...there] },
    baselines: {
      another: ({ id }: Operation) => Promise.resolve(left > 0 ? { id: `another by ${id}` } : undefined),
      findFor: ({ id }: Operation, paths: { values: { pet: number }; from: string }[]) => {
        sent.push(`search ${id} ${paths.map(({ values, from }) => `${values.pet} ${from}`).join()}`);
        if (accepts) there.pop();
        return Promise.resolve({ accepted: accepts ? {} : undefined });
      },
      casesFor: ({ id }: Operation, { pet }: { pet: number }) =>
        expected.flatMap((kind, nth) =>
          own.includes(nth) && pet !== things ? [] : [{ id: `case ${nth}`, expect: { kind }, title: `${id} ${pet}` }],
        ),
    },
    send: ({ id, title, expect: { kind } }: Case) => {
      sent.push(`${title}: ${id}`);
      if (kind !== 'refused') there.pop();
      return Promise.resolve();
    },
  } as unknown as DeletionContext;
  await sendDeletions(context, operations);
  return sent;
}

test.each<[what: string, given: Given, want: string[]]>([
  [
    'takes another thing each time, the last one first',
    { expected: ['accepted', 'accepted'] },
    ['search delete 5 created by create', 'delete 4: case 0', 'delete 3: case 1'],
  ],
  ['is not sent where nothing was created', { things: 0 }, []],
  [
    'is sent three times at the most, besides the first one',
    { things: 9, expected: ['accepted', 'accepted', 'accepted', 'accepted'] },
    ['search delete 9 created by create', 'delete 8: case 0', 'delete 7: case 1', 'delete 6: case 2'],
  ],
  [
    'takes nothing away where it has to be refused, as often as that is',
    { expected: Array.from({ length: 6 }, () => 'refused') },
    ['search delete 5 created by create', ...Array.from({ length: 6 }, (_, nth) => `delete 4: case ${nth}`)],
  ],
  [
    'that has to be refused names what was found first, where nothing else is there',
    { things: 1, more: 0, expected: ['refused'] },
    ['search delete 1 created by create', 'delete 1: case 0'],
  ],
  [
    'that nobody accepts is sent with what has to be refused alone',
    { accepts: false, expected: ['accepted', 'refused'] },
    ['search delete 5 created by create', 'delete 5: case 1'],
  ],
  [
    'takes the last one of a kind where another one was created before',
    { things: 1, more: 2, expected: ['accepted'] },
    ['another by create', 'search delete 2 created by create', 'another by create', 'delete 2: case 0'],
  ],
  [
    'takes the last one of a kind where nothing creates another one',
    { things: 1, by: 'import' },
    ['search delete 1 created by import'],
  ],
  [
    'leaves out the case that another thing does not have',
    { expected: ['accepted', 'accepted'], own: [0] },
    ['search delete 5 created by create', 'delete 4: case 1'],
  ],
])('a deletion %s', async (_, given, want) => expect(await deleted(given)).toEqual(want));

test('what lies in other things is deleted before them', async () => {
  const toys = operationOf('deleteToy', '/pets/{pet}/toys/{toy}');
  const sent = await deleted({ things: 9, expected: [] }, [DELETE, toys, operationOf('deleteTag', '/tags/{tag}')]);
  expect(sent.map((line) => line.split(' ')[1])).toEqual(['deleteToy', 'delete', 'deleteTag']);
});
