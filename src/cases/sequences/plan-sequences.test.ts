import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { planSequences, startCase, stepCase, type AnsweredCase, type Sequence } from './plan-sequences.ts';

const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const there = (operationId: string, code = '200') => ({ operationId, responses: { [code]: { description: 'ok' } } });

interface Planned {
  links?: JsonObject;
  item?: string[];
  /** The member of the answer that names the thing. */
  member?: string;
}

async function planned({ links, item = ['get', 'delete'], member = 'id' }: Planned = {}) {
  const operations: Record<string, JsonObject> = { get: there('getThing'), delete: there('deleteThing', '204') };
  const contract = await contractOf({
    paths: {
      '/things': {
        post: {
          operationId: 'createThing',
          responses: {
            '201': {
              description: 'made',
              content: { 'application/json': { schema: { properties: { [member]: { type: 'integer' } } } } },
              ...(links && { links }),
            },
          },
        },
      },
      '/things/{id}': {
        parameters: [id],
        ...Object.fromEntries(item.map((method) => [method, operations[method] ?? {}])),
      },
      '/parts/{id}': { parameters: [id], get: there('listParts'), put: there('putPart'), delete: there('deletePart') },
    },
  });
  return { contract, ...planSequences(contract, NO_OVERRIDES) };
}

const steps = (sequences: Sequence[]) =>
  sequences.map(({ start, steps: all }) => [start.id, ...all.map(({ role, operation }) => `${role} ${operation.id}`)]);

const partsBy = (operationId: string) => ({ parts: { operationId, parameters: { id: '$response.body#/id' } } });

describe('planSequences', () => {
  test.each<[string, Parameters<typeof planned>[0], string[][]]>([
    [
      'reads, deletes, reads and deletes again',
      {},
      [['createThing', 'read getThing', 'delete deleteThing', 'gone getThing', 'again deleteThing']],
    ],
    ['only reads where nothing deletes', { item: ['get'] }, [['createThing', 'read getThing']]],
    [
      'deletes twice where nothing reads',
      { item: ['delete'] },
      [['createThing', 'delete deleteThing', 'again deleteThing']],
    ],
    ['has none where nothing reads or deletes', { item: [] }, []],
    ['follows a link', { item: [], links: partsBy('putPart') }, [['createThing', 'link putPart']]],
    ['does not follow a link that deletes', { item: [], links: partsBy('deletePart') }, []],
    [
      'reads what a link names',
      { item: [], links: partsBy('listParts') },
      [['createThing', 'read listParts', 'delete deletePart', 'gone listParts', 'again deletePart']],
    ],
  ])('%s', async (_, given, want) => {
    expect(steps((await planned(given)).sequences)).toStrictEqual(want);
  });

  test('sends nothing that needs a deletion before it', async () => {
    const [sequence] = (await planned()).sequences;
    expect(sequence?.steps.map(({ role, needs }) => [role, ...needs])).toStrictEqual([
      ['read'],
      ['delete'],
      ['gone', 'delete'],
      ['again', 'delete'],
    ]);
  });
});

describe('the cases of a sequence', () => {
  async function casesOf(body = '{"id":"7"}', given: Parameters<typeof planned>[0] = {}) {
    const { contract, sequences } = await planned(given);
    const [sequence] = sequences;
    if (!sequence) throw new Error('no sequence');
    const start = startCase(sequence, NO_OVERRIDES);
    const response = { status: 201, headers: [], body: new TextEncoder().encode(body) };
    const done: AnsweredCase = {
      case: start,
      response,
      exchange: { request: start.request, outcome: { response }, duration: 1, retries: 0 },
    };
    return {
      start,
      cases: sequence.steps.map((step) => stepCase(contract, sequence, step, [done], NO_OVERRIDES, 'http://127.0.0.1')),
    };
  }

  test('begin with a request that the server may refuse', async () => {
    const { start } = await casesOf();
    expect(start.title).toBe('the request that creates what getThing reads');
    expect(start.expect).toStrictEqual({
      kind: 'accepted',
      clause: '#/paths/~1things/post',
      at: 'request',
      mayRefuse: true,
    });
  });

  test("address the created resource, with the identifier's type in the contract", async () => {
    const { cases } = await casesOf();
    for (const one of cases)
      expect('request' in one && [one.request.path, one.inputs.path]).toStrictEqual(['/things/7', { id: 7 }]);
    expect(cases.map((one) => 'title' in one && one.title)).toStrictEqual([
      'the request for what createThing created',
      'the request to delete what createThing created',
      'the request for what was deleted after createThing created it',
      'the request to delete once more what createThing created',
    ]);
  });

  test('expect the created values from a read, and nothing from a second read after the deletion', async () => {
    const { cases } = await casesOf();
    expect(cases.map((one) => 'expect' in one && one.expect)).toMatchObject([
      { kind: 'accepted', mayRefuse: true, follows: { by: 'createThing' } },
      { kind: 'accepted', mayRefuse: true },
      { kind: 'gone', at: 'request path' },
      { kind: 'accepted', mayRefuse: true },
    ]);
  });

  test('expect no more than a note of what may be another thing', async () => {
    const { contract, sequences } = await planned({ member: 'uuid' });
    const [sequence] = sequences;
    if (!sequence) throw new Error('no sequence');
    const start = startCase(sequence, NO_OVERRIDES);
    const response = { status: 201, headers: [], body: new TextEncoder().encode('{"uuid":"7"}') };
    const exchange = { request: start.request, outcome: { response }, duration: 1, retries: 0 };
    const [step] = sequence.steps;
    const made =
      step && stepCase(contract, sequence, step, [{ case: start, response, exchange }], NO_OVERRIDES, 'http://h');
    expect(made).toMatchObject({ request: { path: '/things/7' }, expect: { follows: { isGuess: true } } });
  });

  test('say why there are none if the response has no identifier', async () => {
    const { cases } = await casesOf('{}');
    for (const one of cases) expect(one).toStrictEqual({ reason: 'the response has no id' });
  });

  test('name the link that they follow', async () => {
    const { start, cases } = await casesOf('{"id":7}', { item: [], links: partsBy('putPart') });
    expect(start.title).toBe('the request that the link parts starts at');
    expect(cases[0]).toMatchObject({
      title: 'the request that the link parts of createThing leads to (PUT)',
      expect: { follows: { by: 'the link parts', expected: [] } },
      request: { method: 'PUT', path: '/parts/7' },
    });
  });

  test('say which expression of a link has no value', async () => {
    const { cases } = await casesOf('{}', { item: [], links: partsBy('putPart') });
    expect(cases[0]).toStrictEqual({ reason: expect.stringMatching(/^the answer of createThing has no .*#\/id/) });
  });
});
