import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { serveUntil } from '../../../test/support/command.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';

const folder = temporaryFolder('start');
const write = (name: string, paths: object) => {
  const file = join(folder, `${name}.json`);
  beforeAll(() =>
    writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info: { title: name, version: '1' }, paths })),
  );
  return file;
};
const json = (content: object) => ({ content: { 'application/json': content } });
const pet = {
  type: 'object',
  required: ['name'],
  properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
};
const pets = write('pets', {
  '/pets': {
    get: {
      operationId: 'listPets',
      responses: { 200: { description: 'All.', ...json({ schema: { type: 'array', items: pet } }) } },
    },
    post: {
      operationId: 'createPet',
      requestBody: { required: true, ...json({ schema: pet, example: { name: 'Rex' } }) },
      responses: { 201: { description: 'Made.', ...json({ schema: pet }) }, 400: { description: 'No.' } },
    },
  },
  '/pets/{id}': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
    get: {
      operationId: 'getPet',
      responses: { 200: { description: 'A pet.', ...json({ schema: pet }) }, 404: { description: 'None.' } },
    },
    delete: { operationId: 'deletePet', responses: { 204: { description: 'Done.' }, 404: { description: 'None.' } } },
  },
});
const long = write('a-longer-name', {
  '/x': { get: { operationId: 'getX', responses: { 204: { description: 'Done.' } } } },
});
const broken = write('broken', {
  '/x': {
    get: {
      operationId: 'getX',
      'x-examples': 'exact',
      responses: {
        200: { description: 'X.', ...json({ schema: { type: 'object', required: ['a'] }, example: { b: 1 } }) },
      },
    },
  },
});

const start = (args: string[], ...more: [object?, ((url: string) => Promise<void>)?]) =>
  serveUntil('Ctrl-C stops', ['start', ...args], ...more);

describe('start', () => {
  test('prints a table of the contracts, and a line to try', async () => {
    const { code, out, err } = await start([pets, long]);
    expect([code, err]).toEqual([0, '']);
    const port = '127.0.0.1:4010';
    expect(out.replace(/ {2,}/g, '  ')).toBe(`mock and docs of pets, a-longer-name at http://${port}

contract  mock  docs  verdict
pets  http://${port}  http://${port}/__assay/pets.html  conforms
a-longer-name  http://${port}  http://${port}/__assay/a-longer-name.html  conforms

Try:
  curl -sS -i 'http://${port}/pets' -H 'Accept: application/json, */*;q=0.1' -H 'Content-Type: application/json' --data-raw '{"name":"Rex"}'
  npx assay check --help

Ctrl-C stops.
`);
    expect(out).toMatch(/^contract {7}mock/m);
    expect(out).toMatch(/^pets {11}http/m);
  });

  test('shows what conforms in green and what does not in red, with its findings', async () => {
    const { code, out } = await start([long, broken], { colour: { out: true, err: true } });
    expect(code).not.toBe(0);
    expect(out).toContain('\u001b[1mcontract');
    expect(out).toContain('\u001b[32ma-longer-name');
    expect(out).toContain('\u001b[31mbroken');
    expect(out.split('Try:')[0]).toMatch(/broken[\s\S]*broken/);
  });

  test('leaves nothing of its own requests in the journal, nor in what is kept', async () => {
    const seen: unknown[] = [];
    await start([pets, '--chaos', '100%'], {}, async (url) => {
      const answer = await fetch(`${url}/__assay/requests`, { headers: { Accept: 'application/json' } });
      seen.push(((await answer.json()) as { requests: unknown[] }).requests);
      const list = await fetch(`${url}/pets`, { headers: { 'X-Assay-Chaos': 'none', Accept: 'application/json' } });
      seen.push(await list.json());
    });
    expect(seen).toEqual([[], []]);
  });

  test('checks without the faults that --chaos asks for', async () => {
    expect((await start([pets, '--chaos', '100%', '--delay', '1ms'])).out).toMatch(/^pets .* conforms$/m);
  });

  test('checks without overrides, and serves with them', async () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'overrides:\n  getX: [{ answer: { status: 500, undocumented: true } }]\n');
    const statuses: number[] = [];
    const { out } = await start([long, '--overrides', file], {}, async (url) => {
      statuses.push((await fetch(`${url}/x`)).status);
    });
    expect(out).toMatch(/^a-longer-name .* conforms$/m);
    expect(statuses).toEqual([500]);
  });

  test('puts back what the file of --state had', async () => {
    const state = join(folder, 'kept.json');
    await start([pets, '--state', state], {}, async (url) => {
      await fetch(`${url}/pets`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"name":"Kept"}',
      });
    });
    expect(existsSync(state)).toBe(true);
    const names: string[] = [];
    await start([pets, '--state', state], {}, async (url) => {
      for (const { name } of (await (await fetch(`${url}/pets`)).json()) as { name: string }[]) names.push(name);
    });
    expect(names).toEqual(['Kept']);
    expect(readFileSync(state, 'utf8')).toContain('Kept');
  });
});
