import type { Made } from './writes/create.ts';
import type { Read } from './things.ts';

/** What the phase knows of the things of a resource once it created and read them. */
export interface KnownThings {
  made: Made[];
  /** How each was read first, and again where it was changed before it is looked for; absent where that did not succeed. */
  reads: Map<Made, Read>;
  /** Members that differ from reading to reading. */
  volatile: Set<string>;
  /** What the list named before anything was changed. */
  listed?: ReadonlySet<string>;
  /** Set once all that was created was seen in the list. */
  wasListed?: true;
  /** The operation that changed the first of them last; absent where every change was refused. */
  changedBy?: string;
}
