import type { Case } from '../model/case.ts';
import type { Contract, RequestValues, Operation } from '../model/contract.ts';
import { sample } from '../schema/sample.ts';
import type { Overrides } from '../messages/overrides.ts';

/**
 * Adds a value for each missing required parameter: that of another example, else a sample of the schema.
 */
export function fillRequired(contract: Contract, operation: Operation, inputs: RequestValues): RequestValues {
  const complete: RequestValues = { ...inputs };
  for (const { name, in: where, required, schema, examples } of operation.parameters) {
    if (!required || Object.hasOwn(complete[where], name)) continue;
    const documented = examples.values().next().value?.value;
    const value = documented ?? (schema && sample(contract, schema)) ?? 'assay';
    complete[where] = { ...complete[where], [name]: value };
  }
  return complete;
}

/** The path parameters without a value of the contract or the user: a made-up value need not name an existing resource. */
export function placeholderParameters({ parameters }: Operation, { set }: Overrides): string[] {
  return parameters
    .filter(({ in: where, name, examples }) => where === 'path' && examples.size === 0 && !Object.hasOwn(set, name))
    .map(({ name }) => name);
}

/** The same as a case names them, if there are any. */
export function withPlaceholders(operation: Operation, overrides: Overrides): Pick<Case, 'placeholderParameters'> {
  const names = placeholderParameters(operation, overrides);
  return names.length > 0 ? { placeholderParameters: names } : {};
}
