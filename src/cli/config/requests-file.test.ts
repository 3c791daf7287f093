import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { JsonObject } from '../../model/json.ts';
import type { AcceptedRequest, Run } from '../../model/run.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { readConfig } from './config.ts';
import { formatRequests, readRequests } from './requests-file.ts';

const USER: JsonObject = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, password: { type: 'string' }, age: { type: 'integer' } },
};
const document = {
  paths: {
    '/users': {
      post: {
        operationId: 'createUser',
        parameters: [
          { name: 'notify', in: 'query', schema: { type: 'boolean' } },
          { name: 'X-Session', in: 'header', schema: { type: 'string' } },
        ],
        requestBody: { content: { 'application/json': { schema: USER } } },
        responses: { '201': { description: 'Made.' } },
      },
    },
    '/users/{id}': {
      get: {
        operationId: 'getUser',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: { '200': { description: 'One.' } },
      },
    },
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function read(text: string, target?: string, file?: string) {
  const config = await readConfig(write('assay.yaml', text));
  return readRequests([await contractOf(document)], config, target, file);
}

describe('readRequests', () => {
  test('takes those of a file before those of a target, and these before those for every target', async () => {
    const own = write('own.yaml', 'requests: { getUser: { parameters: { id: 3 } } }\n');
    const text = [
      'requests:',
      '  createUser: { body: { name: every } }',
      '  getUser: { parameters: { id: 1 } }',
      'targets:',
      '  one: { url: http://127.0.0.1:1, contract: test, requests: { createUser: { body: { name: one } } } }',
      '',
    ].join('\n');
    expect(await read(text, 'one', own)).toEqual({
      createUser: { body: { name: 'one' } },
      getUser: { parameters: { id: 3 } },
    });
  });

  test.each<[string, string, RegExp, string | undefined]>([
    [
      'an operation that does not exist',
      'requests:\n  createUsr: { body: {} }\n',
      /assay\.yaml:2:\d+ requests: there is no operation createUsr/,
      'Did you mean createUser?',
    ],
    [
      'a parameter that does not exist',
      'requests:\n  getUser:\n    parameters: { di: 1 }\n',
      /assay\.yaml:3:\d+ requests: getUser has no parameter di/,
      'There are: id.',
    ],
    [
      'a body that does not fit',
      'requests:\n  createUser:\n    body:\n      name: Ann\n      age: old\n',
      /assay\.yaml:5:\d+ requests: body#\/age must be integer/,
      undefined,
    ],
    [
      'a body where none is taken',
      'requests:\n  getUser:\n    body: {}\n',
      /assay\.yaml:3:\d+ requests: getUser takes no body/,
      'Leave it out.',
    ],
    [
      'a media type that is not taken',
      'requests:\n  createUser:\n    mediaType: text/plain\n',
      /assay\.yaml:3:\d+ requests: createUser takes no text\/plain/,
      'There are: application/json.',
    ],
    [
      'a mistyped key',
      'requests:\n  getUser: { parametres: {} }\n',
      /assay\.yaml:2:\d+ .*parametres is not known/,
      'Did you mean parameters?',
    ],
  ])('refuses %s with its line', async (_, text, message, hint) => {
    const error = (await read(text).catch((thrown: unknown) => thrown)) as Error & { hint?: string };
    expect(error.message).toMatch(message);
    if (hint !== undefined) expect(error.hint).toBe(hint);
  });

  test('leaves requests of other contracts alone, where a file has several targets', async () => {
    const targets = 'targets:\n  a: { url: http://a, contract: x }\n  b: { url: http://b, contract: y }\n';
    expect(await read(`requests: { other: { body: {} } }\n${targets}`, 'a')).toEqual({ other: { body: {} } });
  });
});

describe('formatRequests', () => {
  const inputs = (more: Partial<AcceptedRequest['inputs']>) => ({
    path: {},
    query: {},
    header: {},
    cookie: {},
    ...more,
  });

  async function format(accepted: AcceptedRequest[], isMadeUp?: (value: string) => boolean): Promise<string> {
    const run = { contract: await contractOf(document), accepted, ...(isMadeUp && { isMadeUp }) };
    return formatRequests([run as unknown as Run]);
  }

  test('writes what can be read again', async () => {
    const text = await format([
      {
        operation: 'createUser',
        inputs: inputs({ query: { notify: true }, body: { name: 'Ann' }, mediaType: 'application/json' }),
        headers: [['X-Tenant', 'a']],
      },
      { operation: 'getUser', inputs: inputs({ path: { id: 4 } }), headers: [] },
    ]);
    const given = await read(text);
    expect(given).toEqual({
      createUser: { parameters: { notify: true }, headers: { 'X-Tenant': 'a' }, body: { name: 'Ann' } },
      getUser: { parameters: { id: 4 } },
    });
    expect(text).not.toContain('Secrets');
  });

  test('leaves out what the run created, and so is not there the next time', async () => {
    const text = await format([
      { operation: 'getUser', inputs: inputs({ path: { id: 4 } }), headers: [], isCreated: true },
    ]);
    expect(parse(text)).toEqual({ requests: {} });
  });

  test('has variables in the place of secrets, and says which to set', async () => {
    const text = await format([
      {
        operation: 'createUser',
        inputs: inputs({
          header: { 'X-Session': 's3cret-session' },
          body: { name: 'Ann', password: 's3cret-password' },
        }),
        headers: [['X-Auth-Token', 's3cret-token']],
      },
    ]);
    expect(text).not.toContain('s3cret');
    expect(text).toContain('#   CREATE_USER_PASSWORD\n');
    expect(parse(text)).toEqual({
      requests: {
        createUser: {
          parameters: { 'X-Session': '${CREATE_USER_X_SESSION}' },
          headers: { 'X-Auth-Token': '${CREATE_USER_X_AUTH_TOKEN}' },
          body: { name: 'Ann', password: '${CREATE_USER_PASSWORD}' },
        },
      },
    });
    await expect(read(text)).rejects.toThrow(/needs the environment variable CREATE_USER_/);
  });

  test('keeps a password that was made up', async () => {
    const accepted = [
      { operation: 'createUser', inputs: inputs({ body: { name: 'Ann', password: 'assay' } }), headers: [] },
    ];
    expect(parse(await format(accepted, (value) => value === 'assay'))).toEqual({
      requests: { createUser: { body: { name: 'Ann', password: 'assay' } } },
    });
  });

  test('names the variables of secrets after where they stand, each once, and those of a query as well', async () => {
    const account: JsonObject = { type: 'object', properties: { password: { type: 'string' } } };
    const contract = await contractOf({
      paths: {
        '/users': {
          put: {
            operationId: 'putUsers',
            parameters: [{ name: 'access_token', in: 'query', schema: { type: 'string' } }],
            requestBody: {
              content: {
                'application/json': {
                  schema: { properties: { all: { type: 'array', items: account }, own: account } },
                },
                'application/xml': {},
              },
            },
            responses: { 200: { description: 'Put.' } },
          },
        },
      },
    });
    const accepted: AcceptedRequest = {
      operation: 'putUsers',
      inputs: inputs({
        query: { access_token: 's3cret-1' },
        body: { all: [{ password: 's3cret-2' }, { password: 's3cret-3' }], own: { password: 's3cret-4' } },
        mediaType: 'application/json',
      }),
      headers: [],
    };
    const text = formatRequests([{ contract, accepted: [accepted, accepted] } as unknown as Run]);
    expect(text.split('\n').filter((line) => line.startsWith('#   '))).toEqual([
      '#   PUT_USERS_ACCESS_TOKEN',
      '#   PUT_USERS_ALL_0_PASSWORD',
      '#   PUT_USERS_ALL_1_PASSWORD',
      '#   PUT_USERS_OWN_PASSWORD',
    ]);
    expect(parse(text)).toEqual({
      requests: {
        putUsers: {
          parameters: { access_token: '${PUT_USERS_ACCESS_TOKEN}' },
          mediaType: 'application/json',
          body: {
            all: [{ password: '${PUT_USERS_ALL_0_PASSWORD}' }, { password: '${PUT_USERS_ALL_1_PASSWORD}' }],
            own: { password: '${PUT_USERS_OWN_PASSWORD}' },
          },
        },
      },
    });
  });

  test('has no requests where no operation has anything to be given', async () => {
    const text = await format([{ operation: 'getUser', inputs: inputs({}), headers: [] }]);
    expect(parse(text)).toEqual({ requests: {} });
    expect(await format([{ operation: 'gone', inputs: inputs({ path: { id: 1 } }), headers: [] }])).toBe(text);
  });
});
