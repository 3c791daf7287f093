import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import { contractOf } from '../support/contracts.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { check } from '../../src/run/check.ts';

const json = (examples: JsonObject, schema: JsonObject = {}) => ({
  'application/json': {
    schema,
    examples: Object.fromEntries(Object.entries(examples).map(([name, value]) => [name, { value }])),
  },
});

interface Given {
  /** The contract says so at its root. */
  root?: string;
  /** And at the operation. */
  own?: string;
  method?: 'post' | 'put' | 'get';
  /** Examples by name: what is sent, and what is answered. */
  shown?: Record<string, [sent: JsonObject, answered: JsonObject]>;
  schema?: JsonObject;
  source?: true;
  answer: JsonObject;
  status?: number;
  headers?: Record<string, string>;
}

const ONE: NonNullable<Given['shown']> = {
  one: [{ name: 'Rex' }, { name: 'Rex', mood: 'happy', place: { town: 'Ulm' } }],
};

/** What is found in the answers to the documented requests, a line each. */
async function found({
  root,
  own,
  method = 'post',
  shown = ONE,
  schema,
  source,
  answer,
  status = 201,
  headers,
}: Given) {
  const requests = Object.fromEntries(Object.entries(shown).map(([name, [sent]]) => [name, sent]));
  const answers = Object.fromEntries(Object.entries(shown).map(([name, [, answered]]) => [name, answered]));
  const contract = await contractOf({
    ...(root && { 'x-examples': root }),
    paths: {
      '/pets': {
        [method]: {
          operationId: 'savePet',
          ...(own && { 'x-examples': own }),
          ...(source && { 'x-source': { document: 'guide', says: 'A pet is saved.' } }),
          requestBody: { required: true, content: json(requests) },
          responses: { [status]: { description: '', content: json(answers, schema) } },
        },
      },
    },
  });
  const target = inProcessTarget('pets', () => ({
    status,
    headers: [['Content-Type', 'application/json'], ...Object.entries(headers ?? {})],
    body: new TextEncoder().encode(JSON.stringify(answer)),
  }));
  const { findings } = await check(contract, target, { phases: ['examples'], allow: ['all'] });
  return findings.map(({ severity, check: id, at }) => `${severity} ${id} ${at}`).sort();
}

const OTHER: JsonObject = { name: 'Rex', mood: 'sad', place: {} };
const DIFFERENCES = ['documented-fields body#/place/town', 'literal-value body#/mood'];

describe('a difference from an example', () => {
  test.each<[string, Partial<Given>, 'note' | 'violation']>([
    ['a note where nobody says that examples are exact', {}, 'note'],
    ['a violation where the contract says so', { root: 'exact' }, 'violation'],
    ['a violation where the operation says so', { own: 'exact' }, 'violation'],
    ['a note where the operation says otherwise', { root: 'exact', own: 'illustrative' }, 'note'],
    ['a violation where clauses say where they come from', { source: true }, 'violation'],
    ['a note where such a contract says that they are illustrations', { source: true, root: 'illustrative' }, 'note'],
  ])('is %s', async (_, given, severity) => {
    expect(await found({ ...given, answer: OTHER })).toEqual(DIFFERENCES.map((line) => `${severity} ${line}`));
  });

  test('is a violation where the contract declares the value', async () => {
    const schema = { properties: { mood: { 'x-match': 'literal' } } };
    expect(await found({ schema, answer: OTHER })).toEqual([
      'note documented-fields body#/place/town',
      'violation literal-value body#/mood',
    ]);
  });

  test('is none where another documented example shows the same', async () => {
    const shown = { ...ONE, two: [{ name: 'Tom', lives: 9 }, OTHER] } as typeof ONE;
    expect(await found({ shown, answer: OTHER })).toEqual([]);
  });
});

describe('a value that was sent and comes back as another', () => {
  const answer = { name: 'Max', mood: 'happy', place: { town: 'Ulm' } };
  test.each<[string, Partial<Given>, string[]]>([
    ['a violation where the request created it', {}, ['violation bound-value body#/name']],
    ['a violation where a PUT created it', { method: 'put' }, ['violation bound-value body#/name']],
    [
      'a violation where the answer names what was created',
      { status: 200, headers: { Location: '/pets/1' } },
      ['violation bound-value body#/name'],
    ],
    ['a note where nothing was created', { status: 200 }, ['note bound-value body#/name']],
    [
      'a violation where the contract says that examples are exact',
      { status: 200, root: 'exact' },
      ['violation bound-value body#/name'],
    ],
  ])('is %s', async (_, given, want) => {
    expect(await found({ ...given, answer })).toEqual(want);
  });
});

test('x-examples is exact or illustrative', async () => {
  await expect(found({ root: 'exakt', answer: {} })).rejects.toThrow('#/x-examples is neither exact nor illustrative');
});

test('x-examples of other tools is a map, and says nothing', async () => {
  const contract = await contractOf({
    paths: { '/pets': { get: { 'x-examples': { default: {} }, responses: { 200: { description: '' } } } } },
  });
  expect(contract.operations[0]?.declaredExamples).toBeUndefined();
});
