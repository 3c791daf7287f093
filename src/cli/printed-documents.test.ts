import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-printed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([['list'], ['list', '--json'], ['explain']])('a document acts in no terminal by %s %s', async (...args) => {
  const words = '\u001b]8;;http://evil\u0007x\u001b[31m\u202e\u009b';
  const file = join(folder, 'loud.json');
  const get = { summary: words, responses: { 200: { description: words } } };
  const info = { title: words, version: words };
  writeFileSync(file, JSON.stringify({ openapi: '3.1.0', info, paths: { [`/${words}`]: { get } } }));
  let out = '';
  const code = await main([...args, file], {
    ...{ colour: { out: false, err: false }, stop: new AbortController().signal },
    out: (text) => void (out += text),
    err: (text) => void (out += text),
  });
  expect(code).toBe(0);
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
});
