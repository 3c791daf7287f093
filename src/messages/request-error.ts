import type { Contract } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { requestErrors } from '../schema/read-write-only.ts';

/** An error of a request by its contract. */
export interface RequestError {
  kind: 'security' | 'parameter' | 'media type' | 'size' | 'body';
  /** The violated clause. */
  clause: Pointer;
  /** Where in the request: `request body#/data/image`, `path guid`, `header X`, `query q`. */
  at: string;
  /** The error, as the end of a sentence whose subject is the place. */
  message: string;
  /** The requirement of the clause, if it is a schema's. */
  expected?: Json;
  /** Set if the text could not be decoded, so that it was not validated. */
  malformed?: true;
  /** Set where nobody can say whether the value is wrong; the message says why. */
  undecided?: true;
}

/** The schema errors of a value, each once. The error of an `if` is left out, because its `then` or `else` has its own. */
export function schemaErrors(
  contract: Contract,
  kind: 'parameter' | 'body',
  name: string,
  schema: Pointer,
  value: Json,
  place?: { holder: object; key: string | number },
): RequestError[] {
  const errors =
    kind === 'body' ? requestErrors(contract, schema, value, place) : contract.validate(schema, value, place);
  const telling = errors.filter(({ keyword }) => keyword !== 'if');
  return (telling.length > 0 ? telling : errors).map(({ pointer, at, message, expected, digits, undecided }) => ({
    kind,
    clause: pointer,
    at: at === '#' ? name : `${name}${at}`,
    message,
    expected: digits ?? expected,
    ...(undecided && { undecided }),
  }));
}
