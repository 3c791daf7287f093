import { setTimeout } from 'node:timers/promises';
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

/** Undoing ends after so many milliseconds, whatever the target does; so does each further try. */
const TIME_LIMIT = 60_000;

/** A target that ended is looked for so often, with so many milliseconds between: whatever runs it may start it again. */
const LOOKS = 30;
const BETWEEN_LOOKS = 500;

export interface UndoOptions {
  overrides?: Overrides;
  /** What is left out of the run is left out here; an operation that was merely not chosen is used. */
  filters?: OperationFilters;
  /** Ends it early; what is left then is listed. */
  signal?: AbortSignal;
  /** Operations whose creations are undone in another way. */
  except?: ReadonlySet<string>;
  /** Waits so many milliseconds. */
  pause?: (time: number, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Deletes what the run created, newest first, by the contract's own DELETE of its path. A target that ends at that is waited for; the
 * others of that kind are then put off until everything else is gone, as it may be that which it cannot bear. Never throws.
 * @returns what could not be deleted, with a curl line that would do it where there is one
 */
export async function undoCreated(
  contract: Contract,
  target: Target,
  ledger: Ledger,
  { overrides = NO_OVERRIDES, filters, signal, except, pause = wait }: UndoOptions = {},
): Promise<Undecided[]> {
  let items = ledger
    .created()
    .toReversed()
    .filter(({ isGone, by }) => !isGone && !except?.has(by));
  let left = new Map<CreatedItem, string>();
  for (let isAgain = false; ; isAgain = true) {
    const limit = limitTime(TIME_LIMIT, signal);
    const ending = new Set<string>();
    let isGone = false;
    left = new Map();
    for (const item of items) {
      const deletion = deletionFor(contract, item, overrides, filters);
      if (!deletion)
        left.set(item, `${itemPath(item)} was created, and no DELETE of the contract may be sent to take it away`);
      else if (isGone || ending.has(item.by))
        left.set(item, notDeleted(target, item, deletion, 'the target had ended'));
      else {
        const failed = await undo(target, deletion, limit);
        if (failed === undefined) ledger.recordGone(item);
        else left.set(item, notDeleted(target, item, deletion, failed.reason));
        const state = failed?.mayHaveEnded && !limit.aborted ? await lookFor(target, pause, limit) : 'there';
        if (state === 'back') ending.add(item.by);
        isGone = state === 'gone';
      }
    }
    if (isAgain || isGone || ending.size === 0) break;
    items = items.filter((item) => left.has(item));
  }
  return [...left].map(([{ by, case: testCase }, reason]) => ({ operation: by, case: testCase, reason }));
}

interface Deletion {
  operation: Operation;
  request: Request;
}

function notDeleted(target: Target, item: Item, { request, operation }: Deletion, why: string): string {
  return `${itemPath(item)} was not deleted (${why}): ${formatCurl(target.baseUrl, target.asSent?.(request) ?? request, operation)}`;
}

/** Why a thing could not be deleted, or undefined where it was. */
async function undo(
  target: Target,
  { request }: Deletion,
  signal: AbortSignal,
): Promise<{ reason: string; mayHaveEnded?: boolean } | undefined> {
  const sent = await target.send(request, signal).catch((error: Error) => error.message);
  if (typeof sent === 'string') return { reason: sent };
  if ('failure' in sent.outcome) {
    const { kind, message } = sent.outcome.failure;
    return { reason: message, mayHaveEnded: kind === 'unreachable' || kind === 'reset' };
  }
  const { status } = sent.outcome.response;
  // What is gone already needs no undoing.
  return isSuccessful(status) || isNotFound(status) ? undefined : { reason: `answered with ${status}` };
}

/** Whether a target is there, came back after a while, or did not. */
async function lookFor(
  target: Target,
  pause: NonNullable<UndoOptions['pause']>,
  signal: AbortSignal,
): Promise<'there' | 'back' | 'gone'> {
  for (let looks = 0; looks < LOOKS && !signal.aborted; looks += 1) {
    const sent = await target.send({ method: 'GET', path: '/', headers: [] }, signal).catch(() => undefined);
    const isThere = sent !== undefined && !('failure' in sent.outcome && sent.outcome.failure.kind === 'unreachable');
    if (isThere) return looks === 0 ? 'there' : 'back';
    await pause(BETWEEN_LOOKS, signal);
  }
  return 'gone';
}

function wait(time: number, signal: AbortSignal): Promise<unknown> {
  return setTimeout(time, undefined, { signal }).catch(() => undefined);
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
): Deletion | undefined {
  const operation = deletionOf(resourcesOf(contract).at(template));
  if (!operation || isExcluded(operation, filters?.exclude)) return undefined;
  const inputs: RequestValues = { path: renamed(params, template, operation.path), query: {}, header: {}, cookie: {} };
  return { operation, request: encodeRequest(operation, fillRequired(contract, operation, inputs), overrides) };
}
