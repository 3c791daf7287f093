import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../model/json.ts';
import { listedThings, queried, type Respond } from '../../../../test/support/listed-things.ts';
import { judgePaging } from './list-paging.ts';
import { readPages } from './pages.ts';

const jobs = (count: number): JsonObject[] => Array.from({ length: count }, (_, nth) => ({ id: `j${nth}` }));
const limitOf = (schema: JsonObject = {}, description?: string) =>
  queried('limit', { type: 'integer', ...schema }, description);
const OFFSET = queried('offset', { type: 'integer' });

/** A server of so many jobs. @param change what it does to a page */
const serve =
  (count: number, change: (page: JsonObject[], query: JsonObject) => JsonObject[] = (page) => page): Respond =>
  (query) => {
    const start = Number(query['offset'] ?? 0);
    const page = jobs(count).slice(start, start + Number(query['limit'] ?? 100));
    return { body: change(page, query) };
  };

async function judge(parameters: JsonObject[], count: number, respond: Respond = serve(count)) {
  const { list, asked, told } = await listedThings({ parameters }, jobs(Math.max(1, count)), respond);
  const whole = await readPages(list, {}, 'all');
  asked.length = 0;
  if (whole) await judgePaging(list, whole);
  return { asked, told };
}

/** The lengths of pages that were asked for, each once. */
const lengths = (asked: JsonObject[]) => [...new Set(asked.map((query) => query['limit']))];

test.each<[number, (number | undefined)[]]>([
  [0, []],
  [1, []],
  [2, [1]],
  [3, [1, 2]],
  [12, [1, 2]],
  [13, [1, 3]],
  [30, [1, 5]],
])('a list of %d things is asked for in pages of %j', async (count, want) => {
  const { asked } = await judge([limitOf(), OFFSET], count);
  expect(lengths(asked)).toEqual(want);
});

test.each<[JsonObject, (number | undefined)[]]>([
  [{ minimum: 2 }, [2]],
  [{ minimum: 3 }, [3]],
  [{ minimum: 5 }, [5]],
  [{ minimum: 6 }, []],
  [{ minimum: 0 }, [2]],
  [{ maximum: 2 }, [1, 2]],
  [{ maximum: 1 }, []],
])('with the bounds %j six things are asked for in pages of %j', async (bounds, want) => {
  const { list, asked } = await listedThings({ parameters: [limitOf(bounds), OFFSET] }, jobs(6), serve(6));
  const { list: all } = await listedThings({}, jobs(6), serve(6));
  const whole = await readPages(all, {}, 'all');
  if (whole) await judgePaging(list, whole);
  expect(lengths(asked)).toEqual(want);
});

test('a list without a parameter of its length is not asked for', async () => {
  expect((await judge([OFFSET], 5)).asked).toEqual([]);
});

test('the length of pages, and what is on them together, is told', async () => {
  const { told } = await judge([limitOf({ maximum: 50 }, 'So many.'), OFFSET], 4);
  expect(told).toMatchObject([
    { kind: 'page', parameter: 'limit', limit: 1, count: 1, available: 4, basis: { rests: 'description' } },
    { kind: 'page', limit: 2, count: 2, available: 4 },
    {
      ...{ kind: 'pages', by: 'asked for by offset', basis: { rests: 'name' } },
      pages: [['j0', 'j1'], ['j2', 'j3'], []],
      all: ['j0', 'j1', 'j2', 'j3'],
    },
  ]);
});

test.each<[JsonObject, string]>([
  [limitOf(), 'name'],
  [limitOf({ maximum: 50 }), 'schema'],
  [limitOf({ default: 50 }), 'schema'],
  [limitOf({}, 'So many.'), 'description'],
])('a page of the length %j rests on its %s', async (limit, rests) => {
  const { told } = await judge([limit, OFFSET], 3);
  expect(told[0]).toMatchObject({ kind: 'page', basis: { rests } });
});

test('pages that leave something out are told where the whole list is still the same', async () => {
  const skips = serve(4, (page, query) => (query['offset'] === 2 ? page.slice(1) : page));
  const { told } = await judge([limitOf(), OFFSET], 4, skips);
  expect(told.at(-1)).toMatchObject({ kind: 'pages', all: ['j0', 'j1', 'j2', 'j3'] });
  expect(told.at(-1)).not.toMatchObject({ pages: [['j0', 'j1'], ['j2', 'j3'], []] });
});

test('pages that leave something out are not told where the list is another one by now', async () => {
  let wholes = 0;
  const { told } = await judge([limitOf(), OFFSET], 4, (query) => {
    const isWhole = query['offset'] === undefined && Number(query['limit'] ?? 100) > 4;
    wholes += isWhole ? 1 : 0;
    const skips = serve(wholes > 1 ? 3 : 4, (page) => (query['offset'] === 2 ? page.slice(1) : page));
    return skips(query, 0);
  });
  expect(told.filter(({ kind }) => kind === 'pages')).toEqual([]);
});

const linked =
  (field?: string): Respond =>
  (query, nth) => {
    const came = serve(4)(query, nth);
    return came && { ...came, ...(field !== undefined && { fields: { link: field } }) };
  };

test('links are followed where a header documents them', async () => {
  const { list, told } = await listedThings(
    { parameters: [limitOf()], headers: { Link: { schema: { type: 'string' } } } },
    jobs(4),
    linked(),
  );
  const whole = await readPages(list, {}, 'all');
  if (whole) await judgePaging(list, whole);
  expect(told.at(-1)).toMatchObject({ kind: 'pages', by: 'followed by its links', basis: { rests: 'header' } });
});

test('links are not judged where nothing says that there are any', async () => {
  const { told } = await judge([limitOf()], 4, linked());
  expect(told.filter(({ kind }) => kind === 'pages')).toEqual([]);
});
