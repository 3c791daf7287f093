import type { Contract, Operation } from '../../model/contract.ts';
import { isEqual } from '../../json/equal.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { withFileOf } from '../smallest-files.ts';
import { isAllowed } from '../valid-requests.ts';
import type { Hint } from './hints/hint.ts';
import type { Candidate } from './known.ts';

/** The same request with a file of a type that the refusal names, where it has any bytes; undefined where nothing changes. */
export function withWantedFile(
  contract: Contract,
  operation: Operation,
  { isStatic: _, example: __, ...candidate }: Candidate,
  hints: readonly Hint[],
): Candidate | undefined {
  const { inputs } = candidate;
  const media = requestMedia(operation, inputs);
  if (!media || inputs.body === undefined) return undefined;
  for (const { wants, says } of hints) {
    const body = wants.kind === 'file' ? withFileOf(wants.types, inputs.body) : inputs.body;
    if (wants.kind !== 'file' || isEqual(body, inputs.body)) continue;
    const what = `a file must be of the type ${wants.types.join(' or ')}`;
    if (isAllowed(contract, media, body))
      return {
        ...candidate,
        inputs: { ...inputs, body },
        learned: [...candidate.learned, { at: 'request body', what, says }],
      };
  }
  return undefined;
}
