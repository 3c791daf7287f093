import type { MutationOperator } from '../mutant.ts';
import { bodyValues } from './body-values.ts';
import { narrowedRequests } from './narrowed-requests.ts';
import { repeatedIdentifiers } from './repeated-identifiers.ts';
import { responseHeaders } from './response-headers.ts';
import { sameResponse } from './same-response.ts';
import { unknownClauses } from './unknown-clauses.ts';
import { wholeResponses } from './whole-responses.ts';
import { wrongDefaults } from './wrong-defaults.ts';

/** Every mutation operator, in the order of a report. */
export const OPERATORS: readonly MutationOperator[] = [
  bodyValues,
  wholeResponses,
  responseHeaders,
  repeatedIdentifiers,
  sameResponse,
  wrongDefaults,
  unknownClauses,
  narrowedRequests,
];
