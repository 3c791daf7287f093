import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { followChanges } from './follow-changes.ts';
import { selectPage } from './select-page.ts';
import { createStore, type Change, type Thing } from './store.ts';

const thing = (id: string, price: number, inPrint = true): Thing => ({ id, value: { price, inPrint }, revision: 1 });
const [a, b, c] = [thing('a', 1), thing('b', 2), thing('c', 2)];
const price = ({ value }: Thing) => value['price'] as number;
const BY_PRICE = {
  isSelected: ({ value }: Thing) => value['inPrint'] === true,
  compare: (one: Thing, other: Thing) => price(one) - price(other),
};

test.each<[what: string, changes: Change[], want: string[] | undefined]>([
  ['nothing changed', [], ['a', 'b', 'c']],
  ['the first was added', [{ after: thing('d', 0) }], ['d', 'a', 'b', 'c']],
  ['the last was added', [{ after: thing('d', 3) }], ['a', 'b', 'c', 'd']],
  ['an equal one was added', [{ after: thing('d', 1) }], ['a', 'd', 'b', 'c']],
  ['one that is not selected was added', [{ after: thing('d', 1, false) }], ['a', 'b', 'c']],
  ['the first was deleted', [{ before: a }], ['b', 'c']],
  ['the second of two equal ones was deleted', [{ before: c }], ['a', 'b']],
  ['one that is not selected was deleted', [{ before: thing('d', 1, false) }], ['a', 'b', 'c']],
  ['one changed and stays where it is', [{ before: b, after: { ...b, revision: 2 } }], ['a', 'b', 'c']],
  ['one changed and moves', [{ before: a, after: thing('a', 3) }], ['b', 'c', 'a']],
  ['one changed and is no longer selected', [{ before: b, after: thing('b', 2, false) }], ['a', 'c']],
  ['one changed and is selected now', [{ before: thing('d', 2, false), after: thing('d', 0) }], ['d', 'a', 'b', 'c']],
  ['one changed and moves to its equals', [{ before: a, after: thing('a', 2) }], undefined],
  ['one is selected now, beside its equals', [{ before: thing('d', 2, false), after: thing('d', 2) }], undefined],
  ['one is selected now, behind its one equal', [{ before: thing('d', 1, false), after: thing('d', 1) }], undefined],
  ['what is not there was deleted', [{ before: thing('d', 2) }], undefined],
  ['several changed', [{ after: thing('d', 3) }, { before: a }], ['b', 'c', 'd']],
])('follows where %s', (_, changes, want) => {
  expect(followChanges([a, b, c], changes, BY_PRICE)?.map(({ id }) => id)).toEqual(want);
});

test('a list that follows changes is the list that is selected anew', () => {
  const rules = { sort: { name: 'sort' }, filters: [{ name: 'inPrint', member: 'inPrint' }] };
  const followed = createStore();
  const at = (nth: number) => ({ collection: 'books', id: `b${nth}` });
  // Numbers that follow from each other, so that each run is the same.
  let state = 7;
  const next = (below: number) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
  for (let step = 0; step < 400; step += 1) {
    if (next(4) === 0) followed.remove(at(next(30)));
    else followed.put(at(next(30)), { price: next(8), inPrint: next(3) > 0 });
    if (next(3) === 0) continue;
    const queries: JsonObject[] = [{ sort: 'price' }, { sort: '-price', inPrint: true }, { inPrint: true }];
    for (const query of queries) {
      const contents = followed.contents('books');
      const fresh = { things: contents.things };
      expect(selectPage(rules, query, contents).things).toEqual(selectPage(rules, query, fresh).things);
    }
  }
});
