import { describe, expect, test } from '@jest/globals';
import type { RequestValues } from '../../../model/contract.ts';
import type { JsonObject } from '../../../model/json.ts';
import { askedAndTold, type Api, type Respond } from '../../../../test/support/asked-and-told.ts';
import { NO_OVERRIDES } from '../../../messages/overrides.ts';
import { LEAST, make, makerOf, otherMakers, type Maker } from './create.ts';

const text = { type: 'string' };
const LINE = 'POST /jobs';
const EMPTY: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
const SENT: RequestValues = { ...EMPTY, mediaType: 'application/json', body: { title: 'A job' } };

/** An API whose creations start from these requests; from none, where nothing is known of them. */
async function api(own: Api = {}, bases: RequestValues[] | 'made' | 'unknown' = [SENT], respond?: Respond) {
  const told = await askedAndTold({ ...own }, respond);
  Object.assign(told.client.context.baselines, {
    startOf: () =>
      bases === 'unknown'
        ? undefined
        : { overrides: NO_OVERRIDES, ...(bases !== 'made' && { bases: bases.map((inputs) => ({ inputs })) }) },
    of: () => ({ accepted: { isReference: (_: string, value: string) => value === 't1' } }),
  });
  return told;
}

describe('a maker', () => {
  const first = ({ client, known }: Awaited<ReturnType<typeof api>>) => makerOf(client, known.made[0]);

  test('has the accepted request, and what makes its bodies distinct', async () => {
    const maker = first(await api());
    expect(maker).toMatchObject({ operation: { id: 'createJob' }, base: SENT, distinction: { mark: 'mark1' } });
    expect(maker?.distinction?.isKept('#/team', 't1')).toBe(true);
    expect(maker?.distinction?.isKept('#/team', 't2')).toBe(false);
    expect(maker?.distinction?.isKept('#/team', 7)).toBe(false);
  });

  test('prefers a request of JSON, else takes the first', async () => {
    const plain = { ...SENT, mediaType: 'text/plain', body: 'a' };
    expect(first(await api({}, [plain, SENT]))?.base).toEqual(SENT);
    expect(first(await api({}, [plain]))?.base).toEqual(plain);
  });

  test('is made of the contract where no request is known', async () => {
    expect(first(await api({}, 'made'))?.base).toMatchObject({ mediaType: 'application/json', body: {} });
  });

  test('makes nothing distinct where nothing is sent', async () => {
    expect(first(await api({}, [EMPTY]))).toEqual({
      operation: expect.anything(),
      base: EMPTY,
      kept: expect.anything(),
    });
  });

  test.each<[what: string, own: Api, bases: RequestValues[] | 'unknown']>([
    ['the operation is held back', { heldBack: ['createJob'] }, [SENT]],
    ['nothing is known of the operation', {}, 'unknown'],
    ['the operation has no request', {}, []],
  ])('is none where %s', async (_, own, bases) => {
    const told = await api(own, bases);
    expect(makerOf(told.client, undefined)).toBeUndefined();
  });

  test('creates in the same place as its parent', async () => {
    const below: Api = {
      below: '/teams/{team}',
      operations: {
        'GET /teams/{team}': { responses: { 200: { description: 'One.' } } },
        'POST /teams': { responses: { 201: { description: 'Made.' } } },
      },
    };
    const told = await api(below, [{ ...SENT, path: { team: 'old', more: 'm' } }]);
    const parent = { ...told.known.made[0], params: { team: 'new', other: 'o' } } as never;
    expect(makerOf(told.client, parent)?.base.path).toEqual({ team: 'new', more: 'm' });
    expect(makerOf(told.client, undefined)?.base.path).toEqual({ team: 'old', more: 'm' });
  });
});

describe('the other media types of a creation', () => {
  const job = { type: 'object', properties: { id: { ...text, readOnly: true }, title: text } };
  const others = async (content: JsonObject, bases = [SENT]) => {
    const { client } = await api({ operations: { [LINE]: { requestBody: { content } } } }, bases);
    const maker = makerOf(client, undefined);
    return maker ? otherMakers(client, maker) : undefined;
  };
  const JSON_ONE = { 'application/json': { schema: job } };

  test('are tried with their example, or with all members', async () => {
    const made = await others({
      ...JSON_ONE,
      'application/x-www-form-urlencoded': { schema: job, example: { title: 'shown' } },
      'application/hal+json': { schema: job },
    });
    expect(made?.map(({ base: { mediaType, body } }) => [mediaType, body])).toEqual([
      ['application/x-www-form-urlencoded', { title: 'shown' }],
      ['application/hal+json', { title: expect.any(String) }],
    ]);
    expect(made?.[0]).toMatchObject({
      expect: {
        kind: 'accepted',
        at: 'request header Content-Type',
        mayRefuse: true,
        clause: expect.stringMatching(/urlencoded$/),
      },
      distinction: { media: { type: 'application/x-www-form-urlencoded' }, mark: 'mark1' },
    });
  });

  test.each<[what: string, content: JsonObject]>([
    ['are ranges', { 'application/*': { schema: job } }],
    ['have no schema', { 'application/hal+json': {} }],
    ['cannot be met', { 'application/hal+json': { schema: false } }],
    ['have an example that they forbid', { 'application/hal+json': { schema: job, example: { title: 7 } } }],
    ['cannot be written', { 'application/vnd.ms-excel': { schema: job, example: { title: 'a' } } }],
  ])('are none that %s', async (_, content) => {
    expect(await others({ ...JSON_ONE, ...content })).toEqual([]);
  });

  test('are none where nothing is sent', async () => {
    expect(await others({ ...JSON_ONE, 'application/hal+json': { schema: job } }, [EMPTY])).toEqual([]);
  });
});

