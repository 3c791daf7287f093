import { expect, test } from '@jest/globals';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import type { Operation } from '../../model/contract.ts';
import { answeredBefore, documentedList, isAccepted, readBody, shownAs, withBody } from './documented-answer.ts';
import type { Contents, Thing } from './store.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each<[type: string | undefined, body: string | Uint8Array, value: Json | undefined]>([
  ['application/json', '{"a":1}', { a: 1 }],
  ['application/json; charset=utf-8', bytes('"ü"'), 'ü'],
  ['application/problem+json', 'null', null],
  ['application/json', '', undefined],
  ['application/json', bytes(''), undefined],
  ['text/plain', '1', undefined],
  ['json', '1', undefined],
  [undefined, '1', undefined],
])('an answer of the type %s with the body %j holds %j', (type, body, value) => {
  const headers: HeaderField[] = [
    ['X-Type', 'application/json'],
    ...(type ? [['Content-Type', type] as HeaderField] : []),
  ];
  expect(readBody({ status: 200, headers, body })).toEqual(value);
});

test.each<[status: number, noValue: string | undefined, isOne: boolean]>([
  [199, undefined, false],
  [200, undefined, true],
  [299, undefined, true],
  [300, undefined, false],
  [200, 'why', false],
])('whether the status %i without a value because of %j is a success: %j', (status, noValue, isOne) =>
  expect(isAccepted({ status, headers: [], body: '', ...(noValue !== undefined && { noValue }) })).toBe(isOne),
);

test.each<[body: Json | undefined, text: string, length: string]>([
  [undefined, 'old', '3'],
  [null, 'null', '4'],
  [{ a: 'ü' }, '{"a":"ü"}', '10'],
])('an answer with the body %j and other fields has the text %j', (body, text, length) => {
  const headers: HeaderField[] = [
    ['content-length', '99'],
    ['Etag', '"1"'],
    ['X-A', '1'],
  ];
  expect(withBody({ status: 201, headers, body: 'old', noValue: 'why' }, body, [['eTag', 'ü\n2']])).toEqual({
    status: 201,
    headers: [
      ['X-A', '1'],
      ['eTag', 'ü%0A2'],
      ['Content-Length', length],
    ],
    body: text,
  });
});

/** What is remembered is remembered of these two, whatever is in them. */
const contents = () => ({ things: [] }) as unknown as Contents;
const operation = (id: string) => ({ id }) as Operation;

test('what an operation shows of a thing is made once for each of the two', () => {
  let made = 0;
  const make = () => (made += 1);
  const [one, two] = [{} as Thing, {} as Thing];
  const [get, list] = [operation('get'), operation('list')];
  const asked = [shownAs(one, get, make), shownAs(one, get, make), shownAs(one, list, make), shownAs(two, get, make)];
  expect([...asked, shownAs(one, get, make), shownAs(one, list, make)]).toEqual([1, 1, 2, 3, 1, 2]);
});

test('answers to requests for a list are kept for each list and operation', () => {
  const [one, get] = [contents(), operation('get')];
  const known = answeredBefore(one, get);
  expect(answeredBefore(one, operation('other'))).not.toBe(known);
  expect(answeredBefore(contents(), get)).not.toBe(known);
  expect(answeredBefore(one, get)).toBe(known);
});

test.each<[status: number, body: Json | undefined]>([
  [200, [1]],
  [404, undefined],
])('the documented list is asked for once, and has with the status %i the body %j', async (status, body) => {
  let asked = 0;
  const reply = { status, headers: [['Content-Type', 'application/json'] as HeaderField], body: '[1]' };
  const context = (of: Operation) => ({ operation: of, echo: () => ((asked += 1), reply) });
  const [one, get] = [contents(), operation('get')];
  expect(await documentedList(context(get), one)).toEqual({ reply, body });
  await documentedList(context(operation('other')), one);
  await documentedList(context(get), one);
  expect(asked).toBe(2);
  await documentedList(context(get), contents());
  expect(asked).toBe(3);
});
