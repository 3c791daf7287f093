import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import type { ListRules } from '../../contract/resources/list-rules.ts';
import { fillEnvelope, pageHeaders, pageLink } from './envelope.ts';
import { cursorFor, type Page } from './select-page.ts';

const RULES: ListRules = { filters: [], page: { name: 'page', first: 1 } };
/** The second of three pages of ten. */
const MIDDLE: Page = { things: [], total: 25, offset: 10, limit: 10, next: 20 };
const FIRST: Page = { things: [], total: 25, offset: 0, limit: 10, next: 10 };
const LAST: Page = { things: [], total: 25, offset: 20, limit: 10 };
const NONE: Page = { things: [], total: 0, offset: 0, limit: 10 };
const link = (offset: number) => `/things?at=${offset}`;
const fill = (around: JsonObject, page: Page, rules = RULES, conforms: (answer: Json) => boolean = () => true) =>
  fillEnvelope({ items: [], ...around }, '#/items', { page, rules, link }, conforms);

describe('what stands beside a list', () => {
  const FACTS: [names: string[], documented: Json, said: { [page: string]: Json }][] = [
    [
      ['total', 'total_count', 'totalItems', 'totalResults', 'totalElements', 'count', 'itemCount'],
      1,
      { first: 25, middle: 25, last: 25, none: 0 },
    ],
    [['limit', 'pageSize', 'per_page', 'size', 'page_length'], 1, { first: 10, middle: 10, last: 10, none: 10 }],
    [['offset', 'skip', 'startIndex'], 1, { first: 0, middle: 10, last: 20, none: 0 }],
    [['page', 'page_number', 'currentPage', 'number'], 9, { first: 1, middle: 2, last: 3, none: 1 }],
    [['pages', 'total_pages', 'pageCount', 'lastPage'], 9, { first: 3, middle: 3, last: 3, none: 1 }],
    [['hasMore', 'has_next', 'hasNextPage', 'more'], true, { first: true, middle: true, last: false, none: false }],
    [['next_page'], null, { first: 2, middle: 3, last: null, none: null }],
    [['nextOffset'], null, { first: 10, middle: 20, last: null, none: null }],
    [
      ['next_cursor', 'nextPageToken', 'next_token', 'endCursor', 'cursor'],
      'x',
      { first: cursorFor(10), middle: cursorFor(20), last: null, none: null },
    ],
    [['next', 'nextLink', 'next_url', 'nextHref'], 'x', { first: link(10), middle: link(20), last: null, none: null }],
    [
      ['prev', 'previous', 'previousLink', 'prev_link'],
      'x',
      { first: null, middle: link(0), last: link(10), none: null },
    ],
  ];
  const PAGES: Record<string, Page> = { first: FIRST, middle: MIDDLE, last: LAST, none: NONE };
  const rows = FACTS.flatMap(([names, documented, said]) =>
    names.flatMap((name) => Object.entries(said).map(([page, value]) => ({ name, documented, page, value }))),
  );
  test.each(rows)('$name of the $page page is $value', ({ name, documented, page, value }) => {
    expect(fill({ [name]: documented }, PAGES[page] as Page)).toEqual({ items: [], [name]: value });
  });

  test.each<[offset: number, previous: Json]>([
    [0, null],
    [1, link(0)],
    [10, link(0)],
    [11, link(1)],
  ])('the page before that behind %i things begins at %s', (offset, previous) => {
    const page: Page = { things: [], total: 25, offset, limit: 10 };
    expect(fill({ previous: 'x' }, page)).toEqual({ items: [], previous });
  });

  test('pages count from one where the contract does not say', () => {
    const rules: ListRules = { filters: [] };
    expect(fill({ page: 9, next_page: 9 }, MIDDLE, rules)).toEqual({ items: [], page: 2, next_page: 3 });
  });

  test('pages without things have no number', () => {
    const empty: Page = { things: [], total: 25, offset: 10, limit: 0 };
    expect(fill({ page: 9, next_page: 9, pages: 9 }, empty)).toEqual({ items: [], page: 9, next_page: null, pages: 9 });
  });

  test.each(['xtotal', 'totals', 'xlimit', 'limits', 'xnext', 'nexts', 'xpage', 'paged'])(
    '%s is left as it is',
    (name) => {
      expect(fill({ [name]: 1 }, MIDDLE)).toEqual({ items: [], [name]: 1 });
    },
  );

  test.each(['meta', 'links', '_links', 'pagination', 'paging', 'page', 'pageInfo', 'page_info'])(
    'the members of %s say it too',
    (name) => expect(fill({ [name]: { total: 1 } }, MIDDLE)).toEqual({ items: [], [name]: { total: 25 } }),
  );

  test('the members of another object are left as they are', () =>
    expect(fill({ other: { total: 1 } }, MIDDLE)).toEqual({ items: [], other: { total: 1 } }));

  test('the members beside an object with the list say it too', () => {
    const answer = { total: 1, data: { items: [], total: 1 } };
    const facts = { page: MIDDLE, rules: RULES, link };
    expect(fillEnvelope(answer, '#/data/items', facts, () => true)).toEqual({
      total: 25,
      data: { items: [], total: 25 },
    });
  });

  test('a list that is the whole answer has nothing beside it', () =>
    expect(fillEnvelope([], '#', { page: MIDDLE, rules: RULES, link }, () => true)).toEqual([]));

  test('pages may count from 0', () => {
    const rules: ListRules = { filters: [], page: { name: 'page', first: 0 } };
    expect(fill({ page: 1, nextPage: 1 }, MIDDLE, rules)).toEqual({ items: [], page: 1, nextPage: 2 });
  });

  test('pages of nothing have no number', () =>
    expect(fill({ page: 7, pages: 7 }, { ...MIDDLE, limit: 0 })).toEqual({ items: [], page: 7, pages: 7 }));

  test('pages of one thing are as many as there are things', () =>
    expect(fill({ page: 7, pages: 7 }, { things: [], total: 3, offset: 2, limit: 1 })).toEqual({
      items: [],
      page: 3,
      pages: 3,
    }));

  test('a full last page has none behind it', () =>
    expect(fill({ pages: 7 }, { things: [], total: 20, offset: 10, limit: 10 })).toEqual({ items: [], pages: 2 }));

  test('a link that is an object becomes no text: it is left out where it may be', () => {
    expect(fill({ next: { href: 'x' } }, MIDDLE)).toEqual({ items: [] });
    const isWithLink = (answer: Json) => Object.hasOwn(answer as JsonObject, 'next');
    expect(fill({ next: { href: 'x' } }, MIDDLE, RULES, isWithLink)).toEqual({ items: [], next: { href: 'x' } });
  });

  test('what the schema does not let it say is left out, or as it is', () => {
    const isWithoutNull = (answer: Json) => (answer as JsonObject)['next'] !== null;
    expect(fill({ next: 'x' }, LAST, RULES, isWithoutNull)).toEqual({ items: [] });
    expect(fill({ next: 'x' }, LAST, RULES, () => false)).toEqual({ items: [], next: 'x' });
  });
});

