import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { listedThings, queried, type Listing } from '../../../../test/support/listed-things.ts';
import { defaultDirection, judgeOrder, sortMember, tellStatedOrder } from './list-order.ts';
import { readPages } from './pages.ts';

const JOBS = [3, 1, 2].map((rank) => ({ id: `j${rank}`, rank, title: `t${rank}`, at: `2026-01-0${rank}` }));
const MEMBERS = { rank: { type: 'integer' }, title: { type: 'string' }, at: { type: 'string' } };
const LIMIT = queried('limit', { type: 'integer', minimum: 1, maximum: 100 });
const sort = (schema: JsonObject, description?: string) => queried('sort', schema, description);

/** What is asked and told where the list answers with these jobs, whatever the query. */
async function judge(parameters: JsonObject[], jobs: JsonObject[] = JOBS, created: JsonObject[] = JOBS) {
  const { list, known, asked, told } = await listedThings({ parameters, members: MEMBERS }, created, (query) => {
    const size = Number(query['limit'] ?? jobs.length);
    const start = Number(query['offset'] ?? 0);
    return { body: jobs.slice(start, start + size) };
  });
  await judgeOrder(list, known);
  return { asked, told };
}

test('a list without a parameter of its order is not asked for', async () => {
  expect((await judge([LIMIT])).asked).toEqual([]);
});

test('a list is held against each value of its order, and no more than six', async () => {
  const values = ['rank', '-rank', 'at', '-at', 'id', '-id', 'title'];
  const { asked, told } = await judge([sort({ enum: ['colour', ...values.slice(0, 5)] })]);
  expect(asked.map((query) => query['sort'])).toEqual(values.slice(0, 5));
  expect(told[0]).toMatchObject({
    ...{ kind: 'sorted', parameter: 'sort', value: 'rank', keys: [3, 1, 2], isDescending: false },
    basis: { rests: 'enum' },
  });
  expect(told[1]).toMatchObject({ value: '-rank', isDescending: true });
  expect((await judge([sort({ enum: values })])).asked).toHaveLength(6);
});

test('an order that is a list is asked for as one', async () => {
  const { asked } = await judge([sort({ type: 'array', items: { enum: ['rank'] } })]);
  expect(asked).toEqual([{ sort: ['rank'] }]);
});

test('an order and its direction are asked for together', async () => {
  const way = queried('order', { enum: ['asc', 'desc'] });
  const { asked, told } = await judge([sort({ enum: ['rank'] }), way]);
  expect(asked).toEqual([
    { sort: 'rank', order: 'asc' },
    { sort: 'rank', order: 'desc' },
  ]);
  expect(told.map((one) => 'isDescending' in one && one.isDescending)).toEqual([false, true]);
});

test.each<[directions: string[], asked: JsonObject[]]>([
  [[], [{ sort: 'rank' }]],
  [['desc'], [{ sort: 'rank', order: 'desc' }]],
  [
    ['asc', 'desc', 'descending'],
    [
      { sort: 'rank', order: 'asc' },
      { sort: 'rank', order: 'desc' },
    ],
  ],
])('with the directions %j an order is asked for as %j', async (directions, want) => {
  const way = queried('order', { type: 'string', ...(directions.length > 0 && { enum: directions }) });
  expect((await judge([sort({ enum: ['rank'] }), way])).asked).toEqual(want);
});

test('without an enumeration the members that the description names are orders, after the default', async () => {
  const { asked, told } = await judge([sort({ type: 'string', default: 'at' }, 'By rank, or -rank.')]);
  expect(asked.map((query) => query['sort'])).toEqual(['at', 'rank', '-rank']);
  expect(told.map((one) => 'basis' in one && one.basis?.rests)).toEqual(['name', 'description', 'description']);
});

test.each<[string, Json | undefined, boolean | undefined]>([
  ['Default direction is desc. Use a comma.', undefined, true],
  ['In descending order by default.', undefined, true],
  ['By default, the newest, in descending order.', undefined, true],
  ['One of asc or desc (default asc).', undefined, false],
  ['Either asc (the default) or desc.', undefined, false],
  ['Defaults to ascending.', undefined, false],
  ['asc or desc', undefined, undefined],
  ['By default it is sorted. Then desc.', undefined, undefined],
  ['The description by default.', undefined, undefined],
  ['', 'desc', true],
  ['', 'ASC', false],
  ['Default direction is desc.', 'asc', false],
  ['Default direction is desc.', 'newest', undefined],
])('what %j with the default %j says of the direction', (description, byDefault, isDescending) => {
  expect(defaultDirection(description, byDefault)).toBe(isDescending);
});

test('an order without a direction has the one that is documented as the default', async () => {
  const text = { type: 'string' };
  const { told } = await judge([sort(text, 'By rank, rank:asc or at. Default direction is desc.')]);
  expect(told.map((one) => 'isDescending' in one && [one.value, one.isDescending])).toEqual([
    ['rank', true],
    ['at', true],
  ]);
  const values = ['rank', '-rank', 'rank:asc'];
  const { told: both } = await judge([sort({ enum: values }, 'Descending by default.')]);
  expect(both.map((one) => 'isDescending' in one && [one.value, one.isDescending])).toEqual([
    ['rank', true],
    ['-rank', true],
    ['rank:asc', false],
  ]);
});

