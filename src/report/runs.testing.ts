import type { Request, Response, Run } from '../model.ts';
import { loadContract } from '../contract/load.ts';
import { check } from '../engine.ts';
import { createMock } from '../mock/mock.ts';
import { inProcessTarget } from '../target/in-process.ts';

/** A run against a server that answers as documented but for what `change` does to it; its clock stands still. */
export async function runAgainst(change: (response: Response, request: Request) => Response, phases: Run['phases'] = ['examples']): Promise<Run> {
  const contract = await loadContract('openapi/cloud-foundry-v3-packages/openapi.yaml');
  let ids = 0;
  const mock = createMock([contract], { now: () => new Date('2026-01-31T12:00:00Z'), newId: () => `4cb65058-f04f-458f-aca1-${String((ids += 1)).padStart(12, '0')}` });
  const target = inProcessTarget('http://api.example.org', async (request) => change(await mock.handle(request), request), 'http://api.example.org');
  const run = await check(contract, target, { phases, given: { headers: [['Authorization', 'bearer s3cr3t-t0k3n']], set: {} } });
  return { ...run, duration: 120 };
}

/** A response with its JSON body changed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reaches into a body of its own making
export function withBody(response: Response, change: (body: any) => void): Response {
  const body = JSON.parse(new TextDecoder().decode(response.body)) as unknown;
  change(body);
  return { ...response, body: new TextEncoder().encode(JSON.stringify(body)) };
}

/** Text that would take over a terminal, a page or a reader's eye. */
export const HOSTILE = '\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script>\u202egnihtyna\u009b31m';
