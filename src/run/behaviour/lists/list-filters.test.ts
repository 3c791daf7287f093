import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import { listedThings, queried, type Respond } from '../../../../test/support/listed-things.ts';
import { judgeFilters } from './list-filters.ts';

const KIND: JsonObject = { enum: ['cat', 'dog', 'cow'] };
const MEMBERS = {
  kind: KIND,
  title: { type: 'string' },
  rank: { type: 'integer' },
  done: { type: 'boolean' },
  tags: { type: 'array', items: { type: 'string' } },
};
const job = (id: string, members: JsonObject): JsonObject => ({ id, ...members });

/** A server that lists those that fit every parameter of its name, as it should. */
const right =
  (jobs: JsonObject[]): Respond =>
  (query) => {
    const fits = (value: Json | undefined, wanted: Json): boolean =>
      Array.isArray(wanted)
        ? wanted.some((one) => fits(value, one))
        : Array.isArray(value)
          ? value.includes(wanted)
          : value === wanted;
    const body = jobs.filter((one) =>
      Object.entries(query).every(([name, wanted]) => name === 'limit' || fits(one[name], wanted)),
    );
    return { body: body.slice(0, Number(query['limit'] ?? body.length)) };
  };

async function judge(
  parameters: JsonObject[],
  jobs: JsonObject[],
  respond: Respond = right(jobs),
  read?: (one: JsonObject) => JsonObject,
  shown?: string[],
) {
  const { list, known, asked, told } = await listedThings({ parameters, members: MEMBERS }, jobs, respond);
  if (read) for (const one of known.reads.values()) one.thing.value = read(one.thing.value);
  const things = jobs.map((value) => ({ id: String(value['id']), value, place: '#' as const }));
  await judgeFilters(
    list,
    known,
    shown && { pages: [], isWhole: true, things: things.filter(({ id }) => shown.includes(id)) },
  );
  return { asked, told };
}

const PETS = [job('a', { kind: 'cat' }), job('b', { kind: 'dog' }), job('c', { kind: 'cat' })];

test('a filter by an enumeration is asked for each value that the things have', async () => {
  const { asked, told } = await judge([queried('kind', KIND)], PETS);
  expect(asked).toEqual([{ kind: 'cat' }, { kind: 'dog' }]);
  expect(told).toMatchObject([
    {
      kind: 'filtered',
      at: 'request query kind',
      parameter: 'kind',
      value: 'cat',
      wrong: [],
      missing: 0,
      basis: { rests: 'enum' },
    },
    { value: 'dog', wrong: [], missing: 0 },
  ]);
});

test('a filter that lists everything lists what is wrong', async () => {
  const { told } = await judge([queried('kind', KIND)], PETS, () => ({ body: PETS }));
  expect(told[0]).toMatchObject({ value: 'cat', wrong: ['dog'], missing: 0 });
});

test('a filter that lists nothing misses what fits', async () => {
  const { told } = await judge([queried('kind', KIND)], PETS, () => ({ body: [] }));
  expect(told).toMatchObject([{ wrong: [], missing: 2 }, { missing: 1 }]);
});

test('nothing is missing from a list that is not shown to its end', async () => {
  const { told } = await judge([queried('kind', KIND)], PETS, () => ({
    ...{ body: [job('z', {})], fields: { link: '<http://other.example/>; rel="next"' } },
  }));
  expect(told).toEqual([]);
});

test.each<[string, JsonObject, Json[], Json[]]>([
  ['of a free text, one that not all have', queried('title'), ['same', 'same', 'other'], ['same']],
  ['of a free text, not one that only absent members differ from', queried('title'), ['one'], ['one']],
  ['of a number, the one in the middle', queried('rank', { type: 'integer' }), [9, 1, 5], [5]],
  ['of two numbers, the greater', queried('rank', { type: 'integer' }), [1, 9], [9]],
  ['of a truth value, both', queried('done', { type: 'boolean' }), [true, false, true], [true, false]],
  ['of a list, the first item', queried('tags'), [['x', 'y'], ['z']], ['x']],
  [
    'of an enumeration, four at the most',
    queried('title', { enum: ['1', '2', '3', '4', '5'] }),
    ['1', '2', '3', '4', '5'],
    ['1', '2', '3', '4'],
  ],
  ['no empty text', queried('title'), ['', 'a'], ['a']],
  ['no null and no object', queried('kind', KIND), [null, {}, 'cat'], ['cat']],
  [
    'of an enumeration of numbers, the one in the middle first',
    queried('rank', { enum: [1, 5, 9] }),
    [9, 1, 5],
    [5, 1, 9],
  ],
  ['of a list, an item that not all have', queried('tags'), [['x'], ['y', 'x']], ['y']],
  [
    'of a list of an enumeration, the first items',
    queried('tags', { enum: ['x', 'y', 'z'] }),
    [['x', 'y'], ['z']],
    ['x', 'z'],
  ],
  [
    'no value that the parameter does not allow',
    queried('title', { type: 'string', maxLength: 1 }),
    ['ab', 'c'],
    ['c'],
  ],
])('a filter is asked for with values that tell: %s', async (_, parameter, values, want) => {
  const name = String(parameter['name']);
  const jobs = values.map((value, nth) => job(`j${nth}`, { [name]: value }));
  const { asked } = await judge([parameter], jobs);
  expect(asked.map((query) => query[name])).toEqual(want);
});

