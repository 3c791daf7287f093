import type { Pointer } from '../model/json.ts';
import { parentPointer } from '../json/pointer.ts';

/** A note without its place. */
export interface RepairWarning {
  pointer: Pointer;
  message: string;
  /** The clause that was made of it by a guess, which another reader may not share. */
  guess?: Pointer;
  /** Where it stood before the document was repaired. */
  from?: Pointer;
}

/** Where a pointer led before parts of the document were moved: by the nearest of its ancestors that was. */
export function movedBack(pointer: Pointer, moves: ReadonlyMap<Pointer, Pointer>): Pointer {
  if (moves.size === 0) return pointer;
  for (let at = pointer; ; at = parentPointer(at)) {
    const from = moves.get(at);
    if (from !== undefined) return from + pointer.slice(at.length);
    if (at === '#') return pointer;
  }
}
