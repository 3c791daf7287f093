import type { Case } from '../../model/case.ts';
import type { Contract } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import { webhooksOf, type OutgoingRequest } from '../../contract/callbacks.ts';
import { expand } from '../../contract/runtime-expressions.ts';
import type { CallbackListener, ReceivedRequest } from '../../exchange/callback-listener.ts';
import { judgeCallback, type JudgedCallback } from '../../judge/callback-request.ts';
import { callback } from '../../judge/checks/callback.ts';
import type { Violation } from '../../model/finding.ts';
import type { PhaseContext, PhaseOutcome } from '../phases/phase.ts';
import { subscribe, type Subscription } from './subscriptions.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** Milliseconds that callbacks are waited for. */
const PATIENCE = 5_000;

/** The most requests of one subscription or webhook that are judged. */
const MOST_JUDGED = 100;

/**
 * Asks the target for its callbacks, and judges those that come; webhooks too, which somebody has to have registered at the target:
 * at `/NAME` under the listener's address. What does not come breaks nothing: nothing says when an event happens.
 */
export async function receiveCallbacks(
  context: PhaseContext,
  listener: CallbackListener,
  patience = PATIENCE,
): Promise<PhaseOutcome> {
  const { contract, judge } = context;
  const webhooks = webhooksOf(contract);
  const { cases, subscriptions, unjudged } = await subscribe(context, listener.url);
  await waitFor(() => subscriptions.every((one) => cameTo(listener, one).length > 0), listener, patience);

  for (const subscription of subscriptions) {
    const came = cameTo(listener, subscription).slice(0, MOST_JUDGED);
    if (came.length === 0) unjudged.push(missing(subscription, patience));
    for (const request of came) {
      const { violations, undecided } = judgeBest(contract, subscription, request);
      for (const violation of violations) judge.report(subscription.case, { check: callback, violation });
      if (undecided !== undefined) unjudged.push(doubt(subscription.case.operation.id, undecided));
    }
  }
  for (const [index, request] of listener.received.filter((one) => !one.path.startsWith('/callbacks/')).entries()) {
    const webhook = index < MOST_JUDGED ? webhookFor(webhooks, request) : undefined;
    if (!webhook) continue;
    const { violations, undecided } = judgeReceived(contract, `webhook ${webhook.name}`, webhook, request);
    const testCase = webhookCase(webhook, request, index);
    judge.enter(
      testCase,
      answered(request),
      violations.map((violation) => ({ check: callback, violation })),
    );
    cases.push(testCase);
    if (undecided !== undefined) unjudged.push(doubt(testCase.operation.id, undecided));
  }
  return { cases, unjudged, undecided: [] };
}

async function waitFor(isDone: () => boolean, listener: CallbackListener, patience: number): Promise<void> {
  const end = performance.now() + patience;
  for (let left = patience; left > 0 && !isDone(); left = end - performance.now()) await listener.next(left);
}

function cameTo({ received }: CallbackListener, { path }: Subscription): ReceivedRequest[] {
  return received.filter((request) => request.path === path || /^[/?]/.test(rest(request.path, path)));
}

function rest(path: string, start: string): string {
  return path.startsWith(start) ? path.slice(start.length) : '';
}

/** Several callbacks may go to one address: a request is that which it fits best. */
function judgeBest(contract: Contract, subscription: Subscription, request: ReceivedRequest): JudgedCallback {
  const { callbacks, case: testCase, exchange } = subscription;
  const scored = callbacks.map((one) => {
    const what = `callback ${one.name}`;
    const judged = judgeReceived(contract, what, one, request);
    const expected = urlOf(one, testCase, exchange);
    const elsewhere: Violation[] =
      expected !== undefined && pathOf(expected) !== pathOf(request.path)
        ? [
            {
              clause: one.operation.pointer,
              at: `${what} path`,
              message: `sends the ${what} to another path than its expression gives`,
              expected: pathOf(expected) ?? '',
              actual: pathOf(request.path) ?? '',
            },
          ]
        : [];
    return { ...judged, violations: [...elsewhere, ...judged.violations] };
  });
  // What nobody can judge accuses nobody.
  const [best] = scored.sort(
    (a, b) =>
      a.violations.length - b.violations.length ||
      Number(b.undecided !== undefined) - Number(a.undecided !== undefined),
  );
  const open = scored.find(({ undecided }) => undecided !== undefined);
  return open && best && best.violations.length > 0
    ? { violations: [], undecided: open.undecided ?? '' }
    : (best ?? { violations: [] });
}

/** The URL of a callback, if its expression has a value. */
function urlOf(
  { expression = '' }: OutgoingRequest,
  { inputs, request }: Case,
  { outcome }: Exchange,
): string | undefined {
  if (!('response' in outcome)) return undefined;
  const url = expand(expression, { inputs, request, response: outcome.response });
  return 'value' in url ? url.value : undefined;
}

function judgeReceived(
  contract: Contract,
  what: string,
  outgoing: OutgoingRequest,
  request: ReceivedRequest,
): JudgedCallback {
  if (request.isCut) return { violations: [], undecided: `the ${what} is too long to be read` };
  return judgeCallback(contract, what, outgoing, request);
}

function pathOf(reference: string): string | undefined {
  return URL.canParse(reference, 'http://assay.invalid/')
    ? new URL(reference, 'http://assay.invalid/').pathname
    : undefined;
}

/** The webhook at whose address a request came; a single one at any address. */
function webhookFor(webhooks: OutgoingRequest[], { method, path }: ReceivedRequest): OutgoingRequest | undefined {
  const name = pathOf(path)?.split('/').at(-1);
  const named = webhooks.filter((webhook) => percentEncode(webhook.name) === name);
  const those = named.length > 0 ? named : new Set(webhooks.map((webhook) => webhook.name)).size === 1 ? webhooks : [];
  return those.find(({ operation }) => operation.method === method) ?? those[0];
}

function webhookCase({ name, operation: documented }: OutgoingRequest, request: ReceivedRequest, index: number): Case {
  const operation = { ...documented, id: `webhook ${name}`, path: request.path };
  return {
    id: `${operation.id} > request ${index + 1} that the target sent`,
    phase: 'behaviour',
    operation,
    title: 'a webhook that the target sent',
    inputs: { path: {}, query: {}, header: {}, cookie: {} },
    request,
    expect: { kind: 'accepted', clause: operation.pointer, at: 'request', mayRefuse: true },
  };
}

/** What the listener answers. */
function answered(request: ReceivedRequest): Exchange {
  return {
    request,
    outcome: { response: { status: 200, headers: [], body: new Uint8Array() } },
    duration: 0,
    retries: 0,
  };
}

function missing({ case: { operation }, callbacks }: Subscription, patience: number): Undecided {
  const names = [...new Set(callbacks.map(({ name }) => name))].join(', ');
  return {
    operation: operation.id,
    reason: `no callback came within ${patience / 1000} s: ${names}`,
    hint: 'Its event may not have happened; or the target does not reach the address of --callbacks.',
  };
}

function doubt(operation: string, why: string): Undecided {
  return { operation, reason: `a request that the target sent was not judged: ${why}` };
}
