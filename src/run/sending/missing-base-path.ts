import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Result } from '../../model/run.ts';
import type { Fold } from '../fold/fold.ts';
import { basePaths } from '../../contract/servers.ts';

/** So many answers are waited for before a run is stopped; one that has fewer is judged at its end. */
const ENOUGH = 10;
/** Of all answers, so many have to be 404. */
const MOST = 0.9;

/** Sees whether a target was named without the base path of the contract's server, so that nothing is where it is asked for. */
export interface BasePathWatch {
  see(testCase: Case, exchange: Exchange): void;
  /** Whether so much was seen that the run can end. */
  isSure(): boolean;
  missing(): Undecided | undefined;
}

export function watchBasePath(contract: Contract, baseUrl: string): BasePathWatch {
  const { pathname, origin } = new URL(baseUrl);
  const given = pathname.replace(/\/+$/, '');
  const path = contract.operations
    .flatMap((operation) => basePaths(contract, operation))
    .find((one) => !given.endsWith(one));
  const isFitting = contract.operations.some((operation) =>
    basePaths(contract, operation).some((one) => given.endsWith(one)),
  );
  let answers = 0;
  let nowhere = 0;
  let hasSucceeded = false;
  /** Operations whose path names nothing that need not be there. */
  const plain = new Set<Operation>();
  return {
    see({ operation }, { outcome }) {
      if (!('response' in outcome)) return;
      const { status } = outcome.response;
      answers += 1;
      if (status >= 200 && status < 400) hasSucceeded = true;
      if (status !== 404) return;
      nowhere += 1;
      if (!operation.path.includes('{')) plain.add(operation);
    },
    isSure() {
      return answers >= ENOUGH && this.missing() !== undefined;
    },
    missing() {
      if (path === undefined || isFitting || hasSucceeded || plain.size === 0 || nowhere < answers * MOST)
        return undefined;
      return {
        reason: `${nowhere} of ${answers} answers are 404, and the contract's server has the path ${path}, which the target does not`,
        hint: `Name the API with its base path: --target ${origin}${given}${path}`,
      };
    },
  };
}

/** What a run comes to whose requests all went to the wrong place: they say nothing of the target. */
export function withoutFindings(fold: Fold, missing: Undecided): Fold {
  return {
    ...fold,
    counts: { ...fold.counts, undecided: fold.counts.cases, compared: 0 },
    findings: new Map(),
    kept: fold.kept.map(({ result, number }) => ({ result: withoutFinding(result, missing), number })),
  };
}

/** The same of one result. */
export function withoutFinding(result: Result, { reason }: Undecided): Result {
  const { operation, id } = result.case;
  return { ...result, findings: [], undecided: result.undecided ?? { operation: operation.id, case: id, reason } };
}
