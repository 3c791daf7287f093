/** Contracts that change while a mock runs, with real files and a real server. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { docsPages } from '../../src/cli/serving/docs-pages.ts';
import { startMock, type StartedMock } from '../../src/mock/server/server.ts';
import { findContracts } from '../../src/document/find.ts';
import { loadContract } from '../../src/contract/load.ts';
import { watchContracts, type ContractEvent, type ContractsUpdate, type Watch } from '../../src/contract/watch.ts';

let folder: string;
let mock: StartedMock;
let watch: Watch;
let updates: ContractsUpdate[];
let heard: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-watch-'));
  updates = [];
  heard = () => {};
});
afterEach(async () => {
  watch.close();
  await mock.close();
  rmSync(folder, { recursive: true });
});

const pathOf = (name: string) => join(folder, name);
function save(name: string, value: unknown): void {
  mkdirSync(dirname(pathOf(name)), { recursive: true });
  writeFileSync(pathOf(name), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

/** A contract with one operation, `GET /<says>`, that answers with a text of the schema at `ref`. */
const document = (path: string, schema: object = { type: 'string', const: path }) => ({
  openapi: '3.1.0',
  info: { title: `Of ${path}`, version: '1' },
  paths: {
    [`/${path}`]: { get: { responses: { 200: { description: '', content: { 'application/json': { schema } } } } } },
  },
});

async function serve(): Promise<void> {
  const contracts = await Promise.all((await findContracts(folder)).map(({ name, file }) => loadContract(file, name)));
  mock = await startMock({ contracts, port: 0, pages: docsPages() });
  watch = watchContracts(contracts, {
    folder,
    interval: 20,
    onUpdate: (update) => {
      mock.reload(update.contracts, update.errors);
      updates.push(update);
      heard();
    },
  });
}

const tell = (event: ContractEvent) =>
  event.kind === 'broken'
    ? `broken ${event.name}: ${event.error.message.replaceAll(`${folder}/`, '')}`
    : `${event.kind} ${event.kind === 'removed' ? event.name : event.contract.name}`;
const told = () => updates.flatMap(({ events }) => events.map(tell));

/** Waits until an event was reported so often. */
async function until(text: string, times = 1): Promise<void> {
  while (told().filter((words) => words.startsWith(text)).length < times)
    await new Promise<void>((resolve) => (heard = resolve));
}

const ask = async (path: string) => {
  const response = await fetch(mock.url + path);
  return { status: response.status, body: await response.text() };
};

describe('the files of a contract', () => {
  test('are its document and all that it refers to, directly or indirectly', async () => {
    save('a/openapi.yaml', document('x', { $ref: './parts/x.yaml' }));
    save('a/parts/x.yaml', { type: 'array', items: { $ref: 'y.json#/text' } });
    save('a/parts/y.json', { text: { type: 'string' } });
    await serve();
    const { files } = await loadContract(pathOf('a/openapi.yaml'));
    expect(files.sort()).toEqual(['a/openapi.yaml', 'a/parts/x.yaml', 'a/parts/y.json'].map(pathOf));
  });

  test('are known where they are missing, also for a contract that cannot be read', async () => {
    save('a/openapi.yaml', document('x'));
    await serve();
    save('b.yaml', document('x', { $ref: './parts/x.yaml' }));
    const files = ['b.yaml', 'parts/x.yaml'].map(pathOf);
    expect(await loadContract(pathOf('b.yaml'))).toMatchObject({ files });
    await expect(loadContract(pathOf('b.yaml'), undefined, { isStrict: true })).rejects.toMatchObject({ files });
  });
});

