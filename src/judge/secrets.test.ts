import { describe, expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import type { HeaderField } from '../model/exchange.ts';
import type { Json } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import type { JudgedExchange } from './judged-exchange.ts';
import { createSecrets, type Provenance, type RunSecrets } from './secrets.ts';

const schema = { type: 'object', properties: { token: { type: 'string' }, note: { type: 'string' } } };
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
