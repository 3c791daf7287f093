import type { Contract, Operation } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { CreatedItem, Ledger } from '../state/ledger.ts';
import { overridesFor } from '../state/overrides-for.ts';
import type { Permissions } from '../permissions/permissions.ts';
import { plan, type PlanOptions } from './plan.ts';

/**
 * The planned cases of operations that change or delete, made for what this run created. Deletions come last, each of
 * another thing, and one thing is left.
 */
export function* casesForCreated(
  contract: Contract,
  options: PlanOptions,
  permissions: Permissions,
  ledger: Ledger,
): Generator<Case> {
  const operations = contract.operations.filter((operation) => permissions.of(operation).may === 'send to created');
  const deleting = ({ method }: Operation) => method === 'DELETE';
  for (const operation of operations.filter((one) => !deleting(one))) {
    const [item] = ledger.available(operation);
    if (item) yield* casesFor(contract, operation, item, options);
  }
  for (const operation of operations.filter(deleting)) {
    // The oldest is left for requests that come later.
    const items = ledger.available(operation).slice(1).toReversed();
    for (const [index, item] of items.entries()) {
      const cases = casesFor(contract, operation, item, options);
      const next = cases[index];
      if (!next) break;
      yield next;
    }
  }
}

function casesFor(contract: Contract, operation: Operation, item: CreatedItem, options: PlanOptions): Case[] {
  const overrides = overridesFor(item, options.overrides);
  return plan({ ...contract, operations: [operation] }, { ...options, overrides, allow: ['all'] });
}
