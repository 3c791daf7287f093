/** The mock, asked in all the ways that header fields, queries and bodies allow. */
import { test } from '@jest/globals';
import type { HeaderField, Request } from '../../src/model/exchange.ts';
import { loadContract } from '../../src/contract/load.ts';
import { coverageCases } from '../../src/cases/coverage/coverage.ts';
import { exampleCases } from '../../src/cases/examples.ts';
import { makeCases } from '../../src/cases/plan.ts';
import { createMock, type MockOptions } from '../../src/mock/mock.ts';
import { answerLines, expectGolden, here, lines, loadLibrary } from './golden.ts';

const library = await loadLibrary();
const now = () => new Date('2026-01-31T12:00:00Z');
const withField = (request: Request, name: string, ...values: string[]): Request => ({
  ...request,
  headers: [
    ...request.headers.filter(([own]) => own.toLowerCase() !== name.toLowerCase()),
    ...values.map((value): HeaderField => [name, value]),
  ],
});
const masked = (text: string) =>
  text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME')
    .replace(/"[0-9a-f]{6,}"/g, '"TAG"');

/** What is answered to each way to ask, the ways that are answered alike together. */
async function answers(ways: Record<string, Request>, options: MockOptions = {}): Promise<string[]> {
  const groups = new Map<string, string[]>();
  for (const [way, request] of Object.entries(ways)) {
    // Each way meets a mock that was asked nothing before.
    const { handle } = createMock([library], { seed: 1, now, newId: () => 'new', ...options });
    const answer = answerLines(await handle(request)).map((line) => masked(line).slice(0, 400));
    groups.set(answer.join('\n'), [...(groups.get(answer.join('\n')) ?? []), way]);
  }
  return [...groups].flatMap(([answer, all]) => [
    `  ${all.join(' ; ')}`,
    ...answer.split('\n').map((line) => `  ${line}`),
  ]);
}

const ACCEPTED = [
  ...[
    '',
    '*/*',
    'application/json',
    'application/*',
    'APPLICATION/JSON',
    'text/plain',
    'text/*',
    'application/xml',
    'application/json;q=0',
  ],
  ...[
    'application/json;q=0, */*',
    'text/html, */*;q=0.1',
    'application/json;q=0.5, text/plain;q=0.6',
    'application/problem+json',
    'garbage',
  ],
  ...[
    'application/json; charset=utf-8',
    'application/vnd.a+json',
    '*',
    'application/json;q=2',
    'application/json, text/plain',
    ', ,',
  ],
];
const PREFERRED = [
  ...[
    'code=200',
    'code=201',
    'code=404',
    'code=400',
    'code=418',
    'code=500',
    'code=99',
    'code=abc',
    'code="404"',
    'dynamic=true',
    'dynamic=false',
  ],
  ...[
    'dynamic=maybe',
    'example=novel',
    'example=default',
    'example="nobody"',
    'example=',
    'code=404, example=novel',
    'code=404;dynamic=true',
  ],
  ...['respond-async', 'CODE=404', 'code=404 , code=400', 'example="a\\"b"', 'code = 404'],
];
const SENT_TYPES = [
  '',
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/xml',
  'a',
  'application/merge-patch+json',
];
const SENT = [
  '',
  '{}',
  '[]',
  'null',
  '"a"',
  '{"title":1}',
  '{"title":"a","kind":"printed","pages":1}',
  '{"title":"a"',
  'title=a',
  '{"title":"a","title":"b"}',
  '<a/>',
  '\u{feff}{}',
  '{"a":1}x',
];
const KEYS: [string, HeaderField[]][] = [
  ['none', []],
  ['a key', [['X-Key', 'k']]],
  ['an empty key', [['X-Key', '']]],
  ['a bearer', [['Authorization', 'Bearer t']]],
  ['a bearer in capitals', [['authorization', 'BEARER t']]],
  ['no token', [['Authorization', 'Bearer']]],
  ['basic', [['Authorization', 'Basic YTpi']]],
  [
    'both',
    [
      ['X-Key', 'k'],
      ['Authorization', 'bearer t'],
    ],
  ],
];

