import type { Contract, Operation } from '../../model/contract.ts';
import { verbOf } from '../../contract/resources/verbs-in-paths.ts';
import type { Case } from '../../model/case.ts';
import { pathOf } from '../../messages/path-template.ts';
import type { Ledger } from './ledger.ts';
import type { Things } from './things.ts';

/** What those share that learn from answers. */
export interface LearningContext {
  contract: Contract;
  /** Of the target, so that a URI can be read as a path of the contract. */
  baseUrl: string;
  ledger: Ledger;
  things: Things;
  /** The paths of collections whose lists showed all there was: what is created there later is new. */
  wholeLists: Set<string>;
  /**
   * Operations whose answers prove that something was made by a name alone that no one else gives: the identifiers that they answered with,
   * each with what records it as created once that is proved.
   */
  answeredBy: Map<Operation, Map<string, (() => unknown) | undefined>>;
}

/** When a request was sent and answered, in milliseconds since 1970; absent where the target does not say. */
export interface Times {
  sent?: number;
  answered?: number;
}

/** The path of the collection that a request lists, or creates in: `/nets` of `GET /nets/json` and `POST /nets/create`. */
export function collectionPath({ operation, request }: Pick<Case, 'operation' | 'request'>): string {
  const path = pathOf(request.path);
  return verbOf(operation.method, operation.path)?.collection ? path.slice(0, path.lastIndexOf('/')) : path;
}
