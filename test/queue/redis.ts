/** A redis-server of its own, and what was ever written to it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { CERTIFICATE, KEY } from '../support/tls-certificate.ts';

export interface StartedRedis {
  url: string;
  /** Everything that was written, with compressed values decompressed. */
  written(): string;
  stop(): Promise<void>;
}

/** Whether there is a redis-server (or its fork Valkey) on this machine, by its name. */
export function findRedis(): string | undefined {
  return ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);
}

/** How a Redis is guarded that takes TLS alone. */
export interface Guard {
  password: string;
  /** The PEM of its certificate, which is written there: a client has to trust it. */
  authority: string;
}

/**
 * Starts one on a free port.
 * @param folder an empty one, which it writes to
 * @param guard without it, it takes anybody and no TLS
 */
export async function startRedis(program: string, folder: string, guard?: Guard): Promise<StartedRedis> {
  const port = await freePort();
  const settings = [...listensAt(port, folder, guard), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
  const child = spawn(program, [...settings, '--appendonly', 'yes', '--appendfsync', 'always'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      if (/ready to accept connections/i.test(log)) resolve();
    });
    child.once('exit', () => reject(new Error(`${program} ended: ${log}`)));
  });
  return {
    url: guard ? `rediss://:${guard.password}@localhost:${port}` : `redis://127.0.0.1:${port}`,
    written: () => {
      const files = join(folder, 'appendonlydir');
      return readdirSync(files)
        .map((name) => decompressed(readFileSync(join(files, name))))
        .join('');
    },
    async stop() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}

function listensAt(port: number, folder: string, guard: Guard | undefined): string[] {
  if (!guard) return ['--port', String(port)];
  const key = join(folder, 'key.pem');
  writeFileSync(key, KEY, { mode: 0o600 });
  writeFileSync(guard.authority, CERTIFICATE);
  const files = ['--tls-cert-file', guard.authority, '--tls-key-file', key, '--tls-ca-cert-file', guard.authority];
  const tls = ['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no', ...files];
  return [...tls, '--requirepass', guard.password];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The texts of a log of commands, each value `$length\r\nbytes\r\n`; those that are compressed as what they hold. */
function decompressed(log: Buffer): string {
  const texts: string[] = [];
  for (let at = 0; at < log.length;) {
    const end = log.indexOf('\r\n', at);
    if (end < 0) break;
    const line = log.toString('latin1', at, end);
    at = end + 2;
    const length = Number(/^\$(\d+)$/.exec(line)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) continue;
    const value = log.subarray(at, at + length);
    texts.push((value[0] === 0x1f && value[1] === 0x8b ? gunzipSync(value) : value).toString());
    at += length + 2;
  }
  return `${texts.join('\n')}\n`;
}