test('texts are compared of the things of the run alone, times of all', async () => {
  const jobs = [...JOBS, { id: 'other', title: 'Älter', at: '2026-01-09' }];
  const { told } = await judge([sort({ enum: ['title', 'at'] })], jobs);
  expect(told.map((one) => 'keys' in one && one.keys)).toEqual([
    ['t3', 't1', 't2'],
    ['2026-01-03', '2026-01-01', '2026-01-02', '2026-01-09'],
  ]);
});

test('a member that is not shown counts as null', async () => {
  const { told } = await judge([sort({ enum: ['rank'] })], [{ id: 'a' }, { id: 'b', rank: 2 }]);
  expect(told[0]).toMatchObject({ keys: [null, 2] });
});

const many = (count: number) => Array.from({ length: count }, (_, rank) => ({ id: `j${rank}`, rank }));
test.each([
  [3, 0],
  [4, 1],
  [5, 1],
])('a list of %d things is walked page by page %d times', async (count, walks) => {
  const parameters = [sort({ enum: ['rank', '-rank'] }), LIMIT, queried('offset', { type: 'integer' })];
  const { asked, told } = await judge(parameters, many(count), many(count));
  expect(asked.filter((query) => query['limit'] === Math.ceil(count / 2)).length > 0).toBe(walks > 0);
  expect(told).toHaveLength(2 + walks);
  if (walks > 0) expect(told[1]).toMatchObject({ value: 'rank', keys: many(count).map(({ rank }) => rank) });
});

test.each<[Json, string | undefined, boolean?]>([
  ['rank', 'rank', false],
  ['-rank', 'rank', true],
  ['+rank', 'rank', false],
  ['rank:desc', 'rank', true],
  ['rank desc', 'rank', true],
  ['rank_DESC', 'rank', true],
  ['rank.descending', 'rank', true],
  ['rank-asc', 'rank', false],
  ['-rank:ascending', 'rank', false],
  [' RANK ', 'rank', false],
  ['colour', undefined, undefined],
  [7, undefined, undefined],
])('the order %j is by %s, the last first: %s', async (value, member, isDescending) => {
  const { list } = await listedThings({ members: MEMBERS }, JOBS, () => undefined);
  expect(sortMember(list, value)).toEqual(member === undefined ? undefined : { member, isDescending });
});

/** What is told of a list whose description says its order. */
async function stated(description: string, more: Listing & { created?: JsonObject[]; listed?: JsonObject[] } = {}) {
  const { created = JOBS, listed = created, ...listing } = more;
  const { list, known, told } = await listedThings({ members: MEMBERS, description, ...listing }, created, () => ({
    body: listed,
  }));
  const pages = await readPages(list, {}, 'all');
  if (pages) tellStatedOrder(list, pages, known);
  return told;
}

const AGED = [1, 2, 3].map((nth) => ({ id: `j${nth}`, created_at: `2026-01-0${nth}T00:00:00Z`, at: 'x' }));
const TIMED = { members: { created_at: { type: 'string' } }, created: AGED };
test.each<[string, boolean]>([
  ['Jobs, the oldest first.', false],
  ['Jobs, the newest job first.', true],
  ['Lists jobs; the latest come first.', true],
  ['The most recent is first.', true],
  ['Jobs, The OLDEST first.', false],
])('"%s" says that the last comes first: %s', async (description, isDescending) => {
  expect(await stated(description, { ...TIMED, listed: [...AGED].reverse() })).toMatchObject([
    {
      ...{ kind: 'sorted', keys: [2, 1, 0], isDescending, basis: { rests: 'description' } },
      value: expect.stringMatching(/^the (oldest|newest|latest|most recent) first$/),
    },
  ]);
});

test.each<[string, string, Listing & { created?: JsonObject[]; listed?: JsonObject[] }]>([
  ['the description says no order', 'The oldest jobs.', TIMED],
  ['no member tells the age', 'The oldest first.', { created: AGED }],
  [
    'numbers that are no times grow',
    'The oldest first.',
    { created: [1, 2, 3].map((rank) => ({ id: `j${rank}`, rank })) },
  ],
  ['only two things are listed', 'The oldest first.', { ...TIMED, listed: AGED.slice(0, 2) }],
  [
    'two are of one age',
    'The oldest first.',
    { ...TIMED, created: AGED.map((job) => ({ ...job, created_at: '2026-01-01' })) },
  ],
])('nothing is told of a stated order where %s', async (_, description, more) => {
  expect(await stated(description, more)).toEqual([]);
});

test('identifiers that are numbers tell the age where no member is a time', async () => {
  const created = [5, 6, 9].map((id) => ({ id }));
  expect(await stated('The oldest first.', { created })).toMatchObject([{ keys: [0, 1, 2], isDescending: false }]);
});