test('a filter that is a list is asked for with one', async () => {
  const { asked } = await judge([queried('kind', { type: 'array', items: KIND })], PETS);
  expect(asked[0]).toEqual({ kind: ['cat'] });
});

test('no more than eight filters are asked for', async () => {
  const members = Object.fromEntries(Array.from({ length: 9 }, (_, nth) => [`m${nth}`, { type: 'string' }]));
  const parameters = Object.keys(members).map((name) => queried(name, { type: 'string' }));
  const jobs = [job('a', Object.fromEntries(Object.keys(members).map((name) => [name, name])))];
  const { list, known, asked } = await listedThings({ parameters, members }, jobs, right(jobs));
  await judgeFilters(list, known, undefined);
  expect(asked).toHaveLength(8);
});

test('a filter of lists lists what has another item alone', async () => {
  const jobs = [job('a', { tags: ['x', 'y'] }), job('b', { tags: ['z'] })];
  const listed = [...jobs, job('c', { tags: ['vexed'] }), job('d', { tags: [] })];
  const { told } = await judge([queried('tags')], jobs, () => ({ body: listed }));
  expect(told[0]).toMatchObject({ value: 'x', wrong: [['z'], []], missing: 0 });
});

test('a free text may be found as a part of another, whatever its case', async () => {
  const jobs = [job('a', { title: 'Sea' }), job('b', { title: 'ash' })];
  const listed = [job('a', { title: 'Sea' }), job('x', { title: 'The SEAL' }), job('y', { title: 'land' })];
  const { told } = await judge([queried('title')], jobs, () => ({ body: listed }));
  expect(told[0]).toMatchObject({ value: 'Sea', wrong: ['land'], missing: 0, basis: { rests: 'name' } });
});

test('what a read shows goes before what was sent, and what it could show and does not is not there', async () => {
  const shown = await judge([queried('kind', KIND)], PETS, right(PETS), (one) => ({ ...one, kind: 'cow' }));
  expect(shown.asked).toEqual([{ kind: 'cow' }]);
  const hidden = await judge([queried('kind', KIND)], PETS, right(PETS), ({ id = null }) => ({ id }));
  expect(hidden.asked).toEqual([]);
});

test.each<[string, JsonObject, JsonObject[], listed: JsonObject[], Json[]]>([
  [
    'a value that the asked one is a part of',
    queried('kind', { enum: ['cat', 'catfish'] }),
    PETS,
    [PETS[0]!, job('z', { kind: 'catfish' }), PETS[2]!],
    ['catfish'],
  ],
  [
    'a number that the asked one is a part of',
    queried('rank'),
    [job('a', { rank: 5 })],
    [job('a', { rank: 5 }), job('z', { rank: 15 })],
    [15],
  ],
  [
    'a thing of the run whose value the list does not show',
    queried('kind', KIND),
    PETS,
    [PETS[0]!, job('b', {}), PETS[2]!],
    ['dog'],
  ],
  [
    'no thing of others whose value the list does not show',
    queried('kind', KIND),
    PETS,
    [...PETS.filter(({ kind }) => kind === 'cat'), job('z', {})],
    [],
  ],
  ['no thing without a value', queried('kind', KIND), PETS, [PETS[0]!, PETS[2]!, job('z', { kind: null })], []],
  [
    'no thing whose value is an object',
    queried('kind', KIND),
    PETS,
    [PETS[0]!, PETS[2]!, job('z', { kind: { a: 1 } })],
    [],
  ],
])('a filter lists wrongly %s', async (_, parameter, jobs, listed, wrong) => {
  const { told } = await judge([parameter], jobs, () => ({ body: listed }));
  expect(told[0]).toMatchObject({ kind: 'filtered', wrong, missing: 0 });
});

