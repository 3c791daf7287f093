import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { beginCommand, serveUntil } from '../../../test/support/command.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';

const folder = temporaryFolder('mock');
const responses = { 204: { description: 'Done.' } };
const file = join(folder, 'pets.json');
beforeAll(() =>
  writeFileSync(
    file,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Pets', version: '1' },
      servers: [{ url: 'https://api.example.org/v1' }],
      paths: {
        '/pets': { get: { operationId: 'listPets', responses }, delete: { operationId: 'deletePets', responses } },
        '/open\u0007': { get: { operationId: 'open', responses } },
        '/old/{id}': { get: { responses } },
      },
    }),
  ),
);

test('mock says what it serves and where, and warns of sloppy clauses', async () => {
  expect(await serveUntil('Ctrl-C stops', ['mock', file])).toEqual({
    code: 0,
    out: `pets
  GET    http://127.0.0.1:4010/v1/pets
  DELETE http://127.0.0.1:4010/v1/pets
  GET    http://127.0.0.1:4010/v1/open\\u0007
  GET    http://127.0.0.1:4010/v1/old/{id}
docs at http://127.0.0.1:4010/__assay/, requests at http://127.0.0.1:4010/__assay/requests — Ctrl-C stops
`,
    err: expect.stringContaining('no parameter describes {id}'),
  });
});

const many = join(folder, 'many.json');
beforeAll(() =>
  writeFileSync(
    many,
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Many', version: '1' },
      paths: Object.fromEntries(Array.from({ length: 21 }, (_, nth) => [`/p${nth}`, { get: { responses } }])),
    }),
  ),
);

test('mock lists each of many operations with --verbose alone', async () => {
  const [normal, verbose] = await Promise.all([
    serveUntil('Ctrl-C stops', ['mock', many]),
    serveUntil('Ctrl-C stops', ['mock', many, '--verbose']),
  ]);
  expect(normal.out).toContain('  21 operations at http://127.0.0.1:4010; --verbose lists them\n');
  expect(verbose.out.match(/^ {2}GET {4}http/gm)).toHaveLength(21);
});

test('mock prints where it serves alone with --quiet: no notes, no lines of requests', async () => {
  const { out, err } = await serveUntil(
    'Ctrl-C stops',
    ['mock', file, '--quiet'],
    { isTerminal: true },
    async (url) => {
      await fetch(`${url}/v1/pets`);
    },
  );
  expect(err.replaceAll('\r\u001b[K', '')).toBe('');
  expect(out).toMatch(/Ctrl-C stops\n$/);
});

test('mock does not name the page of requests where it keeps none', async () => {
  const { out } = await serveUntil('Ctrl-C stops', ['mock', file, '--journal', '0']);
  expect(out).toContain('\ndocs at http://127.0.0.1:4010/__assay/ — Ctrl-C stops\n');
});

test.each([
  ['by default', [], 1000],
  ['as --journal says', ['--journal', '2'], 2],
])('mock keeps as many requests %s', async (_, options, most) => {
  const counts: number[] = [];
  await serveUntil('Ctrl-C stops', ['mock', file, ...options], {}, async (url) => {
    for (let nth = 0; nth < 3; nth += 1) await fetch(`${url}/v1/pets`);
    const shown = await fetch(`${url}/__assay/requests`, { headers: { Accept: 'application/json' } });
    counts.push(((await shown.json()) as { requests: unknown[] }).requests.length);
  });
  expect(counts).toEqual([Math.min(3, most)]);
});

describe('overrides', () => {
  const overrides = join(folder, 'mine.yaml');
  beforeAll(() =>
    writeFileSync(overrides, 'overrides:\n  listPets: [{ answer: { status: 503, undocumented: true, delay: 1ms } }]\n'),
  );

  test('are named, and answer', async () => {
    const statuses: number[] = [];
    const { out } = await serveUntil('Ctrl-C stops', ['mock', file, '--overrides', overrides], {}, async (url) => {
      for (const method of ['GET', 'DELETE']) statuses.push((await fetch(`${url}/v1/pets`, { method })).status);
    });
    expect(out).toContain('\n  overrides of listPets\ndocs at');
    expect(statuses).toEqual([503, 204]);
  });

  test('are for one contract where a file is named', async () => {
    const { code, err } = await beginCommand(['mock', file, 'examples/petstore.yaml', '--overrides', overrides]).ended;
    expect(code).toBe(2);
    expect(err).toMatch(/^assay: --overrides .* is for one contract, and 2 are served\n/);
  });

  test('are refused with file and line where the contract does not allow them', async () => {
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, 'overrides:\n  listPets: [{ answer: { status: 503 } }]\n');
    const { code, err } = await beginCommand(['mock', file, '--overrides', wrong]).ended;
    expect(code).toBe(2);
    expect(err).toMatch(/wrong\.yaml:2:\d+ #\/overrides\/listPets\/0\/answer\/status is not documented for listPets\n/);
  });
});

test.each<[string, string[], string]>([
  ['a port that is none', ['--port', '65536'], '--port'],
  ['a seed that is too large', ['--seed', '4294967296'], '--seed'],
  ['a seed that is negative', ['--seed=-1'], '--seed'],
  ['a seed that is a fraction', ['--seed', '1.5'], '--seed'],
  ['a delay that is none', ['--delay', 'soon'], '--delay'],
  ['a share that is none', ['--chaos', '200%'], '--chaos'],
  ['a size that is none', ['--max-body', 'large'], '--max-body'],
  ['too long a journal', ['--journal', '10001'], '--journal'],
  ['a shape of errors that does not exist', ['--errors', 'html'], '--errors'],
  ['a mode that does not exist', ['--mode', 'kind'], '--mode'],
  ['a file of what is kept in a mode that keeps nothing', ['--mode', 'echo', '--state', 'x.json'], '--state'],
])('mock refuses %s and names the flag', async (_, options, flag) => {
  const { code, out, err } = await beginCommand(['mock', file, ...options]).ended;
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(new RegExp(`^assay: ${flag} `, 'm'));
});

test.each<[string, string[]]>([
  ['the largest seed', ['--seed', '4294967295']],
  ['the longest journal', ['--journal', '10000']],
  ['a share, a delay and a size', ['--chaos', '0', '--delay', '1ms', '--max-body', '10']],
])('mock takes %s', async (_, options) => {
  expect((await serveUntil('Ctrl-C stops', ['mock', file, ...options])).code).toBe(0);
});

test('mock refuses bodies that are larger than --max-body says', async () => {
  const statuses: number[] = [];
  await serveUntil('Ctrl-C stops', ['mock', file, '--max-body', '10'], {}, async (url) => {
    for (const length of [10, 11])
      statuses.push((await fetch(`${url}/v1/pets`, { method: 'DELETE', body: 'x'.repeat(length) })).status);
  });
  expect(statuses[1]).toBe(413);
  expect(statuses[0]).not.toBe(413);
});

test.each([
  ['as problem documents, unless said otherwise', [], 'application/problem+json'],
  ['in the shape that --errors says', ['--errors', 'object'], 'application/json'],
])('mock answers with errors %s, also those of faults', async (_, options, type) => {
  const types: (string | null)[] = [];
  await serveUntil('Ctrl-C stops', ['mock', file, ...options], {}, async (url) => {
    for (const chaos of ['none', '503'])
      types.push((await fetch(`${url}/v1/none`, { headers: { 'X-Assay-Chaos': chaos } })).headers.get('content-type'));
  });
  expect(types).toEqual([type, type]);
});
