/**
 * Starts what `npm start` starts, waits until every contract conforms, fetches each page, and sees that Ctrl-C ends it with 0
 * within a second.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';

const WAIT = 30_000;
const STOP = 1_000;

const contracts = readdirSync('openapi');
const child = spawn(process.execPath, ['dist/cli/bin.js', 'start', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const exited = once(child, 'exit');

try {
  const said = await readUntil('Ctrl-C stops.');
  const missing = contracts.filter(
    (name) => !said.split('\n').some((line) => line.startsWith(`${name} `) && line.endsWith(' conforms')),
  );
  if (missing.length > 0) throw new Error(`no verdict "conforms" for ${missing.join(', ')}`);

  const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
  for (const path of ['', 'requests', ...contracts.map((name) => `${name}.html`)])
    await expectPage(`${url}/__assay/${path}`);

  const stopped = performance.now();
  child.kill('SIGINT');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP);
  const [code, signal] = await exited;
  clearTimeout(late);
  if (code !== 0)
    throw new Error(
      signal === 'SIGKILL' ? `still there ${STOP} ms after SIGINT` : `ended with ${code ?? signal} on SIGINT`,
    );
  process.stdout.write(
    `${contracts.length} contracts conform; stopped ${Math.round(performance.now() - stopped)} ms after SIGINT\n`,
  );
} catch (error) {
  child.kill('SIGKILL');
  process.stderr.write(`assay start: ${error.message}\n`);
  process.exitCode = 1;
}

/** The pages are files of their own in dist/: this fails where the build left one out. */
async function expectPage(url) {
  const response = await fetch(url, { headers: { accept: 'text/html' } });
  const [type, text] = [response.headers.get('content-type') ?? '', await response.text()];
  if (response.status !== 200 || !type.startsWith('text/html') || !text.includes('</html>'))
    throw new Error(`${url} gives ${response.status} ${type}, and no page`);
}

async function readUntil(last) {
  const overdue = setTimeout(() => child.kill('SIGKILL'), WAIT);
  let said = '';
  for await (const chunk of child.stdout) {
    process.stdout.write(chunk);
    said += chunk;
    if (said.includes(last)) break;
  }
  clearTimeout(overdue);
  if (!said.includes(last)) throw new Error(`ended, or was not ready within ${WAIT} ms`);
  return said;
}
