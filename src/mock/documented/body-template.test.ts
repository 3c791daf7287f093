import { describe, expect, test } from '@jest/globals';
import type { Leaf, LeafKind, Template } from '../../model/binding.ts';
import type { Operation } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import type { RespondableExample } from './choose-example.ts';
import { createGeneratedValues } from './generated-values.ts';
import { leafNode, templateOf, type Placeholder, type TemplateNode } from './body-template.ts';

const REQUEST = {
  type: 'object',
  properties: { a: { type: 'string', default: 'usual' }, list: { type: 'array', items: { type: 'string' } } },
};
const contract = await contractOf({
  paths: {
    '/x/{id}': {
      post: {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string', default: 'first' } },
          { name: 'id', in: 'query', schema: { type: 'string', default: 'second' } },
        ],
        requestBody: { content: { 'application/json': { schema: REQUEST } } },
        responses: { 201: { description: 'X' } },
      },
    },
  },
});
const [operation] = contract.operations as [Operation];
const example = (body?: Json) =>
  ({
    request: {
      ...{ path: { id: '1' }, query: {}, header: {}, cookie: {} },
      ...(body !== undefined && { mediaType: 'application/json', body }),
    },
  }) as unknown as RespondableExample;

const leaf = (pointer: string, value: Json, kind: LeafKind, template?: Template): Leaf => ({
  ...{ place: { in: 'body', pointer }, value, kind, because: 'b', identifies: false, clause: '#' },
  ...(template && { template }),
});
const bound = (pointer: string, value: Json, from = pointer) =>
  leaf(pointer, value, 'bound', [{ in: 'body', pointer: from }]);
const generated = createGeneratedValues({ now: () => new Date('2030-01-02T03:04:05Z'), newId: () => 'new' }, 1);

/** A node in short: its kind and place, and what it holds. */
function short(node: TemplateNode): Json {
  if (node.kind === 'fixed') return { fixed: node.value };
  if (node.kind === 'generated') return { new: generated.make(node.make) };
  if (node.kind === 'placeholder')
    return {
      hole: node.place,
      from: node.template as unknown as Json,
      ...(node.byMember && { or: short(node.byMember) }),
    };
  return node.kind === 'array'
    ? node.items.map(short)
    : Object.fromEntries(node.members.map(([name, member]) => [name, short(member)]));
}
const hole = (place: string, from = place) => ({ hole: place, from: [{ in: 'body', pointer: from }] });
const make = (value: Json, leaves: Leaf[], sent: Json = {}) =>
  short(templateOf(contract, operation, example(sent), leaves, value));

describe('a documented body is taken apart', () => {
  test.each<[name: string, value: Json, leaves: Leaf[], sent: Json, want: Json]>([
    [
      'not at all where nothing in it changes',
      { a: [1, { b: 2 }] },
      [leaf('#/a/0', 1, 'literal')],
      {},
      { fixed: { a: [1, { b: 2 }] } },
    ],
    [
      'at what was sent',
      { a: 'x', b: 2 },
      [bound('#/a', 'x', '#/other')],
      { other: 'x' },
      { a: hole('#/a', '#/other'), b: { fixed: 2 } },
    ],
    [
      'at what is volatile, where it is known how to write it anew',
      { at: '2020-01-01T00:00:00Z', note: 'words' },
      [leaf('#/at', '2020-01-01T00:00:00Z', 'volatile'), leaf('#/note', 'words', 'volatile')],
      {},
      { at: { new: '2030-01-02T03:04:05Z' }, note: { fixed: 'words' } },
    ],
    ['in lists too', [1, 'x'], [bound('#/1', 'x', '#/a')], { a: 'x' }, [{ fixed: 1 }, hole('#/1', '#/a')]],
    [
      'into a whole list that was sent',
      { list: ['x', 'y'] },
      [bound('#/list/0', 'x'), bound('#/list/1', 'y')],
      { list: ['x', 'y'], a: 'z' },
      { list: { ...hole('#/list'), or: [hole('#/list/0'), hole('#/list/1')] } },
    ],
    [
      'into a whole object of another name',
      { data: { k: 'x' } },
      [bound('#/data/k', 'x', '#/meta/k')],
      { meta: { k: 'x' } },
      { data: { ...hole('#/data', '#/meta'), or: { k: hole('#/data/k', '#/meta/k') } } },
    ],
    ['at what is empty on both sides', { list: [], b: 1 }, [], { list: [] }, { list: hole('#/list'), b: { fixed: 1 } }],
    ['not at what is empty here alone', { list: [] }, [], { list: ['x'] }, { fixed: { list: [] } }],
    [
      'member by member where more was sent',
      { o: { k: 'x' } },
      [bound('#/o/k', 'x')],
      { o: { k: 'x', l: 'y' } },
      { o: { k: hole('#/o/k') } },
    ],
    [
      'member by member where its members come from two places',
      { o: { k: 'x', l: 'y' } },
      [bound('#/o/k', 'x', '#/p/k'), bound('#/o/l', 'y', '#/q/l')],
      { p: { k: 'x' }, q: { l: 'y' } },
      { o: { k: hole('#/o/k', '#/p/k'), l: hole('#/o/l', '#/q/l') } },
    ],
    [
      'member by member where one of them is its own',
      { o: { k: 'x', l: 'y' } },
      [bound('#/o/k', 'x'), leaf('#/o/l', 'y', 'literal')],
      { o: { k: 'x', l: 'y' } },
      { o: { k: hole('#/o/k'), l: { fixed: 'y' } } },
    ],
  ])('%s', (_, value, leaves, sent, want) => expect(make(value, leaves, sent)).toStrictEqual(want));
});

