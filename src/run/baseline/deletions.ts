import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Sender } from '../../exchange/sender.ts';
import type { CreatedItem, Ledger } from '../state/ledger.ts';
import type { Baselines } from './baseline.ts';

/** Requests that delete, of one operation: each takes another thing away. */
const MAX_DELETIONS = 4;

export interface DeletionContext {
  contract: Contract;
  sender: Pick<Sender, 'send'>;
  ledger: Ledger;
  baselines: Baselines;
  /** Sends a case that counts. */
  send(testCase: Case): Promise<void>;
}

/**
 * Deletes things that were created to be deleted, those that lie in others first. Where the last one of a kind is needed,
 * another one is created before.
 */
export async function sendDeletions(context: DeletionContext, operations: readonly Operation[]): Promise<void> {
  const deepestFirst = [...operations].sort((a, b) => b.path.split('/').length - a.path.split('/').length);
  for (const operation of deepestFirst) {
    const item = await somethingToDelete(context, operation);
    if (!item) continue;
    const { baselines } = context;
    const { accepted } = await baselines.findFor(operation, [{ values: item.params, from: `created by ${item.by}` }]);
    let left = MAX_DELETIONS;
    for (const { id, expect } of baselines.casesFor(operation, item.params)) {
      const deletes = expect.kind !== 'refused';
      if (deletes && (left -= 1) <= 0) continue;
      // What has to be refused deletes nothing.
      const other = deletes ? await somethingToDelete(context, operation) : (spareItem(context, operation) ?? item);
      if (!other) continue;
      const own = baselines.casesFor(operation, other.params).find((testCase) => testCase.id === id);
      if (own && (accepted || !deletes)) await context.send(own);
    }
  }
}

function spareItem({ ledger }: DeletionContext, operation: Operation): CreatedItem | undefined {
  return ledger.available(operation).at(-1);
}

/** A thing that nothing else needs. */
async function somethingToDelete(context: DeletionContext, operation: Operation): Promise<CreatedItem | undefined> {
  const items = context.ledger.available(operation);
  const last = items.at(-1);
  if (items.length > 1 || !last) return last;
  await createAnother(context, last);
  return spareItem(context, operation);
}

/** Sends once more what created a thing, under another name; nothing is judged by it. */
async function createAnother({ contract, sender, baselines }: DeletionContext, { by }: CreatedItem): Promise<void> {
  const operation = contract.operations.find(({ id }) => id === by);
  const another = operation && (await baselines.another(operation));
  if (another) await sender.send(another);
}
