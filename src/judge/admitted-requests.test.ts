import { beforeAll, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../model/contract.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { isAdmitted } from './admitted-requests.ts';

const TEXTS = { type: 'array', items: { type: 'string' } };
const properties = {
  command: { ...TEXTS, description: 'What is run, as a string or an array of strings.' },
  limit: { type: 'integer', description: 'A number, or string such as 5m.' },
  shell: { ...TEXTS, description: 'The shell that runs it; a string is split.' },
  size: { type: 'integer', default: 5 },
  colour: { type: 'string' },
  state: { enum: ['on', 'off'], description: 'Any other value means off. An error is never told.' },
};
const document = {
  paths: {
    '/jobs': {
      post: {
        operationId: 'createJob',
        parameters: [
          { name: 'points', in: 'query', required: true, schema: { type: 'integer', default: 20 } },
          { name: 'after', in: 'query', required: true, schema: { type: 'integer' } },
          {
            ...{ name: 'enabled', in: 'query', schema: { type: 'boolean' } },
            description: 'Any value other than 0 (no value included) is interpreted as true.',
          },
          { name: 'strict', in: 'query', schema: { type: 'boolean' }, description: 'Any other value is rejected.' },
        ],
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object', required: ['size', 'colour'], properties } } },
        },
        responses: { 201: { description: 'Made.' }, 400: { description: 'No.' } },
      },
    },
  },
};

let contract: Contract;
let operation: Operation;
beforeAll(async () => {
  contract = await contractOf(document);
  operation = contract.operations[0] as Operation;
});

const SCHEMA = '#/paths/~1jobs/post/requestBody/content/application~1json/schema';

test.each([
  ['a value of a second type that the description names', '/command', '/properties/command/type', true],
  ['a value of a second type behind a comma', '/limit', '/properties/limit/type', true],
  ['a value of a type that the description mentions', '/shell', '/properties/shell/type', false],
  ['an item of another type', '/command/0', '/properties/command/items/type', false],
  ['any value, of a member that says so', '/state', '/properties/state/enum', true],
  ['no value of a member with a default', '/size', '/required', true],
  ['no value of a member without one', '/colour', '/required', false],
  ['no value of a member that no schema describes', '/weight', '/required', false],
])('whether %s is admitted in a body', (_, at, clause, want) => {
  expect(isAdmitted(contract, operation, `request body#${at}`, `${SCHEMA}${clause}`)).toBe(want);
});

test.each([
  ['with a default', 0, true],
  ['without one', 1, false],
])('whether a required parameter %s may be left out', (_, index, want) => {
  const { pointer, name } = operation.parameters[index] as Operation['parameters'][number];
  expect(isAdmitted(contract, operation, `request query ${name}`, pointer)).toBe(want);
});

test.each([
  ['says that any value is taken', 2, true],
  ['says that any other value is not', 3, false],
])('whether a value of another type is admitted where the parameter %s', (_, index, want) => {
  const { pointer, name } = operation.parameters[index] as Operation['parameters'][number];
  expect(isAdmitted(contract, operation, `request query ${name}`, `${pointer}/schema/type`)).toBe(want);
});
