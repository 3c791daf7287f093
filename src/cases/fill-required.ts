import type { Contract, RequestValues, Operation } from '../model/contract.ts';
import { sample } from '../schema/sample.ts';
import type { Overrides } from '../messages/overrides.ts';

/**
 * Inputs with a value for every required parameter: that of another example where this one has none, else one made
 * from the schema.
 */
export function fillRequired(contract: Contract, operation: Operation, inputs: RequestValues): RequestValues {
  const { path, query, header, cookie } = inputs;
  const complete: RequestValues = {
    ...inputs,
    path: { ...path },
    query: { ...query },
    header: { ...header },
    cookie: { ...cookie },
  };
  for (const { name, in: where, required, schema, examples } of operation.parameters) {
    if (!required || Object.hasOwn(complete[where], name)) continue;
    const documented = examples.values().next().value?.value;
    Object.defineProperty(complete[where], name, {
      value: documented ?? (schema && sample(contract, schema)) ?? 'assay',
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return complete;
}

/** The path parameters that neither the contract nor the user gives a value for: what a made-up one names need not exist. */
export function placeholderParameters({ parameters }: Operation, { set }: Overrides): string[] {
  return parameters
    .filter(({ in: where, name, examples }) => where === 'path' && examples.size === 0 && !Object.hasOwn(set, name))
    .map(({ name }) => name);
}
