import type { Contract } from '../model/contract.ts';
import type { Failure, Request, Response, Target } from '../model/exchange.ts';
import { createMock } from '../mock/mock.ts';
import { toResponse } from '../mock/reply.ts';
import { inProcessTarget } from '../exchange/in-process-target.ts';

/** The contract's own mock as a target, inside this process and without a socket. */
export function embeddedTarget(contract: Contract): Target {
  const mock = createMock([contract], {});
  const answer = async (request: Request): Promise<Response | Failure> => {
    const reply = await mock.reply(request);
    // What the contract makes impossible, or what the mock fails to make, is no fault of a server.
    return reply.noValue === undefined ? toResponse(reply) : { kind: 'malformed', message: reply.noValue };
  };
  // It answers each request for itself, and keeps nothing that a later one could ask for.
  return { ...inProcessTarget('the embedded mock', answer), stateless: true };
}
