/** Contracts whose parameters and members are named as what every object has, such as Formula 1's `constructor`. */
import { expect, test } from '@jest/globals';
import { check } from '../../src/run/check.ts';
import { embeddedTarget } from '../../src/run/mock-target.ts';
import { contractOf } from '../support/contracts.ts';

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
const named = (value: (name: string) => unknown) => Object.fromEntries(NAMES.map((name) => [name, value(name)]));
const string = { type: 'string' };
const schema = { type: 'object', required: NAMES, properties: named(() => string), additionalProperties: false };
const content = { 'application/json': { schema, example: named((name) => `the ${name}`) } };

test.each([true, false])(
  'a contract of inherited names conforms with its own mock (parameters required: %j)',
  async (required) => {
    const parameters = NAMES.flatMap((name) => [
      { name, in: 'path', required: true, schema: string, example: 'one' },
      ...['query', 'header', 'cookie'].map((where) => ({ name, in: where, required, schema: string })),
    ]);
    const contract = await contractOf({
      paths: Object.fromEntries(
        NAMES.map((name) => [
          `/${name}/${NAMES.map((own) => `{${own}}`).join('/')}`,
          {
            post: {
              operationId: name,
              parameters,
              requestBody: { required: true, content },
              responses: {
                200: { description: 'Fine', headers: named(() => ({ schema: string, example: 'h' })), content },
              },
            },
          },
        ]),
      ),
    });
    const run = await check(contract, embeddedTarget(contract), {
      phases: ['examples', 'coverage', 'fuzzing'],
      maxExamples: 5,
      seed: 1,
    });
    expect(run.findings.map(({ message, at }) => [message, at])).toEqual([]);
    expect(run.undecided).toEqual([]);
    expect(run.verdict).toBe('conforms');
  },
);
