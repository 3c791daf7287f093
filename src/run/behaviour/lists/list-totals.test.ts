import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { listedThings, queried, type Respond } from '../../../../test/support/listed-things.ts';
import { countOf, judgeTotals } from './list-totals.ts';
import { readPages } from './pages.ts';

const JOBS = [{ id: 'a' }, { id: 'b' }];
const number = (description?: string): JsonObject => ({
  type: 'integer',
  ...(description !== undefined && { description }),
});
const wrapped = (members: JsonObject) => (job: JsonObject) => ({
  type: 'object',
  properties: { items: { type: 'array', items: job }, ...members },
});

/** What is told of a list with such members beside it. */
async function totals(members: JsonObject, body: JsonObject, count = 2, again: (number | undefined)[] = [2]) {
  const { list, told, asked } = await listedThings({ schema: wrapped(members) }, JOBS, () => ({
    body: { items: JOBS, ...body },
  }));
  const pages = await readPages(list, {}, 'all');
  if (pages) await judgeTotals(list, pages, count, () => Promise.resolve(again.shift()));
  return { told, asked };
}

test.each(['total', 'totalCount', 'total_items', 'totalResults', 'total-elements', 'totalNumber'])(
  'the member %s is held against the number of things',
  async (name) => {
    const { told } = await totals({ [name]: number() }, { [name]: 2 });
    expect(told).toMatchObject([
      { kind: 'counted', at: `body#/${name}`, total: 2, count: 2, basis: { rests: 'name' } },
    ]);
  },
);

test.each<[string, JsonObject, JsonObject, string[]]>([
  ['called so and documented', { total: number() }, { total: 2 }, ['body#/total']],
  [
    'in an object beside the list',
    { meta: { type: 'object', properties: { total: number() } } },
    { meta: { total: 2 } },
    ['body#/meta/total'],
  ],
  ['of several pages', { total: number('The number of things on all pages.') }, { total: 2 }, ['body#/total']],
  ['not one that is not documented', {}, { total: 2 }, []],
  [
    'not one that is called in another way',
    { totalPages: number(), subtotal: number() },
    { totalPages: 2, subtotal: 2 },
    [],
  ],
  ['not one that is no number', { total: { type: 'string' } }, { total: '2' }, []],
  ['not one that is absent', { total: number() }, {}, []],
  ['not one of this page', { total: number('How many are on this page.') }, { total: 2 }, []],
  ['not one of each page', { total: number('The number on each page.') }, { total: 2 }, []],
  ['not a number of pages', { total: number('The number of pages.') }, { total: 2 }, []],
  [
    'not one in a text beside the list',
    { meta: { type: 'object', properties: { total: number() } } },
    { meta: 'x' },
    [],
  ],
])('a total is a member %s', async (_, members, body, at) => {
  const { told } = await totals(members, body);
  expect(told.map((one) => 'at' in one && one.at)).toEqual(at);
});

test.each(['The total.', 'On all pages.', 'The number of jobs.', 'How many there are.', 'A count of jobs.'])(
  'a total rests on the description "%s"',
  async (description) => {
    const { told } = await totals({ total: number(description) }, { total: 2 });
    expect(told).toMatchObject([{ basis: { rests: 'description' } }]);
  },
);

test.each<[string, boolean]>([
  ['X-Total', true],
  ['x-total-count', true],
  ['X-Pagination-Total', true],
  ['X-Total-Pages', false],
  ['Total', false],
])('the header %s is a total: %s', async (name, is) => {
  const respond =
    (value: string): Respond =>
    () => ({ body: JOBS, fields: { [name.toLowerCase()]: value } });
  const say = async (value: string) => {
    const { list, told } = await listedThings(
      { headers: { [name]: { schema: { type: 'integer' } } } },
      JOBS,
      respond(value),
    );
    const pages = await readPages(list, {}, 'all');
    if (pages) await judgeTotals(list, pages, 2, () => Promise.resolve(2));
    return told.length;
  };
  expect(await say('2')).toBe(is ? 1 : 0);
  expect(await say('2 of 3')).toBe(0);
});

test('a wrong total is read twice more, and the things are counted once more', async () => {
  const { told, asked } = await totals({ total: number() }, { total: 3 });
  expect(told).toMatchObject([{ total: 3, count: 2 }]);
  expect(asked).toHaveLength(3);
});

test.each<[string, (nth: number) => Json | undefined, number | undefined]>([
  ['another total comes at last', (nth) => (nth === 3 ? 2 : 3), 2],
  ['another total comes again', (nth) => (nth === 2 ? 4 : 3), 2],
  ['no total comes again', (nth) => (nth === 1 ? 3 : undefined), 2],
  ['there are more things by now', () => 3, 3],
  ['nobody can count them once more', () => 3, undefined],
])('a wrong total is not told where %s', async (_, total, recount) => {
  const { list, told } = await listedThings({ schema: wrapped({ total: number() }) }, JOBS, (_query, nth) => {
    const now = total(nth);
    return { body: { items: JOBS, ...(now !== undefined && { total: now }) } };
  });
  const pages = await readPages(list, {}, 'all');
  if (pages) await judgeTotals(list, pages, 2, () => Promise.resolve(recount));
  expect(told).toEqual([]);
});

test('a list is counted where all of it is shown', async () => {
  const count = async (respond: Respond) => {
    const { list } = await listedThings({ parameters: [queried('limit', { type: 'integer' })] }, JOBS, respond);
    return countOf(list, {});
  };
  expect(await count(() => ({ body: JOBS }))).toBe(2);
  expect(await count(() => ({ body: JOBS, fields: { link: '<http://other.example/>; rel="next"' } }))).toBeUndefined();
  expect(await count(() => undefined)).toBeUndefined();
});