test('what is wrong in a list that is not shown to its end is told', async () => {
  const { told } = await judge([queried('kind', KIND)], PETS, () => ({
    ...{ body: PETS, fields: { link: '<http://other.example/>; rel="next"' } },
  }));
  expect(told).toMatchObject([
    { value: 'cat', wrong: ['dog'], missing: 0 },
    { value: 'dog', wrong: ['cat', 'cat'], missing: 0 },
  ]);
});

test.each<[string, JsonObject, Json, string]>([
  ['its enumeration', queried('kind', { enum: ['cat'] }), 'cat', 'enum'],
  ['its description', queried('title', {}, 'By title.'), 'x', 'description'],
  ['its type', queried('done', { type: 'boolean' }), true, 'schema'],
  ['its name', queried('title'), 'x', 'name'],
])('what is told of a filter rests on %s', async (_, parameter, value, rests) => {
  const { told } = await judge([parameter], [job('a', { [String(parameter['name'])]: value })]);
  expect(told).toMatchObject([{ basis: { rests } }]);
});

test.each<[string, JsonObject, string[], JsonObject[]]>([
  ['those of what the whole list shows', KIND, ['b'], [{ kind: 'dog' }]],
  [
    'those of all things, where the list is filtered by default',
    { ...KIND, default: 'dog' },
    ['b'],
    [{ kind: 'cat' }, { kind: 'dog' }],
  ],
  ['none, where the whole list shows nothing', KIND, [], []],
])('the values of a filter are %s', async (_, schema, shown, want) => {
  const { asked } = await judge([queried('kind', schema)], PETS, right(PETS), undefined, shown);
  expect(asked).toEqual(want);
});

const LIMIT = queried('limit', { type: 'integer', minimum: 1, maximum: 50 });
test.each([
  [1, 0],
  [2, 1],
])('where %d things fit, a page of the fewest is asked for %d times', async (count, pages) => {
  const jobs = [
    ...Array.from({ length: count }, (_, nth) => job(`c${nth}`, { kind: 'cat' })),
    job('d', { kind: 'dog' }),
  ];
  const { asked } = await judge([queried('kind', KIND), LIMIT], jobs);
  expect(asked.filter((query) => query['limit'] === 1 && query['kind'] === 'cat')).toHaveLength(pages);
});

test.each<[string, JsonObject, JsonObject[]]>([
  ['one, where no fewest are documented', {}, [{ kind: 'cat', limit: 1 }]],
  ['the fewest that are documented', { minimum: 2 }, [{ kind: 'cat', limit: 2 }]],
  ['none, where these are as many as there are', { minimum: 3 }, []],
  ['none, where a page may be empty', { minimum: 0 }, []],
])('a page is asked for of what the first value finds, with so many things: %s', async (_, limits, want) => {
  const jobs = ['cat', 'cat', 'cat', 'dog', 'dog', 'dog'].map((kind, nth) => job(`j${nth}`, { kind }));
  const limit = queried('limit', { type: 'integer', maximum: 50, ...limits });
  const { asked, told } = await judge([queried('kind', KIND), limit], jobs);
  expect(asked.filter((query) => query['limit'] !== 50)).toEqual(want);
  expect(told.filter(({ kind }) => kind !== 'filtered')).toMatchObject(want.length > 0 ? [{ kind: 'page' }] : []);
});

test.each<[string, JsonObject[]]>([
  ['lists what is wrong', ['cat', 'cat', 'dog'].map((kind, nth) => job(`j${nth}`, { kind }))],
  ['misses what fits', [job('j0', { kind: 'cat' }), job('z', { kind: 'cat' })]],
])('no page is asked for by a filter that %s', async (_, listed) => {
  const jobs = ['cat', 'cat', 'dog'].map((kind, nth) => job(`j${nth}`, { kind }));
  const { asked } = await judge([queried('kind', KIND), LIMIT], jobs, () => ({ body: listed }));
  expect(asked.filter(({ limit }) => limit !== 50)).toEqual([]);
});

