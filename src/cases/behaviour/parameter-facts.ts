import type { Contract, Operation, Parameter } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { keyword, numbersOf, typesOf } from '../../schema/keywords.ts';
import { unconditional } from '../../schema/subschemas.ts';

/** What a contract says of a parameter of the query. */
export interface ParameterFacts {
  parameter: Parameter;
  pointer: Pointer;
  /** Empty where there is none. */
  description: string;
  types: ReadonlySet<string>;
  format?: Json;
  /** What it may be: an enumeration, of its items where it is a list. */
  values: Json[];
  byDefault?: { value: Json; clause: Pointer };
  minimum?: number;
  maximum?: number;
  isRequired: boolean;
}

/** What the contract says of a parameter of the query, by its name. */
export function parameterFacts(contract: Contract, operation: Operation, name: string): ParameterFacts | undefined {
  const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
  if (!parameter) return undefined;
  const { pointer, value } = contract.resolve(parameter.pointer);
  const own = parameter.schema === undefined ? [] : unconditional(contract, [parameter.schema]);
  const items = own.flatMap((one) => (isObject(one.schema['items']) ? [joinPointer(one.pointer, 'items')] : []));
  const schemas = [...own, ...unconditional(contract, items)];
  const listed = keyword(schemas, 'enum');
  const described = isObject(value) ? value['description'] : undefined;
  const inSchema = keyword(schemas, 'description');
  const withDefault = own.find(({ schema }) => schema['default'] !== undefined);
  const format = keyword(schemas, 'format');
  const [minimum] = numbersOf(own, 'minimum');
  const [maximum] = numbersOf(own, 'maximum');
  return {
    ...{ parameter, pointer, isRequired: parameter.required },
    description: [described, inSchema].filter((one) => typeof one === 'string').join(' '),
    types: typesOf(own) ?? new Set(),
    values: Array.isArray(listed) ? listed.filter((one) => one !== null) : [],
    ...(withDefault && {
      byDefault: { value: withDefault.schema['default'] as Json, clause: joinPointer(withDefault.pointer, 'default') },
    }),
    ...(format !== undefined && { format }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
  };
}
