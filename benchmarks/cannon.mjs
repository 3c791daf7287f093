/**
 * Sends a request over and over from a process of its own: `node cannon.mjs JSON`, with url, method, headers, body, connections,
 * and either seconds or batches of an amount. Says "warm" once a second of it is over, then a line of JSON for each run.
 */
import { createRequire } from 'node:module';

const autocannon = createRequire(import.meta.url)('autocannon');
const { seconds, batches = 1, amount, ...target } = JSON.parse(process.argv[2]);

await autocannon({ ...target, duration: 1 });
process.stdout.write('"warm"\n');
for (let batch = 0; batch < batches; batch += 1) {
  const [before, began] = [process.cpuUsage(), performance.now()];
  const { requests, errors, non2xx } = await autocannon({ ...target, ...(amount ? { amount } : { duration: seconds }) });
  const taken = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${JSON.stringify({ answered: requests.total - non2xx, failed: errors + non2xx, taken, busy: (user + system) / 1000 / taken })}\n`);
}
