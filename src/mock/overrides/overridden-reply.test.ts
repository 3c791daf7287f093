/** What an override makes of the answer of a mode, which is given here. */
import { beforeAll, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { HeaderField } from '../../model/exchange.ts';
import type { OverrideAnswer } from '../../model/override.ts';
import { createRandom } from '../random.ts';
import type { Reply } from '../reply.ts';
import { overriddenReply } from './overridden-reply.ts';

let contract: Contract;
let operation: Operation;
beforeAll(async () => {
  const wrapped = { type: 'object', xml: { name: 'book' }, properties: { id: { type: 'integer' } } };
  contract = await contractOf({
    paths: {
      '/books': {
        get: {
          operationId: 'get',
          responses: {
            200: {
              description: '',
              content: {
                'application/json;charset=utf-8': { example: { id: 1 } },
                'text/xml': { schema: { ...wrapped, xml: { name: 'other' } } },
                'application/xml': { schema: wrapped },
              },
            },
            201: { description: '' },
            404: { description: '', content: { 'application/json': { example: { message: 'no' } } } },
            409: { description: '' },
          },
        },
      },
    },
  });
  [operation] = contract.operations as [Operation];
});

const OWN: Reply = { status: 200, headers: [['X-A', '1']], body: '' };

/** The answer, and what the mode was asked for: `none` where it was not asked. */
async function answerTo(answer: OverrideAnswer, reply: Reply = OWN): Promise<{ made: Reply; wanted: unknown }> {
  let wanted: unknown = 'none';
  const ofMode = (given: unknown) => {
    wanted = given;
    return reply;
  };
  return { made: await overriddenReply(contract, operation, answer, ofMode, createRandom(1, 1)), wanted };
}

test.each<[OverrideAnswer, wanted: unknown]>([
  [{}, undefined],
  [{ delay: 3 }, undefined],
  [{ body: 1, headers: { a: 1 } }, undefined],
  [{ example: 'a' }, { example: 'a' }],
  [{ status: 200 }, { code: 200 }],
  [
    { status: 200, example: 'a' },
    { code: 200, example: 'a' },
  ],
  [{ status: 201 }, { code: 201 }],
  [{ status: 201, body: 1 }, { code: 201 }],
  [{ status: 404 }, { code: 404 }],
  [{ status: 409 }, 'none'],
  [{ status: 202 }, 'none'],
  [{ status: 500 }, 'none'],
])('for the answer %j the mode is asked for %j', async (answer, wanted) =>
  expect((await answerTo(answer)).wanted).toStrictEqual(wanted),
);

test.each<[OverrideAnswer, status: number, body: RegExp]>([
  [{ status: 202 }, 202, /^$/],
  [{ status: 202, body: 'a' }, 202, /^a$/],
  [{ status: 399 }, 399, /^$/],
  [{ status: 400 }, 400, /"detail":"an override of the mock asks for this answer"/],
  [{ status: 500, body: { a: 1 } }, 500, /^\{"a":1\}$/],
  [{ status: 409, body: { a: 1 } }, 409, /"detail":"an override .*"a":1\}$/],
])(
  'the answer %j, of which the contract shows nothing, has the status %i and a body like %s',
  async (answer, status, body) => {
    const { made } = await answerTo(answer);
    expect(made.status).toBe(status);
    expect(Buffer.from(made.body).toString()).toMatch(body);
  },
);

const LABEL: HeaderField = ['Content-Type', 'application/json;charset=utf-8'];
test.each<[name: string, OverrideAnswer, given: Partial<Reply>, made: Partial<Reply>]>([
  ['nothing', {}, {}, OWN],
  ['no headers', { headers: {} }, {}, OWN],
  ['a delay', { delay: '3ms' }, {}, { ...OWN, delay: 3 }],
  [
    'one header',
    { headers: { b: 'ü\n' } },
    { body: 'é', noValue: 'why' },
    {
      ...{ status: 200, body: 'é', noValue: 'why' },
      headers: [
        ['X-A', '1'],
        ['b', 'ü%0A'],
        ['Content-Length', '2'],
      ],
    },
  ],
  [
    'a header in other letters',
    { headers: { 'x-a': '2' } },
    {
      body: 'a',
      headers: [
        ['content-length', '9'],
        ['X-A', '1'],
      ],
    },
    {
      ...{ status: 200, body: 'a' },
      headers: [
        ['x-a', '2'],
        ['Content-Length', '1'],
      ],
    },
  ],
  [
    'members',
    { body: { b: 2 } },
    { body: '{"a":1}', headers: [['X-A', '1'], LABEL, ['CONTENT-LENGTH', '7']], problem: {} },
    {
      ...{ status: 200, body: '{"a":1,"b":2}' },
      headers: [
        ['Content-Type', LABEL[1]],
        ['X-A', '1'],
        ['Content-Length', '13'],
      ],
    },
  ],
  [
    'members of a body that a status does not allow',
    { body: { a: 1 } },
    { status: 204, headers: [LABEL] },
    { status: 204, headers: [LABEL], body: new Uint8Array() },
  ],
  [
    'members as the media type writes them',
    { body: { id: 2 }, headers: { 'CONTENT-TYPE': 'application/xml; charset=utf-8' } },
    { headers: [LABEL], body: '{}' },
    {
      ...{ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?>\n<book><id>2</id></book>\n' },
      headers: [
        ['Content-Type', 'application/xml; charset=utf-8'],
        ['Content-Length', '63'],
      ],
    },
  ],
])('%s in the place of what the mode answers', async (_, answer, given, made) =>
  expect((await answerTo(answer, { ...OWN, ...given })).made).toStrictEqual(made),
);
