import type { Case } from '../../model/case.ts';
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import { basesOf } from '../../cases/valid-requests.ts';
import type { Sender } from '../../exchange/sender.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import type { KnownValues } from './known-values.ts';

/** Lists what is there before anything is created, so that nothing of it is taken for created. */
export async function listFirst(
  contract: Contract,
  { overrides = NO_OVERRIDES }: { overrides?: Overrides },
  known: KnownValues,
  sender: Sender,
): Promise<void> {
  for (const operation of new Set(contract.operations.flatMap((one) => known.listing(one) ?? []))) {
    const [base] = basesOf(contract, operation, overrides);
    if (base) await sender.send(listCase(operation, base.inputs, overrides));
  }
}

export function listCase(operation: Operation, inputs: RequestValues, overrides: Overrides): Case {
  return unjudgedCase(operation, 'the request that lists what is there', inputs, overrides);
}

/** A request that is sent for what its answer shows, and is not judged. */
export function unjudgedCase(operation: Operation, title: string, inputs: RequestValues, overrides: Overrides): Case {
  const request = encodeRequest(operation, inputs, overrides);
  const expect = { kind: 'accepted' as const, clause: operation.pointer, at: 'request', mayRefuse: true as const };
  return { id: `${operation.id} > ${title}`, phase: 'examples', operation, title, inputs, request, expect };
}
