import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { loadContract } from '../../src/contract/load.ts';
import { generateTypes } from '../../src/docs/typescript-types.ts';
import { check } from '../../src/run/check.ts';
import { embeddedTarget } from '../../src/run/mock-target.ts';
import type { Contract } from '../../src/model/contract.ts';
import type { Json } from '../../src/model/json.ts';
import type { Run } from '../../src/model/run.ts';
import { compileErrors } from '../support/compile-types.ts';

/*
 * The smallest document of each kind that made assay contradict itself, cut from public documents. Its own mock conforms to it,
 * or the verdict is undecided for a reason that names the clause.
 */
const FOLDER = 'test/public-documents/fixtures/repeats';

interface Expected {
  /** Why the run is undecided; without a reason it conforms. */
  undecided?: RegExp;
  /** The body of the first response with the status. */
  status?: number;
  type?: string;
  body?: Json;
  /** The note about how the document was read. */
  warning?: RegExp;
}

const REFUSED = { status: 400 };
const DETAIL = 'query n is required';

const EXPECTED: Record<string, Expected> = {
  '01-error-example-without-schema': { ...REFUSED, type: 'application/json', body: { error: DETAIL } },
  '02-error-schema-without-type': {
    ...REFUSED,
    type: 'application/json',
    body: expect.objectContaining({ detail: DETAIL }) as unknown as Json,
  },
  '03-error-maxProperties': { ...REFUSED, type: 'application/json', body: { source: {} } },
  '04-error-any-media': { ...REFUSED, type: 'application/json', body: { error: 1 } },
  '05-error-text': { ...REFUSED, type: 'text/plain' },
  '06-error-array': { ...REFUSED, type: 'application/json', body: [DETAIL] },
  '07-path-with-hash': {},
  '08-oneOf-overlapping': {},
  '09-unsatisfiable': {
    undecided:
      /page is required, and additionalProperties: false refuses it \(.*09-unsatisfiable\.yaml:13:40 and .*:12:17\)/,
  },
  '10-two-examples-bound': {},
  '11-two-examples-same-request': {},
  '12-same-shaped-paths': {},
  '13-json-in-string': { body: { a: 1 }, warning: /is JSON written as a text, and was read as JSON/ },
  '14-flow-scalar-indent': { undecided: /has no operations/, warning: /text in quotes of line 5/ },
  '15-types-enum-of-object': { undecided: /has no operations/ },
  '16-neighbouring-ids': {},
  '17-default-of-other-type': {},
  '20-format-url': { body: { l: expect.stringMatching(/^https?:\/\/./) as unknown as Json } },
  '21-binary-without-example': { type: 'audio/mpeg' },
  '22-required-header-of-refusal': { ...REFUSED, type: 'application/json' },
  '23-pattern-semver': { body: expect.stringMatching(/^https:.+\/v[01]/) as unknown as Json },
  '26-swagger-additionalItems-ref': { undecided: /has no operations/ },
  '27-pattern-empties-answer': {
    body: expect.objectContaining({ sid: expect.stringMatching(/^CR[0-9a-f]{32}$/) }) as unknown as Json,
  },
  '28-types-ref-below-schema': {},
  '30-content-without-media-type': {},
  '31-defaults-of-branches': {},
  '32-text-that-is-json': { type: 'text/html; charset=UTF-8' },
  '33-example-that-is-no-xml': { undecided: /in its own example body# must be object/, type: 'application/xml' },
  '34-member-of-one-example': {},
  '35-xml-without-type': { ...REFUSED, type: 'application/xml' },
  '36-example-that-xml-cannot-hold': {},
};

test('every document of the folder has a row', () =>
  expect(readdirSync(FOLDER).map((file) => file.replace('.yaml', ''))).toEqual(Object.keys(EXPECTED)));

const contracts = new Map<string, Contract>();
const ROWS = Object.entries(EXPECTED).map(([name, expected]) => ({ name, ...expected }));

describe.each(ROWS)('$name', ({ name, undecided, status = 200, type, body, warning }) => {
  let run: Run;
  beforeAll(async () => {
    const contract = await loadContract(`${FOLDER}/${name}.yaml`);
    contracts.set(name, contract);
    run = await check(contract, embeddedTarget(contract));
  });

  test('the mock conforms to the document', () => {
    expect(run.findings.filter(({ severity }) => severity === 'violation')).toEqual([]);
    expect(run.undecided.map(({ reason }) => reason)).toEqual(undecided ? [expect.stringMatching(undecided)] : []);
    expect(run.verdict).toBe(undecided ? 'undecided' : 'conforms');
  });

  test('the answer and the warnings are as expected', () => {
    if (warning) expect(run.contract.warnings.map(({ message }) => message).join('\n')).toMatch(warning);
    if (type === undefined && body === undefined) return;
    const response = run.results
      .flatMap(({ exchange }) => (exchange && 'response' in exchange.outcome ? [exchange.outcome.response] : []))
      .find((candidate) => candidate.status === status);
    if (type !== undefined) expect(new Map(response?.headers).get('Content-Type')).toBe(type);
    if (body !== undefined) expect(JSON.parse(new TextDecoder().decode(response?.body))).toEqual(body);
  });
});

test('the types of each document compile', async () => {
  const modules: Record<string, string> = {};
  for (const [name, contract] of contracts) modules[name] = await generateTypes(contract);
  expect(Object.keys(modules)).toEqual(Object.keys(EXPECTED));
  expect(compileErrors(modules)).toEqual([]);
});
