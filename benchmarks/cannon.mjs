/**
 * Sends a request repeatedly from a process of its own: `node cannon.mjs JSON`, with url, path, method, headers, body,
 * connections, and either seconds or batches of an amount. With `various`, each `{n}` in the path and the body is a new number
 * each time. Prints "warm" after one second, then a line of JSON for each run.
 */
import { createRequire } from 'node:module';

/** The number of different requests of a connection. */
const VARIETY = 1_000;
const autocannon = createRequire(import.meta.url)('autocannon');
const { seconds, batches = 1, amount, various, ...request } = JSON.parse(process.argv[2]);

const numbered = (n) => ({
  method: request.method,
  path: request.path.replaceAll('{n}', n),
  body: request.body?.replaceAll('{n}', n),
  headers: request.headers,
});
let clients = 0;
/** Each connection has its own numbers; thousands of others are sent before one is repeated. */
function setupClient(client) {
  const first = 100_000 + (clients++ % request.connections) * VARIETY;
  client.setRequests(Array.from({ length: VARIETY }, (_, index) => numbered(String(first + index))));
}
const first = numbered('100000');
const target = { ...request, ...first, url: request.url + first.path, ...(various && { setupClient }) };

await autocannon({ ...target, duration: 1 });
process.stdout.write('"warm"\n');
for (let batch = 0; batch < batches; batch += 1) {
  const [before, began] = [process.cpuUsage(), performance.now()];
  const { requests, errors, non2xx } = await autocannon({
    ...target,
    ...(amount ? { amount } : { duration: seconds }),
  });
  const taken = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(
    `${JSON.stringify({ answered: requests.total - non2xx, failed: errors + non2xx, taken, busy: (user + system) / 1000 / taken })}\n`,
  );
}
