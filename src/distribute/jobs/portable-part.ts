/** What a part of a recording came to, in a form that can go from one thread to another: operations and examples by name. */
import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Result } from '../../model/run.ts';
import type { FindingGroup } from '../../judge/group-findings.ts';
import type { Fold, Numbered } from '../../run/fold/fold.ts';
import type { ContractPart, RecordedPart } from '../../run/recorded/recorded-part.ts';

type PortableCase = Omit<Case, 'operation' | 'expect'> & { operation: string; expect: unknown };
type PortableResult = Omit<Result, 'case'> & { case: PortableCase };
interface PortableNumbered {
  number: number;
  result: PortableResult;
}
type PortableFold = Omit<Fold, 'findings' | 'kept'> & {
  findings: Map<string, Omit<FindingGroup, 'shown'> & { shown: PortableNumbered }>;
  kept: PortableNumbered[];
};
type PortableContractPart = Omit<ContractPart, 'fold'> & { fold: PortableFold };

export type PortablePart = Omit<RecordedPart, 'contracts'> & { contracts: PortableContractPart[] };

export function toPortable({ contracts, ...part }: RecordedPart): PortablePart {
  const portable = ({ number, result }: Numbered): PortableNumbered => {
    const { operation, expect, ...own } = result.case;
    const named = expect.kind === 'documented' ? { ...expect, example: expect.example.pointer } : expect;
    return { number, result: { ...result, case: { ...own, operation: operation.id, expect: named } } };
  };
  return {
    ...part,
    contracts: contracts.map(({ fold, ...own }) => ({
      ...own,
      fold: {
        ...fold,
        findings: new Map(
          [...fold.findings].map(([key, group]) => [key, { ...group, shown: portable(group.shown) }] as const),
        ),
        kept: fold.kept.map(portable),
      },
    })),
  };
}

export function fromPortable(
  contracts: readonly Contract[],
  { contracts: parts, ...part }: PortablePart,
): RecordedPart {
  return {
    ...part,
    contracts: parts.map(({ fold, ...own }, index) => {
      const operations = new Map(contracts[index]?.operations.map((operation) => [operation.id, operation]));
      const whole = ({ number, result }: PortableNumbered): Numbered => ({
        number,
        result: { ...result, case: wholeCase(operations, result.case) },
      });
      return {
        ...own,
        fold: {
          ...fold,
          findings: new Map(
            [...fold.findings].map(([key, group]) => [key, { ...group, shown: whole(group.shown) }] as const),
          ),
          kept: fold.kept.map(whole),
        },
      };
    }),
  };
}

function wholeCase(operations: ReadonlyMap<string, Operation>, { operation: id, expect, ...own }: PortableCase): Case {
  const operation = operations.get(id);
  if (!operation) throw new Error(`a thread speaks of the operation ${id}, which the contract does not have`);
  const named = expect as Exclude<Case['expect'], { kind: 'documented' }> | { kind: 'documented'; example: string };
  if (named.kind !== 'documented') return { ...own, operation, expect: named };
  const example = operation.examples.find(({ pointer }) => pointer === named.example);
  if (!example) throw new Error(`a thread speaks of the example ${named.example}, which the contract does not have`);
  return { ...own, operation, expect: { kind: 'documented', example } };
}
