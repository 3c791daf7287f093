import type { Operation } from '../../model/contract.ts';
import type { Baselines, Start } from '../baseline/baseline.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Permissions } from '../permissions/permissions.ts';

/**
 * What an operation's requests are made from: one that changes something names what the run created. None where nothing may
 * be sent, or nothing was accepted.
 */
export function startsByOperation(
  baselines: Baselines,
  permissions: Permissions,
  ledger: Ledger,
): (operation: Operation) => Start | undefined {
  return (operation) => {
    const { may } = permissions.of(operation);
    if (may === 'send') return baselines.startOf(operation);
    if (may === 'hold back') return undefined;
    // What one operation deletes, no other may need.
    const items = ledger.available(operation);
    const item = operation.method === 'DELETE' ? items.slice(1).at(-1) : items[0];
    return item && baselines.startOf(operation, item.params);
  };
}
