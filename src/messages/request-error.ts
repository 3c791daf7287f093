import type { Contract } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { requestErrors } from '../schema/read-write-only.ts';

/** What a request does wrong by its contract. */
export interface RequestError {
  kind: 'security' | 'parameter' | 'media type' | 'body';
  /** The clause that it breaks. */
  clause: Pointer;
  /** Where in the request: `request body#/data/image`, `path guid`, `header X`, `query q`. */
  at: string;
  /** What is wrong, as the end of a sentence that starts with the place. */
  message: string;
  /** What the clause asks for, where it breaks a rule of a schema. */
  expected?: Json;
  /** Set where the text could not be read at all, so that no schema was asked. */
  malformed?: true;
  /** Set where it could not be told whether the value is wrong; the message says why. */
  undecided?: true;
}

/** What a value does wrong by a schema, each told once: that `if` fails says nothing beside what it asks for. */
export function schemaErrors(
  contract: Contract,
  kind: 'parameter' | 'body',
  place: string,
  schema: Pointer,
  value: Json,
): RequestError[] {
  const errors = kind === 'body' ? requestErrors(contract, schema, value) : contract.validate(schema, value);
  const telling = errors.filter(({ keyword }) => keyword !== 'if');
  return (telling.length > 0 ? telling : errors).map(({ pointer, at, message, expected, undecided }) => ({
    kind,
    clause: pointer,
    at: at === '#' ? place : `${place}${at}`,
    message,
    expected,
    ...(undecided && { undecided }),
  }));
}
