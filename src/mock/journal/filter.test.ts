import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../model/exchange.ts';
import { matchesFilter, matchesGlob, readFilter, type Filter } from './filter.ts';
import { isRefusal, type StoredExchange, type View } from './journal-entry.ts';

const KNOWN = { contracts: ['cars', 'boats'], operations: ['listCars', 'createCar'] };

describe('readFilter', () => {
  const RIGHT: [name: string, value: string, want: Filter][] = [
    ['method', 'post', { method: 'POST' }],
    ['method', 'x-a!', { method: 'X-A!' }],
    ['path', '/a/*', { path: '/a/*' }],
    ['path', '*', { path: '*' }],
    ['operation', 'listCars', { operation: 'listCars' }],
    ['contract', 'boats', { contract: 'boats' }],
    ['status', '201', { status: '201' }],
    ['status', '4XX', { status: '4xx' }],
    ['status', '599', { status: '599' }],
    ['since', '0', { since: 0 }],
    ['limit', '123456789012345', { limit: 123_456_789_012_345 }],
  ];
  test.each(RIGHT)('reads %s=%s', (name, value, want) => expect(readFilter([[name, value]], KNOWN)).toEqual(want));

  const WRONG: [name: string, value: string, want: RegExp][] = [
    ['methods', 'GET', /^there is no filter methods$/],
    ['constructor', 'GET', /^there is no filter constructor$/],
    ['method', 'a b', /^method a b is not a method/],
    ['method', '', /is not a method/],
    ['path', 'a/*', /^path a\/\* does not begin with a slash/],
    ['operation', 'listCar', /did you mean listCars\?$/],
    ['operation', 'zzzzzz', /there are listCars, createCar$/],
    ['contract', 'car', /did you mean cars\?$/],
    ['status', '600', /is neither a status/],
    ['status', '099', /is neither a status/],
    ['status', '4x', /is neither a status/],
    ['status', '4xxx', /is neither a status/],
    ['since', '-1', /is not the id/],
    ['since', '1234567890123456', /is not the id/],
    ['limit', '1.5', /is not a number/],
    ['limit', '', /is not a number/],
    ['path', 'x'.repeat(200), /^path x{159}… does/],
    ['y'.repeat(200), '', /^there is no filter y{159}…$/],
  ];
  test.each(WRONG)('refuses %s=%s', (name, value, want) =>
    expect(() => readFilter([[name, value]], KNOWN)).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message: expect.stringMatching(want),
        hint: 'There are: method, path, operation, contract, status, since, limit.',
      }),
    ),
  );

  test('refuses a repeated filter', () =>
    expect(() =>
      readFilter(
        [
          ['limit', '1'],
          ['limit', '2'],
        ],
        KNOWN,
      ),
    ).toThrow('the filter limit stands twice'));

  test.each([
    [20, false],
    [21, true],
  ])('lists at most 20 of %i names', (count, isCut) => {
    const operations = Array.from({ length: count }, (_, nth) => `op${nth}`);
    let message = '';
    try {
      readFilter([['operation', 'nothing-like-it']], { contracts: [], operations });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message.includes('op19')).toBe(true);
    expect(message.endsWith(', …')).toBe(isCut);
    expect(message.includes('op20')).toBe(false);
  });
});

describe('matchesFilter', () => {
  const request: Request = { method: 'POST', path: '/cars/1?x=/y', headers: [] };
  const view = {
    match: () => ({ kind: 'operation', operation: { id: 'createCar' }, contract: { name: 'cars' } }),
  } as unknown as View;
  const nowhere = { match: () => undefined } as unknown as View;
  const stored = { id: 5, status: 201 } as StoredExchange;

  const TABLE: [filter: Filter, want: boolean][] = [
    [{}, true],
    [{ since: 4 }, true],
    [{ since: 5 }, false],
    [{ status: '201' }, true],
    [{ status: '200' }, false],
    [{ status: '2xx' }, true],
    [{ status: '4xx' }, false],
    [{ method: 'POST' }, true],
    [{ method: 'GET' }, false],
    [{ path: '/cars/1' }, true],
    [{ path: '/cars/*' }, true],
    [{ path: '/y' }, false],
    [{ operation: 'createCar' }, true],
    [{ operation: 'listCars' }, false],
    [{ contract: 'cars' }, true],
    [{ contract: 'boats' }, false],
    [{ operation: 'createCar', contract: 'boats' }, false],
    [{ operation: 'createCar', contract: 'cars', method: 'POST', path: '*', status: '2xx', since: 1 }, true],
  ];
  test.each(TABLE)('%j: %s', (filter, want) => expect(matchesFilter(filter, stored, () => request, view)).toBe(want));

  test.each<[filter: Filter]>([[{ operation: 'createCar' }], [{ contract: 'cars' }]])(
    '%j matches no request that no contract documents',
    (filter) => expect(matchesFilter(filter, stored, () => request, nowhere)).toBe(false),
  );

  test('takes operation and contract from the entry if the exchange has one', () => {
    const entry = { operation: 'listCars', contract: 'boats' } as StoredExchange['entry'];
    expect(matchesFilter({ operation: 'listCars' }, { ...stored, entry }, () => request, view)).toBe(true);
    expect(matchesFilter({ contract: 'cars' }, { ...stored, entry }, () => request, view)).toBe(false);
  });

  test.each(['2xx', '200'])('status %s matches no exchange without a response', (status) =>
    expect(matchesFilter({ status }, { ...stored, status: undefined }, () => request, view)).toBe(false),
  );

  test('does not read the request if the other filters decide', () => {
    const read = () => {
      throw new Error('was read');
    };
    expect(matchesFilter({ since: 9, method: 'GET' }, stored, read, view)).toBe(false);
    expect(matchesFilter({ status: '2xx' }, stored, read, view)).toBe(true);
  });
});

test.each([
  [100, '1xx', true],
  [199, '1xx', true],
  [200, '1xx', false],
  [299, '2xx', true],
  [300, '2xx', false],
  [499, '4xx', true],
  [500, '5xx', true],
  [599, '5xx', true],
  [599, '6xx', false],
])('the status %i is one of %s: %s', (status, wanted, want) => {
  const stored = { id: 1, status } as StoredExchange;
  const nothing = undefined as never;
  expect(matchesFilter({ status: wanted }, stored, () => nothing, nothing)).toBe(want);
});

describe('matchesGlob', () => {
  const TABLE: [pattern: string, text: string, want: boolean][] = [
    ['/a', '/a', true],
    ['/a', '/ab', false],
    ['*', '', true],
    ['/a*', '/a', true],
    ['/a/*', '/a', false],
    ['*b', 'ab', true],
    ['*b', 'ba', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'acb', false],
    ['a*a', 'a', false],
    ['*a*', 'ab', true],
    ['*a*b*', 'ab', true],
    ['*a*b', 'b', false],
    ['a*ab*b', 'abab', false],
    ['a*ab*b', 'ababb', true],
    ['ab*ba', 'aba', false],
    ['a.c', 'abc', false],
  ];
  test.each(TABLE)('%s matches %s: %s', (pattern, text, want) => expect(matchesGlob(pattern, text)).toBe(want));
});

test.each<[status: number | undefined, is: boolean]>([
  [undefined, false],
  [399, false],
  [400, true],
  [499, true],
  [500, false],
])('whether the status %s says that the request was wrong: %s', (status, is) => expect(isRefusal(status)).toBe(is));
