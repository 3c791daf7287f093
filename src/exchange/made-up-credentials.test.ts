import { expect, test } from '@jest/globals';
import type { Operation, SecurityScheme } from '../model/contract.ts';
import type { Exchange, HeaderField, Target } from '../model/exchange.ts';
import { sparingMadeUp } from './made-up-credentials.ts';

const BEARER = { id: 'token', type: 'http', scheme: 'bearer', pointer: '#/t' } as SecurityScheme;
const KEY = { id: 'key', type: 'apiKey', in: 'header', name: 'X-Key', pointer: '#/k' } as SecurityScheme;
const MADE_UP: HeaderField = ['Authorization', 'bearer assay'];
const operations = [{ security: [[BEARER], [KEY]] } as unknown as Operation];

/** What a target gets, request by request, where it answers by the credentials. */
async function gets(sent: HeaderField[][], answer: (credentials: string) => number | 'failure', given = operations) {
  const seen: string[] = [];
  const target: Target = {
    ...{ name: 'one', baseUrl: 'http://one', close: async () => {} },
    send: async (request): Promise<Exchange> => {
      const credentials = request.headers.map(([, value]) => value).join(' and ') || 'none';
      const status = answer(credentials);
      seen.push(credentials);
      const response = { status: Number(status), headers: [], body: new Uint8Array() };
      const failure = { kind: 'reset' as const, message: '' };
      return { request, outcome: status === 'failure' ? { failure } : { response }, duration: 1, retries: 0 };
    },
  };
  const sparing = sparingMadeUp(target, { operations: given });
  const statuses: unknown[] = [];
  for (const headers of sent) {
    const { outcome } = await sparing.send({ method: 'GET', path: '/', headers });
    statuses.push('response' in outcome ? outcome.response.status : 'failure');
  }
  const shown = sparing.asSent?.({ method: 'GET', path: '/', headers: [MADE_UP, ['X-Other', 'x']] }).headers;
  return { seen, statuses, shown };
}

const without = (status: number | 'failure') => (credentials: string) => (credentials === 'none' ? status : 401);

test('a target that refuses made-up credentials and takes none gets none from then on', async () =>
  expect(await gets([[MADE_UP], [MADE_UP], [['x-key', 'assay']]], without(200))).toEqual({
    seen: ['bearer assay', 'none', 'none', 'none'],
    statuses: [200, 200, 200],
    shown: [['X-Other', 'x']],
  }));

test('a target that answers 400 to a request without credentials has read it', async () =>
  expect((await gets([[MADE_UP], [MADE_UP]], without(400))).statuses).toEqual([400, 400]));

test('what needs credentials of any kind gets those made up again', async () => {
  let calls = 0;
  const answer = (credentials: string) => ((credentials === 'none') === calls++ < 2 ? 200 : 401);
  expect(await gets([[MADE_UP], [MADE_UP], [MADE_UP]], answer)).toEqual({
    seen: ['bearer assay', 'none', 'none', 'bearer assay', 'bearer assay'],
    statuses: [200, 200, 200],
    shown: [MADE_UP, ['X-Other', 'x']],
  });
});

test.each([[401], [403], ['failure']] as const)(
  'the first answer stays where the request without credentials gets %s',
  async (second) =>
    expect(await gets([[MADE_UP]], without(second))).toMatchObject({ seen: ['bearer assay', 'none'], statuses: [401] }),
);

test('a target that refuses everything is asked twice for eight requests, then once', async () =>
  expect((await gets(Array<HeaderField[]>(10).fill([MADE_UP]), () => 401)).seen).toHaveLength(18));

test.each<[name: string, header: HeaderField]>([
  ['credentials that the user gave', ['Authorization', 'bearer real']],
  ['further headers with the same value', ['X-Name', 'assay']],
])('%s are sent once and as they are', async (_, header) =>
  expect((await gets([[header]], () => 401)).seen).toEqual([header[1]]),
);

test.each([403, 200])('made-up credentials that are answered with %d are sent once', async (status) =>
  expect((await gets([[MADE_UP]], () => status)).seen).toEqual(['bearer assay']),
);

test('a contract without security leaves the target as it is', () => {
  const target = {} as Target;
  expect(sparingMadeUp(target, { operations: [{ security: [] } as unknown as Operation] })).toBe(target);
});
