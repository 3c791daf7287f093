import type { Contract } from '../model/contract.ts';
import type { Exchange, Request, Target } from '../model/exchange.ts';
import { takeOutMadeUp } from '../messages/made-up-credentials.ts';

/** So many refused requests are sent again the other way in vain; then the target wants credentials that nobody gave. */
const MOST_IN_VAIN = 8;

/**
 * A target that gets no made-up credentials once it has shown that it takes requests without: some servers ask for none, and answer
 * 401 to any that they do not know. A request that is refused one way is sent again the other way, with and without what was made up;
 * the way that was accepted last is the first for the next request. Credentials that the user gave are always sent.
 */
export function sparingMadeUp(target: Target, { operations }: Pick<Contract, 'operations'>): Target {
  const schemes = [...new Set(operations.flatMap(({ security }) => security.flat()))];
  if (schemes.length === 0) return target;
  const bareOf = takeOutMadeUp(schemes);
  let isBare = false;
  let inVain = 0;

  async function send(request: Request, signal?: AbortSignal): Promise<Exchange> {
    const bare = bareOf(request);
    if (!bare) return target.send(request, signal);
    const startsBare = isBare;
    const exchange = await target.send(startsBare ? bare : request, signal);
    if (!isRefused(exchange, 401) || inVain >= MOST_IN_VAIN) return exchange;
    const other = await target.send(startsBare ? request : bare, signal);
    if ('failure' in other.outcome || isRefused(other, 401, 403)) {
      inVain += 1;
      return exchange;
    }
    isBare = !startsBare;
    return other;
  }

  return { ...target, send, asSent: (request) => (isBare ? (bareOf(request) ?? request) : request) };
}

function isRefused({ outcome }: Exchange, ...statuses: number[]): boolean {
  return 'response' in outcome && statuses.includes(outcome.response.status);
}
