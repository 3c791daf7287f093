/** What the benchmarks share: repeated measurements, medians and a table. Timings are read, never asserted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The middle of several runs of an asynchronous function that gives milliseconds. */
export async function median(times, measure) {
  const taken = [];
  for (let i = 0; i < times; i += 1) taken.push(await measure(i));
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)];
}

/** Milliseconds that a function takes. */
export async function timed(run) {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** Milliseconds that a whole process takes. */
export function timedProcess(command, args, options = {}) {
  return timed(async () => {
    const child = spawn(command, args, { stdio: 'ignore', ...options });
    await once(child, 'exit');
  });
}

/** Prints rows of a measurement, each beside its baseline. */
export function report(title, rows) {
  process.stdout.write(`\n### ${title}\n\n| what | measured | baseline | ratio | target |\n|---|---|---|---|---|\n`);
  for (const { what, value, baseline, unit = 'ms', target = '' } of rows) {
    process.stdout.write(`| ${what} | ${format(value)} ${unit} | ${format(baseline)} ${unit} | ${(value / baseline).toFixed(2)} | ${target} |\n`);
  }
}

function format(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
