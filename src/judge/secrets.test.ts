import { describe, expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import type { Exchange, HeaderField } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import type { JudgedExchange } from './judged-exchange.ts';
import { createSecrets, type Provenance, type RunSecrets } from './secrets.ts';

/** A `hint` is secret by its schema alone. */
const schema = {
  type: 'object',
  properties: { token: { type: 'string' }, note: { type: 'string' }, hint: { type: 'string', format: 'password' } },
};
const contract = contractOf({
  paths: {
    '/logins': {
      post: {
        operationId: 'login',
        requestBody: { content: { 'application/json': { schema, example: { token: 'documented secret 1' } } } },
        responses: { 201: { description: 'made', content: { 'application/json': { schema } } } },
      },
    },
  },
});

/** An exchange with a request body and a response body. */
async function exchanged(
  ...exchanges: { sent: Json; received?: Json; headers?: HeaderField[]; planned?: HeaderField[] }[]
): Promise<[Contract, Map<Case, JudgedExchange>]> {
  const known = await contract;
  const [operation] = known.operations;
  const entries = exchanges.map(
    ({ sent, received = null, headers = [], planned = [] }, index): [Case, JudgedExchange] => {
      const request = { method: 'POST', path: '/logins', headers: planned };
      const inputs = { path: {}, query: {}, header: {}, cookie: {}, body: sent, mediaType: 'application/json' };
      const testCase = { id: String(index), phase: 'examples', operation, title: '', inputs, request };
      const response = { status: 201, headers: [], body: new Uint8Array() };
      const judgement = { media: operation?.responses[0]?.media[0], response: { json: received } };
      return [
        testCase as unknown as Case,
        {
          exchange: { request: { ...request, headers }, outcome: { response }, duration: 0, retries: 0 },
          judgement: judgement as unknown as NonNullable<JudgedExchange['judgement']>,
          reported: [],
        },
      ];
    },
  );
  return [known, new Map(entries)];
}

/** What was learned of exchanges, one after the other. */
function learned(known: Contract, judged: Map<Case, JudgedExchange>, provenance: Provenance): RunSecrets {
  const secrets = createSecrets(known, provenance);
  for (const [testCase, entry] of judged) secrets.see(testCase, entry);
  return secrets;
}

/** A row in which the server gives a token, and a later text has it. */
const gave =
  (masked: string) =>
  (token: string): [string, Parameters<typeof exchanged>, Provenance, string] => [
    `got ${token}`,
    [{ sent: null, received: { token } }],
    {},
    masked,
  ];

describe('the secrets of a run', () => {
  test.each<
    [title: string, value: string, exchanges: Parameters<typeof exchanged>, provenance: Provenance, want: boolean]
  >([
    ['that was sent and nobody knows', 'assay', [{ sent: { token: 'assay' } }], {}, true],
    ['that the server repeats', 'assay', [{ sent: { token: 'assay' }, received: { token: 'assay' } }], {}, true],
    ['of the document', 'documented secret 1', [], {}, false],
    ['that has one of the document in it', 'xdocumented secret 1', [], {}, false],
    [
      'that has four letters of the user in it',
      'x-abcd-y',
      [],
      { overrides: { headers: [['X-Api-Key', 'abcd']], set: {} } },
      false,
    ],
    [
      'that has three letters of the user in it',
      'x-abc-y',
      [],
      { overrides: { headers: [['X-Api-Key', 'abc']], set: {} } },
      true,
    ],
    ['that the server gave', 't0', [{ sent: null, received: { token: 't0' } }, { sent: { token: 't0' } }], {}, false],
    ['that the user gave', 'abc', [], { overrides: { headers: [['X-Api-Key', 'abc']], set: {} } }, false],
    ['that the user set under a plain name', 'abc', [], { overrides: { headers: [], set: { note: 'abc' } } }, true],
    ['that the user set', 'abc', [], { overrides: { headers: [], set: { token: 'abc' } } }, false],
    ['of recorded traffic', 'assay', [{ sent: { token: 'assay' } }], { isRecorded: true }, false],
  ])('tell whether a value %s was made up', async (_, value, exchanges, provenance, want) => {
    expect(learned(...(await exchanged(...exchanges)), provenance).isMadeUp(value)).toBe(want);
  });

  test.each<[text: string, exchanges: Parameters<typeof exchanged>, provenance: Provenance, masked: string]>([
    ['assay said mighty_readme', [{ sent: { token: 'assay' } }, { sent: { token: 'mighty_readme' } }], {}, ''],
    ['made up: abc-123-def-456', [{ sent: { token: 'abc-123-def-456' } }], {}, ''],
    ['documented secret 1', [], {}, '[masked]'],
    ['got eyJhbGciOi1234', [{ sent: null, received: { token: 'eyJhbGciOi1234' } }], {}, 'got [masked]'],
    ['got eyJhbGciOi5678', [{ sent: null, received: { hint: 'eyJhbGciOi5678' } }], {}, 'got [masked]'],
    ['got eyJhbGciOi5678', [{ sent: null, received: { note: 'eyJhbGciOi5678' } }], {}, ''],
    ...['abcdefghijk1', '12345678901a', 'ABCDEFGHIJK1'].map(gave('got [masked]')),
    ...['abcdefghij1', 'abcdefghijkl', '123456789012', 'abcdef ghijk1', 'abc/defghijk1', '{abcdefghij1}'].map(gave('')),
    [
      'an {owner} in a_long_word',
      [
        { sent: null, received: { token: '{owner}' } },
        { sent: null, received: { token: 'a_long_word' } },
      ],
      {},
      '',
    ],
    [
      'got s3cr3t-t0k3n',
      [],
      { overrides: { headers: [['Authorization', 'bearer s3cr3t-t0k3n']], set: {} } },
      'got [masked]',
    ],
    ['got s3cr3t-t0k3n', [{ sent: null, headers: [['Authorization', 'bearer s3cr3t-t0k3n']] }], {}, 'got [masked]'],
    [
      'got s3cr3t-t0k3n, made up',
      [
        {
          sent: null,
          headers: [['authorization', 'bearer s3cr3t-t0k3n']],
          planned: [['Authorization', 'bearer s3cr3t-t0k3n']],
        },
      ],
      {},
      '',
    ],
    ['got s3cr3t-t0k3n, elsewhere', [{ sent: null, headers: [['X-Trace', 's3cr3t-t0k3n']] }], {}, ''],
    ['got hunter-two', [{ sent: { token: 'hunter-two' } }], { isRecorded: true }, 'got [masked]'],
  ])('mask in %j what is long and was not made up', async (text, exchanges, provenance, masked) => {
    expect(learned(...(await exchanged(...exchanges)), provenance).mask(text)).toBe(masked || text);
  });

  test.each<[documented: string, text: string, masked: string]>([
    ['sesame', 'open sesame', 'open sesame'],
    ['{token-1}', 'open {token-1}', 'open {token-1}'],
    ['https://a.example/1', 'at https://a.example/1', 'at https://a.example/1'],
    ['sesame 1', 'open sesame 1', 'open [masked]'],
  ])('where %j is documented, %j is shown as %j', async (token, text, masked) => {
    const content = { 'application/json': { schema, example: { token } } };
    const responses = { 201: { description: 'made', content } };
    expect(createSecrets(await contractOf({ paths: { '/logins': { post: { responses } } } })).mask(text)).toBe(masked);
  });

  test('are those of an exchange, of any length, without made-up values', async () => {
    const [known, judged] = await exchanged({ sent: { token: 'assay', note: 'x' }, received: { token: 'abc' } });
    const [testCase] = judged.keys();
    expect(learned(known, judged, {}).ofExchange(testCase as Case)).toEqual(['abc']);
  });

  test('secrets of an exchange that was let go of stay secret everywhere else', async () => {
    const [known, judged] = await exchanged({ sent: null, received: { token: 'eyJhbGciOi1234' } });
    const secrets = learned(known, judged, {});
    const [testCase] = judged.keys();
    secrets.forget(testCase as Case);
    expect(secrets.ofExchange(testCase as Case)).toEqual([]);
    expect(secrets.mask('got eyJhbGciOi1234')).toBe('got [masked]');
  });

  test('secrets are masked from the time on that they are known', async () => {
    const [known, judged] = await exchanged(
      { sent: null, received: { token: 'eyJhbGciOi1234' } },
      { sent: null, received: { token: 'eyJhbGciOi5678' } },
    );
    const secrets = createSecrets(known);
    const masked: string[] = [];
    for (const [testCase, entry] of judged) {
      secrets.see(testCase, entry);
      masked.push(secrets.mask('eyJhbGciOi1234 eyJhbGciOi5678'));
    }
    expect(masked).toEqual(['[masked] eyJhbGciOi5678', '[masked] [masked]']);
  });
});

describe('what a contract calls secret', () => {
  const pin = { type: 'object', properties: { pin: { type: 'string', format: 'password' }, note: { type: 'string' } } };
  const content = (example: Json) => ({ 'application/json': { schema: pin, example } });
  const CLOSED = contractOf({
    components: {
      securitySchemes: {
        code: { type: 'apiKey', in: 'query', name: 'code' },
        head: { type: 'apiKey', in: 'header', name: 'X-Head' },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
    security: [{ code: [], head: [], bearer: [] }],
    paths: {
      '/doors': {
        post: {
          operationId: 'open',
          requestBody: { content: content({ pin: 'asked pin 1', note: 'asked note 1' }) },
          responses: { 201: { description: 'open', content: content({ pin: 'shown pin 1', note: 'shown note 1' }) } },
        },
      },
    },
  });

  /** What is known after one exchange with these bodies and header fields. */
  async function afterOne(
    { sent = null, received = null, planned = [], headers = [], answered = [] }: { [name: string]: any }, // eslint-disable-line @typescript-eslint/no-explicit-any -- each row gives what it needs
    provenance: Provenance = {},
  ) {
    const known = await CLOSED;
    const [operation] = known.operations;
    const inputs = { path: {}, query: {}, header: {}, cookie: {}, body: sent, mediaType: 'application/json' };
    const request = { method: 'POST', path: '/doors', headers: planned };
    const testCase = { id: '1', phase: 'examples', operation, title: '', inputs, request } as unknown as Case;
    const response = { status: 201, headers: answered, body: new Uint8Array() };
    const judgement = { media: operation?.responses[0]?.media[0], response: { json: received } };
    const exchange = { request: headers === planned ? request : { ...request, headers }, outcome: { response } };
    const entry = { exchange: exchange as unknown as Exchange, judgement, reported: [] } as unknown as JudgedExchange;
    const secrets = createSecrets(known, provenance);
    secrets.see(testCase, entry);
    return { secrets, testCase, entry };
  }

  test('is masked where the document shows it', async () => {
    const { secrets } = await afterOne({});
    expect(secrets.known().sort()).toEqual(['asked pin 1', 'shown pin 1']);
  });

  test.each<[name: string, value: string, masked: boolean]>([
    ['code', 'abcd', true],
    ['X-Head', 'abcd', true],
    ['bearer', 'abcd', false],
    ['note', 'abcd', false],
    ['password', 'abcd', true],
  ])('a value that the user sets for %s, %s, is masked: %s', async (name, value, masked) => {
    const { secrets } = await afterOne({}, { overrides: { headers: [], set: { [name]: value } } });
    expect(secrets.known().includes(value)).toBe(masked);
  });

  test('what is sent and what comes is that of its exchange', async () => {
    const answered = [['Set-Cookie', 'session=abc12345; Path=/']];
    const { secrets, testCase } = await afterOne({
      ...{ sent: { pin: 'p1', note: 'n1' }, received: { pin: 'p2', note: 'n2' }, answered },
    });
    expect(secrets.ofExchange(testCase).sort()).toEqual(['abc12345', 'p2', 'session=abc12345; Path=/']);
    expect(['p1', 'p2', 'n2'].map((value) => secrets.isMadeUp(value))).toEqual([true, false, true]);
    expect(['p1', 'p2'].map((value) => secrets.isKnown('given', value))).toEqual([false, false]);
    expect(['p1', 'p2'].map((value) => secrets.isKnown('received', value))).toEqual([false, true]);
  });

  test('everything that was sent in recorded traffic is real', async () => {
    const planned = [['X-Head', 'planned 1']];
    const headers = [['Authorization', 'Bearer sent-1234']];
    const recorded = await afterOne({ sent: { pin: 'p1' }, planned, headers }, { isRecorded: true });
    expect(
      recorded.secrets
        .known()
        .filter((value) => !value.includes('pin'))
        .sort(),
    ).toEqual(['Bearer sent-1234', 'p1', 'planned 1', 'sent-1234']);
    expect(recorded.secrets.isKnown('given', 'p1')).toBe(true);
    const same = await afterOne({ planned, headers: planned }, { isRecorded: true });
    expect(same.secrets.isKnown('given', 'planned 1')).toBe(true);
  });

  test('recorded traffic has a thousand secrets at the most, besides those of the exchange itself', async () => {
    const known = await CLOSED;
    const secrets = createSecrets(known, { isRecorded: true });
    let last: Case | undefined;
    for (let nth = 0; nth < 1_002; nth += 1) {
      const { testCase, entry } = await afterOne({ sent: { pin: `pin ${nth}` } }, { isRecorded: true });
      if (nth === 1_000) expect(secrets.isFull()).toBe(true);
      if (nth === 999) expect(secrets.isFull()).toBe(false);
      secrets.see(testCase, entry);
      last = testCase;
    }
    expect(['pin 999', 'pin 1000'].map((value) => secrets.isKnown('given', value))).toEqual([true, false]);
    expect(secrets.ofExchange(last as Case)).toEqual(['pin 1001']);
  });
});
