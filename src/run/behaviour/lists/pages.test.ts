import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../../model/json.ts';
import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import type { Answer } from '../resource-client.ts';
import type { Made } from '../writes/create.ts';
import { sortMember } from './list-order.ts';
import { isOwn, isPastBase, keyOfThing, localPathOf, membersAround, nextLink, type ResourceList } from './pages.ts';

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
