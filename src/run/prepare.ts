import type { Case, Phase } from '../model/case.ts';
import type { Contract, Operation } from '../model/contract.ts';
import type { Target } from '../model/exchange.ts';
import { sparingMadeUp } from '../exchange/made-up-credentials.ts';
import { searchedOperations } from './baseline/searched-operations.ts';
import { createMarks, type Marks } from './baseline/marks.ts';
import type { CheckOptions } from './check-options.ts';
import { createLedger, type Ledger } from './state/ledger.ts';
import { secondPaths } from './state/second-paths.ts';
import { chooseOperations } from './operation-filter.ts';
import { createPermissions, type Permissions } from './permissions/permissions.ts';
import { selectPhases } from './phases/index.ts';
import type { PhaseDefinition } from './phases/phase.ts';
import { planInTurns } from './phases/plan.ts';

/** What is known of a run before anything is sent. */
export interface Preparation {
  /** The contract with all its operations: what one deletes, an operation that was not chosen may have created. */
  whole: Contract;
  /** The contract with the operations that were chosen. */
  contract: Contract;
  target: Target;
  /** The options of the run; of a target that keeps nothing, everything may be sent. */
  options: CheckOptions;
  phases: PhaseDefinition[];
  names: Phase[];
  ledger: Ledger;
  permissions: Permissions;
  /** The operations of which a request is looked for that the target accepts. */
  searched: Operation[];
  planned: Case[];
  marks: Marks;
}

/**
 * Chooses operations and phases, and plans the cases that depend on no answer.
 * @throws UsageError for a phase that does not exist
 */
export async function prepare(whole: Contract, target: Target, given: CheckOptions): Promise<Preparation> {
  const contract = chooseOperations(whole, given.filters);
  const marks = createMarks();
  const ledger = createLedger({ ownPath: secondPaths(whole), isOwnName: (name) => marks.in(name).length > 0 });
  // What keeps nothing can lose nothing.
  const options = target.stateless ? { ...given, allow: ['all'] } : given;
  const permissions = createPermissions(contract, options, ledger);
  const phases = selectPhases(options.phases);
  const names = phases.map(({ name }) => name);
  // What keeps nothing accepts what the contract shows.
  const searched = target.stateless ? [] : searchedOperations(contract, names);
  const planned = options.planned?.get(whole) ?? (await planInTurns(contract, options, options.signal));
  return {
    whole,
    contract,
    target: target.stateless ? target : sparingMadeUp(target, whole),
    options,
    phases,
    names,
    ledger,
    permissions,
    searched,
    planned,
    marks,
  };
}
