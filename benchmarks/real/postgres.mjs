/** A PostgreSQL of our own, from Debian's package, whose data goes with its folder. It refuses to run as root, so that `postgres` runs it. */
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, run, startProcess } from './process.mjs';

const VERSIONS = '/usr/lib/postgresql';

export async function startPostgres(folder) {
  if (!existsSync(VERSIONS)) throw new Error('PostgreSQL is missing: apt-get install postgresql');
  const programs = join(VERSIONS, readdirSync(VERSIONS).at(-1), 'bin');
  const isRoot = process.getuid() === 0;
  const as = (command, args) => (isRoot ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args]);
  mkdirSync(folder, { recursive: true });
  // postgres has to get through the folders above, too.
  if (isRoot) for (const way of [dirname(folder), dirname(dirname(folder))]) chmodSync(way, 0o755);
  if (isRoot) run('chown', ['postgres', folder]);
  const data = join(folder, 'data');
  run(...as(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync']), {
    cwd: '/',
  });
  const port = await freePort();
  const settings = ['-h', '127.0.0.1', '-p', String(port), '-k', folder, '-F', '-c', 'max_connections=50'];
  const server = startProcess(...as(join(programs, 'postgres'), ['-D', data, ...settings]), {
    log: join(dirname(folder), 'postgres.log'),
    cwd: '/',
  });
  const asked = [
    join(programs, 'psql'),
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-U',
    'postgres',
    '-c',
    'CREATE DATABASE unleash',
  ];
  for (let left = 100; ; left -= 1) {
    try {
      run(asked[0], asked.slice(1));
      break;
    } catch (error) {
      if (left === 0 || !server.isRunning()) throw error;
      await pause(200);
    }
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/unleash`,
    port,
    async stop() {
      // The one that was started is runuser's; PostgreSQL itself is told by its own program.
      run(...as(join(programs, 'pg_ctl'), ['stop', '-D', data, '-m', 'fast', '-w']), { cwd: '/' });
      await server.stop();
    },
  };
}
