import type { Case } from '../../model/case.ts';
import { isUnseen, type Creation } from '../../exchange/cleanup.ts';
import { createSender, type Sender } from '../../exchange/sender.ts';
import { isSafe } from '../../http/methods.ts';
import { hasExactExamples } from '../../contract/exact-examples.ts';
import { withCanary, type Canary } from './canary.ts';
import { watchLists, type LastLists } from '../ending/list-last.ts';
import { createKnownValues, type KnownValues } from '../state/known-values.ts';
import { watchBasePath, type BasePathWatch } from './missing-base-path.ts';
import type { Permissions } from '../permissions/permissions.ts';
import type { Preparation } from '../prepare.ts';
import { watchEndlessBodies, type EndlessBodies } from './endless-bodies.ts';
import { watchLostTarget, type LostTarget } from './lost-target.ts';
import { withSecondTry, type SecondTry } from './second-try.ts';
import { stoppable } from './stoppable-sender.ts';
import { watchUnproved, type UnprovedCreations } from '../ending/unproved-creations.ts';

/** A sender that holds back what may not be sent, and what is learned from every exchange, whoever sends it. */
export interface WatchedSender extends Pick<Canary, 'sender'> {
  known: KnownValues;
  /** Exchanges that may have created what a clean-up rule undoes, or of which nothing is known. */
  creations: Creation[];
  unproved: UnprovedCreations;
  lists: LastLists;
  basePath: BasePathWatch;
  endless: EndlessBodies;
  lost: LostTarget;
  second: SecondTry;
  canary: Canary;
  /** Whether a case was asked for and may not be sent: it is no part of the run. */
  isWithheld(testCase: Case): boolean;
}

export function createWatchedSender(preparation: Preparation): WatchedSender {
  const { whole, contract, target, options, ledger, permissions, marks } = preparation;
  const { cleanup: rules, filters, overrides, rate, signal } = options;
  const creations: Creation[] = [];
  const known = createKnownValues(whole, {
    baseUrl: target.baseUrl,
    ledger,
    permissions,
    ...(overrides && { overrides }),
  });
  const unproved = watchUnproved(whole, target.baseUrl, ledger, ({ id }) => rules?.has(id) === true);
  const lists = watchLists(whole, {
    target,
    ledger,
    known,
    marks,
    ...(overrides && { overrides }),
    ...(filters && { filters }),
  });
  const basePath = watchBasePath(contract, target.baseUrl);
  const endless = watchEndlessBodies();
  const sending = createSender(target, {
    ...(rate !== undefined && { rate }),
    ...(signal && { signal }),
    ...(options.workers === undefined && !target.stateless && { turnOf: turnOfChange }),
    onSent: (testCase, exchange) => {
      basePath.see(testCase, exchange);
      endless.see(testCase, exchange);
      if (basePath.isSure()) canary.sender.stop('the base path of the API is missing');
      if (!target.stateless) {
        known.learn(testCase, exchange);
        unproved.see(testCase, exchange);
        lists.see(testCase, exchange);
      }
      const mayHaveCreated = testCase.operation.method === 'POST' && isUnseen(exchange);
      if (rules?.has(testCase.operation.id) || mayHaveCreated) creations.push({ testCase, exchange });
    },
  });
  const lost = watchLostTarget(sending);
  const second = withSecondTry(lost.sender, (operation) => hasExactExamples(contract, operation));
  const withheld = new WeakSet<Case>();
  const canary = withCanary(stoppable(guarded(second.sender, permissions, withheld)));
  const isWithheld = (testCase: Case) => withheld.has(testCase);
  return {
    sender: canary.sender,
    known,
    creations,
    unproved,
    lists,
    basePath,
    endless,
    lost,
    second,
    canary,
    isWithheld,
  };
}

/**
 * What changes something goes one after the other below each collection: servers that keep their state in a file without a lock lose all
 * of it to two writers at once, and those in a database fail where nobody can repeat it.
 */
function turnOfChange({ operation, request }: Case): string | undefined {
  return isSafe(request.method) ? undefined : (/^[^{]*/.exec(operation.path)?.[0] ?? '').replace(/\/$/, '');
}

/** A sender that sends nothing that is held back, whatever a phase asks for. @param withheld gets what was asked for */
function guarded(sender: Sender, permissions: Permissions, withheld: WeakSet<Case>): Sender {
  return Object.defineProperties({} as Sender, {
    ...Object.getOwnPropertyDescriptors(sender),
    send: {
      value: async (testCase: Case) => {
        if (permissions.heldBack(testCase)) return void withheld.add(testCase);
        withheld.delete(testCase);
        return sender.send(testCase);
      },
    },
  });
}
