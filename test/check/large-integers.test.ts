import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadContract } from '../../src/contract/load.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { createMock } from '../../src/mock/mock.ts';
import type { Contract } from '../../src/model/contract.ts';
import { check } from '../../src/run/check.ts';
import { embeddedTarget } from '../../src/run/mock-target.ts';

const YAML = `
openapi: 3.1.0
info: { title: Accounts, version: '1' }
x-examples: exact
paths:
  /accounts:
    post:
      operationId: makeAccount
      parameters:
        - { name: id, in: query, required: true, schema: { type: integer, format: int64 }, example: 9007199254740993 }
        - { name: of, in: query, schema: { type: array, items: { type: integer } }, example: [9007199254741003] }
      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [balance, bank]
              properties:
                balance: { type: integer, maximum: 9223372036854775807 }
                bank: { enum: [9007199254740993, 9007199254741021] }
            example: { balance: 12, bank: 9007199254740993 }
      responses:
        '201':
          description: kept
          content:
            application/json:
              schema:
                type: object
                required: [id, balance, bank, limit, step, kind]
                properties:
                  id: { type: integer, format: int64 }
                  balance: { type: integer, exclusiveMaximum: 9007199254741009 }
                  bank: { enum: [9007199254740993, 9007199254741021] }
                  limit: { type: integer, format: int64 }
                  step: { type: integer, multipleOf: 3 }
                  kind: { const: 9007199254740995 }
                  of: { type: array, uniqueItems: true, items: { type: integer } }
              example:
                id: 9007199254740993
                balance: 12
                bank: 9007199254740993
                limit: 9223372036854775807
                step: 9007199254741005
                kind: 9007199254740995
                of: [9007199254741003]
`;

const SENT = '{"balance":12,"bank":9007199254740993}';
const ANSWER = {
  id: '9007199254740993',
  balance: '12',
  bank: '9007199254740993',
  limit: '9223372036854775807',
  step: '9007199254741005',
  kind: '9007199254740995',
  of: '[9007199254741003]',
};

/** A document's contract, from its text: a value of JavaScript would have lost the digits already. */
async function contractOfText(text: string): Promise<Contract> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-'));
  try {
    await writeFile(join(folder, 'openapi.yaml'), text);
    return await loadContract(join(folder, 'openapi.yaml'), 'test');
  } finally {
    await rm(folder, { recursive: true });
  }
}

const written = (answer: Record<string, string>) =>
  `{${Object.entries(answer)
    .map(([name, text]) => `"${name}":${text}`)
    .join(',')}}`;

/** What a server is accused of that answers the documented request so. */
async function accused(answer: Partial<typeof ANSWER>): Promise<string[]> {
  const target = inProcessTarget('accounts', () => ({
    status: 201,
    headers: [['Content-Type', 'application/json']],
    body: new TextEncoder().encode(written({ ...ANSWER, ...answer })),
  }));
  const { findings, undecided, verdict } = await check(await contractOfText(YAML), target, { phases: ['examples'] });
  expect([verdict, undecided]).toEqual([Object.keys(answer).length === 0 ? 'conforms' : 'violates', []]);
  return findings.map(({ check: id, at, expected, actual }) => `${id} ${at}: ${expected}, not ${actual}`);
}

test('a documented answer with integers beyond 2^53 is right with these digits', async () => {
  expect(await accused({})).toEqual([]);
});

test.each<[Partial<typeof ANSWER>, string[]]>([
  [{ id: '9007199254740992' }, ['bound-value body#/id: 9007199254740993, not 9007199254740992']],
  [{ balance: '9007199254741009' }, ['schema body#/balance: less than 9007199254741009, not 9007199254741009']],
  [
    { bank: '9007199254740992' },
    ['schema body#/bank: one of 9007199254740993, 9007199254741021, not 9007199254740992'],
  ],
  [{ limit: '9223372036854775808' }, ['schema body#/limit: the format int64, not 9223372036854775808']],
  [{ step: '9007199254741004' }, ['schema body#/step: multipleOf 3, not 9007199254741004']],
  [{ kind: '9007199254740996' }, ['schema body#/kind: 9007199254740995, not 9007199254740996']],
])('an answer is held to the digits of the document: %j', async (answer, want) => {
  expect(await accused(answer)).toEqual(expect.arrayContaining(want));
});

test.each([
  ['yaml', YAML],
  [
    'the same as OpenAPI 3.0',
    YAML.replace('openapi: 3.1.0', 'openapi: 3.0.3').replaceAll(/exclusiveMaximum: \d+/g, ''),
  ],
])('the mock answers with the digits of the document and of the request: %s', async (_, text) => {
  const contract = await contractOfText(text.replace('kind: { const: 9007199254740995 }', 'kind: { type: integer }'));
  const mock = createMock([contract]);
  const { status, body } = await mock.handle({
    method: 'POST',
    path: '/accounts?id=9007199254740999&of=9007199254741003',
    headers: [
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json'],
    ],
    body: new TextEncoder().encode(SENT),
  });
  expect([status, new TextDecoder().decode(body)]).toEqual([201, written({ ...ANSWER, id: '9007199254740999' })]);
});

test.each([
  [422, 'balance of the request', '{"balance":9223372036854775808,"bank":9007199254740993}', '9007199254740993'],
  [422, 'bank of the request', '{"balance":1,"bank":9007199254740992}', '9007199254740993'],
  [400, 'parameter', SENT, '9223372036854775808'],
])('the mock refuses digits that are not allowed with %i: %s', async (want, _, body, id) => {
  const mock = createMock([await contractOfText(YAML)]);
  const { status } = await mock.handle({
    method: 'POST',
    path: `/accounts?id=${id}`,
    headers: [['Content-Type', 'application/json']],
    body: new TextEncoder().encode(body),
  });
  expect(status).toBe(want);
});

test('the mock of a document with integers beyond 2^53 conforms to it', async () => {
  const contract = await contractOfText(YAML);
  const requests: string[] = [];
  const target = embeddedTarget(contract);
  const watched = {
    ...target,
    send: (request: Parameters<typeof target.send>[0]) => {
      requests.push(`${request.path} ${new TextDecoder().decode(request.body)}`);
      return target.send(request);
    },
  };
  const run = await check(contract, watched, { phases: ['examples', 'coverage', 'fuzzing'] });
  expect(run.findings.map(({ message, at }) => `${at} ${message}`)).toEqual([]);
  expect(run.verdict).toBe('conforms');
  expect(requests).toContain(`/accounts?id=9007199254740993&of=9007199254741003 ${SENT}`);
  expect(requests.some((text) => text.includes('"balance":9223372036854775807,'))).toBe(true);
  expect(requests.some((text) => text.includes('"bank":9007199254741021'))).toBe(true);
});
