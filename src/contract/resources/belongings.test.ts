import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { belongingsIn } from './belongings.ts';

const text = { type: 'string' };
const json = (properties: object) => ({ content: { 'application/json': { schema: { type: 'object', properties } } } });
const id = { name: 'id', in: 'path', required: true, schema: text };

/** What a body of `POST /categories` takes under such a name, where an article has these members. */
async function taken(member: string, article: JsonObject, line: string) {
  const answered = { 200: { description: '', ...json(article) } };
  const contract = await contractOf({
    paths: {
      '/categories': { post: { requestBody: json({ name: text }), responses: { 201: { description: '' } } } },
      '/categories/{id}': {
        parameters: [id],
        get: { responses: { 200: { description: '' } } },
        put: { requestBody: json({ name: text }), responses: { 200: { description: '' } } },
      },
      '/articles/{id}': { parameters: [id], get: { responses: answered } },
    },
  });
  const operation = contract.operations.find(({ method, path }) => `${method} ${path}` === line);
  return operation && belongingsIn(contract, operation)(member)?.item;
}

const within = (levels: number, inner: JsonObject): JsonObject =>
  levels === 0 ? inner : { data: { type: 'object', properties: within(levels - 1, inner) } };
const listed = (levels: number, inner: JsonObject): JsonObject =>
  levels === 0 ? { type: 'object', properties: inner } : { type: 'array', items: listed(levels - 1, inner) };

test.each<[where: string, article: JsonObject, item: string | undefined]>([
  ['four objects deep', within(4, { category: text }), '/articles/{id}'],
  ['five objects deep', within(5, { category: text }), undefined],
  ['three lists deep', { data: listed(3, { category: text }) }, '/articles/{id}'],
  ['four lists deep', { data: listed(4, { category: text }) }, undefined],
])('what a thing says of where it belongs is looked for %s', async (_, article, item) => {
  expect(await taken('articles', article, 'POST /categories')).toBe(item);
});

const list = { type: 'array', items: text };
test.each<[string, string, JsonObject, string?]>([
  ['what has one of its kind', 'articles', { category: text }],
  ['what has the id of one', 'articles', { categoryId: text }],
  ['what has the id of one in other spelling', 'article_ids', { category_id: { type: 'integer' } }],
  ['what says so further in', 'articles', { data: { type: 'object', properties: { category: { type: 'object' } } } }],
  ['what says so of each item', 'articles', { data: { type: 'array', items: { properties: { category: {} } } } }],
  ['one of what has one of its kind', 'article', { category: {} }],
  ['what a change puts into it', 'articles', { category: text }, 'PUT /categories/{id}'],
])('a body takes %s', async (_, member, article, line = 'POST /categories') => {
  expect(await taken(member, article, line)).toBe('/articles/{id}');
});

test.each<[string, string, JsonObject, string?]>([
  ['has several of its kind', 'articles', { categories: list }],
  ['has a list under the word for one', 'articles', { category: list }],
  ['does not say where it belongs', 'articles', { title: text }],
  ['is called otherwise', 'tags', { category: text }],
  ['is asked for', 'articles', { category: text }, 'GET /categories/{id}'],
])('a body takes nothing that %s', async (_, member, article, line = 'POST /categories') => {
  expect(await taken(member, article, line)).toBeUndefined();
});
