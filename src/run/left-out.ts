/** What a run did not send, and why: no verdict rests on it. */
import type { Contract } from '../model/contract.ts';
import type { Undecided } from '../model/finding.ts';
import { unvariedParameters } from '../cases/coverage/parameter-drafts.ts';
import { hasEncoder } from '../cases/valid-requests.ts';
import { plain } from '../text/wording.ts';
import type { Baselines } from './baseline/baseline.ts';
import type { ReachedOperations } from './reach.ts';
import type { Permissions } from './permissions/permissions.ts';

/** The documented request bodies that nothing here can write, and that are not sent. */
export function withoutEncoder({ operations }: Contract): Undecided[] {
  return operations.flatMap((operation) =>
    (operation.body?.media ?? [])
      .filter(({ examples, type }) =>
        [...examples.values()].some(
          ({ value }) =>
            !hasEncoder(operation, { path: {}, query: {}, header: {}, cookie: {}, mediaType: type, body: value }),
        ),
      )
      .map(({ type }) => ({
        operation: operation.id,
        reason: `no documented request of the media type ${type} was sent: its example is no text, and assay cannot write it`,
      })),
  );
}

/** The parameters of which only the first are varied, as an operation has too many. */
export function withoutVariation({ operations }: Contract): Undecided[] {
  return operations.flatMap((operation) => {
    const left = unvariedParameters(operation);
    const [first] = left;
    return first === undefined
      ? []
      : [
          {
            operation: operation.id,
            reason: `${left.length} of its ${operation.parameters.length} parameters, from ${first.in} ${plain(first.name)} on, were not varied: there are too many`,
          },
        ];
  });
}

/** The operations that were sent nothing because they are held back. */
export function heldBackOf(
  contract: Contract,
  permissions: Permissions,
  reached: ReachedOperations,
  baselines: Pick<Baselines, 'of'>,
): Undecided[] {
  return contract.operations.flatMap((operation) => {
    const permission = permissions.of(operation);
    // What was refused in search of a request to vary is told of the operation, and is no result.
    const wasSent = reached.has(operation.id) || (baselines.of(operation)?.climb.refused.length ?? 0) > 0;
    return permission.may === 'send' || wasSent ? [] : [permission.heldBack];
  });
}
