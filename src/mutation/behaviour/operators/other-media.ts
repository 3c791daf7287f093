import { documents } from '../../../contract/resources/kept-operation.ts';
import { parseMediaType } from '../../../http/media-type.ts';
import { behaviourMutant, headerOf, onRequest, withHeader, type BehaviourOperator } from '../behaviour-mutant.ts';

/** A server that reads a body of a media type that is not documented as if it were of the documented one. */
export const otherMedia: BehaviourOperator = {
  name: 'other-media',
  family: 'media type',
  mutants: ({ operations }) =>
    operations.flatMap((kept) => {
      const refused = documents(kept.operation, 415);
      const types = (kept.operation.body?.media ?? []).map(({ type }) => type);
      const [documented] = types;
      if (!refused || documented === undefined) return [];
      const fault = onRequest(kept, (request) => {
        const type = parseMediaType(headerOf(request, 'Content-Type') ?? '')?.type;
        const isOther = type !== undefined && !types.includes(type);
        return isOther ? withHeader(request, 'Content-Type', documented) : request;
      });
      return [behaviourMutant(kept, 'media type', `reads every body as ${documented}`, refused.pointer, fault)];
    }),
};