describe('a placeholder', () => {
  const placeholderOf = (template: Template, value: Json = 'x', body?: Json) =>
    leafNode(contract, operation, example(body), leaf('#/p', value, 'bound', template), '#/p') as Placeholder;

  test.each<[template: Template, late: boolean]>([
    [[{ in: 'path', name: 'id' }], false],
    [['/x/', { in: 'path', name: 'id' }], false],
    [[{ in: 'response', pointer: '#/id' }], true],
    [['/x/', { in: 'path', name: 'id' }, '/', { in: 'response', pointer: '#/id' }], true],
  ])('a value with the template %j waits for the response: %s', (template, late) =>
    expect(placeholderOf(template).late).toBe(late),
  );

  test.each<[value: Json, parts: number, uri: boolean]>([
    ['/x/1', 2, true],
    ['./x/1', 2, true],
    ['../x/1', 2, true],
    ['https://a.org/1', 2, true],
    ['A+b.c-9://1', 2, true],
    ['x/1', 2, false],
    ['one 1', 2, false],
    ['9p://1', 2, false],
    ['/x/1', 1, false],
    [1, 2, false],
  ])('documented as %j of %d parts is a URI: %s', (value, parts, uri) => {
    const template = ([{ in: 'path', name: 'id' }, 'x'] as const).slice(0, parts);
    expect(placeholderOf(template, value).uri).toBe(uri);
  });

  test.each<[template: Template, body: Json | undefined, byDefault: Json | undefined]>([
    [[{ in: 'body', pointer: '#/a' }], {}, 'usual'],
    [[{ in: 'body', pointer: '#/a' }], undefined, undefined],
    [[{ in: 'body', pointer: '#/list' }], {}, undefined],
    [[{ in: 'path', name: 'id' }], {}, 'first'],
    [[{ in: 'query', name: 'id' }], {}, 'second'],
    [[{ in: 'header', name: 'id' }], {}, undefined],
    [[{ in: 'response', pointer: '#/a' }], {}, undefined],
    [['x', { in: 'path', name: 'id' }], {}, undefined],
  ])('the template %j, where %j is sent, has the default %j', (template, body, byDefault) =>
    expect(placeholderOf(template, 'x', body).byDefault).toStrictEqual(byDefault),
  );

  test('regenerates a volatile value that depends only on the response', () => {
    const time = '2020-01-01T00:00:00Z';
    expect(placeholderOf([{ in: 'response', pointer: '#/a' }], time).regenerate?.(generated)).toBe(
      '2030-01-02T03:04:05Z',
    );
    expect(placeholderOf([{ in: 'path', name: 'id' }], time).regenerate).toBeUndefined();
  });
});

// Looking at every leaf for each of the objects, this would take minutes.
test('a body of a hundred thousand objects is taken apart in one pass', () => {
  const body = Array.from({ length: 100_000 }, (_, n): Json => ({ n }));
  const leaves = body.map((_, n) => leaf(`#/${n}/n`, n, 'literal'));
  expect(templateOf(contract, operation, example(), leaves, body)).toStrictEqual({ kind: 'fixed', value: body });
});