describe('the watching mock', () => {
  beforeEach(async () => {
    save('a/openapi.yaml', document('first'));
    save('b/openapi.yaml', document('other', { $ref: './text.yaml' }));
    save('b/text.yaml', { $ref: './deeper.yaml' });
    save('b/deeper.yaml', { const: 'deep' });
    await serve();
  });

  test('serves a changed document, on its pages too', async () => {
    expect(await ask('/first')).toEqual({ status: 200, body: '"first"' });
    expect((await ask('/__assay/')).body).toContain('Of first');
    save('a/openapi.yaml', document('second'));
    await until('reloaded a');
    expect(await ask('/second')).toEqual({ status: 200, body: '"second"' });
    expect((await ask('/first')).status).toBe(404);
    const index = (await ask('/__assay/')).body;
    expect([index.includes('Of first'), index.includes('Of second')]).toEqual([false, true]);
    expect(await ask('/__assay/a.openapi.json')).toMatchObject({ body: expect.stringContaining('"/second"') });
    expect(told()).toEqual(['reloaded a']);
  });

  test('serves a change of a file that is referred to indirectly', async () => {
    save('b/deeper.yaml', { const: 'deeper' });
    await until('reloaded b');
    expect((await ask('/other')).body).toBe('"deeper"');
    expect(told()).toEqual(['reloaded b']);
  });

  test('serves a file that an editor replaces by a rename, twice', async () => {
    for (const [times, path] of [...['second', 'third'].entries()]) {
      save('a/.openapi.yaml.swp', document(path));
      renameSync(pathOf('a/.openapi.yaml.swp'), pathOf('a/openapi.yaml'));
      await until('reloaded a', times + 1);
      expect((await ask(`/${path}`)).status).toBe(200);
    }
  });

  test('serves a change of a file that a document newly refers to', async () => {
    save('a/new.yaml', { const: 'new' });
    save('a/openapi.yaml', document('first', { $ref: './new.yaml' }));
    await until('reloaded a');
    expect((await ask('/first')).body).toBe('"new"');
    save('a/new.yaml', { const: 'newer' });
    await until('reloaded a', 2);
    expect((await ask('/first')).body).toBe('"newer"');
  });

  test('reports a broken document once, with its place, and serves the last good one until it is repaired', async () => {
    save('a/openapi.yaml', 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n  /x: [\n');
    await until('broken a');
    expect(told()).toEqual([expect.stringMatching(/^broken a: a\/openapi\.yaml:\d+:\d+ is not YAML: /)]);
    expect([...(updates.at(-1)?.errors.keys() ?? [])]).toEqual(['a']);
    expect((await ask('/first')).body).toBe('"first"');

    // Saved again with the same error; the event of the other contract shows that it was read.
    save('a/openapi.yaml', 'openapi: 3.1.0\ninfo: {title: U, version: "1"}\npaths:\n  /x: [\n');
    save('b/deeper.yaml', { const: 'deeper' });
    await until('reloaded b');
    expect(told().filter((words) => words.startsWith('broken'))).toHaveLength(1);

    save('a/openapi.yaml', document('mended'));
    await until('reloaded a');
    expect((await ask('/mended')).status).toBe(200);
    expect(updates.at(-1)?.errors.size).toBe(0);

    // After the repair the same error is reported again.
    save('a/openapi.yaml', 'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n  /x: [\n');
    await until('broken a', 2);
  });

  test('reports a broken referenced file with the place in that file', async () => {
    save('b/deeper.yaml', 'const: deeper\nenum: [deep\ntype: string\n');
    await until('broken b');
    expect(told()).toEqual([expect.stringMatching(/^broken b: b\/deeper\.yaml:[23]:\d+ is not YAML: /)]);
    expect((await ask('/other')).body).toBe('"deep"');
    save('b/deeper.yaml', { const: 'mended' });
    await until('reloaded b');
    expect((await ask('/other')).body).toBe('"mended"');
  });

  test.each([
    ['a/openapi.yaml', '/first'],
    ['b/text.yaml', '/other'],
  ])('goes on where %s becomes a FIFO, and when it is a file again', async (file, path) => {
    const [name = ''] = file.split('/');
    rmSync(pathOf(file));
    execFileSync('mkfifo', [pathOf(file)]);
    await until(`broken ${name}`);
    expect(told().join()).toMatch(/it is (not a regular|no) file/);
    expect((await ask(path)).status).toBe(200);
    rmSync(pathOf(file));
    save(file, file === 'a/openapi.yaml' ? document('again') : { const: 'again' });
    await until(`reloaded ${name}`);
    const answers = await Promise.all(['/again', path].map(ask));
    expect(answers.map(({ body }) => body)).toContain('"again"');
  });

  test('waits for a referenced file that does not exist yet', async () => {
    save('b/text.yaml', 'allOf:\n  - $ref: ./late.yaml\n');
    await until('broken b');
    expect(told()).toEqual([expect.stringContaining('broken b: b/text.yaml:2:5 ')]);
    save('b/late.yaml', { const: 'late' });
    await until('reloaded b');
    expect((await ask('/other')).body).toBe('"late"');
  });

  test('serves an added contract without what it lacks, and goes on so until that is there', async () => {
    save('c/openapi.yaml', document('third', { allOf: [{ $ref: './late.yaml' }] }));
    await until('added c');
    expect((await ask('/third')).status).toBe(200);
    save('c/openapi.yaml', document('fourth', { allOf: [{ $ref: './late.yaml' }] }));
    await until('reloaded c');
    expect((await ask('/fourth')).status).toBe(200);
    save('c/late.yaml', { const: 'late' });
    await until('reloaded c', 2);
    expect((await ask('/fourth')).body).toBe('"late"');
  });

  test('serves contracts that are added to the folder, and not those that are removed', async () => {
    save('c/openapi.yaml', 'openapi: 3.1.0\n');
    await until('broken c');
    expect(updates.at(-1)?.events).toMatchObject([{ known: false }]);
    save('c/openapi.yaml', document('third'));
    await until('added c');
    expect((await ask('/third')).status).toBe(200);
    rmSync(pathOf('a'), { recursive: true });
    await until('removed a');
    expect((await ask('/first')).status).toBe(404);
    expect(updates.at(-1)?.contracts.map(({ name }) => name)).toEqual(['b', 'c']);
  });

  test('serves all contracts as they were when the folder is removed', async () => {
    renameSync(folder, `${folder}-away`);
    await until(`broken ${folder}`);
    expect((await ask('/first')).body).toBe('"first"');
    renameSync(`${folder}-away`, folder);
    save('a/openapi.yaml', document('back'));
    await until('reloaded a');
    expect(told()).toHaveLength(2);
  });
});

describe('a reload', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  /** Sends a request over the one connection, and returns the status and the local port. */
  const over = async (path: string): Promise<[status: number | undefined, port: number | undefined]> => {
    const [response] = (await once(get(mock.url + path, { agent }), 'response')) as [IncomingMessage];
    const { localPort } = response.socket;
    await once(response.resume(), 'end');
    return [response.statusCode, localPort];
  };

  test('keeps open connections, and a half-sent request', async () => {
    save('a/openapi.yaml', document('first'));
    await serve();
    const [before, port] = await over('/first');
    const half = connect(mock.port, '127.0.0.1');
    half.write('GET /second HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{');
    save('a/openapi.yaml', document('second'));
    await until('reloaded a');
    half.write('}');
    let answer = '';
    for await (const chunk of half) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*"second"$/);
    expect([before, await over('/second')]).toEqual([200, [200, port]]);
    agent.destroy();
  });
});
