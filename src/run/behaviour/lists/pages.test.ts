import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import type { Answer } from '../resource-client.ts';
import type { Made } from '../writes/create.ts';
import { listedThings, queried, type Listing, type Respond } from '../../../../test/support/listed-things.ts';
import { sortMember } from './list-order.ts';
import {
  isOwn,
  isPastBase,
  keyOfThing,
  localPathOf,
  membersAround,
  nextLink,
  readPages,
  type ResourceList,
  type Walk,
} from './pages.ts';

describe('the link to the next page', () => {
  test.each<[link: string | undefined, address: string | undefined]>([
    [undefined, undefined],
    ['', undefined],
    ['</things?page=2>; rel="next"', '/things?page=2'],
    ['</things?page=2>; rel=next', '/things?page=2'],
    ['</things?page=2>;rel=NEXT', '/things?page=2'],
    ['</things?page=2>; rel="last next"', '/things?page=2'],
    ['</a>; rel="prev", </b>; rel="next"', '/b'],
    ['</a>; rel="first", </b>; title="x, y"; rel="next"', '/b'],
    ['</a>; title="rel=next"; rel="prev"', undefined],
    ['</b> ; rel = "next"', '/b'],
    ['</b>; rel="nextone"', undefined],
    ['</b>', undefined],
    ['/b; rel="next"', undefined],
  ])('Link: %s leads to %s', (link, address) => {
    expect(nextLink({ fields: new Map(link === undefined ? [] : [['link', link]]) } as Answer)).toBe(address);
  });
});

describe('an address as the path of a request', () => {
  const FROM = '/things?page=1';
  test.each<[reference: string, baseUrl: string, path: string | undefined]>([
    ['/things?page=2', 'https://api.example.org', '/things?page=2'],
    ['?page=2', 'https://api.example.org', '/things?page=2'],
    ['https://api.example.org/things?page=2', 'https://api.example.org', '/things?page=2'],
    ['https://api.example.org:443/things?page=2', 'https://api.example.org/', '/things?page=2'],
    ['https://other.example.org/things', 'https://api.example.org', undefined],
    ['http://api.example.org/things', 'https://api.example.org', undefined],
    ['https://api.example.org:8443/things', 'https://api.example.org', undefined],
    ['/v1/things?page=2', 'https://api.example.org/v1', '/things?page=2'],
    ['/v1/things?page=2', 'https://api.example.org/v1/', '/things?page=2'],
    ['?page=2', 'https://api.example.org/v1', '/things?page=2'],
    ['?page=2', 'https://api.example.org/v1/', '/things?page=2'],
    ['/v10/things', 'https://api.example.org/v1', '/v10/things'],
    ['/things', 'https://api.example.org/v1', '/things'],
    ['http://[', 'https://api.example.org', undefined],
  ])('%s of %s is %s', (reference, baseUrl, path) => {
    expect(localPathOf(reference, baseUrl, FROM)).toBe(path);
  });
});

test.each<[reference: string, baseUrl: string, want: boolean]>([
  ['/v1/things/2', 'https://api.example.org/v1', false],
  ['/v1/things/2', 'https://api.example.org/v1/', false],
  ['2', 'https://api.example.org/v1', false],
  ['../../things', 'https://api.example.org/v1/', true],
  ['/things/2', 'https://api.example.org/v1', true],
  ['/v10/things/2', 'https://api.example.org/v1', true],
  ['https://api.example.org/things/2', 'https://api.example.org/v1', true],
  ['https://other.example.org/things/2', 'https://api.example.org/v1', false],
  ['/things/2', 'https://api.example.org', false],
  ['http://[', 'https://api.example.org/v1', false],
])('whether %s stands beside what is below %s: %s', (reference, baseUrl, want) => {
  expect(isPastBase(reference, baseUrl, '/things/1')).toBe(want);
});

describe('what stands around a list', () => {
  test.each<[body: Json | undefined, around: [string, Json][]]>([
    [undefined, []],
    [[], []],
    [
      { next_page: 2, total: 3 },
      [
        ['nextpage', 2],
        ['total', 3],
      ],
    ],
    [{ meta: { nextCursor: 'a' } }, [['nextcursor', 'a']]],
    [
      { links: { next: '/b', prev: null } },
      [
        ['next', '/b'],
        ['prev', null],
      ],
    ],
    [
      { next: { href: '/b' } },
      [
        ['href', '/b'],
        ['next', '/b'],
      ],
    ],
    [{ next: { href: 7 } }, [['href', 7]]],
    [
      { _links: { next: { href: '/b' } } },
      [
        ['next', { href: '/b' }],
        ['next', '/b'],
      ],
    ],
  ])('%j has %j', (body, around) => expect(membersAround(body)).toEqual(around));
});

