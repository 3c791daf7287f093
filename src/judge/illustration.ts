import type { Leaf } from '../model/binding.ts';
import type { Violation } from '../model/finding.ts';
import { drawsOnRequest } from '../bindings/render.ts';
import { hasExactExamples } from '../contract/exact-examples.ts';
import type { Judgement } from './judgement.ts';
import { isSuccessful } from '../http/status.ts';

type Weight = Pick<Violation, 'severity' | 'hint'>;

/** How a difference from an illustration is reported. */
const NOTE: Weight = {
  severity: 'note',
  hint: 'The example counts as an illustration. If answers have to be as it shows them, say so with x-examples: exact.',
};

/**
 * How much a difference from a documented answer weighs: an example that nobody wrote to be held to shows what an answer may
 * look like, and not what is there. What the contract says of one value (`x-match`) holds all the same.
 */
export function weightOfExample({ contract, operation }: Judgement, leaf?: Leaf): Weight {
  return leaf?.declared || hasExactExamples(contract, operation) ? {} : NOTE;
}

/** The same for a value that follows from another one: what was sent to create something is what was created. */
export function weightOfBinding(judged: Judgement, leaf: Leaf): Weight {
  const { template = [] } = leaf;
  const isSent = template.length === 1 && drawsOnRequest(template);
  return isSent && hasCreated(judged) ? {} : weightOfExample(judged, leaf);
}

/** Whether the answer itself proves that its request created something (RFC 9110 §9.3.3). */
function hasCreated({ operation: { method }, response: { status, headers } }: Judgement): boolean {
  return (
    (method === 'POST' || method === 'PUT') && (status === 201 || (isSuccessful(status) && headers.has('location')))
  );
}
