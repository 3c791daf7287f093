/** Unleash with a PostgreSQL of its own, from Debian (`apt-get install postgresql`). */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, send, startProcess, untilAnswers } from '../process.mjs';
import { dumpPostgres } from '../dump.mjs';
import { startPostgres } from '../postgres.mjs';

const PROGRAM = fileURLToPath(new URL('unleash-program.cjs', import.meta.url));

export const unleash = {
  name: 'unleash',
  title: 'Unleash 5.12.8, PostgreSQL',
  volatile: {
    events: 'log',
    client_metrics_env: 'log',
    client_metrics_env_daily: 'log',
    client_metrics_env_variants: 'log',
    unleash_session: 'log',
    stat_environment_updates: 'log',
    stat_traffic_usage: 'log',
    feature_lifecycles: 'log',
    login_history: 'log',
    project_stats: 'log',
    last_seen_at_metrics: 'log',
    users: ['seen_at', 'login_attempts'],
    api_tokens: ['seen_at'],
    personal_access_tokens: ['seen_at'],
    features: ['last_seen_at'],
    projects: ['health', 'updated_at'],
  },

  async start(folder) {
    const postgres = await startPostgres(join(folder, 'postgres'));
    const port = await freePort();
    const server = startProcess(process.execPath, [PROGRAM], {
      log: join(folder, 'server.log'),
      env: {
        ...process.env,
        PORT: String(port),
        DATABASE_PORT: String(postgres.port),
        LOG_LEVEL: 'warn',
        SEND_TELEMETRY: 'false',
        CHECK_VERSION: 'false',
      },
      cwd: folder,
    });
    const stop = async () => {
      await server.stop();
      await postgres.stop();
    };
    const url = `http://127.0.0.1:${port}`;
    const headers = await untilAnswers(`${url}/health`, server)
      .then(async () => ({ Authorization: await administratorsToken(url) }))
      .catch(async (error) => {
        await stop();
        throw error;
      });
    server.keepUp();
    return {
      url,
      headers,
      crashes: server.crashes,
      /** Things of somebody else, which a run has to leave as they are. */
      async furnish() {
        const admin = `${url}/api/admin`;
        await send('POST', `${admin}/projects/default/features`, headers, { name: 'not-yours' });
        await send(
          'POST',
          `${admin}/projects/default/features/not-yours/environments/development/strategies`,
          headers,
          {
            name: 'flexibleRollout',
          },
        );
        await send('POST', `${admin}/segments`, headers, { name: 'not-yours', constraints: [] });
        await send('POST', `${admin}/context`, headers, { name: 'notYours' });
        await send('POST', `${admin}/strategies`, headers, { name: 'not-yours', parameters: [] });
        await send('POST', `${admin}/tag-types`, headers, { name: 'not-yours' });
        await send('POST', `${admin}/features/not-yours/tags`, headers, { type: 'simple', value: 'not-yours' });
        await send('POST', `${admin}/user-admin`, headers, { username: 'not-you', rootRole: 2, sendEmail: false });
        await send('POST', `${admin}/api-tokens`, headers, { tokenName: 'not-yours', type: 'client' });
      },
      stop,
      document: () => send('GET', `${url}/docs/openapi.json`, headers),
      stillWorks: async () => Array.isArray((await send('GET', `${url}/api/admin/projects`, headers)).projects),
      dump: async () => withoutDeleted(await dumpPostgres(postgres.url)),
    };
  },
};

/** A personal access token: with that, operations on the caller's own account have a caller. */
async function administratorsToken(url) {
  // The server answers before its first user is there.
  let login;
  for (let left = 40; left > 0 && !login?.ok; left -= 1) {
    if (login) await pause(250);
    login = await fetch(`${url}/auth/simple/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: 'unleash4all' }),
    });
  }
  const cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(';', 1)[0])
    .join('; ');
  const expiresAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const token = await send(
    'POST',
    `${url}/api/admin/user/tokens`,
    { Cookie: cookie },
    { description: 'For assay', expiresAt },
  );
  return token.secret;
}

/** Unleash keeps what was deleted, marked so; what hangs on it shows it no more either. */
function withoutDeleted(tables) {
  const features = namesOf(tables.features, 'archived_at', 'name');
  const users = namesOf(tables.users, 'deleted_at', 'id');
  const isGone = (row) => row.archived_at || row.deleted_at || features.has(row.feature_name) || users.has(row.user_id);
  const kept = (rows) => Object.fromEntries(Object.entries(rows).filter(([, row]) => !isGone(row)));
  return Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, kept(rows)]));
}

const namesOf = (rows, mark, name) =>
  new Set(
    Object.values(rows)
      .filter((row) => row[mark])
      .map((row) => row[name]),
  );
