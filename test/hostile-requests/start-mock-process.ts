import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StartMockOptions } from '../../src/mock/server/server.ts';

/** A mock in a process of its own. */
export interface Victim {
  port: number;
  /** The most resident memory that it ever had, in MB. */
  peak(): Promise<number>;
  /** Whether it has ended, or has complained. */
  isHarmed(): boolean;
  /** @throws with what it said, where it is harmed */
  assertUnharmed(): void;
  stop(): Promise<void>;
}

const at = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** @param files OpenAPI documents */
export async function startVictim(
  files: string[],
  options: Partial<Omit<StartMockOptions, 'contracts'>> = {},
): Promise<Victim> {
  const child = fork(at('mock-process.ts'), [JSON.stringify({ ...options, files })], {
    // The collector works in the main thread alone, so that memory does not depend on how busy the other cores are.
    execArgv: ['--single-threaded-gc', '--import', at('typescript.mjs')],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  let ended: string | undefined;
  const exit = once(child, 'exit').then(
    ([code, signal]: (string | number | null)[]) => (ended = `ended with ${code ?? signal}`),
  );
  const told = async (): Promise<Record<string, number>> => {
    const answer = await Promise.race([once(child, 'message'), exit]);
    if (typeof answer === 'string') throw new Error(`the mock ${answer}: ${complaint}`);
    return answer[0] as Record<string, number>;
  };
  const { port = 0 } = await told();
  const isHarmed = (): boolean => ended !== undefined || complaint !== '';
  return {
    port,
    async peak() {
      child.send({});
      return (await told())['peak'] ?? Number.NaN;
    },
    isHarmed,
    assertUnharmed() {
      if (isHarmed()) throw new Error(`the mock ${ended ?? 'complains'}: ${complaint}`);
    },
    async stop() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
