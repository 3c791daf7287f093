import type { Contract } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';
import { isObject } from '../json/pointer.ts';

/** The description of what stands at a pointer, references followed; empty where it has none. */
export function descriptionAt(contract: Contract, pointer: Pointer): string {
  const { value } = contract.resolve(pointer);
  return isObject(value) && typeof value['description'] === 'string' ? value['description'] : '';
}
