import type { Contract } from '../model/contract.ts';
import type { Target } from '../model/exchange.ts';
import { createMock } from '../mock/mock.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';

/** The contract's own mock as a target, inside this process and without a socket. */
export function embeddedTarget(contract: Contract): Target {
  const mock = createMock([contract], {});
  // It answers each request for itself, and keeps nothing that a later one could ask for.
  return { ...inProcessTarget('the embedded mock', (request) => mock.handle(request)), stateless: true };
}
