/**
 * The nouns of assay, a file for each stage of a run: json, contract, binding, exchange, case, finding, run.
 * Types only. A later stage may use an earlier one; nothing else is imported.
 * The words are those of OpenAPI 3.1, HTTP (RFC 9110) and JSON Pointer (RFC 6901).
 */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export type JsonObject = { [name: string]: Json };

/** A JSON Pointer in URI fragment form (RFC 6901 §6, with only `~0` and `~1` as escapes): `#/paths/~1v1~1images/post`. */
export type Pointer = string;
