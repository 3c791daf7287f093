import { beforeAll, expect, test } from '@jest/globals';
import { contractOf } from '../../test/support/contracts.ts';
import { webhooksOf, type OutgoingRequest } from '../contract/callbacks.ts';
import type { Contract } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import { judgeCallback } from './callback-request.ts';

const ref = { $ref: '#/components/schemas/Event' };
let contract: Contract;
let outgoing: OutgoingRequest[];
beforeAll(async () => {
  contract = await contractOf({
    components: {
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
      schemas: {
        Event: {
          type: 'object',
          required: ['id'],
          properties: { id: { type: 'integer' }, code: { type: 'string', 'x-secret': true, maxLength: 2 } },
        },
      },
    },
    webhooks: {
      event: {
        post: {
          security: [{ key: [] }],
          parameters: [
            { name: 'place', in: 'path', required: true, schema: { type: 'integer' } },
            { name: 'X-Path', in: 'header', required: true, schema: { type: 'integer' } },
          ],
          requestBody: { required: true, content: { 'application/json': { schema: ref }, 'text/csv': {} } },
          responses: { 200: { description: '' } },
        },
      },
      ping: { put: { responses: { 200: { description: '' } } } },
      broken: {
        post: {
          requestBody: { content: { 'application/json': { schema: { pattern: '^(?=(a+)+$).*$' } } } },
          responses: { 200: { description: '' } },
        },
      },
    },
  });
  outgoing = webhooksOf(contract);
});

interface Sent {
  name?: string;
  method?: string;
  type?: string;
  path?: string;
  body?: string;
}

const BODY = '#/webhooks/event/post/requestBody';
const EVENT = '#/components/schemas/Event';

function judged({ name = 'event', method = 'POST', type = 'application/json', path = '1', body }: Sent) {
  const headers: HeaderField[] = [
    ['Content-Type', type],
    ['X-Path', path],
  ];
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
  const request = { method, path: '/', headers, ...(bytes && { body: bytes }) };
  return judgeCallback(
    contract,
    `webhook ${name}`,
    outgoing.find((one) => one.name === name) as OutgoingRequest,
    request,
  );
}

test.each<[name: string, Sent]>([
  ['a webhook as documented, without credentials and in any path', { body: '{"id":1,"code":"ab"}' }],
  ['another documented media type', { type: 'text/csv', body: 'a,b' }],
  ['a method without a body', { name: 'ping', method: 'PUT' }],
])('accuses nobody of %s', (_, sent) => expect(judged(sent)).toStrictEqual({ violations: [] }));

test.each<[name: string, Sent, violation: object]>([
  [
    'another method',
    { name: 'ping' },
    {
      clause: '#/webhooks/ping/put',
      at: 'webhook ping method',
      message: 'sends the webhook ping with another method',
      expected: 'PUT',
      actual: 'POST',
    },
  ],
  [
    'a member of another type',
    { body: '{"id":"x"}' },
    {
      clause: `${EVENT}/properties/id/type`,
      at: 'webhook event request body#/id',
      message: 'sends a webhook event whose body#/id must be integer',
      expected: '"integer"',
      actual: '"x"',
    },
  ],
  [
    'a member that is missing',
    { body: '{}' },
    {
      clause: `${EVENT}/required`,
      at: 'webhook event request body#/id',
      message: "sends a webhook event whose body#/id must have required property 'id'",
      expected: '["id"]',
      actual: 'nothing',
    },
  ],
  [
    'a secret that is too long, which is not shown',
    { body: '{"id":1,"code":"abc"}' },
    {
      clause: `${EVENT}/properties/code/maxLength`,
      at: 'webhook event request body#/code',
      message: 'sends a webhook event whose body#/code must NOT have more than 2 characters',
      expected: '2',
      actual: '"[masked]"',
    },
  ],
  [
    'a header field whose name begins like a part of the path',
    { path: 'x', body: '{"id":1}' },
    {
      clause: '#/webhooks/event/post/parameters/1/schema/type',
      at: 'webhook event header X-Path',
      message: 'sends a webhook event whose header X-Path must be integer',
      expected: '"integer"',
      actual: 'what came',
    },
  ],
  [
    'no body',
    {},
    {
      clause: `${BODY}/required`,
      at: 'webhook event request body',
      message: 'sends a webhook event whose body is required',
      expected: 'true',
      actual: 'what came',
    },
  ],
  [
    'a body that is no JSON',
    { body: '{' },
    {
      clause: `${BODY}/content/application~1json`,
      at: 'webhook event request body',
      message: 'sends a webhook event whose body is not JSON (at character 1)',
      expected: 'what the document says',
      actual: 'what came',
    },
  ],
])('accuses a target of %s', (_, sent, violation) => expect(judged(sent)).toStrictEqual({ violations: [violation] }));

test('accuses nobody where matching a text takes too long, and says so', () => {
  const { violations, undecided } = judged({ name: 'broken', body: JSON.stringify(`${'a'.repeat(60)}!`) });
  expect(violations).toEqual([]);
  expect(undecided).toMatch(/^request body /);
});
