import { expect, test } from '@jest/globals';
import type { Request } from '../model/exchange.ts';
import { createMock } from '../mock/mock.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { createForgivingMock } from './forgiving-mock.ts';

const THING = {
  type: 'object',
  properties: { id: { type: 'string', format: 'uuid' }, name: { type: 'string' } },
  required: ['id', 'name'],
};
const JSON_OF = (schema: object) => ({ content: { 'application/json': { schema } } });

const contract = await contractOf({
  paths: {
    '/things': {
      post: {
        operationId: 'createThing',
        requestBody: {
          required: true,
          ...JSON_OF({ type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }),
        },
        responses: { 201: { description: 'Made.', ...JSON_OF(THING) }, 400: { description: 'Wrong.' } },
      },
      get: {
        operationId: 'listThings',
        responses: { 200: { description: 'All.', ...JSON_OF({ type: 'array', items: THING }) } },
      },
    },
    '/things/{id}': {
      get: {
        operationId: 'getThing',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
        responses: { 200: { description: 'One.', ...JSON_OF(THING) } },
      },
    },
  },
});

const request = (method: string, path: string, body?: string): Request => ({
  ...{ method, path, headers: [['Content-Type', 'application/json']] },
  ...(body !== undefined && { body: new TextEncoder().encode(body) }),
});

const textOf = async (answered: Promise<{ body?: Uint8Array | undefined }>): Promise<string> =>
  Buffer.from((await answered).body ?? []).toString();

test('each thing that is made has an identifier whose start is its own, and the same ones come again after a reset', async () => {
  const mock = createForgivingMock(contract, { mode: 'stateful' });
  const make = async (times: number): Promise<string[]> => {
    const made: string[] = [];
    for (let nth = 0; nth < times; nth += 1)
      made.push(await textOf(mock.answer(request('POST', '/things', '{"name":"a"}'))));
    return made.map((text) => (JSON.parse(text) as { id: string }).id);
  };
  const [documented, ...ids] = await make(17);
  expect(documented).toMatch(/^[0-9a-f]{8}-/);
  expect(ids).toEqual([...'123456789abcdef', '10'].map((nth) => `${nth.padStart(8, '0')}-0000-4000-8000-00000000000a`));
  mock.reset();
  expect(await make(2)).toEqual(ids.slice(0, 2));
});

test('answers differ as those of a mock with the seed 0 do, and the same ones come again after a reset', async () => {
  const mock = createForgivingMock(contract, { mode: 'dynamic' });
  const other = createMock([contract], { mode: 'dynamic', seed: 0 });
  const ask = async (answer: (sent: Request) => Promise<{ body?: Uint8Array | undefined }>): Promise<string[]> => {
    const texts: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) texts.push(await textOf(answer(request('GET', '/things'))));
    return texts;
  };
  const first = await ask((sent) => mock.answer(sent));
  expect(new Set(first).size).toBe(3);
  expect(await ask((sent) => other.handle(sent))).toEqual(first);
  mock.reset();
  expect(await ask((sent) => mock.answer(sent))).toEqual(first);
});

test('errors of a request are forgiven where it asks for that, and not in the next one', async () => {
  const mock = createForgivingMock(contract);
  const statusOf = async (forgives?: () => boolean) =>
    (await mock.answer(request('POST', '/things', '{}'), forgives)).status;
  expect([await statusOf(), await statusOf(() => true), await statusOf(() => false), await statusOf()]).toEqual([
    400, 201, 400, 400,
  ]);
});
