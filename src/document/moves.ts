import type { Pointer } from '../model/json.ts';
import { parentPointer } from '../json/pointer.ts';

/** A note without its position in the file. */
export interface RepairWarning {
  pointer: Pointer;
  message: string;
  /** The clause that was made of it by a guess, which another reader may not share. */
  guess?: Pointer;
  /** Its pointer before the document was repaired. */
  from?: Pointer;
}

/** Maps a pointer to where it was before parts of the document moved, by its nearest ancestor that moved. */
export function movedBack(pointer: Pointer, moves: ReadonlyMap<Pointer, Pointer>): Pointer {
  if (moves.size === 0) return pointer;
  for (let at = pointer; ; at = parentPointer(at)) {
    const from = moves.get(at);
    if (from !== undefined) return from + pointer.slice(at.length);
    if (at === '#') return pointer;
  }
}