describe('a creation', () => {
  /** One creation of jobs of a title, with a size that may be left out. @param statuses of the answers, one after the other */
  const made = async (
    statuses: number[],
    { nth = 0, maker: more = {}, body = { id: '5' } }: { nth?: number; maker?: Partial<Maker>; body?: JsonObject } = {},
    own: Api = {},
  ) => {
    const told = await api({ members: { title: text, size: { type: 'integer' } }, ...own }, [SENT], (_, count) => ({
      status: statuses[count - 1] ?? 201,
      body,
    }));
    const maker = makerOf(told.client, undefined);
    if (!maker) throw new Error('nothing can be created');
    const all: Maker = { ...maker, ...more };
    const one = await make(told.client, all, nth);
    return {
      ...told,
      one,
      maker: all,
      bodies: told.cases.map(({ inputs }) => Object.keys((inputs.body ?? {}) as object).join()),
    };
  };
  const titles = ({ cases }: Awaited<ReturnType<typeof made>>) =>
    cases.map(({ inputs: { body } }) => (body as JsonObject)['title']);

  test('is sent with all members, and is named as the answer says', async () => {
    const run = await made([201]);
    expect(run.one).toMatchObject({ id: '5', params: { id: '5' }, by: { status: 201 } });
    expect(run.one?.inputs).toEqual(run.cases[0]?.inputs);
    expect(run.bodies).toEqual(['title,size']);
    expect(titles(run)).toEqual([expect.stringMatching(/ mark10$/)]);
    expect(run.cases[0]).toMatchObject({
      title: 'the request that creates one',
      expect: { mayRefuse: true, at: 'request' },
    });
  });

  test('is another one from the second on, and expects what its maker does', async () => {
    const expected = { kind: 'accepted', clause: '#/a', at: 'somewhere', mayRefuse: true } as const;
    const run = await made([201], { nth: 1, maker: { expect: expected } });
    expect(run.cases[0]).toMatchObject({ title: 'the request that creates another one', expect: expected });
  });

  test.each<[what: string, statuses: number[], nth: number, bodies: string[], isMade: boolean]>([
    ['is refused with more, and made with less', [400, 201], 0, ['title,size', 'title'], true],
    ['fails with more, and is made with less', [500, 201], 0, ['title,size', 'title'], true],
    ['fails with less as well', [500, 500, 201], 0, ['title,size', 'title'], false],
    ['is refused, then fails', [400, 500, 201], 0, ['title,size', 'title'], false],
    ['needs credentials', [401, 201], 0, ['title,size'], false],
    ['is made later', [202, 201], 0, ['title,size'], false],
    ['is refused in each way', [400, 400, 400], 0, ['title,size', 'title', 'title'], false],
    ['is the one with the least members', [201], LEAST, ['title'], true],
    ['is the one with the least, and fails', [500, 201], LEAST, ['title'], false],
    ['is the one with the least, and is refused', [422, 201], LEAST, ['title', 'title'], true],
  ])('%s', async (_, statuses, nth, bodies, isMade) => {
    const run = await made(statuses, { nth });
    expect({ bodies: run.bodies, isMade: run.one !== undefined }).toEqual({ bodies, isMade });
  });

  test('is sent without all members once it failed with them', async () => {
    const run = await made([500, 201]);
    expect(run.maker.failsWhenFull).toBe(true);
    const later = await made([500, 201], { maker: { failsWhenFull: true } });
    expect({ bodies: later.bodies, one: later.one }).toEqual({ bodies: ['title'], one: undefined });
    expect((await made([400, 201])).maker.failsWhenFull).toBeUndefined();
  });

  test('is sent once where there is nothing to vary', async () => {
    const run = await made([400, 400], { maker: { base: EMPTY } });
    expect(run.bodies).toEqual(['']);
    expect(run.cases[0]?.inputs).toEqual(EMPTY);
  });

  test('sends no body twice', async () => {
    const run = await made([400, 400, 400], {}, { members: { title: { enum: ['A job'] } } });
    expect(run.bodies).toEqual(['title']);
  });

  test('is none where no answer comes', async () => {
    const told = await api({}, [SENT], () => undefined);
    const maker = makerOf(told.client, undefined);
    expect(maker && (await make(told.client, maker, 0))).toBeUndefined();
    expect(told.asked).toHaveLength(1);
  });

  test('is none where the answer does not name it', async () => {
    expect((await made([201], { body: { title: 'A job' } })).one).toBeUndefined();
  });

  test('is none where the thing may have been there before', async () => {
    const run = await made([200], { body: { id: '5' } });
    expect(run.one).toBeUndefined();
  });
});
