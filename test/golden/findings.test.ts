import { test } from '@jest/globals';
import type { HeaderField, Response } from '../../src/model/exchange.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Run } from '../../src/model/run.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { createMock } from '../../src/mock/mock.ts';
import { pretty } from '../../src/report/pretty/pretty.ts';
import { check, type CheckOptions } from '../../src/run/check.ts';
import { expectGolden, here, lines, loadLibrary } from './golden.ts';

const library = await loadLibrary();

type Change = (response: Response) => Partial<Response>;
const bytes = (text: string) => new TextEncoder().encode(text);
const text = ({ body }: Response) => new TextDecoder().decode(body);
const field =
  (name: string, ...values: string[]): Change =>
  ({ headers }) => ({
    headers: [
      ...headers.filter(([own]) => own.toLowerCase() !== name.toLowerCase()),
      ...values.map((value): HeaderField => [name, value]),
    ],
  });
const body =
  (change: (text: string) => string): Change =>
  (response) => ({ body: bytes(change(text(response))) });
const member =
  (name: string, value: unknown): Change =>
  (response) =>
    text(response).startsWith('{')
      ? { body: bytes(JSON.stringify({ ...(JSON.parse(text(response)) as object), [name]: value })) }
      : {};

/** What a server may get wrong, each in the answers to all requests. */
const FAULTS: Record<string, Change> = {
  ...Object.fromEntries(
    [200, 202, 204, 299, 301, 307, 400, 401, 403, 404, 405, 409, 410, 415, 422, 429, 500, 503].map((status) => [
      `status ${status}`,
      () => ({ status }),
    ]),
  ),
  'waits asked for': () => ({ status: 503, headers: [['Retry-After', '0']] }),
  'no body': body(() => ''),
  'no JSON': body((whole) => `<html>${whole}`),
  'half of the body': body((whole) => whole.slice(0, whole.length / 2)),
  'a body that breaks off': () => ({ incomplete: 'the connection ended' }),
  'a byte order mark': body((whole) => `\ufeff${whole}`),
  'a member twice': body((whole) => whole.replace('{', '{"id":1,')),
  'no UTF-8': (response) => ({ body: Uint8Array.from([...response.body, 0xff]) }),
  'no label': field('Content-Type'),
  'another label': field('Content-Type', 'text/html'),
  'another charset': field('Content-Type', 'application/json; charset=latin1'),
  'a label that is none': field('Content-Type', 'json'),
  'no Location': field('Location'),
  'another Location': field('Location', '/shelves/top-1/books/99'),
  'two Locations': field('Location', '/shelves/top-1/books/17', '/shelves/top-1/books/18'),
  'no X-Total': field('X-Total'),
  'a X-Total that is no number': field('X-Total', 'many'),
  'another title': member('title', 'Das Schloss'),
  'no title': member('title', undefined),
  'null for a title': member('title', null),
  'another id': member('id', 99),
  'an id of another type': member('id', '17'),
  'another state': member('state', 'LENT'),
  'a state that is not listed': member('state', 'LOST'),
  'an unknown member': member('colour', 'red'),
  'a secret': member('secret', 'hunter2'),
  'no default': member('currency', 'USD'),
  'a time that is none': member('added', 'yesterday'),
  'a broken list': member('tags', 'classic'),
  'a longer list': member('tags', ['classic', 'x']),
  'another link': member('links', { self: '/shelves/top-1/books/99', cover: null }),
  'an open link': member('links', { self: '/x', other: 1 }),
};

async function run(change: Change, options: CheckOptions): Promise<Run> {
  const now = () => new Date('2026-01-31T12:00:00Z');
  const { handle } = createMock([library], {
    seed: 1,
    now,
    forgives: () => options.phases?.includes('coverage') ?? false,
  });
  const target = inProcessTarget('http://library.example', async (request) => {
    const response = await handle(request);
    return { ...response, ...change(response) };
  });
  const overrides = { headers: [['X-Key', 's3cr3t-key'] as const], set: {} };
  const done = await check(library, target, { overrides, allow: ['all'], ...options });
  return { ...done, duration: 120, results: done.results.map(still) };
}
const still = ({ exchange, ...rest }: Run['results'][number]) => ({
  ...rest,
  ...(exchange && { exchange: { ...exchange, duration: 2, startedAt: 0 } }),
});

/** All that a finding says of its own, without what the document says of it. */
function findingLine({
  severity,
  check: id,
  at,
  message,
  expected,
  actual,
  hint,
  clause,
  count,
  said,
  operations,
}: Finding): string {
  const words = `${message}; expected ${expected}, got ${actual}${hint === undefined ? '' : ` [${hint}]`}`;
  return `  ${severity} ${id} at ${at}: ${words} (${clause}, ${count}${said === undefined ? '' : `, said ${said}`}${operations ? `, ${JSON.stringify(operations)}` : ''})`;
}

test('each fault of a server is reported in the same words', async () => {
  const told: string[] = [];
  for (const [name, change] of Object.entries(FAULTS)) {
    const { findings, undecided, verdict } = await run(change, { phases: ['examples'] });
    told.push(
      `${name}: ${verdict}`,
      ...findings.map(findingLine),
      ...undecided.map((entry) => `  undecided ${JSON.stringify(entry)}`),
    );
  }
  expectGolden('findings.txt', lines(told));
});

test('a server that takes whatever it is sent is reported in the same words', async () => {
  const done = await run(() => ({}), { phases: ['coverage'] });
  expectGolden('findings-of-refusals.txt', pretty([done]).replaceAll(here('.'), ''));
});
