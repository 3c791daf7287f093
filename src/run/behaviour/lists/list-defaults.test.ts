import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../model/json.ts';
import { listedThings, queried, type Respond } from '../../../../test/support/listed-things.ts';
import { judgeDefaults } from './list-defaults.ts';
import { readPages } from './pages.ts';

const JOBS = [2, 3, 1].map((rank) => ({ id: `j${rank}`, rank }));
const MEMBERS = { rank: { type: 'integer' } };
const LIMIT = queried('limit', { type: 'integer', default: 2, maximum: 100 });
const SORT = queried('sort', { enum: ['rank', 'id'], default: 'rank' });

/** A server of three jobs. @param limit its default @param order what it does to the jobs where no order is asked for */
const serve =
  (limit = 2, order: (jobs: JsonObject[]) => JsonObject[] = byRank): Respond =>
  (query) => {
    const all = query['sort'] === undefined ? order(JOBS) : byRank(JOBS);
    return { body: all.slice(0, Number(query['limit'] ?? limit)) };
  };
const byRank = (jobs: JsonObject[]) => [...jobs].sort((a, b) => Number(a['rank']) - Number(b['rank']));

async function judge(parameters: JsonObject[], respond: Respond) {
  const { list, asked, told } = await listedThings({ parameters, members: MEMBERS }, JOBS, respond);
  const whole = await readPages(list, {}, 'all');
  asked.length = 0;
  if (whole) await judgeDefaults(list, whole);
  return { asked, told };
}

test('a default of the length is held against the list without it', async () => {
  const { asked, told } = await judge([LIMIT], serve());
  expect(asked).toEqual([{}, { limit: 2 }]);
  expect(told).toMatchObject([
    { kind: 'default', parameter: 'limit', value: 2, without: 2, given: 2, basis: { rests: 'default' } },
  ]);
});

test('another default of the length is told once it was seen twice', async () => {
  const { asked, told } = await judge([LIMIT], serve(1));
  expect(asked).toEqual([{}, { limit: 2 }, {}, { limit: 2 }]);
  expect(told).toMatchObject([{ without: 1, given: 2 }]);
});

test.each([
  [2, 1],
  [3, 0],
  [4, 0],
])('a default length of %d is asked for %d times where there are three things', async (limit, count) => {
  const { told } = await judge([queried('limit', { type: 'integer', default: limit, maximum: 100 })], serve(limit));
  expect(told).toHaveLength(count);
});

test('a default of the order is held against the members that it orders by, on a page of the most', async () => {
  const { asked, told } = await judge([SORT, queried('limit', { type: 'integer', maximum: 50 })], serve(100));
  expect(asked).toEqual([{ limit: 50 }, { limit: 50, sort: 'rank' }]);
  expect(told).toMatchObject([{ parameter: 'sort', value: 'rank', without: [1, 2, 3], given: [1, 2, 3] }]);
});

test('another default of the order is told with both orders', async () => {
  const { told } = await judge(
    [SORT],
    serve(100, (jobs) => jobs),
  );
  expect(told).toMatchObject([{ without: [2, 3, 1], given: [1, 2, 3] }]);
});

test('a default of another parameter decides what is listed, and not its order', async () => {
  const parameter = queried('all', { type: 'boolean', default: true });
  const turned: Respond = (query) => ({ body: query['all'] === undefined ? JOBS : [...JOBS].reverse() });
  expect((await judge([parameter], turned)).told).toMatchObject([
    { parameter: 'all', value: true, without: ['j1', 'j2', 'j3'], given: ['j1', 'j2', 'j3'] },
  ]);
  const fewer: Respond = (query) => ({ body: query['all'] === undefined ? JOBS.slice(1) : JOBS });
  expect((await judge([parameter], fewer)).told).toMatchObject([{ without: ['j1', 'j3'], given: ['j1', 'j2', 'j3'] }]);
});

test.each<[string, JsonObject[]]>([
  ['without a default', [queried('all', { type: 'boolean' })]],
  ['that is required', [{ ...queried('all', { type: 'boolean', default: true }), required: true }]],
  ['whose default is a list', [queried('all', { type: 'array', default: [] })]],
  ['that is a header', [{ name: 'all', in: 'header', schema: { default: true } }]],
  ['of the direction', [SORT, queried('order', { enum: ['asc', 'desc'], default: 'asc' })].slice(1)],
])('a parameter %s is not asked for', async (_, parameters) => {
  const { told } = await judge(parameters, serve(100));
  expect(told.filter((one) => 'parameter' in one && one.parameter === 'all')).toEqual([]);
});

test.each([3, 4])('nothing is told of a default where the list changed before reading %d', async (changing) => {
  let nth = 0;
  const { told } = await judge([queried('all', { type: 'boolean', default: true })], (query) => {
    nth += 1;
    // The first reading is that of the whole list.
    if (nth - 1 === changing) return { body: [] };
    return { body: query['all'] === undefined ? JOBS.slice(1) : JOBS };
  });
  expect(told).toEqual([]);
});

test.each([1, 2])('nothing is told of a default where reading %d has no answer', async (missing) => {
  let nth = 0;
  const { told } = await judge([LIMIT], (query) => ((nth += 1) - 2 === missing ? undefined : serve(1)(query, nth)));
  expect(told).toEqual([]);
});