const BOTH = [queried('kind', KIND), queried('done', { type: 'boolean' })];
test('two filters are asked for together, with what one of the things alone has', async () => {
  const jobs = [job('a', { kind: 'cat', done: true }), job('b', { kind: 'cat', done: false })];
  const { asked, told } = await judge(BOTH, jobs);
  expect(asked.at(-1)).toEqual({ kind: 'cat', done: true });
  expect(told.at(-1)).toMatchObject({
    at: 'request query done',
    parameter: 'done beside kind',
    value: true,
    wrong: [],
    missing: 0,
  });
});

test('two filters of which the second is ignored list what is wrong', async () => {
  const jobs = [job('a', { kind: 'cat', done: true }), job('b', { kind: 'cat', done: false })];
  const ignoring: Respond = ({ done, ...query }, nth) =>
    right(jobs)('kind' in query ? query : { ...query, ...(done !== undefined && { done }) }, nth);
  expect((await judge(BOTH, jobs, ignoring)).told.at(-1)).toMatchObject({ value: true, wrong: [false], missing: 0 });
});

test('two filters that find nothing together miss the thing', async () => {
  const jobs = [job('a', { kind: 'cat', done: true }), job('b', { kind: 'cat', done: false })];
  const none: Respond = (query, nth) => ('kind' in query && 'done' in query ? { body: [] } : right(jobs)(query, nth));
  expect((await judge(BOTH, jobs, none)).told.at(-1)).toMatchObject({ wrong: [], missing: 1 });
});

test('two filters that all things fit alike are asked for with another value of the second', async () => {
  const jobs = [job('a', { kind: 'cat', done: true })];
  const { asked, told } = await judge(BOTH, jobs);
  expect(asked.at(-1)).toEqual({ kind: 'cat', done: false });
  expect(told.at(-1)).toMatchObject({ value: false, wrong: [], missing: 0 });
});

test('one filter alone, or free texts, are not asked for together', async () => {
  const { asked } = await judge([queried('kind', KIND), queried('title')], [job('a', { kind: 'cat', title: 'x' })]);
  expect(asked).toEqual([{ kind: 'cat' }, { title: 'x' }]);
});

test('two filters are asked for with a thing that another one has the first value of alone', async () => {
  const jobs = [
    job('a', { kind: 'cat', done: true }),
    job('b', { kind: 'dog', done: false }),
    job('c', { kind: 'dog', done: true }),
  ];
  expect((await judge(BOTH, jobs)).asked.at(-1)).toEqual({ kind: 'dog', done: false });
});

test('two filters are asked for with the other truth value where all things have the one', async () => {
  expect((await judge(BOTH, [job('a', { kind: 'cat', done: false })])).asked.at(-1)).toEqual({
    kind: 'cat',
    done: true,
  });
  const listed = [...BOTH].reverse();
  expect((await judge(listed, [job('a', { kind: 'cat', done: true })])).asked.at(-1)).toEqual({
    done: true,
    kind: 'dog',
  });
});

const TWO = [job('a', { kind: 'cat', done: true }), job('b', { kind: 'cat', done: false })];
const NEXT = { link: '<http://other.example/>; rel="next"' };
test.each<[string, ReturnType<Respond>, { wrong: Json[]; missing: number }]>([
  [
    'miss a thing where they list another',
    { body: [job('z', { kind: 'cat', done: true })] },
    { wrong: [], missing: 1 },
  ],
  [
    'miss nothing where the list is not shown to its end',
    { body: [job('z', { done: true })], fields: NEXT },
    { wrong: [], missing: 0 },
  ],
  ['list nothing wrong without a value', { body: [TWO[0]!, job('z', { done: null })] }, { wrong: [], missing: 0 }],
])('two filters %s', async (_, both, want) => {
  const respond: Respond = (query, nth) => ('kind' in query && 'done' in query ? both : right(TWO)(query, nth));
  expect((await judge(BOTH, TWO, respond)).told.at(-1)).toMatchObject({ parameter: 'done beside kind', ...want });
});

test('two filters of which the second lists other texts list what is wrong', async () => {
  const jobs = [job('a', { kind: 'cat', done: true }), job('b', { kind: 'dog', done: true })];
  const ignoring: Respond = (query, nth) => ('done' in query ? { body: jobs } : right(jobs)(query, nth));
  expect((await judge([...BOTH].reverse(), jobs, ignoring)).told.at(-1)).toMatchObject({
    value: 'cat',
    wrong: ['dog'],
  });
});
