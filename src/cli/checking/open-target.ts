import type { Contract } from '../../model/contract.ts';
import type { Target } from '../../model/exchange.ts';
import { paced, type Pace } from '../../exchange/paced-target.ts';
import { connect } from '../config/connect.ts';
import type { Setup } from '../options/check-setup.ts';

/** The target of a check: a server, or the embedded mock. @param pace what each request waits for */
export async function openTarget(
  contract: Contract,
  { url, timeout, target, options }: Setup,
  pace?: Pace,
): Promise<Target> {
  if (url === undefined) {
    const { embeddedTarget } = await import('../../run/mock-target.ts');
    const mock = embeddedTarget(contract);
    return pace ? paced(mock, pace) : mock;
  }
  return connect({
    url,
    timeout,
    workers: options.workers ?? 4,
    ...target.tls,
    ...(target.auth && { auth: target.auth }),
    ...(pace && { pace }),
  });
}
