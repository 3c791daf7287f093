import type { RequestError } from '../../messages/decode-request.ts';
import { mutantFailure, type Mutant, type MutationOperator } from '../mutant.ts';
import { requestRules } from './request-rules.ts';

/** A server that ignores one clause of the request: it accepts requests that violate only that clause, or fails on them. */
export const unknownClauses: MutationOperator = {
  name: 'unknown-clauses',
  families: ['acceptance', 'server error'],
  mutants(subject) {
    const { operation } = subject;
    return requestRules(subject).flatMap(({ says, clause, concerns, equivalent, open }): Mutant[] => {
      const common = { operation, clause, ...(equivalent && { equivalent }), ...(open && { open }) };
      return [
        {
          ...common,
          id: `${operation.id} accepts ${says}`,
          family: 'acceptance',
          title: `accepts ${says}`,
          answer: (server, request) => server.answer(request, concerns),
        },
        {
          ...common,
          id: `${operation.id} fails on ${says}`,
          family: 'server error',
          title: `fails on ${says}`,
          answer: async (server, request) =>
            allConcern(server.read(request).errors, concerns) ? mutantFailure() : server.answer(request),
        },
      ];
    });
  },
};

function allConcern(errors: RequestError[], concerns: (error: RequestError) => boolean): boolean {
  return errors.length > 0 && errors.every(concerns);
}
