import type { Contract, Operation, Parameter, RequestValues } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { ownMember } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { sample } from '../../schema/sample.ts';
import type { Known } from './known.ts';

/**
 * Inputs whose required parameters of the query, headers and cookies name things that are there, where their names say of which kind.
 * Undefined where nothing is known for any of them.
 */
export function withKnownParameters(
  contract: Contract,
  { parameters }: Operation,
  inputs: RequestValues,
  overrides: Overrides,
  known: Known,
): RequestValues | undefined {
  let changed: RequestValues | undefined;
  for (const parameter of parameters) {
    const { in: where, name, required } = parameter;
    if (!required || where === 'path' || ownMember(overrides.set, name) !== undefined) continue;
    const value = knownValue(contract, parameter, known);
    if (value === undefined || value === ownMember(inputs[where], name)) continue;
    changed ??= { ...inputs };
    changed[where] = { ...changed[where], [name]: value };
  }
  return changed;
}

/** With the optional parameters that the documents give a value for, or that name things that are there; undefined without any. */
export function withOptionalParameters(
  contract: Contract,
  { parameters }: Operation,
  inputs: RequestValues,
  known: Known,
): RequestValues | undefined {
  let changed: RequestValues | undefined;
  for (const parameter of parameters) {
    const { in: where, name, examples, schema } = parameter;
    if (where === 'path' || ownMember(inputs[where], name) !== undefined) continue;
    const there = knownValue(contract, parameter, known);
    if (there === undefined && examples.size === 0) continue;
    const shown = examples.values().next().value?.value;
    const value = there ?? shown ?? (schema === undefined ? undefined : sample(contract, schema));
    if (value === undefined) continue;
    changed ??= { ...inputs };
    changed[where] = { ...changed[where], [name]: value };
  }
  return changed;
}

/**
 * Without the optional parameters of the query, headers and cookies that a document gives a value for, as it may name what is not there
 * (`?target=lxd01`). The same inputs where there is none; what the user set stays.
 */
export function withoutOptionalParameters(
  { parameters }: Operation,
  inputs: RequestValues,
  { set }: Overrides,
): RequestValues {
  let changed = inputs;
  for (const { in: where, name, required } of parameters) {
    if (required || where === 'path' || ownMember(set, name) !== undefined) continue;
    if (ownMember(changed[where], name) === undefined) continue;
    const { [name]: _, ...others } = changed[where];
    changed = { ...changed, [where]: others };
  }
  return changed;
}

/** The first thing that is known to be there, as the parameter's schema has it. */
function knownValue(contract: Contract, parameter: Parameter, known: Known): Json | undefined {
  const { schema } = parameter;
  return known
    .parameterValues(parameter)
    .flatMap((value) => [value, scalarText(value)])
    .find((value) => schema === undefined || contract.accepts(schema, value));
}
