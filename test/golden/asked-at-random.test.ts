/** The mock, asked what is drawn for a contract and altered here and there: of many answers the statuses and a digest are compared. */
import { createHash } from 'node:crypto';
import { test } from '@jest/globals';
import type { Request } from '../../src/model/exchange.ts';
import { createFuzzer } from '../../src/cases/fuzzing/fuzzer.ts';
import { loadContract } from '../../src/contract/load.ts';
import { NO_OVERRIDES } from '../../src/messages/overrides.ts';
import { createMock, type MockOptions } from '../../src/mock/mock.ts';
import { createRandom, type Random } from '../../src/mock/random.ts';
import { answerLines, expectGolden, here, lines } from './golden.ts';

const oneOf = <T>(random: Random, all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
const withField = (request: Request, name: string, value: string): Request => ({
  ...request,
  headers: [...request.headers.filter(([own]) => own.toLowerCase() !== name.toLowerCase()), [name, value]],
});

const FIELDS: [name: string, values: string[]][] = [
  ['Accept', ['*/*', 'text/*;q=0.5, application/json', 'application/problem+json', 'text/html', 'a/b;q=0']],
  ['Prefer', ['code=404', 'code=500', 'dynamic=true', 'example=second', 'respond-async', 'code=4XX, dynamic=false']],
  ['If-Match', ['*', '"1"', 'W/"1"', '"a", "b"']],
  ['If-None-Match', ['*', '"1"', 'W/"1"']],
  [
    'Content-Type',
    ['text/plain', 'application/xml', 'application/json; charset=latin1', 'application/merge-patch+json'],
  ],
  ['Content-Encoding', ['identity', 'gzip', 'unheard-of']],
  ['Cookie', ['theme=dark; a=b', 'theme=', '=;;']],
];

const ALTERATIONS: ((own: Request, random: Random) => Request)[] = [
  (own, random) => {
    const [name, values] = oneOf(random, FIELDS);
    return withField(own, name, oneOf(random, values));
  },
  (own, random) => ({ ...own, headers: own.headers.toSpliced(Math.floor(random() * own.headers.length), 1) }),
  (own, random) => ({ ...own, method: oneOf(random, ['HEAD', 'OPTIONS', 'TRACE', 'get', 'PATCH', 'DELETE']) }),
  (own, random) => ({
    ...own,
    path: own.path + oneOf(random, ['/', '?', '&a=1', '?limit=2&limit=3', '%zz', '/%2e%2e', ';v=1']),
  }),
  (own, random) => ({ ...own, path: own.path.replace(/\d|[a-f]/, oneOf(random, ['', '7', '%C3%A9', '%20'])) }),
  ({ body: _, ...own }) => own,
  (own) => ({ ...own, headers: own.headers.map(([name, value]) => [name.toUpperCase(), ` ${value} `]) }),
  (own) => ({ ...own, headers: own.headers.map(([name, value]) => [name.toLowerCase(), value.toUpperCase()]) }),
];

const MODES: (MockOptions & { title: string })[] = [
  { title: 'echo', mode: 'echo' },
  { title: 'static, errors as objects', mode: 'static', errors: 'object' },
  { title: 'dynamic, errors as documented', mode: 'dynamic', errors: 'documented' },
  { title: 'stateful', mode: 'stateful' },
];
const MANY = 60;

test.each<[name: string, file: string]>([
  ['library', here('library.yaml')],
  ['lending', here('lending.yaml')],
  ['bookshop', 'examples/bookshop/openapi.yaml'],
])('the mock of %s gives the same answers to what is drawn and altered', async (name, file) => {
  const contract = await loadContract(file, name);
  const asked = contract.operations.map((operation, at) => {
    const fuzzer = createFuzzer(contract, operation, NO_OVERRIDES, 3);
    const requests = Array.from({ length: MANY }, (_, nth): Request | undefined => {
      const own = fuzzer?.next()?.case.request;
      const random = createRandom(at, nth);
      return own && (random() < 0.5 ? oneOf(random, ALTERATIONS)(own, random) : own);
    });
    return { id: operation.id, requests: requests.filter((one) => one !== undefined) };
  });
  const told: string[] = [];
  for (const { title, ...mode } of MODES) {
    let ids = 0;
    const { handle } = createMock([contract], {
      ...{ seed: 1, now: () => new Date('2026-01-31T12:00:00Z'), newId: () => `id-${(ids += 1)}`, ...mode },
    });
    told.push(title);
    for (const { id, requests } of asked) {
      const hash = createHash('sha256');
      const statuses = new Map<number, number>();
      for (const request of requests) {
        const answer = await handle(request);
        hash.update(answerLines(answer).join('\n'));
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      }
      const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} of ${status}`);
      told.push(`  ${id}: ${counts.join(', ')}: ${hash.digest('hex').slice(0, 12)}`);
    }
  }
  expectGolden(`asked-at-random-${name}.txt`, lines(told));
});

test.each<[name: string, file: string]>([
  ['library', here('library.yaml')],
  ['lending', here('lending.yaml')],
  ['bookshop', 'examples/bookshop/openapi.yaml'],
])(
  'the mock of %s that keeps what it is sent answers the same to a mix of requests about what it has',
  async (name, file) => {
    const contract = await loadContract(file, name);
    const fuzzers = contract.operations.flatMap((operation) => {
      const fuzzer = createFuzzer(contract, operation, NO_OVERRIDES, 4);
      return fuzzer ? [{ operation, fuzzer }] : [];
    });
    let ids = 0;
    let seconds = 0;
    const { handle } = createMock([contract], {
      ...{ mode: 'stateful', seed: 1, newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}` },
      now: () => new Date(Date.UTC(2026, 0, 31) + (seconds += 1) * 1000),
    });
    /** What answers have named in each collection, and the tags of what is there. */
    const named = new Map<string, string[]>();
    const tags: string[] = [];
    /** A path whose identifiers are mostly those of things that are there. */
    const placed = (path: string, template: string, random: Random): string => {
      const [own = '', query] = path.split('?', 2);
      const segments = own.split('/');
      const parts = template.split('/');
      for (const [at, part] of parts.entries()) {
        const there = named.get(segments.slice(0, at).join('/')) ?? [];
        if (part.startsWith('{') && there.length > 0 && random() < 0.9) segments[at] = oneOf(random, there.slice(-4));
      }
      return segments.join('/') + (query === undefined ? '' : `?${query}`);
    };
    const told: string[] = [];
    for (let nth = 0; nth < 400; nth += 1) {
      const random = createRandom(5, nth);
      const { operation, fuzzer } = oneOf(random, fuzzers);
      const made = fuzzer.next()?.case.request;
      if (!made) continue;
      const path = placed(made.path, operation.path, random);
      const isTagged = tags.length > 0 && random() < 0.3;
      const field = oneOf(random, ['If-Match', 'If-None-Match']);
      const request = { ...(isTagged ? withField(made, field, oneOf(random, tags.slice(-3))) : made), path };
      const answer = await handle(request);
      const [, tag] = answer.headers.find(([header]) => header === 'ETag') ?? [];
      if (tag !== undefined) tags.push(tag);
      const shown = /"id":\s*"?([\w-]+)"?/.exec(new TextDecoder().decode(answer.body))?.[1];
      const collection = path.split('?')[0] ?? '';
      if (answer.status === 201 && shown !== undefined)
        named.set(collection, [...(named.get(collection) ?? []), shown]);
      const digest = createHash('sha256').update(answerLines(answer).join('\n')).digest('hex').slice(0, 6);
      told.push(`${request.method} ${path.slice(0, 100)}${isTagged ? ` ${field}` : ''} → ${answer.status} ${digest}`);
    }
    expectGolden(`asked-in-a-mix-${name}.txt`, lines(told));
  },
);
