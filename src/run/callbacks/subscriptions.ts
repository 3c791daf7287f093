import type { Case } from '../../model/case.ts';
import type { Operation, RequestValues } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Pointer } from '../../model/json.ts';
import { basesOf } from '../../cases/valid-requests.ts';
import { callbacksOf, type OutgoingRequest } from '../../contract/callbacks.ts';
import { decodeOwnRequest } from '../../messages/decode-own-request.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { isObject, parentPointer, replaceAt, setMember, valueAt } from '../../json/pointer.ts';
import type { PhaseContext } from '../phases/phase.ts';
import { isSuccessful } from '../../http/status.ts';

/** A request that gave the target an address of the run, and what it then has to send. */
export interface Subscription {
  case: Case;
  exchange: Exchange;
  /** The path of the address, which no other subscription has. */
  path: string;
  callbacks: readonly OutgoingRequest[];
}

/** A place of a request that takes the URL of a callback. */
type UrlPlace = { in: 'body'; pointer: Pointer } | { in: 'query' | 'header'; name: string };

/** What became of the requests with an address of the run. */
export interface Subscribed {
  cases: Case[];
  subscriptions: Subscription[];
  /** Why there is none of an operation with callbacks. */
  unjudged: Undecided[];
}

/**
 * Sends one request of each operation with callbacks, with an address of the run wherever a callback takes its URL from.
 * @param base the URL of the run's listener
 */
export async function subscribe(context: PhaseContext, base: string): Promise<Subscribed> {
  const { contract, sender, judge, onExchange } = context;
  const all: Subscribed = { cases: [], subscriptions: [], unjudged: [] };
  for (const operation of contract.operations) {
    const callbacks = callbacksOf(contract, operation).filter(({ expression }) => placeOf(expression) !== undefined);
    if (callbacks.length === 0) continue;
    const path = `/callbacks/${all.cases.length + 1}`;
    const testCase = subscriptionCase(context, operation, callbacks, base + path);
    const leaveOut = (reason: string): void =>
      void all.unjudged.push({ operation: operation.id, reason: `its callbacks were not judged: ${reason}` });
    if (typeof testCase === 'string') {
      leaveOut(testCase);
      continue;
    }
    const exchange = await sender.send(testCase);
    if (!exchange) {
      leaveOut('the request that asks for them was held back');
      continue;
    }
    all.cases.push(testCase);
    judge.judge(testCase, exchange);
    onExchange(testCase, exchange);
    const status = 'response' in exchange.outcome ? exchange.outcome.response.status : 0;
    if (isSuccessful(status)) all.subscriptions.push({ case: testCase, exchange, path, callbacks });
    else leaveOut('the request that asks for them was not accepted');
  }
  return all;
}

/** The request of an operation with an address, or why there is none. */
function subscriptionCase(
  { contract, baselines, options }: PhaseContext,
  operation: Operation,
  callbacks: readonly OutgoingRequest[],
  url: string,
): Case | string {
  const { overrides = options.overrides ?? NO_OVERRIDES, bases } = baselines.startOf(operation) ?? {};
  const [base] = bases ?? basesOf(contract, operation, overrides);
  if (!base) return 'no request of the operation is known';
  let inputs: RequestValues | undefined = base.inputs;
  for (const { expression } of callbacks) {
    const place = placeOf(expression);
    inputs = inputs && place && withUrl(operation, inputs, place, url);
  }
  if (!inputs) return 'the request has no place for the URL';
  const request = encodeRequest(operation, inputs, overrides);
  const [error] = decodeOwnRequest(contract, operation, request).errors;
  if (error) return `the address of the run is not allowed: ${error.at} ${error.message}`;
  const title = 'the request that gives an address for callbacks';
  return {
    id: `${operation.id} > ${title}`,
    phase: 'behaviour',
    operation,
    title,
    inputs,
    request,
    // Much of it may be taken already, such as a name.
    expect: { kind: 'accepted', clause: operation.pointer, at: 'request', mayRefuse: true, mayNormalize: true },
  };
}

/** Where a callback takes its URL from, if that is a place of the request (OpenAPI 3.1 §4.8.18, Key Expression). */
function placeOf(expression = ''): UrlPlace | undefined {
  const [, where, pointer, name] =
    /^\{\$request\.(?:(body)#([^}]*)|(?:query|header)\.([^}]+))\}/.exec(expression) ?? [];
  if (where === 'body' && pointer !== undefined) return { in: 'body', pointer: `#${pointer}` };
  if (name === undefined) return undefined;
  return { in: expression.startsWith('{$request.query') ? 'query' : 'header', name };
}

function withUrl(operation: Operation, inputs: RequestValues, place: UrlPlace, url: string): RequestValues | undefined {
  if (place.in === 'body') {
    if (inputs.body === undefined || place.pointer === '#') return undefined;
    const around = valueAt(inputs.body, parentPointer(place.pointer));
    if (!isObject(around)) return undefined;
    return { ...inputs, body: replaceAt(inputs.body, place.pointer, url) };
  }
  const isName = (name: string) =>
    place.in === 'header' ? name.toLowerCase() === place.name.toLowerCase() : name === place.name;
  const parameter = operation.parameters.find((one) => one.in === place.in && isName(one.name));
  if (!parameter) return undefined;
  const values = { ...inputs[place.in] };
  setMember(values, parameter.name, url);
  return { ...inputs, [place.in]: values };
}
