/* Which operations a first accepted request is looked for, and how many requests that may take. */

import type { Phase } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import { hasExactExamples } from '../../contract/exact-examples.ts';
import { unusableInRequest } from '../../contract/unusable-schemas.ts';
import { makesNew } from '../permissions/effect.ts';
import { permissionFor, type PermissionOptions } from '../permissions/permissions.ts';
import { selectPhases } from '../phases/index.ts';
import { MAX_CREATING_TRIES, MAX_TRIES } from './climb.ts';

/** Phases that vary requests, and need one to vary. */
const VARYING: readonly Phase[] = ['coverage', 'behaviour', 'odd-values', 'fuzzing'];

/** The operations whose first accepted request is looked for before anything else is sent. */
export function searchedOperations(contract: Contract, phases: readonly Phase[]): Operation[] {
  return phases.some((phase) => VARYING.includes(phase))
    ? contract.operations.filter((operation) => isSearchable(contract, operation))
    : [];
}

/** Documented requests that are exact are judged as they are; of others, one that is accepted is looked for. */
export function isSearchable(contract: Contract, operation: Operation): boolean {
  return (
    !hasExactExamples(contract, operation) &&
    !documentsOnlyErrors(operation) &&
    unusableInRequest(contract, operation).length === 0
  );
}

function documentsOnlyErrors({ responses }: Operation): boolean {
  return responses.length > 0 && responses.every(({ status }) => /^[45]/.test(status));
}

/** How many requests an operation gets at most. */
export function triesFor(contract: Contract, operation: Operation): number {
  return makesNew(contract, operation) ? MAX_CREATING_TRIES : MAX_TRIES;
}

/** How many requests a run sends at most to find the first that each operation accepts. */
export function baseRequests(
  contract: Contract,
  { phases, ...options }: PermissionOptions & { phases?: readonly Phase[] },
): number {
  const names = selectPhases(phases).map(({ name }) => name);
  return searchedOperations(contract, names)
    .filter((operation) => permissionFor(contract, operation, options).may !== 'hold back')
    .reduce((sum, operation) => sum + triesFor(contract, operation), 0);
}
