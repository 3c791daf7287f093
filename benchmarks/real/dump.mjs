/** The whole state of a server, so that two can be compared: each table's rows by their key. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);

/** @returns {Promise<Record<string, Record<string, object>>>} tables, each with its rows by key */
export async function dumpSqlite(file) {
  const sqlite = require('sqlite3');
  const database = new sqlite.Database(file, sqlite.OPEN_READONLY);
  const all = (sql) =>
    new Promise((done, fail) => database.all(sql, (error, rows) => (error ? fail(error) : done(rows))));
  const tables = {};
  for (const { name } of await all(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
  )) {
    const key = (await all(`PRAGMA table_info("${name}")`)).filter(({ pk }) => pk > 0).map((column) => column.name);
    tables[name] = byKey(await all(`SELECT * FROM "${name}"`), key);
  }
  await new Promise((done) => database.close(done));
  return tables;
}

export async function dumpPostgres(url) {
  const { Client } = require('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  const rows = async (sql) => (await client.query(sql)).rows;
  const tables = {};
  for (const { name } of await rows("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
    const key = await rows(
      `SELECT a.attname AS name FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
       WHERE i.indrelid = '"${name}"'::regclass AND i.indisprimary`,
    );
    tables[name] = byKey(
      await rows(`SELECT * FROM "${name}"`),
      key.map((column) => column.name),
    );
  }
  await client.end();
  return tables;
}

/** The files of a folder, by what is in them. */
export function dumpFolder(folder) {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ name, parentPath }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1), { sha256: createHash('sha256').update(readFileSync(path)).digest('hex') }];
    }),
  );
}

/** A table without a key has its whole rows for keys. */
function byKey(rows, key) {
  const plain = rows.map((row) => JSON.parse(JSON.stringify(row)));
  return Object.fromEntries(
    plain.map((row) => [JSON.stringify(key.length > 0 ? key.map((name) => row[name]) : row), row]),
  );
}

/**
 * What differs: rows that are gone, rows that changed (with the columns), rows that are new. `volatile` names the tables that
 * are logs (`log`) and the columns that the server writes by itself.
 */
export function compareDumps(before, after, volatile) {
  const gone = [];
  const changed = [];
  const added = [];
  for (const table of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const isLog = volatile[table] === 'log';
    const ignored = Array.isArray(volatile[table]) ? volatile[table] : [];
    if (!after[table]) gone.push({ table, key: '(the table)' });
    const old = before[table] ?? {};
    const young = after[table] ?? {};
    if (!before[table]) added.push({ table, key: '(the table)', row: {} });
    for (const [key, row] of Object.entries(old)) {
      const now = young[key];
      if (!now) {
        if (after[table] && !isLog) gone.push({ table, key });
        continue;
      }
      const columns = Object.keys({ ...row, ...now }).filter(
        (name) => !ignored.includes(name) && JSON.stringify(row[name]) !== JSON.stringify(now[name]),
      );
      if (columns.length > 0 && !isLog)
        changed.push({
          table,
          key,
          columns: Object.fromEntries(columns.map((name) => [name, [row[name], now[name]]])),
        });
    }
    if (!isLog) for (const [key, row] of Object.entries(young)) if (!old[key]) added.push({ table, key, row });
  }
  return { gone, changed, added };
}