describe('a thing of a list', () => {
  test.each<[thing: { id?: string; value: JsonObject }, key: string]>([
    [{ id: '7', value: { a: 1 } }, '7'],
    [{ value: { a: 1 } }, '{"a":1}'],
  ])('%j is known by %s', (thing, key) => expect(keyOfThing({ place: '#', ...thing })).toBe(key));

  const made = { id: '7', inputs: { body: { title: 'a title', short: 'five5', count: 1 } } } as unknown as Made;
  test.each<[thing: { id?: string; value: JsonObject }, isOurs: boolean]>([
    [{ id: '7', value: {} }, true],
    [{ id: '8', value: { title: 'a title' } }, false],
    [{ value: { title: 'a title' } }, true],
    [{ value: { title: 'another title' } }, false],
    [{ value: { short: 'five5' } }, false],
    [{ value: { title: 7 } }, false],
    [{ value: {} }, false],
  ])('%j was made by the run: %j', (thing, isOurs) => expect(isOwn({ place: '#', ...thing }, made)).toBe(isOurs));

  test('a thing without identifier is not ours where nothing with a text was sent', () =>
    expect(isOwn({ place: '#', value: { title: 'a title' } }, { id: '7', inputs: {} } as unknown as Made)).toBe(false));

  test('six letters are enough to know a text by', () => {
    const body = (text: string) => ({ id: '7', inputs: { body: { text } } }) as unknown as Made;
    expect(isOwn({ place: '#', value: { text: 'sixsix' } }, body('sixsix'))).toBe(true);
    expect(isOwn({ place: '#', value: { text: 'five5' } }, body('five5'))).toBe(false);
  });
});

describe('an order of a list', () => {
  const list = {
    kept: { members: { names: new Set(['title', 'list_price']) } } as unknown as KeptOperation,
  } as ResourceList;
  test.each<[value: Json, order: { member: string; isDescending: boolean } | undefined]>([
    ['title', { member: 'title', isDescending: false }],
    ['+title', { member: 'title', isDescending: false }],
    ['-title', { member: 'title', isDescending: true }],
    [' Title ', { member: 'title', isDescending: false }],
    ['listPrice', { member: 'list_price', isDescending: false }],
    ['list_price', { member: 'list_price', isDescending: false }],
    ['title:desc', { member: 'title', isDescending: true }],
    ['title desc', { member: 'title', isDescending: true }],
    ['title_DESC', { member: 'title', isDescending: true }],
    ['title.asc', { member: 'title', isDescending: false }],
    ['title-descending', { member: 'title', isDescending: true }],
    ['title ascending', { member: 'title', isDescending: false }],
    ['-title:asc', { member: 'title', isDescending: false }],
    ['title,price', undefined],
    ['price', undefined],
    ['', undefined],
    [7, undefined],
  ])('%j orders by %j', (value, order) => expect(sortMember(list, value)).toEqual(order));
});

