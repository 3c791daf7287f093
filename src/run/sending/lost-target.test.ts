import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { httpTarget } from '../../exchange/http-target.ts';
import { withRetries } from '../../exchange/retries.ts';
import { check } from '../check.ts';

const read = (operationId: string, ...names: string[]) => ({
  get: {
    operationId,
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    responses: { 200: { description: '' }, 404: { description: '' } },
  },
});
const DOCUMENT = {
  paths: {
    '/pets': read('listPets'),
    '/shops': read('listShops'),
    '/jobs/{job}': read('getJob', 'job'),
    '/zoos': read('listZoos'),
    '/cities/{city}': read('getCity', 'city'),
    '/parks/{park}': read('getPark', 'park'),
  },
};

/** What is said of the whole run, where a server ends in this way when it is asked for a job. */
async function said(end: (server: Server, answer: () => void) => void): Promise<{ reason: string; hint?: string }[]> {
  const server = createServer(({ url = '' }, response) => {
    const answer = () => void response.writeHead(200, { 'content-type': 'application/json' }).end('[]');
    if (url.startsWith('/jobs/')) end(server, answer);
    else answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const target = withRetries(httpTarget(`http://127.0.0.1:${port}`), { sleep: async () => {} });
  try {
    const { undecided } = await check(await contractOf(DOCUMENT), target, { phases: ['coverage'], workers: 1 });
    return undecided.flatMap(({ operation, reason, hint }) =>
      operation === undefined ? [{ reason, ...(hint !== undefined && { hint }) }] : [],
    );
  } finally {
    await target.close();
    server.closeAllConnections();
    server.close();
  }
}

const END = 'If one of them ended it, start it again, and leave that operation out, as with --exclude-operation getJob';
const REASON = 'the target answered, and then ended: nothing listens there (connection refused)';

test('a target that ends without an answer is told of with the request that was under way, and the last ones', async () => {
  const told = await said((server) => {
    server.close();
    server.closeAllConnections();
  });
  expect(told).toContainEqual({
    reason: REASON,
    hint: `Under way then: GET /jobs/assay. Answered last: GET /zoos, GET /shops, GET /pets. ${END}`,
  });
});

test('a target that answers and then ends is told of with the requests that it answered last', async () => {
  const told = await said((server, answer) => {
    answer();
    server.close();
    setImmediate(() => server.closeAllConnections());
  });
  expect(told).toContainEqual({ reason: REASON, hint: expect.stringContaining('GET /jobs/assay') });
});

test('a target that drops one connection and goes on has not ended', async () => {
  const dropped = new Set<Server>();
  const told = await said((server, answer) => {
    if (dropped.has(server)) answer();
    else server.closeAllConnections();
    dropped.add(server);
  });
  expect(told).toEqual([]);
});
