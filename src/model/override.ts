import type { Json, JsonObject } from './json.ts';

/**
 * Custom answers of the mock, by operation id: what a front end wants to see beside what the contract shows. Of the overrides of
 * one operation, the first whose conditions hold answers.
 */
export type Overrides = { readonly [operation: string]: readonly Override[] };

export interface Override {
  /** Holds for every valid request unless given. */
  readonly when?: OverrideConditions;
  /** Either one answer, or several in turn: the last one stays, unless they are repeated. */
  readonly answer?: OverrideAnswer;
  readonly answers?: readonly OverrideAnswer[];
  readonly repeat?: boolean;
}

/** Values by name; all of them have to hold. */
export interface OverrideConditions {
  readonly path?: { readonly [name: string]: Condition };
  readonly query?: { readonly [name: string]: Condition };
  /** In any letters; also of fields that the contract does not name. */
  readonly header?: { readonly [name: string]: Condition };
  /** Members of the body, at any depth. */
  readonly body?: JsonObject;
}

/** A value, or an object with exactly one of these members. */
export type Condition =
  | Json
  | { readonly equals: Json }
  /** A regular expression, which matches anywhere in the text. */
  | { readonly matches: string }
  /** A part of a text, or an item of an array. */
  | { readonly contains: Json }
  | { readonly absent: boolean };

/** What is not given is as the mode of the mock answers. */
export interface OverrideAnswer {
  readonly status?: number;
  /** The name of a documented example. */
  readonly example?: string;
  /** Of an object: members in place of the documented ones, at any depth. Anything else is the whole body. */
  readonly body?: Json;
  readonly headers?: { readonly [name: string]: string | number | boolean };
  /** `250ms`, `1s..2s`, or a number of seconds. */
  readonly delay?: string | number;
  /** Whether the contract may say nothing of this answer, or something else. */
  readonly undocumented?: boolean;
}
