import { describe, expect, test } from '@jest/globals';
import type { Operation } from '../model/contract.ts';
import type { Violation } from '../model/finding.ts';
import type { Case } from '../model/case.ts';
import type { Request } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NO_OVERRIDES } from '../messages/overrides.ts';
import type { Check } from './judgement.ts';
import { finding, fingerprint, maskFinding, place, reproduce } from './finding.ts';

const contract = await contractOf({
  paths: {
    '/users': {
      post: {
        operationId: 'addUser',
        requestBody: {
          content: {
            'application/json': {
              schema: { properties: { name: { type: 'string' }, password: { type: 'string', format: 'password' } } },
              examples: { one: { value: { name: 'Ada', password: 'hunter22' } } },
            },
          },
        },
        responses: { 201: { description: 'Added' } },
      },
    },
  },
});
const [operation] = contract.operations as [Operation];
const BASE = 'http://api.example.org';

function caseOf(body: Json, more: Partial<Case> = {}): Case {
  const inputs = { path: {}, query: {}, header: {}, cookie: {}, mediaType: 'application/json', body };
  return {
    ...{ id: 'addUser > one', phase: 'examples', operation, title: 'the one', inputs },
    request: encodeRequest(operation, inputs, NO_OVERRIDES),
    expect: { kind: 'refused', clause: '#', at: 'request' },
    ...more,
  };
}
const withBody = (testCase: Case, text: string): Case => ({
  ...testCase,
  request: { ...testCase.request, body: Buffer.from(text) },
});

describe('a fingerprint', () => {
  const other = { id: 'other' } as Operation;
  const one = fingerprint(operation, 'body', '#/a', 'body#/items/0/id');

  test('has twelve hexadecimal digits, and is the same the next time', () => {
    expect(one).toMatch(/^[0-9a-f]{12}$/);
    expect(fingerprint(operation, 'body', '#/a', 'body#/items/0/id')).toBe(one);
  });

  test.each([
    ['body#/items/17/id', true],
    ['body#/items/0/name', false],
    ['body#/items/x0/id', false],
    ['body#/items/0', false],
  ])('at %s is that at body#/items/0/id: %s', (at, same) =>
    expect(fingerprint(operation, 'body', '#/a', at) === one).toBe(same),
  );

  test('counts the last item of a list as any other', () => {
    expect(fingerprint(operation, 'c', '#', 'body#/1/2')).toBe(fingerprint(operation, 'c', '#', 'body#/3/4'));
  });

  test('differs by operation, check and clause', () => {
    const all = [
      one,
      fingerprint(other, 'body', '#/a', 'body#/items/0/id'),
      fingerprint(operation, 'status', '#/a', 'body#/items/0/id'),
      fingerprint(operation, 'body', '#/b', 'body#/items/0/id'),
    ];
    expect(new Set(all).size).toBe(4);
  });
});

describe('the line that repeats a request', () => {
  test('masks the secrets of its body, and shows the rest', () => {
    const line = reproduce(contract, BASE, caseOf({ name: 'Ada', password: 'hunter22' }));
    expect(line).toContain('"name":"Ada"');
    expect(line).not.toContain('hunter22');
  });

  test('shows a body that no encoder wrote as it was sent', () => {
    expect(reproduce(contract, BASE, withBody(caseOf({ name: 'Ada' }), '{"name": }'))).toContain('{"name": }');
  });

  test('masks a truncated secret', () => {
    const whole = JSON.stringify({ password: 'hunter22', name: 'Ada' });
    const line = reproduce(contract, BASE, withBody(caseOf({ password: 'hunter22', name: 'Ada' }), whole.slice(0, 18)));
    expect(line).toContain('"password"');
    expect(line).not.toContain('hunt');
    // As much of the masked body as was sent of the other one.
    expect(line).toMatch(/ --data-raw '\{"password":"\[mask'$/);
  });

  test('shows a made-up value, so that the request can be repeated', () => {
    const isMadeUp = (value: string) => value === 'assay';
    expect(reproduce(contract, BASE, caseOf({ password: 'assay' }), isMadeUp)).toContain('"password":"assay"');
    expect(reproduce(contract, BASE, caseOf({ password: 'other' }), isMadeUp)).not.toContain('other');
  });

  test('masks the secrets of its query', () => {
    const request = { ...caseOf({}).request, path: '/users?token=abc&page=2' };
    expect(reproduce(contract, BASE, { ...caseOf({}), request })).toContain('?token=[masked]&page=2');
  });

  test('has no body if none is sent', () => {
    const { body: _body, ...request } = caseOf({}).request;
    expect(reproduce(contract, BASE, { ...caseOf({}), request })).not.toContain('--data');
  });
});

