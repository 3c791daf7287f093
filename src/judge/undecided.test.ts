import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import type { InconsistentExample } from '../contract/inconsistent-examples.ts';
import { createContradictions, obstacleOf } from './undecided.ts';

const contract = {
  locate: (pointer: string) => ({ file: `${pointer.slice(2)}.yaml`, line: 7, column: 3 }),
} as unknown as Contract;
const EXPECTED: Case['expect'] = { kind: 'accepted', clause: '#', at: 'request' };
const OPEN: Case['expect'] = { ...EXPECTED, mayRefuse: true };
const REFUSED: Case['expect'] = { kind: 'refused', clause: '#', at: 'request' };
const CONTRADICTION = { clause: '#/schema', at: 'request body#/a', message: 'must be string' };

const caseOf = (expect: Case['expect'], more: Partial<Case> = {}): Case =>
  ({
    operation: { security: [] },
    request: { method: 'GET', path: '/', headers: [] },
    expect,
    ...more,
  }) as unknown as Case;
const answered = (status: number, retries = 0): Exchange => ({
  request: { method: 'GET', path: '/', headers: [] },
  outcome: { response: { status, headers: [], body: new Uint8Array() } },
  duration: 0,
  retries,
});

describe('a response that cannot be judged', () => {
  test.each<[status: number, expecting: Case['expect'], more: Partial<Case>, reason: string | undefined]>([
    [200, EXPECTED, {}, undefined],
    [401, EXPECTED, {}, 'the target refuses the credentials (401)'],
    [401, OPEN, {}, 'the target refuses the credentials (401)'],
    [401, REFUSED, {}, undefined],
    [401, { ...OPEN, at: 'given credentials' }, {}, undefined],
    [403, { ...EXPECTED, at: 'given credentials' }, {}, undefined],
    [403, EXPECTED, {}, 'the target refuses the credentials (403)'],
    [403, OPEN, {}, undefined],
    [403, REFUSED, {}, undefined],
    [404, EXPECTED, {}, undefined],
    [
      404,
      EXPECTED,
      { placeholderParameters: ['id'] },
      'the target answers 404, and no document says what to name in the path',
    ],
    [404, OPEN, { placeholderParameters: ['id'] }, undefined],
    [404, REFUSED, { placeholderParameters: ['id'] }, undefined],
    [500, EXPECTED, { placeholderParameters: ['id'] }, undefined],
    [399, EXPECTED, { contradiction: CONTRADICTION }, undefined],
    [
      400,
      EXPECTED,
      { contradiction: CONTRADICTION },
      'the contract contradicts itself: in its own example request body#/a must be string, and the target refuses it (400)',
    ],
    [499, EXPECTED, { contradiction: CONTRADICTION }, expect.stringContaining('(499)') as unknown as string],
    [500, EXPECTED, { contradiction: CONTRADICTION }, undefined],
  ])('with status %d, where %j is expected of %j: %s', (status, expecting, more, reason) => {
    expect(obstacleOf(contract, caseOf(expecting, more), answered(status))?.reason).toEqual(reason);
  });

  test.each<[status: number, retries: number, reason: string]>([
    [429, 0, 'the target answers 429 (and asks to wait for longer than a run may)'],
    [429, 1, 'the target answers 429 (after 2 tries)'],
    [503, 3, 'the target answers 503 (after 4 tries)'],
  ])('with status %d after %d retries is told with its tries, whatever was expected', (status, retries, reason) => {
    for (const expecting of [EXPECTED, REFUSED])
      expect(obstacleOf(contract, caseOf(expecting), answered(status, retries))).toEqual({
        reason,
        hint: 'Try again later, or with a lower --rate.',
      });
  });

  test('names the reason if there is none', () => {
    const exchange: Exchange = { ...answered(200), outcome: { failure: { kind: 'reset', message: 'it was reset' } } };
    expect(obstacleOf(contract, caseOf(EXPECTED), exchange)).toMatchObject({ reason: 'it was reset' });
  });
});

describe('the hint for refused credentials', () => {
  const hintFor = (more: Partial<Case>) => obstacleOf(contract, caseOf(EXPECTED, more), answered(401))?.hint;
  const known = "Give credentials that it accepts with --header 'Authorization: …'.";

  test('names the Authorization header if the contract has a security scheme', () => {
    expect(hintFor({ operation: { security: [[]] } as unknown as Operation })).toBe(known);
  });

  test.each([
    ['header', "--header 'X Key: …'"],
    ['query', "--set 'X Key=…'"],
    ['cookie', "--set 'X Key=…'"],
  ])('names the key where the contract puts one in the %s', (where, flag) => {
    const security = [[{ pointer: '#', id: 'key', type: 'apiKey', name: 'X Key', in: where }]];
    expect(hintFor({ operation: { security } as unknown as Operation })).toBe(
      `Give credentials that it accepts with ${flag}.`,
    );
  });

  test('names it if it was sent, in any letter case', () => {
    expect(hintFor({ request: { method: 'GET', path: '/', headers: [['AUTHORIZATION', 'x']] } })).toBe(known);
  });

  test('names no header if nothing is known', () => {
    expect(hintFor({ request: { method: 'GET', path: '/', headers: [['Accept', 'x']] } })).toBe(
      "Give credentials that it accepts with --header 'Name: value'.",
    );
  });
});

test('the hints for a path and a contradiction name the option and the place', () => {
  const path = obstacleOf(contract, caseOf(EXPECTED, { placeholderParameters: ['id', 'of'] }), answered(404));
  expect(path?.hint).toBe('Name something that is there: --set id=VALUE --set of=VALUE');
  const own = obstacleOf(contract, caseOf(EXPECTED, { contradiction: CONTRADICTION }), answered(422));
  expect(own?.hint).toBe('Correct the example, or the schema at schema.yaml:7:3: a server can follow one of them.');
});

describe('a documented response that violates its own schema', () => {
  const error = { pointer: '#/type', keyword: 'type', at: '#/a', message: 'must be string', expected: 'string' };
  const contradiction = (count: number): InconsistentExample => ({
    example: { pointer: '#/example', value: {} },
    errors: Array.from({ length: count }, () => error),
  });

  test.each([
    [1, ''],
    [2, ', and is wrong in 1 other way'],
    [3, ', and is wrong in 2 other ways'],
  ])('is told with its first of %d errors%s', (count, more) => {
    expect(createContradictions(contract)(contradiction(count))).toEqual({
      reason: `the contract contradicts itself: in its own example body#/a must be string${more}`,
      hint: 'Correct the example at example.yaml:7:3 or the schema at type.yaml:7:3: a server can follow one of them.',
    });
  });

  test('is described once', () => {
    const describeIt = createContradictions(contract);
    const one = contradiction(1);
    expect(describeIt(one)).toBe(describeIt(one));
    expect(describeIt(contradiction(1))).not.toBe(describeIt(one));
  });
});
