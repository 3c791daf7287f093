/** What a part of a recording came to, in a form that can go from one thread to another: operations and examples by name. */
import type { Contract } from '../../model/contract.ts';
import type { FindingGroup } from '../../judge/group-findings.ts';
import type { Fold, Numbered } from '../../run/fold/fold.ts';
import { createResults, toPortableResult, type PortableResult } from '../../run/fold/portable-result.ts';
import type { ContractPart, RecordedPart } from '../../run/recorded/recorded-part.ts';

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
  const portable = ({ number, result }: Numbered): PortableNumbered => ({ number, result: toPortableResult(result) });
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
      const resultOf = createResults(contracts[index] as Contract);
      const whole = ({ number, result }: PortableNumbered): Numbered => ({ number, result: resultOf(result) });
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
