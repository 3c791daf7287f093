import type { Contract } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import type { Overrides } from '../model/override.ts';
import { assemble } from '../contract/assemble.ts';
import { UsageError } from '../errors.ts';
import { parseExactly } from '../json/exact-integers.ts';

/** A contract as a module for pages holds it. */
export interface PackedContract {
  name: string;
  file: string;
  /** The document as JSON. */
  document: string;
  overrides?: Overrides;
}

/** The contract again, in a page: places in its file are not known there. */
export function contractFrom({ name, file, document, overrides }: PackedContract): Contract {
  const contract = assemble(
    parseExactly(document).value as JsonObject,
    { name, file, files: [], warnings: [], reading: {} },
    (pointer) => ({ file, line: 1, column: 1, pointer }),
    (pointer, message, hint) => {
      throw new UsageError(`${pointer} ${message}`, hint);
    },
  );
  return overrides ? { ...contract, overrides } : contract;
}
