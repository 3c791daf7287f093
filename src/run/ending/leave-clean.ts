import type { Contract } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import { createRouter } from '../../contract/router.ts';
import { cleanUp, type CleanupRule, type MayUndo } from '../../exchange/cleanup.ts';
import { itemPath, type Ledger } from '../state/ledger.ts';
import type { Preparation } from '../prepare.ts';
import type { MadeThough } from './list-last.ts';
import { deletionCurl, undoCreated } from './undo-created.ts';
import type { WatchedSender } from '../sending/watched-sender.ts';

export interface LeftBehind {
  /** What may be left on the target. */
  leftovers: Undecided[];
  /** Requests that were refused, and made something nevertheless. */
  made: MadeThough[];
}

/** Undoes what the run created: by the rules that were given, else by the contract's own DELETE. Never throws. */
export async function leaveClean(
  { whole, target, options, ledger }: Preparation,
  { creations, unproved, lists }: Pick<WatchedSender, 'creations' | 'unproved' | 'lists'>,
): Promise<LeftBehind> {
  const { cleanup: rules = new Map<string, CleanupRule>(), overrides, filters, stopAtOnce } = options;
  const headers = overrides?.headers ?? [];
  const undo = () =>
    undoCreated(whole, target, ledger, {
      ...(overrides && { overrides }),
      ...(filters && { filters }),
      ...(stopAtOnce && { signal: stopAtOnce }),
      except: new Set(rules.keys()),
    });
  const moved = (): Undecided[] =>
    ledger.moved().map(({ from, by, case: testCase, ...item }) => ({
      ...{ operation: by, case: testCase },
      reason: `${itemPath(item)} may be what ${itemPath(from)} is called since it was changed, and no name shows that nothing else is there${deletionCurl(whole, target, item, options)}`,
    }));
  const byRules = await cleanUp(target, creations, rules, headers, stopAtOnce, mayUndo(whole, ledger));
  const before = ledger.created().filter(({ isGone }) => isGone).length;
  const first = await undo();
  const hasDeleted = ledger.created().filter(({ isGone }) => isGone).length > before;
  const { made, left } = await lists.look(stopAtOnce);
  // What others needed may go once these are gone, and what a list has shown is to go as well.
  const byContract =
    (first.length > 0 && hasDeleted) || made.length > 0 || hasMore(ledger, first) ? await undo() : first;
  return { leftovers: [...byRules, ...byContract, ...moved(), ...left, ...unproved.leftovers()], made };
}

/** Whether something is left that was not known when the first ones were deleted. */
function hasMore(ledger: Ledger, first: Undecided[]): boolean {
  return ledger.created().filter(({ isGone }) => !isGone).length > first.length;
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
