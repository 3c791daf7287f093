/** The command line as a process: closed pipes, full disks and signals. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { loadContract } from '../../src/contract/load.ts';
import { startMock } from '../../src/mock/server/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder('process');
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

/** Long enough for a busy machine. */
const AMPLE = 120_000;
const PACKAGES = 'cloud-foundry-v3-packages';
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

function assay(args: string[], stdout: 'pipe' | number = 'pipe'): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--import', at('test/hostile-requests/typescript.mjs'), at('src/cli/bin.ts'), ...args],
    { stdio: ['ignore', stdout, 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
  );
  closing.push(() => child.kill('SIGKILL'));
  return child;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

interface Asked {
  url: string;
  /** Resolves when the nth request of a method has arrived. */
  until(method: string, count: number): Promise<void>;
}

/** A server that accepts every POST, or does what the function says; it never answers a DELETE. */
async function serve(answer: (response: ServerResponse, nth: number) => void): Promise<Asked> {
  const asked: string[] = [];
  let heard = (): void => {};
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      asked.push(request.method ?? '');
      if (request.method !== 'DELETE') answer(response, asked.length);
      heard();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => (server.closeAllConnections(), server.close()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    until: (method, count) =>
      new Promise((resolve) => {
        heard = () => {
          if (asked.filter((one) => one === method).length >= count) resolve();
        };
        heard();
      }),
  };
}

const created = (response: ServerResponse, nth: number) =>
  response
    .writeHead(201, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ id: `id-${nth}`, name: 'n', links: { self: { href: `/things/${nth}` } } }));
/** The only output of a run on stderr before it begins. */
const ANNOUNCED = /^assay: \d+ requests to [^\n]+\n$/;
const refusing = () => serve((response) => response.writeHead(400).end());

test(
  'a closed stdout ends the printing, and neither the run nor its other reports',
  async () => {
    const report = join(folder, 'closed.json');
    const child = assay(['check', PACKAGES, '--target', (await refusing()).url, '--report', `json=${report}`]);
    child.stdout?.destroy();
    const { code, err } = await ended(child);
    expect(code).toBe(1);
    expect(err).toMatch(ANNOUNCED);
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ verdict: 'violates' });
  },
  AMPLE,
);

test(
  'a closed stderr changes nothing',
  async () => {
    const child = assay(['list', 'nothing-of-that-name']);
    child.stderr?.destroy();
    expect(await ended(child)).toMatchObject({ code: 2, out: '' });
  },
  AMPLE,
);

(existsSync('/dev/full') ? describe : describe.skip)('a full disk', () => {
  test.each<[string, (url: string) => Promise<{ code: number | null; err: string }>]>([
    [
      'is told where a report goes there, and the device stays one',
      (url) => ended(assay(['check', PACKAGES, '--target', url, '--report', 'json=/dev/full'])),
    ],
    [
      'is told where stdout goes there',
      async (url) => {
        const { openSync, closeSync } = await import('node:fs');
        const full = openSync('/dev/full', 'w');
        closing.push(() => closeSync(full));
        return ended(assay(['check', PACKAGES, '--target', url], full));
      },
    ],
  ])(
    '%s',
    async (_, check) => {
      const { code, err } = await check((await refusing()).url);
      expect(code).toBe(2);
      expect(err).toMatch(/^assay: \d+ requests [^\n]+\nassay: [^\n]+ENOSPC\)\n( {2}[^\n]+\n)?$/);
    },
    AMPLE,
  );
});

