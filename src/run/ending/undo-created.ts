import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Request, Target } from '../../model/exchange.ts';
import { deletionOf } from '../../contract/resources/deletion.ts';
import { renamed } from '../../contract/resources/path-shapes.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { fillRequired } from '../../cases/fill-required.ts';
import { formatCurl } from '../../judge/curl.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { isExcluded, type OperationFilters } from '../operation-filter.ts';
import { itemPath, type CreatedItem, type Item, type Ledger } from '../state/ledger.ts';
import { limitTime } from '../../exchange/time-limit.ts';
import { isNotFound, isSuccessful } from '../../http/status.ts';

/** Undoing ends after so many milliseconds, whatever the target does. */
const TIME_LIMIT = 60_000;

export interface UndoOptions {
  overrides?: Overrides;
  /** What is left out of the run is left out here; an operation that was merely not chosen is used. */
  filters?: OperationFilters;
  /** Ends it early; what is left then is listed. */
  signal?: AbortSignal;
  /** Operations whose creations are undone in another way. */
  except?: ReadonlySet<string>;
}

/**
 * Deletes what the run created, newest first, by the contract's own DELETE of its path.
 * Never throws.
 * @returns what could not be deleted, with a curl line that would do it where there is one
 */
export async function undoCreated(
  contract: Contract,
  target: Target,
  ledger: Ledger,
  { overrides = NO_OVERRIDES, filters, signal, except }: UndoOptions = {},
): Promise<Undecided[]> {
  const leftovers: Undecided[] = [];
  const limit = limitTime(TIME_LIMIT, signal);
  for (const item of ledger.created().toReversed()) {
    if (item.isGone || except?.has(item.by)) continue;
    const reason = await undo(contract, target, item, overrides, filters, limit);
    if (reason === undefined) ledger.recordGone(item);
    else leftovers.push({ operation: item.by, case: item.case, reason });
  }
  return leftovers;
}

/** Why a thing could not be deleted, or undefined where it was. */
async function undo(
  contract: Contract,
  target: Target,
  item: CreatedItem,
  overrides: Overrides,
  filters: OperationFilters | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const path = itemPath(item);
  const deletion = deletionFor(contract, item, overrides, filters);
  if (!deletion) return `${path} was created, and no DELETE of the contract may be sent to take it away`;
  const { operation, request } = deletion;
  const sent = await target.send(request, signal).catch((error: Error) => error.message);
  const curl = formatCurl(target.baseUrl, target.asSent?.(request) ?? request, operation);
  if (typeof sent === 'string') return `${path} was not deleted (${sent}): ${curl}`;
  if ('failure' in sent.outcome) return `${path} was not deleted (${sent.outcome.failure.message}): ${curl}`;
  const { status } = sent.outcome.response;
  // What is gone already needs no undoing.
  return isSuccessful(status) || isNotFound(status)
    ? undefined
    : `${path} was not deleted (answered with ${status}): ${curl}`;
}

/** The line that deletes a thing, behind a colon; empty where the contract has no DELETE for it. */
export function deletionCurl(
  contract: Contract,
  target: Target,
  item: Item,
  { overrides = NO_OVERRIDES, filters }: Pick<UndoOptions, 'overrides' | 'filters'>,
): string {
  const deletion = deletionFor(contract, item, overrides, filters);
  if (!deletion) return '';
  const { request, operation } = deletion;
  return `: ${formatCurl(target.baseUrl, target.asSent?.(request) ?? request, operation)}`;
}

/** The request that deletes a thing, where the contract has one that may be sent. */
export function deletionFor(
  contract: Contract,
  { template, params }: Item,
  overrides: Overrides,
  filters: OperationFilters | undefined,
): { operation: Operation; request: Request } | undefined {
  const operation = deletionOf(resourcesOf(contract).at(template));
  if (!operation || isExcluded(operation, filters?.exclude)) return undefined;
  const inputs: RequestValues = { path: renamed(params, template, operation.path), query: {}, header: {}, cookie: {} };
  return { operation, request: encodeRequest(operation, fillRequired(contract, operation, inputs), overrides) };
}
