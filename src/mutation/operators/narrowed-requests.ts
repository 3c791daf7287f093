import { mutantFailure, type Mutant, type MutationOperator } from '../mutant.ts';
import { mediaOf } from './request-rules.ts';
import { validKinds } from './valid-kinds.ts';

/** A server that refuses one kind of valid request, or fails on it. */
export const narrowedRequests: MutationOperator = {
  name: 'narrowed-requests',
  families: ['refusal', 'server error'],
  mutants({ contract, operation }) {
    const media = mediaOf(operation);
    const kinds = media?.schema ? validKinds(contract, operation, media) : [];
    return kinds.flatMap(({ says, clause, is, open }): Mutant[] =>
      (
        [
          ['refuses', 422],
          ['fails on', 500],
        ] as const
      ).map(([verb, status]) => ({
        id: `${operation.id} ${verb} ${says}`,
        family: status === 422 ? 'refusal' : 'server error',
        title: `${verb} ${says}`,
        operation,
        clause,
        ...(open && { open }),
        answer: async (server, request) => {
          const { inputs, errors } = server.read(request);
          return errors.length === 0 && is(inputs) ? { ...mutantFailure(), status } : server.answer(request);
        },
      })),
    );
  },
};
