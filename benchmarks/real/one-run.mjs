/** One server, started anew, one run of assay against it, and what that left behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { compareDumps } from './dump.mjs';
import { startRecorder } from './recorder.mjs';

/**
 * @param server one of SERVERS
 * @param options `assay` is the folder of the assay that is tried, built; `folder` is emptied, and gets all files of the run
 */
export async function oneRun(server, { assay, folder, flags, furnished, documents }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const running = await server.start(folder);
  const recorder = await startRecorder(running.url, join(folder, 'wire.log'));
  try {
    const document = join(documents ?? folder, `${server.name}.json`);
    if (documents) mkdirSync(documents, { recursive: true });
    if (furnished) await running.furnish?.();
    const text = JSON.stringify(await running.document());
    writeFileSync(document, text);
    const operations = countOperations(JSON.parse(text));
    const before = await running.dump();
    const { seconds, code } = await runAssay(assay, document, recorder.url, running.headers, folder, flags);
    const works = await eventually(running.stillWorks);
    const after = await running.dump();
    const state = { ...compareDumps(before, after, server.volatile), works, crashes: running.crashes() };
    writeFileSync(join(folder, 'state.json'), JSON.stringify(state, undefined, 1));
    return { server: server.name, operations, seconds, code, requests: recorder.count(), state, folder };
  } finally {
    await recorder.stop();
    await running.stop();
  }
}

async function runAssay(assay, document, url, headers, folder, flags) {
  const given = Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  const reports = ['json', 'har', 'pretty'].map((format) => `--report=${format}=${join(folder, `report.${format}`)}`);
  const args = [join(assay, 'dist/cli/bin.js'), 'check', document, '--target', url, ...given, ...reports, ...flags];
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (words += data));
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - started) / 1000;
  writeFileSync(join(folder, 'assay.log'), words);
  if (code === 2 || code === null) throw new Error(`assay ended with ${code}:\n${words}`);
  return { seconds, code };
}

/** Whether it comes true within ten seconds: the server may just be starting again. */
async function eventually(isTrue) {
  for (let left = 40; left > 0; left -= 1) {
    if (await isTrue().catch(() => false)) return true;
    await pause(250);
  }
  return false;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

function countOperations(document) {
  return Object.values(document.paths ?? {}).flatMap((item) => METHODS.filter((method) => item[method])).length;
}

/** The JSON report of a run. */
export function readReport(folder) {
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).runs[0];
}