describe('a list that is asked for page by page', () => {
  const jobs = (...ids: number[]): JsonObject[] => ids.map((id) => ({ id: `j${id}` }));
  const upTo = (count: number) => Array.from({ length: count }, (_, nth) => nth);
  const number = (name: string, schema: JsonObject = {}) => queried(name, { type: 'integer', ...schema });
  const LIMIT = number('limit', { maximum: 3 });

  async function walked(parameters: JsonObject[], respond: Respond, more: Listing = {}, walk: Walk = {}) {
    const { list, asked, titles, paths } = await listedThings({ parameters, ...more }, jobs(0), respond);
    const pages = await readPages(list, { q: 'a' }, 'all', walk);
    const things = pages?.things.map(({ id }) => Number(id?.slice(1)));
    return { asked, titles, paths, things, isWhole: pages?.isWhole, count: pages?.pages.length };
  }
  const cut = (count: number, query: JsonObject) => {
    const start = Number(query['offset'] ?? 0);
    return { body: jobs(...upTo(count).slice(start, start + Number(query['limit'] ?? 100))) };
  };

  test('is asked for by how many things came, until no further one comes', async () => {
    expect(await walked([LIMIT, number('offset')], (query) => cut(7, query))).toEqual({
      asked: [
        { q: 'a', limit: 3 },
        { q: 'a', limit: 3, offset: 3 },
        { q: 'a', limit: 3, offset: 6 },
        { q: 'a', limit: 3, offset: 7 },
      ],
      titles: ['all', 'all, page 2', 'all, page 3', 'all, page 4'],
      paths: ['/jobs', '/jobs', '/jobs', '/jobs'],
      ...{ things: upTo(7), isWhole: true, count: 4 },
    });
  });

  test.each<[string, JsonObject, Walk, number]>([
    ['as the contract allows', { maximum: 50 }, {}, 50],
    ['a hundred, where the contract allows more', { maximum: 500 }, {}, 100],
    ['a hundred, where the contract says nothing', {}, {}, 100],
    ['as a test wants', { maximum: 50 }, { size: 2 }, 2],
  ])('has as many things on a page %s', async (_, schema, walk, want) => {
    const { asked } = await walked([number('limit', schema)], () => ({ body: [] }), {}, walk);
    expect(asked).toEqual([{ q: 'a', limit: want }]);
  });

  test.each([
    [11, 12, true],
    [12, 12, false],
    [20, 12, false],
  ])('has %i pages, is read to the page %i, and is known to end there: %s', async (count, read, isWhole) => {
    const parameters = [number('limit', { maximum: 1 }), number('offset')];
    expect(await walked(parameters, (query) => cut(count, query))).toMatchObject({
      ...{ count: read, isWhole, things: upTo(Math.min(count, read)) },
    });
  });

  test.each<[string, number[][], number, boolean]>([
    ['is empty', [[]], 1, true],
    ['gives the same page again', [[1], [1], [2]], 2, true],
    ['gives a page again that is not the first', [[1], [2], [2], [3]], 3, true],
    ['gives a page that has a further thing', [[1, 2], [2, 3], []], 3, true],
    ['is not answered any more', [[1], [2]], 2, false],
  ])('ends where it %s', async (_, pages, count, isWhole) => {
    const all = pages.map((ids) => ({ body: jobs(...ids) }));
    const read = await walked([LIMIT, number('offset')], (__, nth) => all[nth - 1]);
    expect([read.count, read.isWhole]).toEqual([count, isWhole]);
    expect(read.things).toEqual([...new Set(pages.slice(0, count).flat())]);
  });

  test('is nothing where the first page is not answered', async () => {
    expect((await walked([LIMIT], () => undefined)).count).toBeUndefined();
  });

  test.each<[JsonObject, number[]]>([
    [{}, [2, 3]],
    [{ minimum: 1 }, [2, 3]],
    [{ default: 0 }, [1, 2]],
  ])('is asked for by numbers of pages: with %j by %j', async (schema, numbers) => {
    const all = [jobs(1), jobs(2), []];
    const { asked } = await walked([LIMIT, number('page', schema)], (_, nth) => ({ body: all[nth - 1] ?? null }));
    expect(asked).toEqual([{ q: 'a', limit: 3 }, ...numbers.map((page) => ({ q: 'a', limit: 3, page }))]);
  });

  const WRAPPED: Listing = {
    schema: (job) => ({
      type: 'object',
      properties: { jobs: { type: 'array', items: job }, next: { type: 'string' } },
    }),
  };

  test.each<[string, Json | undefined, JsonObject[]]>([
    ['is asked for by its cursor', 'c2', [{ q: 'a', limit: 3, cursor: 'c2' }]],
    ['is not asked for by an address', 'http://127.0.0.1:2/jobs', []],
    ['is not asked for by no text', '', []],
    ['is not asked for by a number', 7, []],
  ])('has a cursor, and %s', async (_, next, further) => {
    const { asked } = await walked(
      [LIMIT, queried('cursor', { type: 'string' })],
      (__, nth) => ({ body: nth === 1 ? { jobs: jobs(1), next: next ?? null } : { jobs: [], next: null } }),
      WRAPPED,
    );
    expect(asked).toEqual([{ q: 'a', limit: 3 }, ...further]);
  });

  test.each<[string, ReturnType<Respond>, string[]]>([
    ['a header field', { body: { jobs: jobs(1) }, fields: { link: '</jobs?page=2>; rel="next"' } }, ['/jobs?page=2']],
    ['a member', { body: { jobs: jobs(1), next: '/jobs?page=2' } }, ['/jobs?page=2']],
    ['neither', { body: { jobs: jobs(1) } }, []],
    ['an address of its own', { body: { jobs: jobs(1), next: '/jobs' } }, []],
    ['an address of another host', { body: { jobs: jobs(1), next: 'http://127.0.0.1:2/jobs?page=2' } }, []],
  ])('is asked for by a link: %s', async (_, first, further) => {
    const parameters = [LIMIT, number('offset')];
    const { paths, isWhole } = await walked(
      parameters,
      (__, nth) => (nth === 1 ? first : { body: { jobs: jobs(2) } }),
      WRAPPED,
      { by: 'links' },
    );
    expect([paths, isWhole]).toEqual([['/jobs', ...further], true]);
  });

  test.each([
    [2, true],
    [3, false],
  ])('has no further page that can be asked for, and is whole with %i of three things: %s', async (count, isWhole) => {
    const read = await walked([LIMIT], () => ({ body: jobs(...upTo(count)) }));
    expect([read.asked, read.isWhole]).toEqual([[{ q: 'a', limit: 3 }], isWhole]);
  });
});
