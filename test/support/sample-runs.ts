import type { Finding } from '../../src/model/finding.ts';
import type { Run } from '../../src/model/run.ts';
import type { Exchange, Request, Response } from '../../src/model/exchange.ts';
import { loadContract } from '../../src/contract/load.ts';
import { check } from '../../src/run/check.ts';
import { createMock } from '../../src/mock/mock.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';

const STARTED = Date.parse('2026-01-31T12:00:00Z');

/** A run against a server with the documented responses after `change`; its clock stands still. */
export async function runAgainst(
  change: (response: Response, request: Request) => Response,
  phases: Run['phases'] = ['examples'],
): Promise<Run> {
  const contract = await loadContract('openapi/cloud-foundry-v3-packages/openapi.yaml');
  let ids = 0;
  const mock = createMock([contract], {
    now: () => new Date('2026-01-31T12:00:00Z'),
    newId: () => `4cb65058-f04f-458f-aca1-${String((ids += 1)).padStart(12, '0')}`,
  });
  const target = inProcessTarget(
    'http://api.example.org',
    async (request) => change(await mock.handle(request), request),
    'http://api.example.org',
  );
  const run = await check(contract, target, {
    phases,
    overrides: { headers: [['Authorization', `bearer ${TOKEN}`]], set: {} },
  });
  const still = (exchange: Exchange | undefined, nth: number) =>
    exchange && { exchange: { ...exchange, startedAt: STARTED + nth * 2, duration: 2 } };
  const results = run.results.map((result, nth) => ({ ...result, ...still(result.exchange, nth) }));
  return { ...run, results, duration: 120 };
}

/** Changes the JSON body of a response. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reaches into a body of its own making
export function withBody(response: Response, change: (body: any) => void): Response {
  const body = JSON.parse(new TextDecoder().decode(response.body)) as unknown;
  change(body);
  return { ...response, body: new TextEncoder().encode(JSON.stringify(body)) };
}

/** A run that conforms. */
export const conforming = () => runAgainst((response) => response);

/** A run whose target responds with another state, and with an undocumented field. */
export const violating = () =>
  runAgainst((response) =>
    withBody(response, (body) => {
      body.state = 'STAGED';
      body.colour = 'red';
    }),
  );

/** A run whose target refuses the credentials. */
export const undecided = () => runAgainst((response) => ({ ...response, status: 401 }));

/** A run with an entry in each of its lists. */
export async function full(): Promise<Run> {
  const run = await violating();
  const entry = (reason: string) => ({
    operation: 'createPackage',
    case: 'createPackage > docker',
    reason,
    hint: 'Look there.',
  });
  const [, note] = run.findings;
  if (note) note.waived = { reason: 'known, to be mended', expires: '2026-12-31' };
  return {
    ...run,
    configuration: { file: 'sub/assay.yaml', uses: ['target', 'waivers'] },
    undecided: [entry('was not sent')],
    unjudged: Array.from({ length: 7 }, (_, index) => ({
      case: `a.har#${index + 1}`,
      reason: 'no operation matches GET /',
    })),
    staleWaivers: ['the waiver 0123456789ab waives nothing any more'],
    heldBack: [
      {
        operation: 'deletePackage',
        reason: 'it may change or delete what its path names',
        hint: 'Allow it with --allow deletePackage.',
      },
    ],
    leftovers: [entry('DELETE /v3/packages/1 was answered with 404')],
  };
}

/** Text that would affect a terminal, a page, a workflow or the direction of text. */
export const HOSTILE = [
  '\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script>\u202egnihtyna\u009b31m',
  '\r\n::stop-commands::x\n::error::owned\r::set-output name=x::y\n##[error]owned',
  ']]></failure><!-- --></code></pre></details>\n\n# @octocat | [link](javascript:alert(1)) `code` https://example.org\ufffe\uffff\ud800\u0000',
  '<img src=https://example.org/a.png onerror=alert(1)><style>*{display:none}</style>\u2028\u2066"\' onclick="alert(1)',
].join('');

