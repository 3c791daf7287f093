import type { Case } from '../../model/case.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Exchange } from '../../model/exchange.ts';
import { isAboutCredentials } from '../../judge/undecided.ts';
import { isSafe } from '../../http/methods.ts';
import type { StoppableSender } from './stoppable-sender.ts';
import { isOfCredentials, isSuccessful } from '../../http/status.ts';

/** Requests that are named as the last ones before the credentials stopped working. */
const NAMED = 5;

/** Sees to it that a run whose credentials stop working ends there. */
export interface Canary {
  sender: StoppableSender;
  /** The reason, once the canary has ended the run. */
  undecided(): Undecided[];
}

/**
 * Where a request is refused for its credentials (401, 403) though others were accepted, one of those is sent again. If
 * that is refused twice, the sender is stopped: something that was sent has ended the caller's own access.
 */
export function withCanary(sender: StoppableSender): Canary {
  let accepted: Case | undefined;
  /** The last one that names nothing which could be gone. */
  let standing: Case | undefined;
  let isAsking = false;
  let found: Undecided | undefined;
  let changes: string[] = [];
  /** Operations whose refusal is known to say nothing of the credentials. */
  const refusing = new Set<string>();

  async function isRefusedAgain(testCase: Case): Promise<number | undefined> {
    let status: number | undefined;
    for (let tried = 0; tried < 2; tried += 1) {
      const exchange = await sender.send(testCase);
      status = exchange && statusOf(exchange);
      if (status === undefined || !isOfCredentials(status)) return undefined;
    }
    return status;
  }

  async function look(testCase: Case, exchange: Exchange): Promise<void> {
    const { operation, request, expect } = testCase;
    const status = statusOf(exchange);
    if (status === undefined) return;
    const hasSucceeded = isSuccessful(status);
    if (hasSucceeded) {
      refusing.delete(operation.id);
      if (isSafe(request.method)) {
        accepted = testCase;
        if (!operation.path.includes('{')) standing = testCase;
      } else {
        // What was read may be gone now, and some servers say of what is not there that it is forbidden.
        if (request.method === 'DELETE') accepted = standing;
        changes = [...changes.slice(1 - NAMED), `${request.method} ${request.path.split('?')[0]}`];
      }
    }
    const isMeant = isAboutCredentials(expect);
    if (!isOfCredentials(status) || isMeant || isAsking || !accepted || refusing.has(operation.id)) return;
    isAsking = true;
    const again = await isRefusedAgain(accepted);
    isAsking = false;
    refusing.add(operation.id);
    if (again === undefined) return;
    found = {
      reason: `the credentials worked and then stopped working: ${accepted.operation.id} accepted them before, and now answers ${again}`,
      ...(changes.length > 0 && { hint: `The last requests before that changed something: ${changes.join(', ')}.` }),
    };
    sender.stop('the credentials had stopped working');
  }

  return {
    sender: Object.defineProperties({} as StoppableSender, {
      ...Object.getOwnPropertyDescriptors(sender),
      send: {
        value: async (testCase: Case) => {
          const exchange = await sender.send(testCase);
          if (exchange) await look(testCase, exchange);
          return exchange;
        },
      },
    }),
    undecided: () => (found ? [found] : []),
  };
}

function statusOf({ outcome }: Exchange): number | undefined {
  return 'response' in outcome ? outcome.response.status : undefined;
}
