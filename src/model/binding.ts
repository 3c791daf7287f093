import type { Json, Pointer } from './json.ts';

/** How a leaf of a documented response is compared. */
export type LeafKind = 'bound' | 'volatile' | 'literal';

/** Where a bound value comes from. */
export type Origin =
  | { in: 'path' | 'query' | 'header' | 'cookie'; name: string }
  | { in: 'body'; pointer: Pointer }
  | { in: 'response'; pointer: Pointer };

/** Text and origins in turn; one origin alone stands for its value, of any type. */
export type Template = readonly (string | Origin)[];

/** Where in a response a leaf stands. */
export type LeafPlace = { in: 'body'; pointer: Pointer } | { in: 'header'; name: string };

/** One value of a documented response: a JSON value that is no object or array, or a header. */
export interface Leaf {
  place: LeafPlace;
  value: Json;
  kind: LeafKind;
  /** Why it is of this kind, for `assay explain`. */
  because: string;
  /** For kind `bound`. */
  template?: Template;
  /** Set where the contract says of which kind it is (`x-match`). */
  declared?: true;
  /** Whether it names what was created, so that two creations may not share it. */
  identifies: boolean;
  /** The clause of the contract that describes it. */
  clause: Pointer;
}