describe('the headers of a list', () => {
  test.each<[name: string, value: string[]]>([
    ['Link', ['</things?at=20>; rel="next"']],
    ['link', ['</things?at=20>; rel="next"']],
    ['X-Total-Count', ['25']],
    ['X-Total', ['25']],
    ['x-count', ['25']],
    ['X-Pagination-Total', ['25']],
    ['X-Totals', []],
    ['My-X-Total', []],
    ['Linked', []],
    ['Hyperlink', []],
  ])('%s of a page in the middle is %j', (name, value) => {
    expect(pageHeaders([name], { page: MIDDLE, rules: RULES, link })).toEqual(value.map((one) => [name, one]));
  });

  test('the last page has no link to another', () =>
    expect(pageHeaders(['Link', 'X-Total'], { page: LAST, rules: RULES, link })).toEqual([['X-Total', '25']]));
});

describe('the address of another page', () => {
  test.each<[rules: Partial<ListRules>, path: string, limit: number, offset: number, address: string]>([
    [{ offset: { name: 'skip' } }, '/things?skip=0&q=a', 10, 20, '/things?skip=20&q=a'],
    [{ offset: { name: 'skip' }, page: { name: 'page', first: 1 } }, '/things', 10, 20, '/things?skip=20'],
    [{ page: { name: 'page', first: 1 } }, '/things?page=1', 10, 20, '/things?page=3'],
    [{ page: { name: 'page', first: 0 } }, '/things', 10, 20, '/things?page=2'],
    [{ page: { name: 'page', first: 1 } }, '/things', 10, 19, '/things?page=2'],
    [{ page: { name: 'page', first: 1 } }, '/things', 0, 3, '/things?page=4'],
    [{ page: { name: 'page', first: 1 } }, '/things', 1, 3, '/things?page=4'],
    [{ cursor: { name: 'after' } }, '/things', 10, 20, `/things?after=${cursorFor(20)}`],
    [{}, '/things?q=a', 10, 20, '/things?q=a'],
  ])('with the rules %j, from %s with %i on a page, behind %i, is %s', (rules, path, limit, offset, address) => {
    expect(pageLink({ filters: [], ...rules }, path, limit)(offset)).toBe(address);
  });
});
