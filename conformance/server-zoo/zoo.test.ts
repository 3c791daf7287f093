import { beforeAll, describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import {
  check,
  httpTarget,
  inProcessTarget,
  loadContract,
  REPORTERS,
  withRetries,
  type Contract,
  type Reporter,
  type Run,
  type Target,
} from '../../src/index.ts';
import { share } from '../../test/support/share.ts';
import { FAULTY } from './faulty.ts';
import { HOSTILE } from './hostile.ts';
import { KNOWN, NOT_SURVIVED } from './known.ts';
import { REFERENCES, type Api, type Server } from './servers.ts';
import { listen, type Listening } from './sockets.ts';
import { UNUSUAL, UNUSUAL_WIRES } from './unusual.ts';

/** Milliseconds to wait for a response that never completes. Complete responses are awaited, on a busy machine too. */
const IMPATIENT = 300;
const PATIENT = 60_000;
/** Milliseconds after which a run counts as hanging; it says nothing about speed. */
const HANGS = 600_000;
/** The longest report, in characters, whatever a server sends. */
const LONGEST_REPORT = 1_000_000;
const APIS: Api[] = ['cloud-foundry', 'openstack'];
const FILES: Record<Api, string> = { 'cloud-foundry': 'cloud-foundry-v3-packages', openstack: 'openstack-image-v1' };
const { pretty, json } = REPORTERS as Record<'pretty' | 'json', Reporter>;

const contracts = {} as Record<Api, Contract>;
beforeAll(async () => {
  for (const api of APIS)
    contracts[api] = await loadContract(
      fileURLToPath(new URL(`../../openapi/${FILES[api]}/openapi.yaml`, import.meta.url)),
    );
});

/** The run of a user who has a token if the API needs one. */
const run = (api: Api, target: Target, maxFailures?: number) =>
  check(contracts[api], target, {
    ...(maxFailures !== undefined && { maxFailures }),
    overrides: { headers: api === 'cloud-foundry' ? [['Authorization', 'bearer x']] : [], set: {} },
  });
const runIn = (api: Api, serve: Server, maxFailures?: number) => run(api, inProcessTarget('zoo', serve), maxFailures);

/** A run over a socket, which is then closed. */
async function runOver(api: Api, { url, close }: Listening, timeout?: number): Promise<Run> {
  const target = withRetries(httpTarget(url, timeout === undefined ? {} : { timeout }));
  try {
    return await run(api, target);
  } finally {
    await Promise.all([target.close(), close()]);
  }
}

/** The verdict with its reasons, for the message of a failing test. */
const describeRun = ({ verdict, findings, undecided }: Run) =>
  [
    verdict,
    ...findings
      .filter(({ severity }) => severity === 'violation')
      .map(({ check, at, message }) => `${check}: ${at}: ${message}`),
    ...undecided.map(({ reason }) => reason),
  ].join('\n');

/** Whether a row must fail for a known reason. */
const isKnown = (whose: string, name: string) => `${whose}: ${name}` in KNOWN;
const known = (whose: string, name: string) => (isKnown(whose, name) ? test.failing : test);

describe('the reference', () => {
  test.each(APIS)('accepts the reference server of %s', async (api) => {
    expect(describeRun(await runIn(api, REFERENCES[api]()))).toBe('conforms');
  });
});

describe.each(APIS)('%s: faulty servers', (wanted) => {
  const faulty = FAULTY.filter(({ api }) => api === wanted);
  for (const { name, api, break: broken } of share(faulty, 3))
    known(api, name)(`finds the fault: ${name}`, async () => {
      // One violation is enough. What is looked at again at the end of a run may have been none.
      const first = await runIn(api, broken(REFERENCES[api]), 1);
      const judged = first.verdict === 'violates' ? first : await runIn(api, broken(REFERENCES[api]));
      expect(describeRun(judged)).toMatch(/^violates\n/);
    });
});

describe.each(APIS)('%s: unusual servers', (wanted) => {
  for (const { name, api, break: changed } of UNUSUAL.filter(({ api }) => api === wanted))
    known(api, name)(`accepts what is unusual: ${name}`, async () => {
      expect(describeRun(await runIn(api, changed(REFERENCES[api])))).toBe('conforms');
    });
});

describe('unusual bytes on the wire', () => {
  for (const [index, row] of UNUSUAL_WIRES.entries())
    (isKnown('wire', row.name) ? test.concurrent.failing : test.concurrent)(
      `accepts what is unusual on the wire: ${row.name}`,
      async () => {
        const api = APIS[index % 2] as Api;
        expect(describeRun(await runOver(api, await listen(REFERENCES[api](), row.wire, row)))).toBe('conforms');
      },
    );
});

describe('hostile servers', () => {
  for (const [index, { name, start, harmless, answers }] of share(HOSTILE, 2).entries())
    (name in NOT_SURVIVED ? test.concurrent.skip : test.concurrent)(
      `survives a hostile server: ${name}`,
      async () => {
        const api = APIS[index % 2] as Api;
        const judged = await runOver(api, await start(api), answers ? PATIENT : IMPATIENT);
        if (!harmless) expect(judged.verdict).not.toBe('conforms');
        for (const report of [pretty, json]) {
          const text = report([judged], {});
          expect(controls(text)).toEqual([]);
          expect(text.length).toBeLessThan(LONGEST_REPORT);
        }
        // A coloured report has its own escapes, which set colours.
        expect(controls(pretty([judged], { colour: true }).replace(/\p{Cc}\[[\d;]*m/gu, ''))).toEqual([]);
      },
      HANGS,
    );
});

test('every listed exception names a row of the tables', () => {
  const names = new Set([
    ...[...FAULTY, ...UNUSUAL].map(({ api, name }) => `${api}: ${name}`),
    ...UNUSUAL_WIRES.map(({ name }) => `wire: ${name}`),
    ...HOSTILE.map(({ name }) => name),
  ]);
  expect([...Object.keys(KNOWN), ...Object.keys(NOT_SURVIVED)].filter((name) => !names.has(name))).toEqual([]);
});

/** The control characters in a text that would affect a terminal. */
const controls = (text: string) =>
  [...new Set(text.match(/\p{Cc}/gu))]
    .filter((character) => character !== '\n' && character !== '\t')
    .map((character) => character.codePointAt(0)?.toString(16));
