import { describe, expect, test } from '@jest/globals';
import { type Change, mutantsOf, thingDocument } from '../../../test/support/mutants.ts';
import { unknownClauses } from './unknown-clauses.ts';

const NAME = 'a request without name (required of requestBody.content.application/json.schema)';

test('has two mutants for each rule: one accepts requests that violate it, one fails on them', async () => {
  const { titles } = await mutantsOf(unknownClauses);
  const rules = titles.filter((title) => title.startsWith('accepts ')).map((title) => title.slice(8));
  expect(titles).toEqual(rules.flatMap((rule) => [`accepts ${rule}`, `fails on ${rule}`]));
  expect(rules).toEqual(expect.arrayContaining(['a request without a body', 'a body that is not JSON']));
  expect(rules.filter((rule) => /without name \(/.test(rule))).toHaveLength(1);
});

describe('a request that violates only one rule', () => {
  const titleOf = (titles: string[], start: string) => titles.find((title) => title.startsWith(start)) ?? NAME;
  test('is accepted by one mutant and fails on the other', async () => {
    const { answer, titles, request } = await mutantsOf(unknownClauses);
    expect((await answer(titleOf(titles, 'accepts a request without name'), request({}))).status).toBe(201);
    expect((await answer(titleOf(titles, 'fails on a request without name'), request({}))).status).toBe(500);
  });

  test('is refused by the mutants of other rules', async () => {
    const { answer, titles, request } = await mutantsOf(unknownClauses);
    expect((await answer(titleOf(titles, 'accepts a body that is not JSON'), request({}))).status).toBe(422);
    expect((await answer(titleOf(titles, 'fails on a body that is not JSON'), request({}))).status).toBe(422);
  });

  test('is refused if it violates another rule too', async () => {
    const { answer, titles, request } = await mutantsOf(unknownClauses);
    const body = request({ kind: 'none of them' });
    expect((await answer(titleOf(titles, 'accepts a request without name'), body)).status).toBe(422);
    expect((await answer(titleOf(titles, 'fails on a request without name'), body)).status).toBe(422);
  });
});

test('gets the right response if it is valid', async () => {
  const { mutants, server, request } = await mutantsOf(unknownClauses);
  for (const mutant of mutants) expect((await mutant.answer(server, request())).status).toBe(201);
});

test.each<[string, Change, string[]]>([
  ['credentials', (operation) => (operation.security = [{ key: [] }]), ['a request without credentials']],
  ['no client certificate', (operation) => (operation.security = [{ tls: [] }]), []],
  [
    'a required query parameter',
    (operation) => (operation.parameters = [{ name: 'q', in: 'query', required: true, schema: {}, example: 'a' }]),
    ['a request without the query parameter q'],
  ],
  [
    'no optional query parameter',
    (operation) => (operation.parameters = [{ name: 'q', in: 'query', schema: {}, example: 'a' }]),
    [],
  ],
])('has a rule for %s', async (_, change, want) => {
  const document = {
    ...thingDocument(change),
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' }, tls: { type: 'mutualTLS' } },
    },
  };
  const { titles } = await mutantsOf(unknownClauses, document);
  const usual = (await mutantsOf(unknownClauses)).titles;
  expect(titles.filter((title) => title.startsWith('accepts ') && !usual.includes(title))).toEqual(
    want.map((rule) => `accepts ${rule}`),
  );
});

test('proves that a format which is only a display hint is harmless', async () => {
  const { mutants } = await mutantsOf(
    unknownClauses,
    thingDocument((operation) => {
      operation.requestBody.content['application/json'].schema.properties.name.format = 'password';
    }),
  );
  const rule = mutants.find(({ title }) => /accepts .*format of/.test(title));
  expect(rule?.equivalent).toBe('this format is a hint for display, and every text has it');
});

test('lists what the contract leaves open as open', async () => {
  const { mutants } = await mutantsOf(
    unknownClauses,
    thingDocument((operation) => {
      const { schema } = operation.requestBody.content['application/json'];
      schema['x-unspecified'] = [{ says: 'whether a thing needs a name', schema: { not: { required: ['name'] } } }];
    }),
  );
  expect(mutants.find(({ title }) => /accepts a request without name/.test(title))?.open).toBe(
    'whether a thing needs a name',
  );
});
