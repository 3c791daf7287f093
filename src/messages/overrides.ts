import type { RequestValues, Operation } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';
import { ownMember } from '../json/pointer.ts';

/** The user's values for every request of a run. */
export interface Overrides {
  /** Header fields, which replace those of the same name. */
  headers: HeaderField[];
  /** Values of parameters by name, which replace the documented ones. */
  set: Record<string, string>;
}

export const NO_OVERRIDES: Overrides = { headers: [], set: {} };

/** Replaces documented values by the user's values for parameters of that name. */
export function applyOverrides(operation: Operation, inputs: RequestValues, { set }: Overrides): RequestValues {
  const changed = { ...inputs };
  for (const { name, in: where } of operation.parameters) {
    const value = ownMember(set, name);
    if (value !== undefined) changed[where] = { ...changed[where], [name]: value };
  }
  return changed;
}

/** Replaces header fields by the user's fields of the same name. */
export function overrideHeaders(own: HeaderField[], given: HeaderField[]): HeaderField[] {
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  return [...own.filter(([name]) => !names.has(name.toLowerCase())), ...given];
}
