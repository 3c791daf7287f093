import { isSuccess } from '../../../contract/examples.ts';
import { behaviourMutant, onSuccess, withHeader, type BehaviourOperator } from '../behaviour-mutant.ts';

/** A server that gives every state the same entity tag. */
export const fixedTags: BehaviourOperator = {
  name: 'fixed-tags',
  family: 'entity tag',
  mutants: ({ operations }) =>
    operations.flatMap((kept) => {
      const header = kept.operation.responses
        .filter(isSuccess)
        .flatMap(({ headers }) => headers)
        .find(({ name }) => /^etag$/i.test(name));
      const fault = onSuccess(kept, (response) => withHeader(response, 'ETag', '"1"'));
      return header
        ? [behaviourMutant(kept, 'entity tag', 'gives every state one entity tag', header.pointer, fault)]
        : [];
    }),
};
