import { describe, expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { HeaderField } from '../../model/exchange.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { readSent } from '../../../test/support/sent-request.ts';
import { respondableExamples } from './available-examples.ts';
import { createGeneratedValues } from './generated-values.ts';
import { echoResponder, staticResponder } from './responders.ts';

const UUID = '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11';

interface Documented {
  path?: string;
  sent?: JsonObject;
  schema?: JsonObject;
  answer?: Json;
  answerSchema?: JsonObject;
  type?: string;
  headers?: JsonObject;
}

/** A server that answers a POST as it is documented, or with what was sent in it. */
async function serverOf(
  kind: 'static' | 'echo',
  { path = '/pets', sent, schema = {}, answer, answerSchema = {}, type = 'application/json', headers }: Documented,
) {
  const loaded = await contractOf({
    paths: {
      [path]: {
        parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
          ...{ name, in: 'path', required: true, schema: { type: 'string' }, examples: { one: { value: 'shown' } } },
        })),
        post: {
          requestBody: {
            content: { 'application/json': { schema, ...(sent && { examples: { one: { value: sent } } }) } },
          },
          responses: {
            201: {
              description: 'Made.',
              ...(headers && { headers }),
              ...(answer !== undefined && {
                content: { [type]: { schema: answerSchema, examples: { one: { value: answer } } } },
              }),
            },
          },
        },
      },
    },
  });
  const held: Json[] = [];
  const accepts: Contract['accepts'] = (schema, value) => held.push(value) > 0 && loaded.accepts(schema, value);
  const contract: Contract = { ...loaded, accepts };
  const [operation] = contract.operations;
  const [example] = operation ? respondableExamples(operation) : [];
  if (!operation || !example) throw new Error('no example');
  const respond = kind === 'static' ? staticResponder(example) : echoResponder(contract, operation, example);
  let serial = 0;
  const generated = (next = serial + 1) => {
    serial = next;
    return createGeneratedValues(
      { now: () => new Date(serial * 1000), newId: () => UUID.replace('9', String(serial)) },
      serial,
    );
  };
  return {
    /** The values that were held to a schema so far. */
    held,
    ask: (target = '/pets', body?: Json, next?: number) => {
      const fields: HeaderField[] = body === undefined ? [] : [['Content-Type', 'application/json']];
      const { inputs } = readSent(loaded, target, fields, body === undefined ? undefined : JSON.stringify(body));
      const reply = respond(inputs, { method: 'POST', path: target, headers: fields }, generated(next));
      return { ...reply, serial };
    },
  };
}
const headerOf = ({ headers }: { headers: readonly HeaderField[] }, name: string) =>
  headers.find(([own]) => own === name)?.[1];
const bodyOf = ({ body }: { body: string | Uint8Array }) => String(body);

describe('the documented response', () => {
  test('is sent with its media type and its headers, but for those that the server sets', async () => {
    const header = (value: string) => ({ schema: { type: 'string' }, example: value });
    const server = await serverOf('static', {
      answer: { a: 1 },
      headers: { 'X-One': header('1'), Date: header('now'), Connection: header('close') },
    });
    expect(server.ask()).toMatchObject({
      status: 201,
      headers: [
        ['Content-Type', 'application/json'],
        ['X-One', '1'],
        ['Content-Length', '7'],
      ],
      body: '{"a":1}',
    });
  });

  test('is the same each time', async () => {
    const server = await serverOf('static', { answer: { id: UUID } });
    const { body, headers } = server.ask();
    expect(server.ask()).toMatchObject({ status: 201, body, headers });
  });

  test('has no media type where it has no body', async () => {
    expect(headerOf((await serverOf('static', {})).ask(), 'Content-Type')).toBeUndefined();
  });
});

