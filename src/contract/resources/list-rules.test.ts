import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Operation } from '../../model/contract.ts';
import { listRules, type ListRules } from './list-rules.ts';

const INTEGER = { type: 'integer' };
const TEXT = { type: 'string' };
const ORDER = { type: 'string', enum: ['asc', 'desc'] };

/** The rules of a list whose items have a title and a genre, by the schemas of its parameters. */
async function rulesOf(schemas: Record<string, object>, where = 'query'): Promise<ListRules> {
  const parameters = Object.entries(schemas).map(([name, schema]) => ({ name, in: where, schema }));
  const responses = { 200: { description: '' } };
  const contract = await contractOf({ paths: { '/things': { get: { parameters, responses } } } });
  return listRules(contract, contract.operations[0] as Operation, ['title', 'genre_name', 'size']);
}

const NAMES: [rule: keyof ListRules, schema: object, names: string[]][] = [
  [
    'limit',
    INTEGER,
    [...['limit', 'per_page', 'pageSize', 'size', 'count', 'top', '$top', 'max-results', 'maxItems', 'take', 'first']],
  ],
  ['page', INTEGER, ['page', 'Page_Number', 'pageNo', 'pageIndex']],
  ['offset', INTEGER, ['offset', 'skip', '$skip', 'start', 'startIndex', 'start_at', 'from']],
  ['cursor', TEXT, ['cursor', 'pageToken', 'next_token', 'continuationToken', 'starting_after', 'after', 'marker']],
  ['sort', TEXT, ['sort', 'sort_by', 'order', 'orderBy', '$orderby', 'ordering']],
  ['direction', ORDER, ['order', 'direction', 'sort_order', 'sortDirection', 'orderDirection', 'dir']],
  ['search', TEXT, ['q', 'query', 'search', 'searchTerm', 'filter', '$filter']],
];

test.each(NAMES.flatMap(([rule, schema, names]) => names.map((name) => ({ rule, schema, name }))))(
  'a parameter $name is the $rule of a list',
  async ({ rule, schema, name }) => {
    expect((await rulesOf({ [name]: schema }))[rule]).toMatchObject({ name });
  },
);

test.each(NAMES.flatMap(([rule, schema, names]) => ['x', 'y'].map((more) => ({ rule, schema, names, more }))))(
  'a name that $more makes longer is no $rule',
  async ({ rule, schema, names, more }) => {
    const [name = ''] = names;
    expect((await rulesOf({ [more === 'x' ? `x${name}` : `${name}y`]: schema }))[rule]).toBeUndefined();
  },
);

test.each<[what: string, schemas: Record<string, object>, rules: Partial<ListRules>]>([
  [
    'a direction with one value is one too',
    { order: { type: 'string', enum: ['asc'] } },
    { direction: { name: 'order', default: 'asc' } },
  ],
  ['a limit that is a text is none', { limit: TEXT }, {}],
  ['a number without a whole value is a limit too', { limit: { type: 'number' } }, { limit: { name: 'limit' } }],
  ['a default is that of the rule', { limit: { ...INTEGER, default: 20 } }, { limit: { name: 'limit', default: 20 } }],
  ['pages count from 1', { page: INTEGER }, { page: { name: 'page', first: 1 } }],
  [
    'pages count from 0 where that is the default',
    { page: { ...INTEGER, default: 0 } },
    { page: { name: 'page', default: 0, first: 0 } },
  ],
  [
    'pages count from 1 where 1 is the default',
    { page: { ...INTEGER, default: 1 } },
    { page: { name: 'page', default: 1, first: 1 } },
  ],
  ['a cursor that is a number is none', { cursor: INTEGER }, {}],
  ['a parameter of any type may be a cursor', { cursor: {} }, { cursor: { name: 'cursor' } }],
  ['the first of several limits counts', { limit: INTEGER, count: INTEGER }, { limit: { name: 'limit' } }],
  ['the first of several pages counts', { page: INTEGER, pageNo: INTEGER }, { page: { name: 'page', first: 1 } }],
  ['the first of several offsets counts', { skip: INTEGER, from: INTEGER }, { offset: { name: 'skip' } }],
  ['the first of several cursors counts', { after: TEXT, marker: TEXT }, { cursor: { name: 'after' } }],
  ['the first of several searches counts', { q: TEXT, query: TEXT }, { search: { name: 'q' } }],
  ['the first of several orders counts', { sort: TEXT, ordering: TEXT }, { sort: { name: 'sort' } }],
  ['a direction ascends unless it says otherwise', { dir: ORDER }, { direction: { name: 'dir', default: 'asc' } }],
  [
    'a direction has its default',
    { dir: { ...ORDER, default: 'desc' } },
    { direction: { name: 'dir', default: 'desc' } },
  ],
  ['a direction of any text is none', { dir: TEXT }, {}],
  ['a direction with a third value is none', { dir: { ...TEXT, enum: ['asc', 'up'] } }, {}],
  ['a direction of numbers is none', { dir: { ...TEXT, enum: ['asc', 1] } }, {}],
  [
    'an order that is asc or desc is the direction of another',
    { sort: TEXT, order: ORDER },
    { sort: { name: 'sort' }, direction: { name: 'order', default: 'asc' } },
  ],
  ['an order has its default', { sort: { ...TEXT, default: 'title' } }, { sort: { name: 'sort', default: 'title' } }],
  ['an order that is a number is none', { sort: INTEGER }, {}],
  ['the name of a member filters', { title: TEXT }, { filters: [{ name: 'title', member: 'title' }] }],
  [
    'the name of a member in another case filters',
    { genreName: TEXT },
    { filters: [{ name: 'genreName', member: 'genre_name' }] },
  ],
  [
    'a filter has its default',
    { title: { ...TEXT, default: 'a' } },
    { filters: [{ name: 'title', member: 'title', default: 'a' }] },
  ],
  ['a filter that is an object is none', { title: { type: 'object' } }, {}],
  [
    'a list of values filters',
    { title: { type: 'array', items: TEXT } },
    { filters: [{ name: 'title', member: 'title' }] },
  ],
  ['a number of the name of a member that is a limit is a limit', { size: INTEGER }, { limit: { name: 'size' } }],
  [
    'a text of the name of a member that is a limit filters',
    { size: TEXT },
    { filters: [{ name: 'size', member: 'size' }] },
  ],
  ['a search that is a number is none', { q: INTEGER }, {}],
  ['a name that says nothing changes nothing', { verbose: TEXT }, {}],
])('%s', async (_, schemas, rules) => {
  expect(await rulesOf(schemas)).toEqual({ filters: [], ...rules });
});

test('a header is no rule of a list', async () => {
  expect(await rulesOf({ limit: INTEGER, title: TEXT }, 'header')).toEqual({ filters: [] });
});

test.each<[what: string, description: string, isFilter: boolean]>([
  ['a value', 'The genre.', true],
  ['operators', 'Format: `[operator]value`', false],
  ['several operators', 'Operators: `=` and `>=`.', false],
  ['wildcards', 'May have wildcards.', false],
  ['a wild card', 'May have a wild card.', false],
  ['a regular expression', 'A regular expression.', false],
])('a parameter whose description speaks of %s is a filter or not', async (_, description, isFilter) => {
  const responses = { 200: { description: '' } };
  const parameters = [{ name: 'title', in: 'query', description, schema: TEXT }];
  const contract = await contractOf({ paths: { '/things': { get: { parameters, responses } } } });
  const { filters } = listRules(contract, contract.operations[0] as Operation, ['title']);
  expect(filters).toEqual(isFilter ? [{ name: 'title', member: 'title' }] : []);
});
