import { describe, expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import type { Operation } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import type { KeptOperation } from '../../contract/resources/kept-operation.ts';
import type { Reply } from '../reply.ts';
import { answerThing } from './answer-thing.ts';
import { answeredBefore, documentedList, isAccepted, readBody, shownAs, withBody } from './documented-answer.ts';
import { entityTag } from './entity-tags.ts';
import { inFirstItem, placeThing, showThing, shownItem } from './show-thing.ts';

/** An operation whose answer describes some members. */
const kept = (names: string[], required: string[] = [], hidden: string[] = [], more: Partial<KeptOperation> = {}) =>
  ({
    at: '#',
    members: { names: new Set(names), required: new Set(required), hidden: new Set(hidden), clauses: new Map() },
    ...more,
  }) as unknown as KeptOperation;

describe('a thing as an answer shows it', () => {
  test.each<[what: string, of: KeptOperation, value: JsonObject, shown: JsonObject, want: JsonObject]>([
    ['has what is described', kept(['a']), { a: 1, b: 2 }, {}, { a: 1 }],
    ['has all where nothing is described', kept([]), { a: 1, b: 2 }, { c: 3 }, { c: 3, a: 1, b: 2 }],
    ['has what is required besides', kept(['a', 'b', 'c'], ['b']), { a: 1 }, { b: 2, c: 3 }, { b: 2, a: 1 }],
    ['keeps its own values', kept(['a'], ['a']), { a: 1 }, { a: 2 }, { a: 1 }],
    ['lacks what no answer shows', kept(['a', 'b'], ['b'], ['a', 'b']), { a: 1 }, { b: 2 }, {}],
    ['is in the order of the documented answer', kept([]), { a: 1, b: 2, c: 3 }, { c: 0, b: 0 }, { c: 3, b: 2, a: 1 }],
  ])('%s', (_, of, value, shown, want) => {
    const made = showThing(of, { value }, shown);
    expect(made).toEqual(want);
    expect(Object.keys(made)).toEqual(Object.keys(want));
  });

  test('tells the same made-up time again', () => {
    const [value, of] = [{ a: 1 }, kept([])];
    const first = showThing(of, { value }, { at: '2020-01-01T00:00:00Z' });
    expect(showThing(of, { value }, { at: '2021-01-01T00:00:00Z' })).toEqual(first);
  });

  test.each<[accepts: boolean | undefined, want: Json]>([
    [undefined, { data: { a: 2 }, more: 1 }],
    [true, { data: { a: 2 }, more: 1 }],
  ])('stands in its place where the schema accepts it: %s', (accepts, want) => {
    const of = kept([], [], [], { at: '#/data' });
    if (accepts !== undefined) Object.assign(of.members, { schema: '#/s' });
    Object.assign(of, { contract: { accepts: () => accepts } });
    expect(placeThing(of, { data: { a: 1 }, more: 1 }, { a: 2 })).toEqual(want);
  });
});

test.each<[list: Json | undefined, at: Pointer, item: Json, thing: JsonObject]>([
  [[{ pet: { a: 1 } }, 2], '#/pet', { pet: { a: 1 } }, { a: 1 }],
  [[7], '#/pet', 7, {}],
  [[], '#', {}, {}],
  ['none', '#', {}, {}],
])('the first item of %j, with its thing at %s, is %j with %j', (list, at, item, thing) => {
  expect(shownItem(list, at)).toEqual({ item, thing });
});

test.each<[at: Pointer, list: Pointer, first: Pointer]>([
  ['#/items/7/a', '#/items', '#/items/0/a'],
  ['#/items/7', '#/items', '#/items/0'],
  ['#/7/a', '#', '#/0/a'],
  ['#/items', '#/items', '#/items'],
  ['#/other/7', '#/items', '#/other/7'],
])('%s of the list %s is %s in its first item', (at, list, first) => expect(inFirstItem(at, list)).toBe(first));

const reply = (status: number, body: Reply['body'] = '', type = 'application/json'): Reply => ({
  status,
  headers: [['Content-Type', type]],
  body,
});

describe('a documented answer', () => {
  test.each<[status: number, noValue: string | undefined, is: boolean]>([
    [199, undefined, false],
    [200, undefined, true],
    [299, undefined, true],
    [300, undefined, false],
    [200, 'nothing fits', false],
  ])('with %d and no value for "%s" is accepted: %s', (status, noValue, is) => {
    expect(isAccepted({ ...reply(status), ...(noValue !== undefined && { noValue }) })).toBe(is);
  });

  test.each<[what: string, of: Reply, body: Json | undefined]>([
    ['a text', reply(200, '{"a":1}'), { a: 1 }],
    ['bytes', reply(200, new TextEncoder().encode('"é"')), 'é'],
    ['another type', reply(200, '{}', 'text/plain'), undefined],
    ['no type', { status: 200, headers: [], body: '{}' }, undefined],
  ])('has the body of %s', (_, of, body) => expect(readBody(of)).toEqual(body));

  test('gets another body, and fields in place of its own', () => {
    const of = {
      ...reply(200, '{}'),
      headers: [
        ['Content-Length', '2'],
        ['ETAG', '"a"'],
        ['X-A', 'b'],
      ] as HeaderField[],
    };
    expect(withBody(of, { a: 'é' }, [['ETag', '"b\n"']])).toEqual({
      status: 200,
      headers: [
        ['X-A', 'b'],
        ['ETag', '"b%0A"'],
        ['Content-Length', '10'],
      ],
      body: '{"a":"é"}',
    });
    expect(withBody(of, undefined, []).body).toBe('{}');
  });

  test('has the documented headers alone that say where a thing is and in which state', () => {
    const thing = { id: '7', value: {}, revision: 3 };
    const operation = { responses: [{ status: '201', headers: [{ name: 'etag' }] }] } as unknown as Operation;
    const { headers } = answerThing(operation, reply(201, '{}'), { a: 1 }, thing, [['Location', '/7']]);
    expect(headers.slice(0, -1)).toEqual([
      ['Content-Type', 'application/json'],
      ['ETag', entityTag(thing)],
    ]);
  });
});

describe('what was shown before', () => {
  const [one, other] = [{}, {}] as [Operation, Operation];

  test('is made once for each operation and state of a thing', () => {
    const [thing, next] = [1, 2].map((revision) => ({ id: '7', value: {}, revision }));
    let made = 0;
    const make = () => (made += 1);
    expect([shownAs(thing!, one, make), shownAs(thing!, one, make)]).toEqual([1, 1]);
    expect([shownAs(thing!, other, make), shownAs(next!, one, make), shownAs(thing!, other, make)]).toEqual([2, 3, 2]);
  });

  test('is kept for each operation while nothing in a list changes', () => {
    const [contents, next] = [{ things: [] }, { things: [] }];
    answeredBefore(contents, one).set('/a', reply(200));
    expect([...answeredBefore(contents, one).keys()]).toEqual(['/a']);
    expect([answeredBefore(contents, other).size, answeredBefore(next, one).size]).toEqual([0, 0]);
  });

  test('is asked of a list once', async () => {
    const contents = { things: [] };
    let asked = 0;
    const echo = () => reply((asked += 1) > 1 ? 404 : 200, '[1]');
    expect(await documentedList({ operation: one, echo }, contents)).toMatchObject({ body: [1] });
    expect(await documentedList({ operation: one, echo }, contents)).toMatchObject({ body: [1] });
    expect((await documentedList({ operation: other, echo }, contents)).body).toBeUndefined();
    expect(asked).toBe(2);
  });
});
