import type { Json, Pointer } from './json.ts';

/** How a leaf of a documented response is compared. */
export type LeafKind = 'bound' | 'volatile' | 'literal';

/** Where a bound value comes from. */
export type Origin =
  /** `part` is the place of a value in a parameter that is a list or an object. */
  | { in: 'path' | 'query' | 'header' | 'cookie'; name: string; part?: Pointer }
  | { in: 'body'; pointer: Pointer }
  | { in: 'response'; pointer: Pointer };

/** Texts and origins in turn. A single origin is its value, of any type. */
export type Template = readonly (string | Origin)[];

/** The place of a leaf in a response. */
export type LeafPlace = { in: 'body'; pointer: Pointer } | { in: 'header'; name: string };

/** One value of a documented response: a scalar JSON value, or a header. */
export interface Leaf {
  place: LeafPlace;
  value: Json;
  kind: LeafKind;
  /** Why it is of this kind, for `assay explain`. */
  because: string;
  /** For kind `bound`. */
  template?: Template;
  /** Set if the contract itself states the kind (`x-match`). */
  declared?: true;
  /** Whether it identifies the created resource, so that two creations may not share it. */
  identifies: boolean;
  /** The clause of the contract that describes it. */
  clause: Pointer;
}
