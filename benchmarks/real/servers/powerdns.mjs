/** PowerDNS Authoritative with SQLite, from Debian (`apt-get install pdns-server pdns-backend-sqlite3`). It serves its document itself. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { freePort, send, startProcess, untilAnswers } from '../process.mjs';
import { dumpSqlite } from '../dump.mjs';

const KEY = 'a-key-of-the-administrator';
const SCHEMA = '/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql';

export const powerdns = {
  name: 'powerdns',
  title: 'PowerDNS 4.7, SQLite',
  volatile: {},

  async start(folder) {
    const [port, dns] = [await freePort(), await freePort()];
    const database = join(folder, 'pdns.sqlite3');
    await createDatabase(database);
    writeFileSync(
      join(folder, 'pdns.conf'),
      [
        'launch=gsqlite3',
        `gsqlite3-database=${database}`,
        'gsqlite3-dnssec=yes',
        'api=yes',
        `api-key=${KEY}`,
        'webserver=yes',
        'webserver-address=127.0.0.1',
        `webserver-port=${port}`,
        'local-address=127.0.0.1',
        `local-port=${dns}`,
        `socket-dir=${folder}`,
        'daemon=no',
        'guardian=no',
        'primary=yes',
        'loglevel=3',
        '',
      ].join('\n'),
    );
    const server = startProcess('pdns_server', [`--config-dir=${folder}`], {
      log: join(folder, 'server.log'),
      cwd: folder,
    });
    const url = `http://127.0.0.1:${port}/api/v1`;
    const headers = { 'X-API-Key': KEY };
    await untilAnswers(`${url}/servers`, server, { headers });
    server.keepUp();
    return {
      url,
      headers,
      document: () => send('GET', `http://127.0.0.1:${port}/api/docs`, { ...headers, Accept: 'application/json' }),
      stillWorks: async () => (await send('GET', `${url}/servers`, headers)).length === 1,
      dump: () => dumpSqlite(database),
      crashes: server.crashes,
      stop: () => server.stop(),
      async furnish() {
        await send('POST', `${url}/servers/localhost/zones`, headers, {
          name: 'not-yours.example.',
          kind: 'Native',
          nameservers: ['ns.not-yours.example.'],
        });
        await send('POST', `${url}/servers/localhost/tsigkeys`, headers, {
          name: 'not-yours',
          algorithm: 'hmac-sha256',
        });
        await send('POST', `${url}/servers/localhost/zones/not-yours.example./metadata`, headers, {
          kind: 'ALLOW-AXFR-FROM',
          metadata: ['127.0.0.1'],
        });
        await send('POST', `${url}/servers/localhost/zones/not-yours.example./cryptokeys`, headers, {
          keytype: 'ksk',
          active: true,
        });
      },
    };
  },
};

function createDatabase(file) {
  const sqlite = createRequire(import.meta.url)('sqlite3');
  return new Promise((done, fail) => {
    const database = new sqlite.Database(file, (opening) => {
      if (opening) return fail(opening);
      database.exec(readFileSync(SCHEMA, 'utf8'), (error) => (error ? fail(error) : database.close(done)));
    });
  });
}
