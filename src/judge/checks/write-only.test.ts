import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { checkTable, judgementOf, type Row } from '../../../test/support/check-table.ts';
import { writeOnly } from './write-only.ts';

const USER = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    password: { type: 'string', writeOnly: true },
    keys: { type: 'array', items: { $ref: '#/components/schemas/Key' } },
  },
};
const SCHEMAS = {
  User: USER,
  Key: { allOf: [{ properties: { secret: { $ref: '#/components/schemas/Secret' } } }] },
  Secret: { type: 'string', writeOnly: true },
};
const contractWith = (example: object) =>
  contractOf({
    paths: {
      '/user': {
        get: {
          responses: {
            200: {
              description: 'A user',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/User' }, example } },
            },
          },
        },
      },
    },
    components: { schemas: SCHEMAS },
  });

const contract = await contractWith({ name: 'a', keys: [{ id: 1 }] });
const shown = await contractWith({ password: 'x', keys: [{ secret: 'y' }] });
const row = (name: string, body: object, want: string[], of = contract): Row => ({
  name,
  contract: of,
  example: 'default',
  response: (a) => void (a.body = body),
  want,
});

checkTable(writeOnly, [
  row('what may be shown', { name: 'a', keys: [{ id: 1 }] }, []),
  row('a member', { name: 'a', password: 'hunter2' }, ['body#/password']),
  row('one that is null', { password: null }, ['body#/password']),
  row('in a list, behind a $ref and an allOf', { keys: [{}, { secret: 's' }] }, ['body#/keys/1/secret']),
  row('what the example of the contract shows too', { password: 'hunter2', keys: [{}, { secret: 's' }] }, [], shown),
]);

const BAG = { type: 'object', additionalProperties: { type: 'string', writeOnly: true } };
const bag = await contractOf({
  paths: {
    '/user': {
      get: {
        responses: {
          200: { description: 'A bag', content: { 'application/json': { schema: BAG, example: {} } } },
        },
      },
    },
  },
});
const secretNamed = await contractOf({
  paths: {
    '/user': {
      get: {
        responses: {
          200: {
            description: 'A user',
            content: {
              'application/json': {
                schema: {
                  ...USER,
                  additionalProperties: { type: 'string' },
                  properties: { password: USER.properties.password },
                },
                example: {},
              },
            },
          },
        },
      },
    },
  },
});
const map = await contractOf({
  paths: {
    '/user': {
      get: {
        responses: {
          200: {
            description: 'A map',
            content: {
              'application/json': {
                schema: { additionalProperties: { properties: { secret: { writeOnly: true } } } },
                example: {},
              },
            },
          },
        },
      },
    },
  },
});
/** An item with a secret behind so many without. */
const behind = (count: number) => [...Array.from({ length: count }, () => ({})), { secret: 's' }];
const others = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, nth) => [`n${nth}`, 'x']));

describe('a body of many members', () => {
  checkTable(writeOnly, [
    row(
      'shows no more than ten',
      others(40),
      Array.from({ length: 10 }, (_, nth) => `body#/n${nth}`),
      bag,
    ),
    row('shows one of the twentieth item', { keys: behind(19) }, ['body#/keys/19/secret']),
    row('is not looked at in later items', { keys: behind(20) }, []),
    row('shows one of the twentieth value of a map', { ...behind(19) }, ['body#/19/secret'], map),
    row('is not looked at in later values of a map', { ...behind(20) }, [], map),
    row('has no member to tell of where it is empty', {}, [], bag),
    row('shows a named member behind them', { ...others(40), password: 'x' }, ['body#/password'], secretNamed),
  ]);
});

test('a violation is a note and does not repeat the value', () => {
  const violations = writeOnly.each?.(judgementOf(row('', { password: 'hunter2' }, []))) ?? [];
  expect(violations.map(({ severity, clause }) => [severity, clause])).toEqual([
    ['note', '#/components/schemas/User/properties/password/writeOnly'],
  ]);
  expect(JSON.stringify(violations)).not.toContain('hunter2');
});
