/** The requests per second of a server: by `wrk` if it is installed, else by autocannon, in a process of its own. */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CONNECTIONS = 16;
export const TOOL = spawnSync('wrk', ['--version']).error ? 'autocannon' : 'wrk';

/**
 * Loads a server for some seconds, after one second to warm up.
 * @param various whether each `{n}` in the path and the body of the request is another number each time
 * @returns requests a second, the share of a core that the server and the client took, requests for a second of the server's CPU
 */
export async function load(server, request, seconds, various = false) {
  let before;
  const warm = () => (before = server.cpu());
  const { answered, failed, taken, busy } = await (TOOL === 'wrk' ? byWrk : byAutocannon)(
    server,
    request,
    { seconds, various },
    warm,
  );
  const used = server.cpu() - before;
  if (failed > 0) throw new Error(`${server.name}: ${failed} requests failed`);
  return { rate: answered / (taken / 1000), server: used / taken, client: busy, perCpu: answered / (used / 1000) };
}

async function byAutocannon(server, request, how, warm) {
  for await (const said of cannon(server, request, how)) {
    if (said === 'warm') warm();
    else return said;
  }
  throw new Error(`autocannon ended without a result for ${server.name}`);
}

/** The output of cannon.mjs, one value for each line. */
export async function* cannon(server, request, how) {
  const options = { ...request, ...how, url: server.url, connections: CONNECTIONS };
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('cannon.mjs', import.meta.url)), JSON.stringify(options)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
  await ended;
}

async function byWrk(server, { method, path, headers, body = '' }, { seconds, various }, warm) {
  const script = join(mkdtempSync(join(tmpdir(), 'assay-benchmark-')), 'request.lua');
  const fields = Object.entries(headers).map(
    ([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}\n`,
  );
  const numbered = (text) => `(string.gsub(${JSON.stringify(text)}, "{n}", n))`;
  writeFileSync(
    script,
    `${fields.join('')}local n = 100000\nrequest = function()\n  ${various ? 'n = n + 1' : ''}\n  return wrk.format(${JSON.stringify(method)}, ${numbered(path)}, nil, ${numbered(body)})\nend\n`,
  );
  const run = async (duration) => {
    const { stdout } = await promisify(execFile)('wrk', [
      '-t1',
      `-c${CONNECTIONS}`,
      `-d${duration}s`,
      '-s',
      script,
      server.url,
    ]);
    const number = (pattern) => Number(pattern.exec(stdout)?.[1] ?? 0);
    const answered = number(/(\d+) requests in/);
    // wrk is hardly ever the limit, so its own CPU time is not measured.
    return {
      answered,
      failed: number(/Non-2xx or 3xx responses: (\d+)/),
      taken: (answered / number(/Requests\/sec:\s+([\d.]+)/)) * 1000,
      busy: Number.NaN,
    };
  };
  await run(1);
  warm();
  return run(seconds);
}
