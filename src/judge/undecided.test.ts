import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import type { InconsistentExample } from '../contract/inconsistent-examples.ts';
import { createContradictions, credentialFlag, obstacleOf } from './undecided.ts';

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

  test.each([
    ['is\u001b wrong', 'body#/a is\\u001b wrong'],
    ['x'.repeat(192), `body#/a ${'x'.repeat(192)}`],
    ['x'.repeat(193), `body#/a ${'x'.repeat(191)}…`],
  ])('is told in 200 characters that act on no terminal: %j', (message, told) => {
    const { example } = contradiction(1);
    expect(createContradictions(contract)({ example, errors: [{ ...error, message }] }).reason).toBe(
      `the contract contradicts itself: in its own example ${told}`,
    );
  });

  test('is described once', () => {
    const describeIt = createContradictions(contract);
    const one = contradiction(1);
    expect(describeIt(one)).toBe(describeIt(one));
    expect(describeIt(contradiction(1))).not.toBe(describeIt(one));
  });
});

describe('what to do about a request without an answer', () => {
  const failed = (failure: object): Exchange =>
    ({ ...answered(200), outcome: { failure: { message: 'no', ...failure } } }) as unknown as Exchange;
  const operation = {
    security: [],
    pointer: '#/operation',
    responses: [],
    parameters: [
      { in: 'query', name: 'X-A', pointer: '#/query' },
      { in: 'header', name: 'x-b', pointer: '#/other' },
      { in: 'header', name: 'x-A', pointer: '#/header' },
    ],
  } as unknown as Operation;
  const TLS =
    'Name the authority of its certificate with --ca FILE, accept any with --insecure, or write http:// for a server without TLS.';

  test.each<[string, object, string | undefined]>([
    ['a proxy', { kind: 'proxy' }, 'Correct the proxy, or name the target in NO_PROXY.'],
    ['TLS', { kind: 'unreachable', message: 'TLS: bad' }, TLS],
    [
      'a target that is not there',
      { kind: 'unreachable', message: 'not TLS: bad' },
      'Look whether the server runs, and at the host and port of --target.',
    ],
    ['a connection that broke', { kind: 'reset', message: 'TLS: bad' }, undefined],
    ['a request that cannot be sent', { kind: 'unsendable' }, 'Correct it at operation.yaml:7:3.'],
    [
      'a header that cannot be sent',
      { kind: 'unsendable', part: { in: 'header', name: 'X-a' } },
      'Correct it at header.yaml:7:3.',
    ],
    [
      'a parameter of the path that cannot be sent',
      { kind: 'unsendable', part: { in: 'path', name: 'x-b' } },
      'Correct it at operation.yaml:7:3.',
    ],
  ])('%s', (_, failure, hint) => {
    const { message } = { message: 'no', ...failure };
    expect(obstacleOf(contract, caseOf(EXPECTED, { operation }), failed(failure))).toStrictEqual({
      reason: message,
      ...(hint !== undefined && { hint }),
    });
  });

  test.each<[string, Case['expect'], number, Partial<Operation>, boolean]>([
    ['gone and is elsewhere', { kind: 'gone', clause: '#', at: 'request' }, 307, {}, true],
    ['gone and is there', { kind: 'gone', clause: '#', at: 'request' }, 200, {}, false],
    ['refused and is elsewhere', REFUSED, 307, {}, true],
    ['refused and is taken', REFUSED, 200, {}, false],
    [
      'refused and is taken by a documented redirect',
      REFUSED,
      307,
      { responses: [{ status: '307', media: [] }] as unknown as Operation['responses'] },
      false,
    ],
    ['accepted and is elsewhere', EXPECTED, 307, {}, false],
  ])('a request that is to be %s', (_, expecting, status, more, isUntold) => {
    expect(obstacleOf(contract, caseOf(expecting, { operation: { ...operation, ...more } }), answered(status))).toEqual(
      isUntold
        ? {
            reason: `the target answers ${status}, that the request is to be sent elsewhere, which neither takes nor refuses it`,
            hint: 'If the API is at another place, name that with --target, base path included.',
          }
        : undefined,
    );
  });

  test('a content coding that nobody knows', () => {
    const exchange = answered(200);
    const outcome = { response: { status: 200, headers: [], body: new Uint8Array(), undecoded: 'a\u0007' } };
    expect(obstacleOf(contract, caseOf(EXPECTED), { ...exchange, outcome })).toEqual({
      reason: "the answer's content coding a\\u0007 cannot be removed here, so that its body cannot be read",
      hint: `Run assay with a Node that knows it (this is ${process.version}), or send --header 'Accept-Encoding: gzip, br'.`,
    });
  });

  test('long words about a contradiction are cut at 200 characters, and are harmless to print', () => {
    const reasonOf = (message: string) =>
      obstacleOf(contract, caseOf(EXPECTED, { contradiction: { ...CONTRADICTION, message } }), answered(400))?.reason;
    const room = 200 - `${CONTRADICTION.at} `.length;
    expect(reasonOf('x'.repeat(room))).toContain(`${'x'.repeat(room)}, and`);
    expect(reasonOf('x'.repeat(room + 1))).toContain(` ${'x'.repeat(room - 1)}…, and`);
    expect(reasonOf('\u0007')).toContain('\\u0007');
  });
});

test.each<[string, object[], string]>([
  ['a header', [[{ type: 'apiKey', in: 'header', name: 'X-\u0007' }]], "--header 'X-\\u0007: …'"],
  ['a query', [[{ type: 'apiKey', in: 'query', name: 'k\u0007' }]], "--set 'k\\u0007=…'"],
  ['another scheme', [[{ type: 'http', in: 'header', name: 'X-A' }]], "--header 'Authorization: …'"],
  ['nothing', [], "--header 'Authorization: …'"],
])('the flag for credentials in %s', (_, security, flag) => {
  expect(credentialFlag({ security } as unknown as Operation)).toBe(flag);
});
