/** Results in a form that can go to another thread or into a file: operations and examples by name, as they belong to a contract. */
import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Result } from '../../model/run.ts';

export type PortableCase = Omit<Case, 'operation' | 'expect' | 'after'> & {
  operation: string;
  expect: unknown;
  after?: PortableCase[];
};
export type PortableResult = Omit<Result, 'case'> & { case: PortableCase };

/** What stands in a case for an example of its operation. */
type Named = Omit<Case['expect'], 'example'> & { example?: string };

export function toPortableResult(result: Result): PortableResult {
  return { ...result, case: toPortableCase(result.case) };
}

/** @throws Error where the contract does not have what a result speaks of */
export function createResults(contract: Contract): (portable: PortableResult) => Result {
  const caseOf = createCases(contract);
  return (portable) => ({ ...portable, case: caseOf(portable.case) });
}

/** @throws Error where the contract does not have what a case speaks of */
export function createCases(contract: Contract): (portable: PortableCase) => Case {
  const operations = new Map(contract.operations.map((operation) => [operation.id, operation]));
  return (portable) => wholeCase(operations, portable);
}

export function toPortableCase(testCase: Case): PortableCase {
  const { operation, expect, after } = testCase;
  const example = 'example' in expect ? expect.example : undefined;
  const named = example ? { ...expect, example: example.pointer } : expect;
  // What a phase keeps with its own cases is nothing of a result, and may hold functions.
  const own = Object.fromEntries(
    CARRIED.flatMap((name) => (testCase[name] === undefined ? [] : [[name, testCase[name]]])),
  );
  return {
    ...(own as Pick<Case, (typeof CARRIED)[number]>),
    operation: operation.id,
    expect: named,
    ...(after && { after: after.map(toPortableCase) }),
  };
}

const CARRIED = [
  'id',
  'phase',
  'title',
  'inputs',
  'request',
  'placeholderParameters',
  'generated',
  'contradiction',
] as const satisfies readonly (keyof Case)[];

function wholeCase(
  operations: ReadonlyMap<string, Operation>,
  { operation: id, expect, after, ...own }: PortableCase,
): Case {
  const operation = operations.get(id);
  if (!operation) throw new Error(`a result speaks of the operation ${id}, which the contract does not have`);
  const { example: pointer, ...named } = expect as Named;
  const example = operation.examples.find((one) => one.pointer === pointer);
  if (pointer !== undefined && !example)
    throw new Error(`a result speaks of the example ${pointer}, which the contract does not have`);
  return {
    ...own,
    operation,
    expect: { ...named, ...(example && { example }) } as Case['expect'],
    ...(after && { after: after.map((one) => wholeCase(operations, one)) }),
  };
}
