import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../errors.ts';
import { openChunkThread } from './chunk-thread.ts';

const DATA = { id: 'one', description: '{}', own: { args: [] } };
const READY = "send({ kind: 'ready', run: workerData, isRecorded: false });";

/** A thread that does what the code says. */
const entry = (code: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort, workerData } from 'node:worker_threads';
      const send = (message) => parentPort.postMessage(message);
      const on = (then) => parentPort.on('message', then);
      ${code}`,
    )}`,
  );
const open = (code: string, said: string[] = []) => openChunkThread(DATA, (text) => said.push(text), entry(code));
const options = () => ({ signal: new AbortController().signal, onProgress: () => {} });

describe('the thread of a run', () => {
  test('gets what the queue says, and passes on what it says itself', async () => {
    const said: string[] = [];
    const { run, server } = await open(`send({ kind: 'err', text: 'hello' }); ${READY}`, said);
    expect(run).toEqual(DATA);
    expect(said).toEqual(['hello']);
    await server.close();
  });

  test('may refuse the run', async () => {
    const refused = open("send({ kind: 'failed', message: 'no contract', isUsage: true }); on(() => {});");
    await expect(refused).rejects.toThrow(new UsageError('no contract'));
  });

  test('does a chunk, with its progress and the turns of its requests', async () => {
    const { server } = await open(`${READY} on((message) => {
      if (message.kind === 'do') send({ kind: 'ask', request: 5 });
      if (message.kind === 'turn') {
        send({ kind: 'progress', done: message.request, violations: 1 });
        send({ kind: 'done', packed: new Uint8Array([1]), leftovers: 2 });
      }
    });`);
    const progress: object[] = [];
    let turns = 0;
    const work = await server.do(3, {
      signal: new AbortController().signal,
      pace: async () => void (turns += 1),
      onProgress: (one) => progress.push(one),
    });
    expect(work).toMatchObject({ packed: new Uint8Array([1]), leftovers: 2 });
    expect([turns, progress]).toEqual([1, [{ done: 5, violations: 1 }]]);
    await server.close();
  });

  test.each<[reason: unknown, isTimeUp: boolean]>([
    [new Error('stopped'), false],
    [new DOMException('over', 'TimeoutError'), true],
  ])('is told that a chunk is to end for %s', async (reason, isTimeUp) => {
    const { server } = await open(`${READY} on((message) => {
      if (message.kind === 'stop') send({ kind: 'done', leftovers: message.isTimeUp ? 1 : 0 });
    });`);
    const work = await server.do(1, { ...options(), signal: AbortSignal.abort(reason) });
    expect(work.leftovers).toBe(isTimeUp ? 1 : 0);
    await server.close();
  });

  test('is ended at once where it only judges', async () => {
    const { server } = await open(`send({ kind: 'ready', run: {}, isRecorded: true }); on(() => {});`);
    expect(await server.do(1, { ...options(), signal: AbortSignal.abort() })).toEqual({ leftovers: 0 });
    await server.close();
  });

  test('a thread that dies fails its chunk, and the next chunk has a new one', async () => {
    const { server } = await open(`${READY} on(({ index }) => {
      if (index === 1) process.exit(0);
      if (index === 2) throw new Error('broken');
      send({ kind: 'done', leftovers: 0 });
    });`);
    await expect(server.do(1, options())).rejects.toThrow('its thread ended without a word');
    await expect(server.do(2, options())).rejects.toThrow('broken');
    expect(await server.do(3, options())).toMatchObject({ leftovers: 0 });
    await server.close();
  });

  test('says what a worker lacks as an error of the user, and anything else as a failure', async () => {
    const { server } = await open(`${READY} on(({ index }) => {
      send({ kind: 'failed', message: 'why', isUsage: index === 1 });
    });`);
    await expect(server.do(1, options())).rejects.toThrow(new UsageError('why'));
    const failed = server.do(2, options());
    await expect(failed).rejects.not.toBeInstanceOf(UsageError);
    await expect(failed).rejects.toThrow('why');
    await server.close();
  });
});
