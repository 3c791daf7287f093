import { beforeAll, expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import type { Finding } from '../model/finding.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { groupByCause } from './causes.ts';

const inline = { type: 'object', properties: { code: { type: 'integer' } } };
const answers = (schema: object) => ({ 200: { description: '', content: { 'application/json': { schema } } } });
const pet = { $ref: '#/components/schemas/Pet' };

let contract: Contract;
beforeAll(async () => {
  contract = await contractOf({
    paths: {
      '/a': { get: { operationId: 'a', responses: answers(pet) } },
      '/b': { get: { operationId: 'b', responses: answers({ type: 'array', items: pet }) } },
      '/c': { get: { operationId: 'c', responses: answers(inline) } },
      '/d': { get: { operationId: 'd', responses: answers(inline) } },
      '/e': { get: { operationId: 'e', responses: answers({ ...inline, title: 'another' }) } },
    },
    components: { schemas: { Pet: { type: 'object', properties: { name: { type: 'string' } } } } },
  });
});

const NAME = '#/components/schemas/Pet/properties/name/type';
const schemaOf = (path: string) => `#/paths/~1${path}/get/responses/200/content/application~1json/schema`;

function found(operation: string, clause: string, more: Partial<Finding> = {}): Finding {
  const place = { file: 'openapi.json', line: 1, column: 1 };
  return {
    ...{ check: 'schema', severity: 'violation', operation, clause, place, at: 'body#/name' },
    ...{ message: 'answers with a name that must be string', expected: 'a string', actual: '7' },
    ...{
      evidence: { kind: 'sentence' },
      fingerprint: `${operation} ${clause} ${more.at ?? ''}`,
      count: 1,
      case: 'case',
      curl: 'curl',
    },
    ...more,
  };
}

const told = (findings: Finding[]) =>
  groupByCause(contract, findings).map(({ operation, count, operations }) =>
    `${operation} ${count} ${operations?.map((one) => one.operation).join('+') ?? ''}`.trim(),
  );

test.each<[string, () => Finding[], string[]]>([
  [
    'one clause of two operations is one finding',
    () => [found('a', NAME), found('b', NAME, { at: 'body#/0/name', count: 3 })],
    ['a 4 a+b'],
  ],
  ['the values that come may differ', () => [found('a', NAME), found('b', NAME, { actual: '8' })], ['a 2 a+b']],
  [
    'another kind of value is another finding',
    () => [found('a', NAME), found('b', NAME, { actual: 'null' })],
    ['a 1', 'b 1'],
  ],
  ['another check is another finding', () => [found('a', NAME), found('b', NAME, { check: 'body' })], ['a 1', 'b 1']],
  [
    'another place in the thing is another finding',
    () => [found('a', NAME), found('b', NAME, { at: 'body#/owner' })],
    ['a 1', 'b 1'],
  ],
  [
    'two places of one answer stay two',
    () => [found('a', NAME), found('a', NAME, { at: 'body#/other/name' })],
    ['a 1', 'a 1'],
  ],
  [
    'a note stays apart from a violation',
    () => [found('a', NAME), found('b', NAME, { severity: 'note' })],
    ['a 1', 'b 1'],
  ],
  [
    'what is waived stays apart',
    () => [found('a', NAME), found('b', NAME, { waived: { reason: 'known' } })],
    ['a 1', 'b 1'],
  ],
  [
    'a schema that is written out twice is one clause',
    () => [found('c', `${schemaOf('c')}/properties/code/type`), found('d', `${schemaOf('d')}/properties/code/type`)],
    ['c 2 c+d'],
  ],
  [
    'a schema that differs is another clause',
    () => [found('c', schemaOf('c')), found('e', schemaOf('e'))],
    ['c 1', 'e 1'],
  ],
  ['another message is another finding', () => [found('a', NAME), found('b', NAME, { message: 'm' })], ['a 1', 'b 1']],
  [
    'another expected value is another finding',
    () => [found('a', NAME), found('b', NAME, { expected: 'e' })],
    ['a 1', 'b 1'],
  ],
  [
    'another status is another finding',
    () => ['500', '501'].map((actual, nth) => found('ab'.charAt(nth), NAME, { at: 'status', actual })),
    ['a 1', 'b 1'],
  ],
  [
    'other words about a request are another finding',
    () => ['7', '8'].map((actual, nth) => found('ab'.charAt(nth), NAME, { at: 'request body#/name', actual })),
    ['a 1', 'b 1'],
  ],
  [
    'a finding of two operations keeps both',
    () => {
      const operations = ['a', 'c'].map((operation) => ({ operation, fingerprint: operation, count: 1 }));
      return [found('a', NAME, { operations, count: 2 }), found('b', NAME)];
    },
    ['a 3 a+c+b'],
  ],
  [
    'the smallest request stands for all',
    () => [found('a', NAME, { curl: 'curl, a long one' }), found('b', NAME)],
    ['b 2 a+b'],
  ],
])('%s', (_, findings, want) => {
  expect(told(findings())).toEqual(want);
});

test.each<[one: string, other: string, same: boolean]>([
  ['"x"', '"y"', true],
  ['"7"', '7', false],
  ['-1', '2', true],
  ['x1', '2', false],
  ['true', 'false', true],
  ['untrue', 'true', false],
  ['true story', 'true', false],
  ['[1]', 'an array of 2', true],
  ['a [', '[1]', false],
  ['{"a":1}', 'an object of 9 members', true],
  ['a {', '{"a":1}', false],
  ['null', 'true', false],
  ['null', '[1]', false],
  ['null', '{"a":1}', false],
])('the values %s and %s are of one kind: %s', (one, other, same) => {
  const findings = [found('a', NAME, { actual: one }), found('b', NAME, { actual: other })];
  expect(groupByCause(contract, findings)).toHaveLength(same ? 1 : 2);
});

const generated = { seed: 1, path: '3' };
const FAULT = { check: 'server-error', actual: '500' };
test.each<[string, () => Finding[], string[]]>([
  [
    'fuzzing does not tell again what a planned case told',
    () => [found('a', NAME), found('a', NAME, { at: 'body#/x/name', message: 'other words', generated })],
    ['a 2 a+a'],
  ],
  [
    'fuzzing tells what nothing else told',
    () => [found('b', NAME), found('a', schemaOf('a'), { generated })],
    ['b 1', 'a 1'],
  ],
  [
    'a violation of fuzzing is told beside a note',
    () => [found('a', NAME, { severity: 'note' }), found('a', NAME, { at: 'body', generated })],
    ['a 1', 'a 1'],
  ],
  [
    'a note of fuzzing is not told beside the same note',
    () => [found('a', NAME, { severity: 'note' }), found('a', NAME, { at: 'body', severity: 'note', generated })],
    ['a 2 a+a'],
  ],
  [
    'another clause that fuzzing breaks is told',
    () => [found('a', schemaOf('a'), { generated }), found('a', NAME), found('b', NAME, { at: 'body' })],
    ['a 1', 'a 1', 'b 1'],
  ],
  [
    'two planned findings stay two, and fuzzing counts for the first',
    () => [found('a', NAME), found('a', NAME, { at: 'body' }), found('a', NAME, { at: 'body#/x', generated })],
    ['a 2 a+a', 'a 1'],
  ],
  [
    'two findings of fuzzing stay two',
    () => [found('a', NAME, { generated }), found('a', NAME, { at: 'body', generated })],
    ['a 1', 'a 1'],
  ],
  [
    'two failures of which the server says nothing stay two',
    () => [found('a', NAME, FAULT), found('a', schemaOf('a'), { ...FAULT, generated })],
    ['a 1', 'a 1'],
  ],
  [
    'two refusals with the same words stay two',
    () => [found('a', NAME, { said: 'no' }), found('a', schemaOf('a'), { said: 'no', generated })],
    ['a 1', 'a 1'],
  ],
  [
    'one failure of the server is told once, whatever clause it was found by',
    () => [
      found('a', NAME, { check: 'server-error', actual: '500', said: 'no such column' }),
      found('a', schemaOf('a'), { check: 'server-error', actual: '500', said: 'no such column', generated }),
    ],
    ['a 2 a+a'],
  ],
])('%s', (_, findings, want) => {
  expect(told(findings())).toEqual(want);
});

test('each operation keeps its fingerprint', () => {
  const [one] = groupByCause(contract, [found('a', NAME), found('b', NAME)]);
  expect(one?.operations).toEqual([
    { operation: 'a', fingerprint: found('a', NAME).fingerprint, count: 1 },
    { operation: 'b', fingerprint: found('b', NAME).fingerprint, count: 1 },
  ]);
});

test('the findings that were given stay as they are', () => {
  const given = [found('a', NAME), found('a', NAME, { at: 'body', generated }), found('b', NAME)];
  const before = structuredClone(given);
  groupByCause(contract, given);
  expect(given).toEqual(before);
});
