/** Directus with SQLite. Its document describes the collections that it has by itself. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, run, send, startProcess, untilAnswers } from '../process.mjs';
import { dumpFolder, dumpSqlite } from '../dump.mjs';

const CLI = fileURLToPath(new URL('../node_modules/directus/cli.js', import.meta.url));
const TOKEN = 'a-token-of-the-administrator';

export const directus = {
  name: 'directus',
  title: 'Directus 11.3.5, SQLite',
  /** What Directus writes by itself, whoever asks. */
  volatile: {
    directus_activity: 'log',
    directus_revisions: 'log',
    directus_sessions: 'log',
    directus_users: ['last_access', 'last_page'],
  },

  async start(folder) {
    const port = await freePort();
    const database = join(folder, 'directus.db');
    const uploads = join(folder, 'uploads');
    const environment = {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DB_CLIENT: 'sqlite3',
      DB_FILENAME: database,
      KEY: 'a-key-of-this-run',
      SECRET: 'a-secret-of-this-run',
      ADMIN_EMAIL: 'admin@example.org',
      ADMIN_PASSWORD: 'a-password',
      ADMIN_TOKEN: TOKEN,
      STORAGE_LOCATIONS: 'local',
      STORAGE_LOCAL_ROOT: uploads,
      EXTENSIONS_PATH: join(folder, 'extensions'),
      TELEMETRY: 'false',
      CACHE_ENABLED: 'false',
      RATE_LIMITER_ENABLED: 'false',
      LOG_LEVEL: 'warn',
      NO_UPDATE_NOTIFIER: '1',
    };
    run(process.execPath, [CLI, 'bootstrap'], { env: environment, cwd: folder });
    const server = startProcess(process.execPath, [CLI, 'start'], {
      log: join(folder, 'server.log'),
      env: environment,
      cwd: folder,
    });
    const url = `http://127.0.0.1:${port}`;
    const headers = { Authorization: `Bearer ${TOKEN}` };
    await untilAnswers(`${url}/server/ping`, server);
    server.keepUp();
    return {
      url,
      headers,
      document: () => send('GET', `${url}/server/specs/oas`, headers),
      stillWorks: async () => (await send('GET', `${url}/users/me`, headers)).data.email === 'admin@example.org',
      dump: async () => ({ ...(await dumpSqlite(database)), uploads: dumpFolder(uploads) }),
      crashes: server.crashes,
      stop: () => server.stop(),
      /** Things of somebody else, which a run has to leave as they are. */
      async furnish() {
        const folderOf = await send('POST', `${url}/folders`, headers, { name: 'Somebody else’s' });
        const role = await send('POST', `${url}/roles`, headers, { name: 'Editor' });
        await send('POST', `${url}/users`, headers, {
          email: 'editor@example.org',
          password: 'x1234567',
          role: role.data.id,
        });
        await send('POST', `${url}/folders`, headers, { name: 'Below', parent: folderOf.data.id });
        await send('POST', `${url}/presets`, headers, { collection: 'directus_users', bookmark: 'Mine' });
        const dashboard = await send('POST', `${url}/dashboards`, headers, { name: 'Figures' });
        await send('POST', `${url}/panels`, headers, {
          dashboard: dashboard.data.id,
          type: 'label',
          position_x: 1,
          position_y: 1,
          width: 4,
          height: 4,
        });
        const flow = await send('POST', `${url}/flows`, headers, {
          name: 'Nightly',
          trigger: 'manual',
          status: 'inactive',
        });
        await send('POST', `${url}/operations`, headers, {
          flow: flow.data.id,
          key: 'log',
          type: 'log',
          position_x: 1,
          position_y: 1,
        });
        await send('POST', `${url}/collections`, headers, {
          collection: 'articles',
          schema: {},
          meta: {},
          fields: [
            { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true }, meta: {} },
            { field: 'title', type: 'string', schema: {}, meta: {} },
          ],
        });
        await send('POST', `${url}/items/articles`, headers, { title: 'Not yours' });
      },
    };
  },
};