test('each operation answers the same whatever is accepted, preferred, sent, or shown for a key', async () => {
  const told: string[] = [];
  for (const { id, operation, request } of makeCases(library, [exampleCases])) {
    const ways: Record<string, Request> = {};
    for (const accepted of ACCEPTED) ways[`accepts ${accepted}`] = withField(request, 'Accept', accepted);
    ways['accepts nothing said'] = withField(request, 'Accept');
    for (const preferred of PREFERRED) ways[`prefers ${preferred}`] = withField(request, 'Prefer', preferred);
    for (const preferred of ['__code=404', '__dynamic=true', '__example=novel', '__code=%34%30%34', '__nothing=1'])
      ways[`asks ${preferred}`] = {
        ...request,
        path: `${request.path}${request.path.includes('?') ? '&' : '?'}${preferred}`,
      };
    for (const [name, fields] of KEYS) {
      const bare = withField(withField(request, 'Authorization'), 'X-Key');
      ways[`shows ${name}`] = { ...bare, headers: [...bare.headers, ...fields] };
    }
    if (operation.body)
      for (const body of SENT) ways[`sends ${body}`] = { ...request, body: new TextEncoder().encode(body) };
    if (operation.body)
      for (const type of SENT_TYPES)
        ways[`sends as ${type}`] =
          type === '' ? withField(request, 'Content-Type') : withField(request, 'Content-Type', type);
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS', 'DELETE', 'TRACE', 'get'])
      ways[method] = { ...request, method };
    for (const path of [
      `${request.path}/`,
      `/v1${request.path}`,
      request.path.toUpperCase(),
      '/',
      '*',
      `${request.path}?limit=0&limit=51&sort=x&tags=a,b,c,d`,
    ])
      ways[`at ${path}`] = { ...request, path };
    told.push(id, ...(await answers(ways)));
  }
  expectGolden('grid-mock.txt', lines(told));
});

const QUERIES: Record<string, string[]> = {
  bookshop: [
    ...[
      '',
      'limit=1',
      'limit=2&offset=1',
      'limit=0',
      'limit=100',
      'offset=1',
      'offset=99',
      'page=1',
      'page=2',
      'sort=title',
      'sort=-title',
      'sort=price',
    ],
    ...[
      'sort=x',
      'genre=novel',
      'genre=poetry',
      'genre=x',
      'q=a',
      'title=x',
      'limit=x',
      'genre=novel&sort=-price&limit=1',
      'x=1',
    ],
  ],
  lending: [
    '',
    'limit=1',
    'page=2',
    'page=0',
    'status=open',
    'status=closed',
    'status=x',
    'sort=id',
    'cursor=x',
    'offset=1',
    'limit=1&page=2',
  ],
};

test.each(Object.keys(QUERIES))('a session with the mock that keeps things is the same: %s', async (name) => {
  const file = name === 'bookshop' ? 'examples/bookshop/openapi.yaml' : here(`${name}.yaml`);
  const contract = await loadContract(file, name);
  let ids = 0;
  const { handle } = createMock([contract], {
    mode: 'stateful',
    seed: 1,
    now,
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
  });
  const told: string[] = [];
  const ask = async (request: Request): Promise<string> => {
    const bearer: HeaderField = ['Authorization', 'Bearer t'];
    const answer = await handle({
      ...request,
      headers: [...request.headers.filter(([own]) => own !== 'Authorization'), bearer],
    });
    const sent = request.body === undefined ? '' : ` ${new TextDecoder().decode(request.body).slice(0, 120)}`;
    told.push(`${request.method} ${request.path}${sent}`, ...answerLines(answer).map((line) => line.slice(0, 600)));
    return new TextDecoder().decode(answer.body);
  };
  const accepted = makeCases(contract, [exampleCases, coverageCases]).filter((one) => one.expect.kind !== 'refused');
  const cases = contract.operations.flatMap((operation) =>
    accepted.filter((one) => one.operation === operation).slice(0, 2),
  );
  const bodies = (request: Request): (Uint8Array | undefined)[] => {
    if (request.body === undefined) return [undefined];
    const text = new TextDecoder().decode(request.body);
    if (!text.startsWith('{')) return [request.body];
    const own = JSON.parse(text) as object;
    const other = Object.fromEntries(
      Object.entries(own).map(([member, value]) => [member, typeof value === 'string' ? `${value} two` : value]),
    );
    return [own, other, Object.fromEntries(Object.entries(own).slice(0, 1)), { ...own, unknown: 1 }, []].map((body) =>
      new TextEncoder().encode(JSON.stringify(body)),
    );
  };
  for (const round of [1, 2, 3])
    for (const { request, operation } of cases) {
      // What is kept grows before anything is deleted.
      if (round < 3 && operation.method === 'DELETE') continue;
      for (const body of round === 1 ? [request.body] : bodies(request)) {
        const text = await ask({ ...request, ...(body && { body }) });
        const created =
          operation.method === 'POST' && text.startsWith('{') ? (JSON.parse(text) as { id?: string | number }) : {};
        if (created.id === undefined) continue;
        const path = `${request.path}/${created.id}`;
        for (const method of ['GET', 'HEAD']) await ask({ method, path, headers: [] });
        for (const [field, value] of [
          ['If-None-Match', '*'],
          ['If-Match', '"nothing"'],
          ['If-Match', '*'],
          ['If-None-Match', '"nothing"'],
        ] as const)
          await ask({ method: 'GET', path, headers: [[field, value]] });
      }
    }
  for (const { request, operation } of cases.filter(({ operation: { method } }) => method === 'GET')) {
    if (operation.path.endsWith('}')) continue;
    for (const query of QUERIES[name] ?? []) await ask({ ...request, path: `${request.path.split('?')[0]}?${query}` });
  }
  expectGolden(`grid-session-${name}.txt`, lines(told.map(masked)));
});
