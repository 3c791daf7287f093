import { expect, test } from '@jest/globals';
import type { Case } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import { loadContract } from '../contract/load.ts';
import type { RunEvent } from '../run/check.ts';
import { logRequests } from './request-log.ts';

const contract = await loadContract('openapi/cloud-foundry-v3-packages/openapi.yaml');
const [operation] = contract.operations;

/** What is printed of an answer. */
function printed(outcome: unknown, title: string, duration = 1.4): string[] {
  const lines: string[] = [];
  const log = logRequests(
    [contract],
    { overrides: { headers: [['Authorization', 'bearer s3cr3t-t0ken']], set: {} } },
    { err: (text) => void lines.push(text) },
  );
  log({ kind: 'planned', cases: [] });
  log({
    kind: 'answered',
    case: { operation, phase: 'coverage', title, request: { path: '/v3/packages?key=s3cr3t' } } as Case,
    exchange: { outcome, duration } as Exchange,
    done: 1,
    of: 1,
    violations: 0,
  } satisfies RunEvent);
  log({ kind: 'ended' });
  return lines;
}

const response = { response: { status: 422 } };

test.each<[string, unknown, string, number, string]>([
  [
    'an answer',
    response,
    'rejects no body',
    1.4,
    '422  1 ms  POST /v3/apps/{guid}/packages  coverage: rejects no body\n',
  ],
  [
    'a slow answer',
    response,
    'rejects no body',
    1500.5,
    '422  1501 ms  POST /v3/apps/{guid}/packages  coverage: rejects no body\n',
  ],
  [
    'no answer',
    { failure: { kind: 'timeout', message: 'it took too long' } },
    'a',
    2,
    'timeout  2 ms  POST /v3/apps/{guid}/packages  coverage: a\n',
  ],
  [
    'control characters',
    response,
    '\u001b[31m',
    1,
    '422  1 ms  POST /v3/apps/{guid}/packages  coverage: \\u001b[31m\n',
  ],
  [
    'a secret',
    response,
    'accepts bearer s3cr3t-t0ken',
    1,
    '422  1 ms  POST /v3/apps/{guid}/packages  coverage: accepts [masked]\n',
  ],
])('the log of requests shows %s', (_, outcome, title, duration, line) => {
  expect(printed(outcome, title, duration)).toEqual([line]);
});
