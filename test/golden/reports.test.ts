import { afterEach, jest, test } from '@jest/globals';
import type { Response } from '../../src/model/exchange.ts';
import type { Result, Run } from '../../src/model/run.ts';
import { inProcessTarget } from '../../src/exchange/in-process-target.ts';
import { REPORTERS } from '../../src/report/index.ts';
import { check } from '../../src/run/check.ts';
import { contractOf } from '../support/contracts.ts';
import { full } from '../support/sample-runs.ts';
import { DOCUMENT, demandingServer } from './demanding-server.ts';
import { expectGolden } from './golden.ts';

afterEach(() => void jest.restoreAllMocks());

const NOW = Date.parse('2026-01-31T12:00:00Z');

/** A run whose clock stands still, and whose contract lies where every other one does. */
function still(run: Run): Run {
  const stopped = (all: Result[]) =>
    all.map((result, nth) => ({
      ...result,
      ...(result.exchange && { exchange: { ...result.exchange, startedAt: NOW + nth, duration: 2 } }),
    }));
  return { ...run, results: stopped(run.results), ...(run.tried && { tried: stopped(run.tried) }), duration: 1234 };
}

async function demanding(): Promise<Run> {
  jest.spyOn(Math, 'random').mockReturnValue(0.5);
  const { target } = demandingServer();
  const only = { operation: ['getReport', 'getClosed', 'listTenants', 'putSettings', 'createNote', 'listOwners'] };
  return check(await contractOf(DOCUMENT, 'clinic'), target, {
    ...{ workers: 1, phases: ['coverage'], filters: { only } },
    overrides: { headers: [['Authorization', 'Bearer s3cr3t-t0k3n']], set: {} },
  });
}

const bytes = (text: string) => new TextEncoder().encode(text);
const json = {
  'application/json': { schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } } },
};
/** Answers that are hard to show, by the path that has them. */
const ODD: Record<string, Partial<Response>> = {
  empty: { body: bytes('') },
  blank: { body: bytes(' \n ') },
  list: { body: bytes('[]') },
  broken: { body: bytes('{"name": "half') },
  binary: { body: Uint8Array.from([0xff, 0xd8, 0, 1, 2]), headers: [['Content-Type', 'image/jpeg']] },
  page: { body: bytes('<!doctype html><title>Oops</title>\n<p>&amp; more'), headers: [['Content-Type', 'text/html']] },
  long: { body: bytes(JSON.stringify({ names: Array.from({ length: 300 }, (_, nth) => `name ${nth}`), name: 5 })) },
  wide: { body: bytes(JSON.stringify({ name: { wide: 'x'.repeat(3_000) } })) },
  deep: { body: bytes(JSON.stringify({ a: { b: { c: [{ d: [1, [2, { e: null }]] }] } }, name: 1 })) },
  nothing: { status: 204, body: bytes('') },
  headers: {
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Long', 'y'.repeat(500)],
      ['Set-Cookie', 'sid=s3cr3t'],
    ],
  },
  failure: { status: 500, body: bytes('{"message":"it broke"}') },
};

async function odd(): Promise<Run> {
  const paths = Object.fromEntries(
    [...Object.keys(ODD), 'dropped'].map((name) => [
      `/${name}`,
      { get: { operationId: name, responses: { 200: { description: 'A thing.', content: json } } } },
    ]),
  );
  const target = inProcessTarget('http://api.example.org', ({ path }) =>
    path === '/dropped'
      ? { kind: 'reset', message: 'the connection broke' }
      : { status: 200, headers: [['Content-Type', 'application/json']], body: bytes('{}'), ...ODD[path.slice(1)] },
  );
  return check(await contractOf({ paths }, 'odd'), target, { workers: 1, phases: ['coverage'] });
}

const RUNS: Record<string, () => Promise<Run>> = { full, demanding, odd };

test.each(Object.keys(RUNS).flatMap((name) => Object.keys(REPORTERS).map((format) => [format, name] as const)))(
  'the report in the format %s of the run %s is the same',
  async (format, name) => {
    const run = still(await (RUNS[name] as () => Promise<Run>)());
    const report = REPORTERS[format]?.([run], { now: new Date(NOW) }) ?? '';
    // Style and script are the same in each page.
    const text = report
      .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1>…</$1>')
      .replace(/'sha256-[^']+'/g, "'sha256-…'");
    expectGolden(
      `report-${name}.${format}.txt`,
      text
        .replace(/[^\s:'"<>(]*assay-\w+\/openapi(?:\.|&#46;)json/g, 'openapi.json')
        // What the report itself says of the folder is in the digest of it.
        .replace(/\b[0-9a-f]{64}\b/g, 'SHA-256'),
    );
  },
);

test('reports of several runs in colour are the same', async () => {
  const runs = [still(await full()), still(await odd())];
  const text = REPORTERS['pretty']?.(runs, { now: new Date(NOW), colour: true }) ?? '';
  expectGolden('report-colour.pretty.txt', text.replace(/[^\s:'"]*assay-\w+\/openapi\.json/g, 'openapi.json'));
});
