import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StartMockOptions } from '../../src/mock/server/server.ts';

/** A mock in a process of its own. */
export interface MockProcess {
  port: number;
  /** Its largest resident memory so far, in MB. */
  peak(): Promise<number>;
  /** Whether it has ended or has written to stderr. */
  hasFailed(): boolean;
  /** @throws with its stderr, when it has failed */
  assertRunning(): void;
  stop(): Promise<void>;
}

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** @param files OpenAPI documents */
export async function startMockProcess(
  files: string[],
  options: Partial<Omit<StartMockOptions, 'contracts'>> = {},
): Promise<MockProcess> {
  const child = fork(at('mock-process.ts'), [JSON.stringify({ ...options, files })], {
    // With the collector in the main thread, memory does not depend on how busy the other cores are.
    execArgv: ['--single-threaded-gc', '--import', at('typescript.mjs')],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  let ended: string | undefined;
  const exit = once(child, 'exit').then(
    ([code, signal]: (string | number | null)[]) => (ended = `ended with ${code ?? signal}`),
  );
  const nextMessage = async (): Promise<Record<string, number>> => {
    const answer = await Promise.race([once(child, 'message'), exit]);
    if (typeof answer === 'string') throw new Error(`the mock ${answer}: ${stderr}`);
    return answer[0] as Record<string, number>;
  };
  const { port = 0 } = await nextMessage();
  const hasFailed = (): boolean => ended !== undefined || stderr !== '';
  return {
    port,
    async peak() {
      child.send({});
      return (await nextMessage())['peak'] ?? Number.NaN;
    },
    hasFailed,
    assertRunning() {
      if (hasFailed()) throw new Error(`the mock ${ended ?? 'writes to stderr'}: ${stderr}`);
    },
    async stop() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
