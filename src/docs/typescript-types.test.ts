import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { loadContract } from '../contract/load.ts';
import { generateTypes } from './typescript-types.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('types follow no reference that stands in data', async () => {
  const secret = join(folder, 'secret.json');
  writeFileSync(secret, '{ "type": "string", "description": "a secret of this machine" }');
  const file = join(folder, 'openapi.yaml');
  const media = `{ application/json: { schema: { type: object }, example: { $ref: '${secret}' } } }`;
  writeFileSync(
    file,
    `openapi: 3.1.0
info: { title: x, version: '1' }
paths:
  /a:
    get: { responses: { '200': { description: x, x-more: { $ref: '${secret}' }, content: ${media} } } }
`,
  );
  const types = await generateTypes(await loadContract(file));
  expect(types).toContain('"/a"');
  expect(types).not.toContain('a secret of this machine');
});
