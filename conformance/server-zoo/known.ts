/**
 * Known wrong judgements of assay, with the reason. Each of these tests must fail; if one passes, remove it from the list.
 * An entry is here only because it is not done yet, never because it is hard.
 */
export const KNOWN: Record<string, string> = {};

/** Hostile servers that still take too much time or memory. They are left out, because they would stop the tests too. */
export const NOT_SURVIVED: Record<string, string> = {};
