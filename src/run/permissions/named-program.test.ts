import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { permissionFor } from './permissions.ts';

const TEXT = { type: 'string' };
const TEXTS = { type: 'array', items: TEXT };
const ID = [{ name: 'id', in: 'path', required: true, schema: TEXT }];
const answering = (schema: object) => ({ 201: { description: '', content: { 'application/json': { schema } } } });

/** What may be sent to a POST with these members in its body; the other operations are beside it. */
async function permission(path: string, properties: object, { query = [] as string[], beside = [] as string[] } = {}) {
  const paths: Record<string, object> = {
    [path]: {
      post: {
        operationId: 'first',
        parameters: [...(path.includes('{') ? ID : []), ...query.map((name) => ({ name, in: 'query', schema: TEXT }))],
        requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
        responses: answering({ type: 'object', properties: { id: TEXT } }),
      },
    },
  };
  for (const line of beside) {
    const [method = '', at = ''] = line.split(' ');
    const operation = { parameters: at.includes('{') ? ID : [], responses: { 200: { description: '' } } };
    paths[at] = { ...paths[at], [method.toLowerCase()]: operation };
  }
  const contract = await contractOf({ paths });
  const found = permissionFor(contract, contract.operations[0] as (typeof contract.operations)[0], {});
  return found.may === 'hold back' ? found.heldBack.reason : found.may;
}

test.each<[what: string, path: string, properties: object, given: object, reason: string]>([
  ['a command in its body', '/ptys', { command: TEXT, cwd: TEXT }, {}, 'its body says what is to be run (“command”)'],
  ['a list for a command', '/jobs', { Cmd: TEXTS }, {}, 'its body says what is to be run (“Cmd”)'],
  ['a command of any type', '/jobs', { 'command-line': {} }, {}, 'its body says what is to be run (“command-line”)'],
  ['a script and its shell', '/jobs', { script: TEXT, shell: TEXT }, {}, 'its body says what is to be run (“script”)'],
  ['a command for a thing', '/boxes/{id}/type', { command: TEXT }, {}, 'its body says what is to be run (“command”)'],
  ['a command in its query', '/builds', {}, { query: ['cmd'] }, 'its query says what is to be run (“cmd”)'],
])('a POST with %s is held back', async (_, path, properties, given, reason) => {
  expect(await permission(path, properties, given)).toBe(reason);
});

test.each<[what: string, path: string, properties: object, given: object]>([
  ['a script that is kept', '/scripts', { script: TEXT, title: TEXT }, {}],
  ['a flag of that name', '/jobs', { exec: { type: 'boolean' } }, {}],
  ['an object of that name', '/shows', { program: { type: 'object' } }, {}],
  ['several commands that may be used', '/channels', { commands: TEXTS }, {}],
  ['a question', '/jobs/validate', { command: TEXT }, {}],
  [
    'the program of what another operation starts',
    '/boxes',
    { Cmd: TEXTS },
    { beside: ['GET /boxes', 'GET /boxes/{id}', 'POST /boxes/{id}/start'] },
  ],
])('a POST with %s is sent', async (_, path, properties, given) => {
  expect(await permission(path, properties, given)).toBe('send');
});