describe('the response with the request in it', () => {
  const NAMED = {
    sent: { name: 'first-thing-1' },
    schema: { type: 'object', properties: { name: { type: 'string' } } },
    answer: { id: UUID, name: 'first-thing-1' },
  };

  test('has what was sent, and what is new each time', async () => {
    const server = await serverOf('echo', NAMED);
    const ask = () => JSON.parse(bodyOf(server.ask('/pets', { name: 'Rex' }))) as JsonObject;
    const [first, second] = [ask(), ask()];
    expect([first?.['name'], second?.['name']]).toEqual(['Rex', 'Rex']);
    expect(new Set([UUID, first?.['id'], second?.['id']]).size).toBe(3);
  });

  test('has a value that was sent only where the schema of the answer lets it', async () => {
    const answerSchema = { type: 'object', properties: { name: { type: 'string', maxLength: 13 } } };
    const server = await serverOf('echo', { ...NAMED, answerSchema });
    expect(JSON.parse(bodyOf(server.ask('/pets', { name: 'x'.repeat(13) })))).toMatchObject({ name: 'x'.repeat(13) });
    expect(JSON.parse(bodyOf(server.ask('/pets', { name: 'x'.repeat(14) })))).toMatchObject({ name: 'first-thing-1' });
  });

  test('has the other values that were sent beside one that the schema of the answer does not let in', async () => {
    const texts = { name: 'first-thing-1', note: 'second-thing-2' };
    const server = await serverOf('echo', {
      sent: texts,
      answer: texts,
      answerSchema: { type: 'object', properties: { name: { type: 'string', maxLength: 13 } } },
    });
    const reply = server.ask('/pets', { name: 'x'.repeat(14), note: 'mine' });
    expect(JSON.parse(bodyOf(reply))).toEqual({ name: 'first-thing-1', note: 'mine' });
  });

  test('leaves out what was not sent, unless the schema asks for it', async () => {
    const open = await serverOf('echo', NAMED);
    expect(JSON.parse(bodyOf(open.ask('/pets', {})))).not.toHaveProperty('name');
    const closed = await serverOf('echo', { ...NAMED, answerSchema: { type: 'object', required: ['name'] } });
    expect(JSON.parse(bodyOf(closed.ask('/pets', {})))).toMatchObject({ name: 'first-thing-1' });
  });

  test('has the documented value where that breaks the schema itself', async () => {
    const answerSchema = { type: 'object', properties: { name: { type: 'string', maxLength: 3 } } };
    const server = await serverOf('echo', { ...NAMED, answerSchema });
    expect(JSON.parse(bodyOf(server.ask('/pets', { name: 'longer' })))).toMatchObject({ name: 'longer' });
  });

  describe('in a header', () => {
    const located = (schema: JsonObject, required = true) => ({
      path: '/shops/{shop}/pets',
      ...NAMED,
      headers: { Location: { required, schema, examples: { one: { value: '/shops/shown/pets' } } } },
    });

    test.each([
      ['a', 'a'],
      ['a%20b', 'a%20b'],
      // As it stands in the path of the request, though another spelling means the same.
      ['%61b', '%61b'],
      ['a%2Fb', 'a%2Fb'],
      ['a-b.c_d~', 'a-b.c_d~'],
    ])('writes %s as the path of the request does', async (shop, want) => {
      const server = await serverOf('echo', located({ type: 'string' }));
      expect(headerOf(server.ask(`/shops/${shop}/pets`, { name: 'Rex' }), 'Location')).toBe(`/shops/${want}/pets`);
    });

    test('is as documented where its schema does not let it be otherwise', async () => {
      const server = await serverOf('echo', located({ type: 'string', maxLength: 17 }));
      expect(headerOf(server.ask('/shops/long-name/pets', { name: 'Rex' }), 'Location')).toBe('/shops/shown/pets');
      expect(headerOf(server.ask('/shops/short/pets', { name: 'Rex' }), 'Location')).toBe('/shops/short/pets');
    });
  });

  test('is text where its media type is none that can be filled', async () => {
    const reply = (await serverOf('echo', { answer: 'words', type: 'text/plain' })).ask();
    expect([bodyOf(reply), headerOf(reply, 'Content-Type')]).toEqual(['words', 'text/plain']);
  });

  test('has no body where none is documented', async () => {
    const reply = (await serverOf('echo', {})).ask();
    expect([reply.status, reply.body.length, headerOf(reply, 'Content-Type')]).toEqual([201, 0, undefined]);
  });
});

/*
 * After some requests a body is written in one pass. Each row: what the contract says, and requests that are sent to a server that
 * is warm and to a new one, which have to answer alike.
 */
describe('the response to the twentieth request is that to the first', () => {
  const A = {
    sent: { a: 'first-thing-1', b: 'second-thing-2' },
    answer: { a: 'first-thing-1', b: 'second-thing-2', state: 'new' },
  };
  const text = { type: 'string' };
  const LOCATED = {
    headers: { Location: { schema: text, examples: { one: { value: `/pets/${UUID}` } } } },
    answer: { id: UUID, a: 'first-thing-1', self: `/pets/${UUID}`, at: '2030-01-02T03:04:05Z' },
  };

  test.each<[what: string, documented: Documented, bodies: Json[]]>([
    ['with what is sent', A, [{ a: '1', b: '"é\n' }, { a: '1' }, {}, { a: null, b: [1, { c: 2 ** 53 }] }]],
    [
      'with what the schema does not let in',
      { ...A, answerSchema: { properties: { a: { ...text, maxLength: 13 } }, required: ['b'] } },
      [{ a: 'short', b: 'x' }, { a: 'x'.repeat(14), b: 'x' }, { a: 5, b: 'x' }, { a: 'short' }],
    ],
    [
      'with a condition',
      {
        ...A,
        answerSchema: { if: { properties: { a: { const: 'x' } } }, then: { properties: { b: { maxLength: 3 } } } },
      },
      [
        { a: 'x', b: 'abc' },
        { a: 'y', b: 'abcd' },
        { a: 'x', b: 'abcd' },
      ],
    ],
    ['with what is new, in a header and in the body', { ...A, ...LOCATED }, [{ a: '1' }, { a: '2' }, {}]],
    [
      'with an example that breaks its own schema',
      { ...A, answerSchema: { properties: { a: { maxLength: 3 } } } },
      [{ a: '1' }, { a: 'longer' }, {}],
    ],
  ])('%s', async (_, documented, bodies) => {
    const warm = await serverOf('echo', documented);
    for (let round = 0; round < 20; round += 1) for (const body of bodies) warm.ask('/pets', body);
    for (const body of bodies) {
      const known = warm.ask('/pets', body);
      const fresh = (await serverOf('echo', documented)).ask('/pets', body, known.serial);
      expect([known.headers, bodyOf(known)]).toEqual([fresh.headers, bodyOf(fresh)]);
    }
  });
});

test('after sixteen answers those with the same members are no longer held to their schema as a whole', async () => {
  const answerSchema = { properties: { a: { type: 'string' }, b: { type: 'integer' } } };
  const server = await serverOf('echo', {
    sent: { a: 'one', b: 1 },
    answer: { a: 'one', b: 1, state: 'new' },
    answerSchema,
  });
  const answers = Array.from({ length: 18 }, (_, n) => {
    server.held.length = 0;
    return [bodyOf(server.ask('/pets', { a: `${n}`, b: n })), server.held.some((value) => typeof value === 'object')];
  });
  expect(answers).toEqual(answers.map((_, n) => [`{"a":"${n}","b":${n},"state":"new"}`, n < 16]));
});
