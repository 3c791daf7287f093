import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from '@jest/globals';
import { conforming, full, hostile, undecided, violating } from '../../test/support/sample-runs.ts';
import { sarif } from './sarif.ts';

interface Log {
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    invocations: { executionSuccessful: boolean; properties: Record<string, string> }[];
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      kind?: string;
      message: { text: string };
      suppressions?: unknown[];
      partialFingerprints?: Record<string, string>;
      locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
    }[];
  }[];
}

// The schema of OASIS as it was published; what it is written in differs from later drafts by its `id` alone.
const {
  id: _,
  $schema: __,
  ...schema
} = JSON.parse(readFileSync('test/support/fixtures/sarif-schema-2.1.0.json', 'utf8')) as Record<string, unknown>;
const isSarif = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(schema);

const read = (text: string) => JSON.parse(text) as Log;

test.each([
  ['that conforms', conforming],
  ['that violates', violating],
  ['that refuses the credentials', undecided],
  ['that sends markup and control characters', hostile],
  ['of which everything can be told', full],
])('the report of a target %s is SARIF 2.1.0', async (...[, make]) => {
  const log = read(sarif([await make()]));
  isSarif(log);
  expect(isSarif.errors ?? []).toStrictEqual([]);
  expect(log.runs).toHaveLength(1);
});

test('a violation is an error, a note a note, each at the line of its clause', async () => {
  const [run] = read(sarif([await violating()])).runs;
  expect(run?.invocations).toMatchObject([{ executionSuccessful: true }]);
  expect(
    run?.results.map(({ ruleId, level, locations: [location], partialFingerprints }) => [
      ruleId,
      level,
      location?.physicalLocation.artifactLocation.uri,
      location?.physicalLocation.region.startLine,
      Object.keys(partialFingerprints ?? {}),
    ]),
  ).toStrictEqual([
    ['literal-value', 'error', 'openapi/cloud-foundry-v3-packages/openapi.yaml', 500, ['assay/v1']],
    ['undocumented-field', 'note', 'openapi/cloud-foundry-v3-packages/openapi.yaml', 457, ['assay/v1']],
  ]);
  expect(run?.results[0]?.message.text).toContain('expected "READY", got "STAGED"');
});

test('each run says its verdict, its sum and its target', async () => {
  const [run] = read(sarif([await conforming()])).runs;
  expect(run?.invocations.map(({ properties }) => properties)).toStrictEqual([
    {
      verdict: 'conforms',
      summary: '0 violations, 0 notes, 2 cases, 2 of 2 examples compared, 0.12 s',
      target: expect.stringMatching(/./),
    },
  ]);
});

test('what is undecided asks for a review', async () => {
  const [run] = read(sarif([await undecided()])).runs;
  expect(run?.invocations).toMatchObject([{ executionSuccessful: false }]);
  expect(run?.results).toMatchObject([{ ruleId: 'undecided', kind: 'review', level: 'none' }]);
});

test('a waiver suppresses what it covers, and each result names its rule', async () => {
  const [run] = read(sarif([await full()])).runs;
  const rules = run?.tool.driver.rules.map(({ id }) => id) ?? [];
  expect(run?.results.some(({ suppressions }) => suppressions !== undefined)).toBe(true);
  for (const { ruleId, ruleIndex } of run?.results ?? []) expect(rules[ruleIndex]).toBe(ruleId);
});