describe('signals', () => {
  const THINGS = {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    paths: {
      '/things': {
        post: {
          operationId: 'createThing',
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
                example: { name: 'n' },
              },
            },
          },
          responses: {
            '201': { description: 'made', content: { 'application/json': { schema: { type: 'object' } } } },
            '400': { description: 'wrong' },
          },
        },
      },
    },
  };

  function configured(url: string, more: object = {}): string[] {
    const document = join(folder, 'things.json');
    const config = join(folder, 'assay.yaml');
    writeFileSync(document, JSON.stringify(THINGS));
    writeFileSync(
      config,
      JSON.stringify({
        targets: {
          here: {
            url,
            contract: document,
            cleanup: { createThing: 'DELETE /things/{response.body#/id}' },
            ...more,
          },
        },
      }),
    );
    return ['check', 'here', '--config', config];
  }

  test(
    'one while fuzzing makes the run undecided',
    async () => {
      const server = await serve((response) =>
        response.writeHead(201, { 'Content-Type': 'application/json' }).end('{}'),
      );
      const child = assay([
        ...configured(server.url, { cleanup: {} }),
        '--phases',
        'fuzzing',
        '--max-examples',
        '100000',
      ]);
      void server.until('POST', 20).then(() => child.kill('SIGINT'));
      const { code, out } = await ended(child);
      // The verdict may be violates too, because this server accepts everything.
      expect([1, 3]).toContain(code);
      expect(out).toMatch(/the run was stopped at \d+ of 100000 generated requests/);
    },
    AMPLE,
  );

  test(
    'a second one during clean-up lists what is left, and ends it',
    async () => {
      const server = await serve(created);
      const child = assay([...configured(server.url), '--phases', 'examples', '--timeout', '3600']);
      void server.until('DELETE', 1).then(() => {
        child.kill('SIGINT');
        // Two signals of one kind may arrive as one.
        child.kill('SIGTERM');
      });
      const { code, err, out } = await ended(child);
      expect(err).toContain('created, and not undone: createThing');
      expect(out).toContain('created, and could not be undone');
      expect(code).not.toBeNull();
    },
    AMPLE,
  );

  test(
    'one while fuzzing a server that conforms leaves the run undecided, and what was created is undone',
    async () => {
      const file = join(folder, 'kept.json');
      const item = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } };
      const kept = structuredClone(THINGS);
      Object.assign(kept.paths['/things'].post.responses['201'].content['application/json'], {
        schema: item,
        example: { id: '00000000-0000-4000-8000-000000000001' },
      });
      const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
      Object.assign(kept.paths, {
        '/things/{id}': { delete: { parameters, responses: { 204: { description: 'gone' } } } },
      });
      writeFileSync(file, JSON.stringify(kept));
      const mock = await startMock({ contracts: [await loadContract(file, 'kept')], port: 0 });
      closing.push(() => void mock.close());
      const child = assay(['check', file, '--target', mock.url, '--phases', 'fuzzing', '--max-examples', '100000']);
      const stopping = (async () => {
        while (mock.requests({ status: '201' }).length < 20) await new Promise((resolve) => setTimeout(resolve, 50));
        child.kill('SIGINT');
      })();
      const { code, out } = await ended(child);
      await stopping;
      expect(out).toMatch(/the run was stopped at \d+ of 100000 generated requests/);
      expect(code).toBe(3);
      expect(mock.requests({ method: 'DELETE', status: '204' }).length).toBeGreaterThan(0);
    },
    AMPLE,
  );

  test(
    '--max-time ends a run that is busy with a contract, undecided',
    async () => {
      // Its requests take minutes to write.
      const file = join(folder, 'busy.json');
      const parameters = Array.from({ length: 10_000 }, (_, n) => ({
        ...{ name: `p${n}`, in: 'query', required: true, schema: { type: 'integer' }, example: n },
      }));
      const responses = { 200: { description: 'Fine' } };
      const info = { title: 'Busy', version: '1' };
      writeFileSync(
        file,
        JSON.stringify({ openapi: '3.1.0', info, paths: { '/a': { get: { parameters, responses } } } }),
      );
      expect(await ended(assay(['check', file, '--max-time', '1s']))).toMatchObject({ code: 3 });
    },
    AMPLE,
  );

  test(
    'SIGTERM ends a mock that watches what became a FIFO',
    async () => {
      const file = join(folder, 'watched.json');
      writeFileSync(file, JSON.stringify(THINGS));
      const child = assay(['mock', file, '--watch', '--port', '0']);
      const heard = (words: string) =>
        new Promise<void>((resolve) => {
          for (const stream of [child.stdout, child.stderr])
            stream?.on('data', (chunk: Buffer) => chunk.toString().includes(words) && resolve());
        });
      await heard('http://');
      const told = heard('it is not a regular file');
      rmSync(file);
      execFileSync('mkfifo', [file]);
      await told;
      child.kill('SIGTERM');
      await once(child, 'close');
    },
    AMPLE,
  );
});