describe('a finding', () => {
  const check = { id: 'body', title: 'b' } as Check;
  const violation: Violation = {
    ...{ clause: '#/paths/~1users/post', at: `body#/${'x'.repeat(400)}` },
    ...{ message: 'says s3cret', expected: 's3cret\u001b', actual: 'a s3cret' },
  };
  const mask = (text: string) => text.replaceAll('s3cret', '***');
  const make = (testCase: Case, of: Violation = violation) =>
    finding(
      {
        contract,
        baseUrl: BASE,
        statusOf: () => 201,
        requestOf: ({ request }) => request,
        mask,
        isMadeUp: () => false,
      },
      ...([testCase, { check, violation: of }] as const),
    );

  test('has its texts masked and without control characters', () => {
    expect(make(caseOf({ name: 's3cret' }))).toMatchObject({
      ...{ message: 'says ***', expected: '***\\u001b', actual: 'a ***', check: 'body', count: 1 },
      ...{ operation: 'addUser', case: 'addUser > one', severity: 'violation' },
    });
    expect(make(caseOf({ name: 's3cret' })).curl).toContain('"name":"***"');
  });

  test('shows what was sent, and what was sent before, where credentials were left out', () => {
    const headers: Request['headers'] = [['Authorization', 'bearer assay']];
    const withToken = (title: string) => caseOf({}, { title, request: { ...caseOf({}).request, headers } });
    const requestOf = ({ request }: Case): Request => ({ ...request, headers: [] });
    const of = (sent: (testCase: Case) => Request) =>
      finding(
        { contract, baseUrl: BASE, statusOf: () => 201, requestOf: sent, mask, isMadeUp: () => false },
        { ...withToken('second'), after: [withToken('first')] },
        { check, violation },
      );
    const [bare, whole] = [of(requestOf), of(({ request }) => request)];
    expect([bare.curl, bare.steps?.[0]?.curl].filter((line) => line?.includes('$TOKEN'))).toStrictEqual([]);
    expect([whole.curl, whole.steps?.[0]?.curl].filter((line) => line?.includes('$TOKEN'))).toHaveLength(2);
  });

  test('shows nothing of a secret that was sent before, nor in the words of the server', () => {
    const made = make(caseOf({}, { after: [caseOf({ name: 's3cret' })] }));
    expect(made.steps?.[0]?.curl).toContain('"name":"***"');
    const context = { contract, baseUrl: BASE, statusOf: () => 201, mask, isMadeUp: () => false };
    const requestOf = ({ request }: Case) => request;
    expect(finding({ ...context, requestOf }, caseOf({}), { check, violation, said: 's3cret\u001b' }).said).toBe(
      '***\\u001b',
    );
  });

  test('escapes the control characters of a place, whose names a server chooses', () => {
    expect(make(caseOf({}), { ...violation, at: 'body#/a\u001b' }).at).toBe('body#/a\\u001b');
  });

  test('cuts a place after 300 characters', () => expect(make(caseOf({})).at).toHaveLength(300));

  test('has no empty optional members', () => {
    const made = make(caseOf({}, { after: [] }));
    for (const name of ['steps', 'generated', 'hint', 'statement']) expect(made).not.toHaveProperty(name);
  });

  test('has a note, a hint, its seed and the requests before it', () => {
    const generated = { seed: 1, path: '2' };
    const made = make(caseOf({}, { generated, after: [caseOf({}, { title: 'first s3cret\u001b' })] }), {
      ...{ ...violation, severity: 'note', hint: 'Look there.' },
    });
    expect(made).toMatchObject({ severity: 'note', hint: 'Look there.', generated });
    expect(made.steps).toMatchObject([{ title: 'first ***\\u001b', status: 201 }]);
  });

  test('masks in its texts what is learned to be secret later', () => {
    const made = {
      ...make(caseOf({ name: 'late' }), { ...violation, message: 'a late', expected: 'b late', actual: 'c late' }),
      ...{ said: 'd late', steps: [{ title: 'e late', curl: 'f late', status: 201 }] },
    };
    const masked = maskFinding(made, (text) => text.replaceAll('late', '***'));
    expect(masked).toMatchObject({
      ...{ message: 'a ***', expected: 'b ***', actual: 'c ***', said: 'd ***', operation: 'addUser' },
      steps: [{ title: 'e ***', curl: 'f ***', status: 201 }],
    });
    expect(masked.curl).toContain('"name":"***"');
    expect(Object.keys(maskFinding(make(caseOf({})), String))).not.toContain('said');
    expect(Object.keys(maskFinding(make(caseOf({})), String))).not.toContain('steps');
  });
});

test('a place names the operation and the case', () =>
  expect(place(caseOf({}))).toStrictEqual({ operation: 'addUser', case: 'addUser > one' }));
