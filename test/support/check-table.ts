import { expect, test } from '@jest/globals';
import type { Contract } from '../../src/model/contract.ts';
import type { Case, Expectation } from '../../src/model/case.ts';
import type { HeaderField, Response } from '../../src/model/exchange.ts';
import type { Violation } from '../../src/model/finding.ts';
import type { Json } from '../../src/model/json.ts';
import { exampleCases } from '../../src/cases/examples.ts';
import { loadContract } from '../../src/contract/load.ts';
import { createBindings, prepareJudgement, type Check, type Judgement } from '../../src/judge/judgement.ts';
import { testSaid } from './said.ts';

/** The response that a row changes: the documented one of its example. */
export interface Documented {
  status: number;
  headers: Record<string, string>;
  /** The shipped contracts' bodies are objects; rows change them at will. */
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- a test changes a body that it knows
}

export interface Row {
  name: string;
  /** The documented example whose response is judged. */
  example?: 'docker' | 'docker-with-credentials' | 'qcow2-bare' | 'default';
  /** A contract with one example without a name, if the shipped contracts do not have what the check needs. */
  contract?: Contract;
  /** The request body, if it is not the documented one. */
  sent?: Json;
  /** The expectation for the response, if it is not the documented one. */
  expecting?: Expectation;
  /** Changes the documented response into the one to judge. */
  response?: (documented: Documented) => void;
  /** The body in place of the documented one. */
  raw?: string | Uint8Array;
  incomplete?: string;
  /** The places of the violations; empty if the response conforms. */
  want: string[];
  /** What the first violation says besides. */
  says?: Partial<Violation>;
}

export const PACKAGES = await loadContract('openapi/cloud-foundry-v3-packages/openapi.yaml');
export const IMAGES = await loadContract('openapi/openstack-image-v1/openapi.yaml');

/** A refusal for any one reason. */
export const REFUSED: Extract<Expectation, { kind: 'refused' }> = {
  kind: 'refused',
  clause: '#/components/schemas/PackageCreate/required',
  at: 'request body#/type',
};
export const ACCEPTED: Extract<Expectation, { kind: 'accepted' }> = {
  kind: 'accepted',
  clause: '#/components/schemas/PackageCreate/properties/type/enum',
  at: 'request body#/type',
};

/** Runs a check over each row. A table needs a row that conforms and one that violates. */
export function checkTable(check: Check, rows: Row[]): void {
  test('the table has a response that conforms and one that violates', () => {
    expect(rows.some(({ want }) => want.length === 0)).toBe(true);
    expect(rows.some(({ want }) => want.length > 0)).toBe(true);
  });
  const titled = rows.map((row) => ({ ...row, title: `${row.want.length > 0 ? 'reports' : 'accepts'}: ${row.name}` }));
  test.each(titled)('$title', (row) => {
    const violations = check.each?.(judgementOf(row)) ?? [];
    expect(violations.map(({ at }) => at)).toEqual(row.want);
    if (row.says) expect({ severity: undefined, hint: undefined, ...violations[0] }).toMatchObject(row.says);
    for (const { clause, message, expected, actual } of violations) {
      expect(contractOf(row).resolve(clause).value).toBeDefined();
      expect([message, expected, actual]).not.toContain('');
    }
  });
  testSaid(check.id, titled, (row) => check.each?.(judgementOf(row)) ?? []);
}

/** The exchange of a row, prepared for the checks. */
export function judgementOf(row: Row): Judgement {
  const contract = contractOf(row);
  const testCase = caseOf(contract, row.example ?? 'docker');
  const response = responseOf(testCase, row);
  const inputs = row.sent === undefined ? testCase.inputs : { ...testCase.inputs, body: row.sent };
  return prepareJudgement(
    {
      contract,
      operation: testCase.operation,
      title: testCase.title,
      inputs,
      expect: row.expecting ?? testCase.expect,
      baseUrl: 'http://api.example.org',
    },
    response,
    createBindings(contract),
  );
}

function contractOf({ contract, example }: Row): Contract {
  if (contract) return contract;
  return example === 'qcow2-bare' ? IMAGES : PACKAGES;
}

function caseOf(contract: Contract, name: string): Case {
  const found = contract.operations
    .flatMap((operation) => exampleCases(contract, operation, { headers: [], set: {} }))
    .find(({ id }) => id.endsWith(`> ${name}`));
  if (!found) throw new Error(`no example ${name}`);
  return found;
}

function responseOf(testCase: Case, { response: change, raw, incomplete }: Row): Response {
  const response = testCase.expect.kind === 'documented' ? testCase.expect.example.response : undefined;
  if (!response) throw new Error(`${testCase.id} has no documented response`);
  const documented: Documented = {
    status: response.status,
    headers: {
      'Content-Type': 'application/json;charset=utf-8',
      ...Object.fromEntries([...response.headers].map(([header, value]) => [header.name, value])),
    },
    body: structuredClone(response.body),
  };
  change?.(documented);
  const headers = Object.entries(documented.headers).filter(
    (field): field is [string, string] => field[1] !== undefined,
  ) as HeaderField[];
  const text = raw ?? JSON.stringify(documented.body);
  const body = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return { status: documented.status, headers, body, ...(incomplete && { incomplete }) };
}
