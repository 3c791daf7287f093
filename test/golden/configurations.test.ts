/** What is said of a configuration of which one part is lost or something else: checkShape, and the schema of assay.yaml. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, test } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import { readConfig } from '../../src/cli/config/config.ts';
import { ContractError, UsageError } from '../../src/errors.ts';
import { expectGolden, lines } from './golden.ts';
import { withOtherParts } from './grids.ts';

const folder = mkdtempSync(join(tmpdir(), 'assay-configurations-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CONFIG: JsonObject = {
  contracts: 'apis',
  allowRemoteRefs: true,
  mock: { errors: 'object' },
  waivers: [{ fingerprint: '0123456789ab', reason: 'known', expires: '2030-12-31', target: 'a', contract: 'pets' }],
  requests: { addPet: { parameters: { path: { id: 7 } }, body: { name: 'Rex' } } },
  targets: {
    a: {
      url: 'http://127.0.0.1:1',
      contract: ['pets', 'shops'],
      headers: { 'X-A': 'b' },
      set: { shop: 7 },
      auth: { command: 'token' },
      cleanup: { addPet: 'DELETE /pets/{response.body#/id}' },
      tls: { ca: 'ca.pem', insecure: true },
      rate: 5,
      workers: 2,
      timeout: '30s',
      phases: ['examples', 'coverage'],
      only: { operation: ['addPet'] },
      allow: ['addPet'],
      maxFailures: 3,
      maxTime: '5m',
    },
  },
};

async function told(config: unknown): Promise<string> {
  const file = join(folder, 'assay.yaml');
  writeFileSync(file, JSON.stringify(config, null, 1));
  try {
    const read = await readConfig(file);
    const target = read?.target('a');
    const requests = read?.requests('a').map((source) => ({ ...source, locate: source.locate('#/addPet').line }));
    return JSON.stringify([read?.contracts, read?.allowRemoteRefs, read?.mock, read?.waivers, target, requests]);
  } catch (error) {
    if (error instanceof ContractError || error instanceof UsageError)
      return `refused: ${error.message} | ${error.hint}`;
    throw error;
  }
}

test('what is read of a configuration with one other part is the same', async () => {
  const right = await told(CONFIG);
  const groups = new Map<string, string[]>([[right, ['nothing']]]);
  for (const [what, config] of withOtherParts(CONFIG)) {
    const read = await told(config);
    groups.set(read, [...(groups.get(read) ?? []), what]);
  }
  const text = [...groups].flatMap(([read, whats]) => [`${whats.join('; ')}:`, `  ${read}`]);
  expectGolden('configurations.txt', lines(text).replaceAll(folder, ''));
});
