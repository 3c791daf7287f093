import type { Case } from '../model/case.ts';
import type { Undecided } from '../model/finding.ts';
import type { Exchange, Failure, HeaderField, Request, Response, Target } from '../model/exchange.ts';
import { expand, localPath } from '../contract/runtime-expressions.ts';
import { limitTime } from './time-limit.ts';
import { isNotFound, isSuccessful } from '../http/status.ts';

/** How to undo what an operation created: `DELETE /things/{response.body#/id}`. */
export interface CleanupRule {
  method: string;
  /** A path with runtime expressions in braces (OpenAPI 3.1 §4.8.20.4), with or without their `$`. */
  template: string;
}

/** An exchange that may have created something. */
export interface Creation {
  testCase: Case;
  exchange: Exchange;
}

/** What a path may be sent for: `unknown` where no path of the contract has its shape. */
export type MayUndo = (method: string, path: string) => boolean | 'unknown';

/** Expressions in braces, with or without their `$`. */
const EXPRESSIONS = /\{\$?([^{}]+)\}/g;

/** The time limit for undoing, in milliseconds. */
const TIME_LIMIT = 60_000;

/** @returns the rule, or undefined if the text is not one */
export function readCleanupRule(text: string): CleanupRule | undefined {
  const match = /^([A-Z]+)\s+(\S+)$/.exec(text.trim());
  return match?.[1] && match[2] ? { method: match[1], template: match[2] } : undefined;
}

/**
 * Undoes what a run created, last first. Lists what could not be undone, and requests without a response that may have created something.
 * Never throws.
 * @param rules by operation id; creations of other operations are not undone
 * @param headers the header fields of every request, with credentials
 * @param signal ends it early; the rest is listed
 * @param mayUndo whether a path from a response names something that the run created; any other path is used only if the rule
 * itself spells it
 */
export async function cleanUp(
  target: Target,
  creations: Creation[],
  rules: Map<string, CleanupRule>,
  headers: HeaderField[],
  signal?: AbortSignal,
  mayUndo: MayUndo = () => true,
): Promise<Undecided[]> {
  const leftovers: Undecided[] = [];
  const limit = limitTime(TIME_LIMIT, signal);
  for (const { testCase, exchange } of creations.toReversed()) {
    const rule = rules.get(testCase.operation.id);
    const reason = isUnseen(exchange)
      ? `it may have created something: ${exchange.outcome.failure.message}`
      : rule && 'response' in exchange.outcome && isSuccessful(exchange.outcome.response.status)
        ? await undo(target, rule, testCase, exchange.outcome.response, headers, limit, mayUndo)
        : undefined;
    if (reason) leftovers.push({ operation: testCase.operation.id, case: testCase.id, reason });
  }
  return leftovers;
}

/** Whether a request may have had its effect without a response. */
export function isUnseen(exchange: Exchange): exchange is Exchange & { outcome: { failure: Failure } } {
  const { outcome } = exchange;
  return (
    'failure' in outcome &&
    !outcome.failure.unsent &&
    outcome.failure.kind !== 'unreachable' &&
    outcome.failure.kind !== 'unsendable'
  );
}

/** Why a creation could not be undone, or undefined if it was. */
async function undo(
  target: Target,
  { method, template }: CleanupRule,
  { inputs }: Case,
  response: Response,
  headers: HeaderField[],
  signal: AbortSignal,
  mayUndo: MayUndo,
): Promise<string | undefined> {
  const expanded = expand(template, { inputs, response }, EXPRESSIONS);
  if ('missing' in expanded) return `the answer has no ${expanded.missing}`;
  const path = localPath(expanded.value, target.baseUrl);
  if (path === undefined) return 'what it names is not on the target, so nothing was sent there';
  const may = hasShapeOf(template, expanded.value) && mayUndo(method, path);
  if (may === 'unknown' && !template.startsWith('/'))
    return `${method} ${path} was not sent: no path of the contract says what it names. Spell it in the rule, as in ${method} /things/{response.body#/id}`;
  if (!may) return `${method} ${path} was not sent: it may name something that was there before`;
  const request: Request = { method, path, headers };
  const sent = await target.send(request, signal).catch((error: Error) => error.message);
  if (typeof sent === 'string') return `${method} ${path}: ${sent}`;
  const { outcome } = sent;
  if ('failure' in outcome) return `${method} ${path}: ${outcome.failure.message}`;
  const { status } = outcome.response;
  // It is already deleted.
  return isSuccessful(status) || isNotFound(status) ? undefined : `${method} ${path} was answered with ${status}`;
}

/** Whether values of a response stay within their path segments: `../users/1` would be another resource. */
function hasShapeOf(template: string, path: string): boolean {
  if (!template.startsWith('/')) return true;
  const segments = path.split('/');
  return (
    segments.length === template.replace(EXPRESSIONS, 'x').split('/').length &&
    !segments.some((segment) => /^(\.|%2e){1,2}$/i.test(segment)) &&
    !/[?#]/.test(path.slice(template.search(/\{/)))
  );
}
