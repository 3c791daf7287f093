import type { Violation } from '../../model/finding.ts';
import { headerValueOf } from '../../messages/header-value.ts';
import { show } from '../../text/wording.ts';
import type { Check } from '../judgement.ts';
import { formatExpected } from './schema.ts';

/** Required headers are present, and documented headers conform to their schema (OpenAPI 3.1 §4.8.21). */
export const headers: Check = {
  id: 'headers',
  title: 'The documented headers are present and valid.',
  each: ({ contract, documented, response }) =>
    (documented?.headers ?? []).flatMap((header): Violation[] => {
      const value = response.headers.get(header.name.toLowerCase());
      const at = `header ${header.name}`;
      if (value === undefined)
        return header.required
          ? [
              {
                clause: header.pointer,
                at,
                message: `leaves out the header ${header.name}`,
                expected: 'the header',
                actual: 'nothing',
              },
            ]
          : [];
      if (!header.schema) return [];
      const [error] = contract.validate(header.schema, headerValueOf(contract, header, value));
      // What cannot be read is a doubt of the judgement.
      return error && !error.undecided
        ? [
            {
              clause: error.pointer,
              at,
              message: `sends a ${header.name} that ${error.message}`,
              expected: formatExpected(error),
              actual: show(value),
            },
          ]
        : [];
    }),
};
