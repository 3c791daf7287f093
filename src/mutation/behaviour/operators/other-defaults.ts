import type { Contract, Parameter } from '../../../model/contract.ts';
import type { Json } from '../../../model/json.ts';
import { joinPointer } from '../../../json/pointer.ts';
import { scalarText } from '../../../json/scalar-text.ts';
import { applicable } from '../../../schema/subschemas.ts';
import { behaviourMutant, inRole, onRequest, queryOf, withQuery, type BehaviourOperator } from '../behaviour-mutant.ts';

/** A server with another default for a parameter of a list. */
export const otherDefaults: BehaviourOperator = {
  name: 'other-defaults',
  family: 'list default',
  mutants: (subject) =>
    inRole(subject, 'list').flatMap((kept) =>
      kept.operation.parameters.flatMap((parameter) => {
        const { name } = parameter;
        const other = parameter.in === 'query' ? otherDefault(subject.contract, parameter) : undefined;
        if (!other) return [];
        const fault = onRequest(kept, (request) =>
          queryOf(request.path).has(name) ? request : withQuery(request, name, scalarText(other.value)),
        );
        return [behaviourMutant(kept, 'list default', `has another default for ${name}`, other.clause, fault)];
      }),
    ),
};

/** A value that a parameter may have, and that is not its default. */
function otherDefault(contract: Contract, { schema }: Parameter): { value: Json; clause: string } | undefined {
  const subschemas = schema === undefined ? [] : applicable(contract, schema, '');
  const owner = subschemas.find((one) => one.schema['default'] !== undefined);
  if (!owner || schema === undefined) return undefined;
  const byDefault = owner.schema['default'] ?? null;
  const listed = subschemas.flatMap(({ schema: { enum: values } }) => (Array.isArray(values) ? values : []));
  const value = [...listed, 1, 2, true, false].find((one) => one !== byDefault && contract.accepts(schema, one));
  return value === undefined ? undefined : { value, clause: joinPointer(owner.pointer, 'default') };
}
