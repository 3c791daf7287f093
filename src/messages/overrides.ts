import type { RequestValues, Operation } from '../model/contract.ts';
import type { HeaderField } from '../model/exchange.ts';

/** What every request of a run carries besides what its case says. */
export interface Overrides {
  /** Header fields of the user, which replace those of the same name. */
  headers: HeaderField[];
  /** Values for parameters by name, which replace the documented ones. */
  set: Record<string, string>;
}

export const NO_OVERRIDES: Overrides = { headers: [], set: {} };

/** Documented values replaced by what the user set for parameters of that name. */
export function applyOverrides(operation: Operation, inputs: RequestValues, { set }: Overrides): RequestValues {
  const changed = { ...inputs };
  for (const { name, in: where } of operation.parameters) {
    const value = set[name];
    if (value !== undefined) changed[where] = { ...changed[where], [name]: value };
  }
  return changed;
}

/** Header fields, those of the same name replaced by what was given. */
export function overrideHeaders(own: HeaderField[], given: HeaderField[]): HeaderField[] {
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  return [...own.filter(([name]) => !names.has(name.toLowerCase())), ...given];
}
