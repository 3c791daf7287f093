import type { Case } from '../model/case.ts';
import type { Contract, RequestValues, Operation } from '../model/contract.ts';
import { sample } from '../schema/sample.ts';
import type { Overrides } from '../messages/overrides.ts';

/**
 * Adds a value for each missing required parameter: that of another example, else a sample of the schema.
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
