import { documents } from '../../../contract/resources/kept-operation.ts';
import {
  behaviourMutant,
  inRole,
  onRequest,
  parameterOf,
  withHeader,
  withQuery,
  type BehaviourOperator,
} from '../behaviour-mutant.ts';

const FAMILY = 'ignored parameter';

/** A server that does as if a filter, a limit, an order or a condition had not been sent. */
export const ignoredParameters: BehaviourOperator = {
  name: 'ignored-parameters',
  family: FAMILY,
  mutants: (subject) => [
    ...inRole(subject, 'list').flatMap((kept) => {
      const { limit, page, offset, cursor, sort, direction, search, filters } = kept.rules;
      const names = [limit, page, offset, cursor, sort, direction, search, ...filters].flatMap(
        (rule) => rule?.name ?? [],
      );
      return names.flatMap((name) => {
        const parameter = parameterOf(kept, 'query', name);
        const fault = onRequest(kept, (request) => withQuery(request, name, undefined));
        return parameter ? [behaviourMutant(kept, FAMILY, `ignores ${name}`, parameter.pointer, fault)] : [];
      });
    }),
    ...subject.operations.flatMap((kept) =>
      CONDITIONS.flatMap(({ name, status }) => {
        const parameter = parameterOf(kept, 'header', name);
        const fault = onRequest(kept, (request) => withHeader(request, name));
        return parameter && documents(kept.operation, status)
          ? [behaviourMutant(kept, FAMILY, `ignores ${name}`, parameter.pointer, fault)]
          : [];
      }),
    ),
  ],
};

/** RFC 9110 §13.1, with the status of each. */
const CONDITIONS = [
  { name: 'If-Match', status: 412 },
  { name: 'If-None-Match', status: 304 },
];
