import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import { loadPrism, prismOf } from '../../src/mock/dynamic/prism.ts';
import { createRandom } from '../../src/mock/random.ts';

/** What src/mock/dynamic/prism-http.ts takes of the packages, in whose place the tests load the bundle. */
const require = createRequire(import.meta.url);
const packages = {
  ...(require('@stoplight/prism-http') as object),
  ...(createRequire(require.resolve('@stoplight/prism-http'))('@faker-js/faker') as object),
} as Parameters<typeof prismOf>[0];

const SCHEMAS: JsonObject[] = [
  { type: 'string', pattern: '^[a-z]{3}-\\d{4}$' },
  { type: 'string', format: 'date-time' },
  { type: 'string', 'x-faker': 'name.firstName' },
  { type: 'array', items: { type: 'integer', minimum: 3, maximum: 900 }, minItems: 2 },
  { type: 'object', properties: { word: { type: 'string' }, price: { type: 'number' } }, required: ['word', 'price'] },
];

describe("Prism in assay's package", () => {
  test("draws and samples what Prism's own packages do", async () => {
    const bundled = await loadPrism();
    const prism = prismOf(packages);
    for (const [index, schema] of SCHEMAS.entries()) {
      const drawn = await prism.generate(schema, createRandom(index, 1));
      expect(drawn).toBeDefined();
      expect(await bundled.generate(schema, createRandom(index, 1))).toEqual(drawn);
      expect(await bundled.sample(schema)).toEqual(await prism.sample(schema));
    }
  });

  test('comes with the licences of all that is in it', () => {
    const notices = readFileSync('node_modules/.cache/assay-prism/THIRD-PARTY-NOTICES', 'utf8');
    const texts = notices.split(`${'-'.repeat(80)}\n`);
    const named = (name: string) => texts.find((text) => text.startsWith(`\n${name} `));
    expect(named('@stoplight/prism-http')).toContain('5.12.0 (Apache-2.0)');
    expect(named('@stoplight/prism-http')).toContain('Apache License');
    expect(named('@faker-js/faker')).toContain('Marak Squires');
    expect(named('compute-lcm')).toContain('(MIT)');
    expect(named('tr46')).toContain('(MIT) Sebastian Mayr');
    expect(texts.slice(1).filter((text) => !/^\n\S+ \d+\.\S+ \(\w[^)]*\)/.test(text))).toEqual([]);
  });
});
