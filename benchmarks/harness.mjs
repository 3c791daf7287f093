/** What the benchmarks share: repeated measurements, medians and tables. Timings are read, never asserted. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** The median of several runs of an asynchronous function that gives milliseconds. */
export async function median(times, measure) {
  const taken = [];
  for (let i = 0; i < times; i += 1) taken.push(await measure(i));
  return middle(taken);
}

/** The median of several numbers. */
export function middle(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** Milliseconds that a function takes. */
export async function timed(run) {
  const started = performance.now();
  await run();
  return performance.now() - started;
}

/** Milliseconds of the processor that a function takes in this process: what else the machine does counts for little. */
export async function timedByCpu(run) {
  const started = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** Milliseconds that a whole process takes. */
export function timedProcess(command, args, options = {}) {
  return timed(async () => {
    const child = spawn(command, args, { stdio: 'ignore', ...options });
    await once(child, 'exit');
  });
}

/** Prints rows of a measurement, each beside its baseline. The ratio is that of the two, unless one of each round was taken. */
export function report(title, rows) {
  table(
    title,
    ['what', 'measured', 'baseline', 'ratio', 'target'],
    rows.map(({ what, value, baseline, ratio = value / baseline, unit = 'ms', target = '' }) => [
      what,
      `${format(value)} ${unit}`,
      `${format(baseline)} ${unit}`,
      ratio.toFixed(2),
      target,
    ]),
  );
}

/** Prints a table of texts. */
export function table(title, headings, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |\n`;
  process.stdout.write(
    `\n### ${title}\n\n${line(headings)}|${'---|'.repeat(headings.length)}\n${rows.map(line).join('')}`,
  );
}

export function format(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(1);
}
