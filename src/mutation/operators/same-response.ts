import type { Response } from '../../model/exchange.ts';
import { isSuccess, type MutationOperator } from '../mutant.ts';

/** A server that answers every valid request like the first one. */
export const sameResponse: MutationOperator = {
  name: 'same-response',
  families: ['bound'],
  mutants({ operation, examples }) {
    if (!examples.some(({ leaves }) => leaves.some(({ kind, identifies }) => kind === 'bound' || identifies)))
      return [];
    let first: Response | undefined;
    const [example] = examples;
    return [
      {
        id: `${operation.id} answers every request alike`,
        family: 'bound',
        title: 'answers every request alike',
        operation,
        clause: example?.example.response?.pointer ?? operation.pointer,
        answer: async (server, request) => {
          const response = await server.answer(request);
          return isSuccess(response) ? (first ??= response) : response;
        },
      },
    ];
  },
};
