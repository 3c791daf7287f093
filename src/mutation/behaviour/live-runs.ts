import type { Contract, Operation } from '../../model/contract.ts';
import type { Phase } from '../../model/case.ts';
import type { Finding } from '../../model/finding.ts';
import type { Run } from '../../model/run.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { check, type CheckOptions } from '../../run/check.ts';
import type { SetAside } from '../mutation-run.ts';
import { createKeepingServer, type KeepingServer } from './keeping-server.ts';
import type { Fault } from './behaviour-mutant.ts';

/** Runs as `check` makes them, against the contract's stateful mock. */
export interface LiveRuns {
  /** The operations that a run gets to. */
  reached: ReadonlySet<Operation>;
  /**
   * What a run says of the mock with a fault and not of the mock as it is, the worst first.
   * @param only the operations that are sent requests; all unless given
   */
  findings(fault: Fault, phases: Phase[], only?: Operation[]): Promise<Finding[]>;
}

/**
 * Undefined where the contract documents nothing that is created and asked for again. Where a run says anything against the
 * mock as it is, that is set aside.
 * @param signal ends each run; what it has found by then is not told apart from all that there is
 */
export async function openLiveRuns(contract: Contract, signal?: AbortSignal): Promise<LiveRuns | SetAside | undefined> {
  const isKept = resourcesOf(contract).all.some(
    ({ create, item, read }) => create.length > 0 && item !== undefined && read !== undefined,
  );
  if (!isKept) return undefined;
  const server = createKeepingServer(contract);
  const stopped = signal && { signal };
  const right = await runAgainst(contract, server, (request) => server.answer(request), { ...stopped });
  if (signal?.aborted) return undefined;
  const [wrong] = right.findings.filter(({ severity }) => severity === 'violation');
  if (wrong) return { operation: wrong.operation, reason: `${wrong.check} at ${wrong.case}, where things are kept` };
  const reached = right.results.filter((result) => result.case.phase === 'behaviour');
  if (reached.length === 0) return undefined;
  const noted = new Set(right.findings.map(({ fingerprint }) => fingerprint));
  return {
    reached: new Set(reached.map((result) => result.case.operation)),
    findings: async (fault, phases, only) => {
      const filters = only && { only: { operation: only.map(({ id }) => id) } };
      const run = await runAgainst(contract, server, fault, { phases, ...stopped, ...(filters && { filters }) });
      return run.findings.filter(({ fingerprint }) => !noted.has(fingerprint));
    },
  };
}

async function runAgainst(
  contract: Contract,
  server: KeepingServer,
  fault: Fault,
  options: Pick<CheckOptions, 'phases' | 'filters' | 'signal'> = {},
): Promise<Run> {
  server.reset();
  const target = inProcessTarget('the stateful mock', (request) => fault(request, server));
  return check(contract, target, { ...options, maxFailures: 1 });
}

/** An operation, and what creates the things that its path names. */
export function withCreations(contract: Contract, operation: Operation): Operation[] {
  const operations = new Set([operation]);
  for (let one = resourcesOf(contract).of(operation)?.resource; one; one = one.parent)
    for (const create of one.create) operations.add(create);
  return [...operations];
}
