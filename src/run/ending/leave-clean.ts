import type { Contract } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import { createRouter } from '../../contract/router.ts';
import { cleanUp, type CleanupRule, type MayUndo } from '../../exchange/cleanup.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Preparation } from '../prepare.ts';
import { undoCreated } from './undo-created.ts';
import type { WatchedSender } from '../sending/watched-sender.ts';

/**
 * Undoes what the run created: by the rules that were given, else by the contract's own DELETE. Never throws.
 * @returns what may be left on the target
 */
export async function leaveClean(
  { whole, target, options, ledger }: Preparation,
  { creations, unproved, lists }: Pick<WatchedSender, 'creations' | 'unproved' | 'lists'>,
): Promise<Undecided[]> {
  const { cleanup: rules = new Map<string, CleanupRule>(), overrides, filters, stopAtOnce } = options;
  const headers = overrides?.headers ?? [];
  await lists.adopt(stopAtOnce);
  const byRules = await cleanUp(target, creations, rules, headers, stopAtOnce, mayUndo(whole, ledger));
  const byContract = await undoCreated(whole, target, ledger, {
    ...(overrides && { overrides }),
    ...(filters && { filters }),
    ...(stopAtOnce && { signal: stopAtOnce }),
    except: new Set(rules.keys()),
  });
  const stillListed = await lists.stillListed(stopAtOnce);
  return [...byRules, ...byContract, ...stillListed, ...unproved.leftovers()];
}

/** Whether an address out of an answer may be sent a clean-up request: a path of the contract has to name what the run created. */
function mayUndo(contract: Contract, ledger: Ledger): MayUndo {
  const router = createRouter([contract]);
  return (method, path) => {
    const match = router.match(method, path);
    if (match.kind === 'none') return 'unknown';
    if (match.kind === 'method') return false;
    return ledger.provenance({ template: match.operation.path, params: match.params }) === 'created';
  };
}
