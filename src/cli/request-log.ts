import type { Contract, Operation } from '../model/contract.ts';
import { createSecrets } from '../judge/secrets.ts';
import type { CheckOptions, RunEvent } from '../run/check-options.ts';
import { plain } from '../text/wording.ts';
import type { Io } from './terminal/io.ts';

/**
 * Prints a line for each request that a target answered: the status, the milliseconds, the operation, and what was tried.
 * Values of path and query parameters are left out: they may be secrets that only the end of a run knows.
 */
export function logRequests(
  contracts: Contract[],
  options: CheckOptions,
  { err }: Pick<Io, 'err'>,
): (event: RunEvent) => void {
  const masks = new Map<Operation, (text: string) => string>();
  for (const contract of contracts) {
    const { mask } = createSecrets(contract, options);
    for (const operation of contract.operations) masks.set(operation, mask);
  }
  return (event) => {
    if (event.kind !== 'answered') return;
    const { operation, phase, title } = event.case;
    const { outcome, duration } = event.exchange;
    const answered = 'failure' in outcome ? outcome.failure.kind : String(outcome.response.status);
    const mask = masks.get(operation) ?? ((text) => text);
    err(
      `${answered}  ${Math.round(duration)} ms  ${operation.method} ${plain(operation.path)}  ${phase}: ${plain(mask(title))}\n`,
    );
  };
}
