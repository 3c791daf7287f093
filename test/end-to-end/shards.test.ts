import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../support/command.ts';

const COUNT = 8;

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'assay-shards-'))));
afterAll(() => rm(folder, { recursive: true }));

/** A report without its durations. */
async function readReport(name: string): Promise<object> {
  const text = await readFile(join(folder, name), 'utf8');
  return JSON.parse(text.replace(/"duration": [\d.]+/g, '"duration": 0')) as object;
}

/** A recording of many exchanges: some violate, some are not judged, some match nothing. */
async function writeRecording(): Promise<string> {
  const entry = (at: number) => ({
    startedDateTime: new Date(1_700_000_000_000 + at).toISOString(),
    time: 3,
    request: {
      method: 'POST',
      url: at % 7 === 4 ? `http://glance.example/v9/${at}` : 'http://glance.example/v1/images',
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      postData: {
        text: JSON.stringify({
          name: `image ${at}`,
          disk_format: at % 7 === 3 ? 'none' : 'raw',
          container_format: 'bare',
        }),
      },
    },
    response: {
      status: at % 7 === 5 ? 409 : 202,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      content: { text: JSON.stringify({ location: at % 7 === 6 ? at : `/v1/images/${at}` }) },
    },
  });
  const file = join(folder, 'traffic.ndjson');
  await writeFile(file, Array.from({ length: 300 }, (_, at) => JSON.stringify(entry(at))).join('\n'));
  return file;
}

/** Runs all shards, and the whole; gives the exit codes of both. */
async function runBoth(name: string, args: string[]): Promise<{ whole: number; shards: number[]; merged: number }> {
  const report = (of: string) => ['--report', `json=${join(folder, `${name}-${of}.json`)}`];
  const whole = await runCommand(['check', ...args, ...report('whole')]);
  const shards: number[] = [];
  for (let index = 1; index <= COUNT; index += 1) {
    const { code } = await runCommand(['check', ...args, '--shard', `${index}/${COUNT}`, ...report(`shard-${index}`)]);
    shards.push(code);
  }
  const merged = await runCommand(['merge', join(folder, `${name}-shard-*.json`), ...report('merged')]);
  return { whole: whole.code, shards, merged: merged.code };
}

describe('eight shards', () => {
  test('eight shards of a recording merge into the report of the whole run', async () => {
    const file = await writeRecording();
    const codes = await runBoth('recorded', ['openstack-image-v1', '--har', file, '--keep', '20']);
    expect(codes).toEqual({ whole: 1, shards: Array.from({ length: COUNT }, () => 1), merged: 1 });
    expect(await readReport('recorded-merged.json')).toEqual(await readReport('recorded-whole.json'));
  });

  test('eight shards of a live run merge into the report of the whole run', async () => {
    const codes = await runBoth('live', [
      'test/golden/library.yaml',
      ...['--phases', 'examples,coverage,fuzzing', '--seed', '5', '--max-examples', '10'],
    ]);
    expect(codes).toEqual({ whole: 0, shards: Array.from({ length: COUNT }, () => 0), merged: 0 });
    expect(await readReport('live-merged.json')).toEqual(await readReport('live-whole.json'));
  });
});

describe('a merge', () => {
  const shard = async (index: number, count: number, ...more: string[]) => {
    const file = join(folder, `part-${index}-${count}-${more.length}.json`);
    await runCommand([
      'check',
      'openstack-image-v1',
      '--shard',
      `${index}/${count}`,
      '--report',
      `json=${file}`,
      ...more,
    ]);
    return file;
  };

  test('a merge without one of the shards is refused by name, and undecided where that is allowed', async () => {
    const file = await shard(1, 2);
    const refused = await runCommand(['merge', file]);
    expect(refused).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('shard 2 of 2 is missing'),
    });
    const allowed = await runCommand(['merge', file, '--allow-partial']);
    expect(allowed).toMatchObject({ code: 3, out: expect.stringContaining('shard 2 of 2 is missing') });
  });

  test('shards with different options are refused by name', async () => {
    const given = [await shard(1, 2), await shard(2, 2, '--phases', 'coverage')];
    const { code, err } = await runCommand(['merge', ...given]);
    expect(code).toBe(2);
    expect(err).toContain('it has --phases coverage, and not --phases examples,coverage,behaviour');
  });

  test('a merge with another contract than the shards had is refused', async () => {
    const { code, err } = await runCommand(['merge', await shard(1, 1), '--contract', 'test/golden/library.yaml']);
    expect(code).toBe(2);
    expect(err).toContain('test/golden/library.yaml is not the contract openstack-image-v1 that the shards had');
  });

  test('a report that is of no shard is refused', async () => {
    const file = join(folder, 'plain.json');
    await runCommand(['check', 'openstack-image-v1', '--report', `json=${file}`]);
    const { code, err } = await runCommand(['merge', file]);
    expect(code).toBe(2);
    expect(err).toContain('plain.json is no report of a shard');
  });

  test('a report of a shard that somebody changed is refused', async () => {
    const file = await shard(1, 1);
    await writeFile(file, (await readFile(file, 'utf8')).replace('"isAccepting": true', '"isAccepting": 1'));
    const { code, err } = await runCommand(['merge', file]);
    expect(code).toBe(2);
    expect(err).toContain('is not as assay writes reports: /shard/parts/0/fold/touched/0/isAccepting must be boolean');
  });

  test.each([
    ['a file that is not there', ['none.json'], 'none.json: there is no such file'],
    ['a pattern that matches nothing', ['none-*.json'], 'none-*.json matches no file'],
    ['a file that is not JSON', ['README.md'], 'README.md is not JSON'],
    ['nothing', [], 'there is no report to merge'],
  ])('a merge of %s is refused', async (_, operands, message) => {
    const { code, err } = await runCommand(['merge', ...operands]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe('a shard', () => {
  test('a shard without a JSON report is refused, as nothing could be merged', async () => {
    const { code, err } = await runCommand(['check', 'openstack-image-v1', '--shard', '1/2']);
    expect(code).toBe(2);
    expect(err).toContain('assay merge needs its JSON report\n  For instance: --report json=shard-1.json');
  });

  test('a shard that would draw a seed of its own is refused', async () => {
    const args = ['check', 'openstack-image-v1', '--shard', '1/2', '--phases', 'fuzzing', '--report', 'json=x.json'];
    const { code, err } = await runCommand(args);
    expect(code).toBe(2);
    expect(err).toContain('Give all of them one --seed');
  });
});
