import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { Io } from './io.ts';
import { runInThread } from './thread.ts';

const folder = temporaryFolder('thread');

/** A thread that sends these messages and then does what the code says. */
const thread = (messages: object[], then = ''): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from 'node:worker_threads';
      for (const message of ${JSON.stringify(messages)}) parentPort.postMessage(message);
      ${then}`,
    )}`,
  );

async function run(entry: URL, more: Partial<Io> = {}): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' };
  const code = await runInThread(
    [],
    {
      out: (text) => void (texts.out += text),
      err: (text) => void (texts.err += text),
      colour: { out: false, err: false },
      stop: new AbortController().signal,
      ...more,
    },
    entry,
  );
  return { code, ...texts };
}

const ended = (code: number) => ({ kind: 'ended', code });

test('the text and the exit code of a command come through', async () => {
  const messages = [{ kind: 'out', text: 'report\n' }, { kind: 'err', text: 'note\n' }, ended(1)];
  expect(await run(thread(messages))).toEqual({ code: 1, out: 'report\n', err: 'note\n' });
});

test('a command that ends the process ends with that code', async () => {
  expect((await run(thread([], 'process.exit(130)'))).code).toBe(130);
});

test('a signal reaches the command', async () => {
  const stop = new AbortController();
  const entry = thread([], "parentPort.on('message', ({ kind }) => { if (kind === 'stop') process.exit(7); });");
  setTimeout(() => stop.abort(), 50);
  expect((await run(entry, { stop: stop.signal })).code).toBe(7);
});

test('a command that only waits for the processor when its time is over goes on', async () => {
  // Longer than a busy one is waited for, and without any of the processor's time.
  const sleep =
    "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3_000); parentPort.postMessage({ kind: 'ended', code: 0 });";
  expect(await run(thread([{ kind: 'limit', milliseconds: 1 }], sleep))).toMatchObject({ code: 0, err: '' });
});

test('a command that is busy without end is stopped when its time is over, and the verdict is undecided', async () => {
  expect(await run(thread([{ kind: 'limit', milliseconds: 1 }], 'for (;;);'))).toEqual({
    code: 3,
    out: '',
    err: expect.stringContaining('--max-time is over') as unknown,
  });
});

test('a command that still answers when its time is over comes to its own end', async () => {
  const answer =
    "parentPort.on('message', () => { parentPort.postMessage({ kind: 'alive' }); parentPort.postMessage({ kind: 'ended', code: 0 }); });";
  expect(await run(thread([{ kind: 'limit', milliseconds: 1 }], answer))).toMatchObject({ code: 0, err: '' });
});

test('a report that is half written when its command is ended is removed', async () => {
  const file = join(folder, 'report.json.part');
  const write = `(await import('node:fs')).writeFileSync(${JSON.stringify(file)}, '{');`;
  const messages = [
    { kind: 'draft', file },
    { kind: 'limit', milliseconds: 1 },
  ];
  await run(thread(messages, `${write} for (;;);`));
  expect(existsSync(file)).toBe(false);
});

test('an error that the command does not handle is a bug, and the verdict is undecided', async () => {
  expect(await run(thread([], "throw new Error('oops')"))).toMatchObject({
    code: 3,
    err: expect.stringContaining('this is a bug in assay'),
  });
});
