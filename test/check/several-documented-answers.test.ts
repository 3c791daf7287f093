import { describe, expect, test } from '@jest/globals';
import type { Response } from '../../src/model/exchange.ts';
import type { JsonObject } from '../../src/model/json.ts';
import { contractOf } from '../support/contracts.ts';
import { check } from '../../src/run/check.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';

const CAT = { name: 'Fluffy', kind: 'cat' };
const DOG = { name: 'Puma', kind: 'dog' };

/** A path that documents two answers to the same request. */
const DOCUMENT: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  paths: {
    '/pet': {
      get: {
        responses: {
          '200': {
            description: 'A pet.',
            content: { 'application/json': { examples: { cat: { value: CAT }, dog: { value: DOG } } } },
          },
        },
      },
    },
  },
};

const answer = (body: JsonObject): Response => {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return { status: 200, headers: [['Content-Type', 'application/json']], body: bytes };
};

describe('two answers to the same request', () => {
  const run = async (body: JsonObject) =>
    check(
      await contractOf(DOCUMENT),
      inProcessTarget('a server', () => answer(body)),
      { phases: ['examples'] },
    );

  test.each([
    ['the first', CAT],
    ['the second', DOG],
  ])('%s conforms', async (_, body) => {
    const { verdict, findings } = await run(body);
    expect({ verdict, findings }).toEqual({ verdict: 'conforms', findings: [] });
  });

  test('a mixture of both violates', async () => {
    const { findings } = await run({ name: 'Puma', kind: 'cat' });
    expect(findings.map(({ check: id, at }) => [id, at])).toEqual([
      ['literal-value', 'body#/name'],
      ['literal-value', 'body#/kind'],
    ]);
  });
});
