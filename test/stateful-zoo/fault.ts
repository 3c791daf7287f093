import type { Shop } from './shop.ts';

/** A shop that does one thing otherwise than the contract says. */
export interface Fault {
  /** What does not hold of it: the name of a check where one is about that. */
  of: string;
  name: string;
  does: (shop: Shop) => void;
  /** Set where a note is all that may be said of it: what it does is not stated, or is harmless. */
  isNote?: true;
}

/** A shop that does everything that the contract says, in an unusual way. */
export interface Oddity {
  name: string;
  does: (shop: Shop) => void;
}