/** What each text of an odd run ends with. */
export const ODD = '\u001b[2J\u202e"<odd>';

/** What has a meaning for assay itself, and so stays as it is. */
const MEANT = new Set([
  'kind',
  'check',
  'severity',
  'verdict',
  'uses',
  'fingerprint',
  'case',
  'expires',
  'path',
  'pointer',
  'at',
]);

/** A run with odd texts wherever a contract, a configuration or a check gives one. */
export async function odd(): Promise<Run> {
  const run = await full();
  const { contract, results, phases, ...rest } = run;
  const oddly = <T>(value: T): T => {
    if (typeof value === 'string') return `${value}${ODD}` as T;
    if (Array.isArray(value)) return value.map(oddly) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, MEANT.has(name) ? member : oddly(member)]),
    ) as T;
  };
  const [violation, note] = run.findings as [Finding, Finding];
  const more: Partial<Finding> = {
    said: 'no',
    hint: 'Look there.',
    steps: [{ title: 'first', curl: 'curl http://a', status: 201 }],
    generated: { seed: 42, path: '17:0' },
    operations: ['createPackage', 'other'].map((operation) => ({ operation, fingerprint: 'f', count: 2 })),
  };
  const refused = [{ operation: 'createPackage', reason: 'refused it' }];
  return {
    ...oddly({
      ...rest,
      findings: [
        { ...violation, ...more },
        note,
        {
          ...violation,
          fingerprint: 'ffffffffffff',
          at: 'status',
          evidence: { kind: 'standard', because: 'RFC 9110' },
        },
        { ...violation, fingerprint: 'eeeeeeeeeeee', at: 'status', evidence: { kind: 'inference', because: 'more' } },
        { ...note, fingerprint: 'dddddddddddd', operation: 'none of them' },
      ],
      undecided: [
        ...run.undecided,
        { operation: 'createPackage', reason: 'was not sent', said: 'no', tried: ['POST /a'], sent: ['curl b'] },
      ],
      reach: { ...run.reach, operations: 9, refused, notReached: refused },
      shard: { index: 1, count: 2 },
    }),
    contract: {
      ...contract,
      ...oddly({ name: contract.name, title: contract.title, version: contract.version, file: contract.file }),
      operations: contract.operations.map((operation) => ({
        ...operation,
        ...oddly({ id: operation.id, method: operation.method }),
        path: oddly(operation.path),
      })),
    },
    phases,
    results,
    mask: run.mask,
  };
}

/** A run whose target sends hostile text at every place. */
export const hostile = (status?: number) =>
  runAgainst(
    (response) => {
      const headers = [
        ...response.headers.map(
          ([name, value]) => [name, name === 'X-Content-Type-Options' ? HOSTILE : value] as const,
        ),
        ['X-Other', HOSTILE] as const,
      ];
      return withBody({ ...response, headers, status: status ?? response.status }, (body) => {
        body.state = HOSTILE;
        body[HOSTILE] = HOSTILE;
        if (body.links) body.links.self.href = HOSTILE;
      });
    },
    ['examples', 'coverage'],
  );

export const TOKEN = 's3cr3t-t0k3n';
const SECRETS = [TOKEN, 'very secret password', 'very-secret-answer', 's3cr3t-c00kie'];

/** The spellings in which a secret could leak. */
export const LEAK = new RegExp(
  SECRETS.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  ]).join('|'),
);

/** A run whose target repeats all secrets in unexpected places. */
export const telling = () =>
  runAgainst(
    (response) =>
      withBody(
        {
          ...response,
          headers: [
            ...response.headers,
            ['Set-Cookie', 'session=s3cr3t-c00kie; Path=/'],
            ['X-Echo', `bearer ${TOKEN}`],
            ['Location', '/x?access_token=s3cr3t-c00kie'],
          ],
        },
        (body) => {
          body.state = `bearer ${TOKEN}`;
          if (body.data?.credentials) body.data.credentials.password = 'very-secret-answer';
          body.note = 'very secret password';
          body.cookie = 's3cr3t-c00kie';
        },
      ),
    ['examples', 'coverage'],
  );
