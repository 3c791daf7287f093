import { beforeAll, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { loadContract } from '../../src/contract/load.ts';
import type { Contract } from '../../src/model/contract.ts';
import { corpusDocuments, STAGES, type Stage } from './document.ts';
import { corpusPage, type Outcomes } from './page.ts';
import { RUN, verdict, type Outcome } from './runner.ts';
import { typeProblems } from './types.ts';

const PAGE = 'docs/corpus.md';
const documents = await corpusDocuments();
const outcomes = new Map<string, Outcomes>(documents.map(({ name }) => [name, {}]));
const contracts = new Map<string, Contract>();

const problemsOf = async (run: () => Promise<Outcome>): Promise<Outcome> =>
  run().catch((error: Error) => ({ problems: [error.message] }));

beforeAll(async () => {
  for (const { name, file } of documents) {
    const load = await problemsOf(async () => {
      contracts.set(name, await loadContract(file, name));
      return { problems: [] };
    });
    outcomes.set(name, { load });
  }
  const problems = await typeProblems([...contracts.values()]);
  for (const name of contracts.keys())
    outcomes.set(name, { ...outcomes.get(name), types: { problems: [problems.get(name) ?? []].flat() } });
});

test.each(documents)('$name: assay supports $expected.feature as the document says', async ({ name, expected }) => {
  const contract = contracts.get(name);
  const results: Outcomes = outcomes.get(name) ?? {};
  for (const [stage, run] of contract ? Object.entries(RUN) : [])
    results[stage as Stage] = await problemsOf(() => run(contract as Contract, expected));
  const wrong = STAGES.flatMap((stage) =>
    results[stage] ? (verdict(stage, results[stage], expected.known?.[stage]) ?? []) : [],
  );
  expect(wrong.join('\n')).toBe('');
});

test('every document says what it proves and with which requests', () => {
  for (const { name, expected } of documents)
    expect({
      name,
      feature: expect.any(String),
      clause: expect.stringMatching(/^(OpenAPI 3\.[012]|JSON Schema|RFC)/),
    }).toEqual({
      name,
      feature: expected.feature,
      clause: expected.clause,
    });
});

// Needs the outcomes of all tests before it.
test(`${PAGE} lists the results (ASSAY_WRITE=1 npm test -- test/openapi-corpus writes it)`, async () => {
  const page = corpusPage(documents.map((document) => ({ document, outcomes: outcomes.get(document.name) ?? {} })));
  if (process.env['ASSAY_WRITE']) await writeFile(PAGE, page);
  expect(await readFile(PAGE, 'utf8').catch(() => '')).toBe(page);
});
