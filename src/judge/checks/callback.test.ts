import { beforeAll, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { callbacksOf, type OutgoingRequest } from '../../contract/callbacks.ts';
import type { Contract } from '../../model/contract.ts';
import { judgeCallback } from '../callback-request.ts';

let contract: Contract;
let outgoing: OutgoingRequest;
beforeAll(async () => {
  contract = await contractOf({
    security: [{ key: [] }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    paths: {
      '/subscribe': {
        post: {
          responses: { 201: { description: '' } },
          callbacks: {
            onEvent: {
              '{$request.query.to}': {
                post: {
                  parameters: [{ name: 'X-Event', in: 'header', required: true, schema: { enum: ['made', 'gone'] } }],
                  requestBody: {
                    required: true,
                    content: {
                      'application/json': {
                        schema: {
                          type: 'object',
                          required: ['id'],
                          properties: { id: { type: 'integer' }, password: { type: 'string', maxLength: 3 } },
                        },
                      },
                    },
                  },
                  responses: { 200: { description: '' } },
                },
              },
            },
          },
        },
      },
    },
  });
  [outgoing] = callbacksOf(contract, contract.operations[0] as never) as [OutgoingRequest];
});

const judged = (body: string, event = 'made', method = 'POST', type = 'application/json') =>
  judgeCallback(contract, 'callback onEvent', outgoing, {
    method,
    path: '/',
    headers: [
      ['Content-Type', type],
      ['X-Event', event],
    ],
    body: new TextEncoder().encode(body),
  }).violations.map(({ at, message, expected, actual }) => `${at}: ${message}; ${expected}, not ${actual}`);

test('a callback as documented is right, and needs no credentials of a client', () => {
  expect(judged('{"id":1}')).toEqual([]);
});

test.each<[string, Parameters<typeof judged>, string[]]>([
  [
    'another type in its body',
    ['{"id":"x"}'],
    ['callback onEvent request body#/id: sends a callback onEvent whose body#/id must be integer; "integer", not "x"'],
  ],
  [
    'another header field',
    ['{"id":1}', 'other'],
    [
      'callback onEvent header X-Event: sends a callback onEvent whose header X-Event must be equal to one of the allowed values; ["made","gone"], not what came',
    ],
  ],
  [
    'another media type',
    ['id=1', 'made', 'POST', 'text/csv'],
    [
      'callback onEvent header Content-Type: sends a callback onEvent whose header Content-Type is none of the documented media types: application/json; ["application/json"], not what came',
    ],
  ],
  [
    'another method',
    ['{"id":1}', 'made', 'PUT'],
    ['callback onEvent method: sends the callback onEvent with another method; POST, not PUT'],
  ],
  [
    'a secret, which is not shown',
    ['{"id":1,"password":"hunter2"}'],
    [
      'callback onEvent request body#/password: sends a callback onEvent whose body#/password must NOT have more than 3 characters; 3, not "[masked]"',
    ],
  ],
])('a callback is accused of %s', (_, given, want) => {
  expect(judged(...given)).toEqual(want);
});
