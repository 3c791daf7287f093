import type { Contract, Operation } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { maskQuery } from '../../contract/mask-messages.ts';
import { maskValue } from '../../contract/secrets.ts';
import { placeholderParameters } from '../../cases/fill-required.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { cut, plural } from '../../text/wording.ts';
import { credentialFlag } from '../../judge/undecided.ts';
import type { Baseline } from './baseline.ts';
import type { Tried } from './climb.ts';
import { isOfAbsence, isServerError } from '../../http/status.ts';

/** A refused request that was answered. */
type Answered = Tried & { status: number };

/** The longest block for assay.yaml that is shown, in characters. */
const MAX_BLOCK = 400;

/** Why nothing of an operation was accepted, and what to write down so that something is. */
export function undecidedFor(
  contract: Contract,
  { operation, climb }: Baseline,
  mask: (text: string) => string,
): Undecided | undefined {
  const { refused } = climb;
  const answered = refused.filter((one): one is Answered => one.status !== undefined);
  // What got no answer, what made the target fail, and refused credentials are listed with their own case.
  if (answered.length === 0 || answered.every(({ status }) => isReported(status))) return undefined;
  const last = mostTelling(operation, answered);
  const placeholders = placeholderParameters(operation, NO_OVERRIDES);
  if (isUnnamed(operation, answered))
    return {
      operation: operation.id,
      reason: `no id for ${placeholders.map((name) => `{${name}}`).join(' and ')}: nothing lists or creates one (a made-up one is answered with ${last.status})`,
      hint: `Name something that is there: ${placeholders.map((name) => `--set ${name}=VALUE`).join(' ')}`,
    };
  const tried = toldOf(answered).map((one) => mask(lineOf(contract, one)));
  const count = answered.length === 1 ? 'the one request' : `none of ${plural(answered.length, 'request')}`;
  const isCredentials =
    answered.every(({ status }) => status === 403) || (last.status === 403 && !operation.path.includes('{'));
  return {
    operation: operation.id,
    reason: `${count} that the contract allows was ${answered.length === 1 ? 'not ' : ''}accepted (${last.status})`,
    ...(last.says !== '' && { said: mask(last.says) }),
    ...(tried.length > 1 && { tried }),
    hint: isCredentials
      ? `Give credentials that it accepts with ${credentialFlag(operation)}.`
      : `Give one that it accepts in assay.yaml: ${mask(blockFor(contract, operation, last))}`,
  };
}

/** Refused credentials, and what made the target fail: the search keeps their cases. */
function isReported(status: number): boolean {
  return status === 401 || (isServerError(status) && status !== 503);
}

/** Whether nothing that was asked for is known to be there: the document names nothing, and the target showed nothing. */
function isUnnamed({ path, method, parameters }: Operation, answered: Answered[]): boolean {
  const documented = parameters.every(({ in: where, examples }) => where !== 'path' || examples.size > 0);
  if (!path.includes('{') || documented || answered.some(({ candidate }) => candidate.isOfKnown)) return false;
  // Of what only reads, the path is what was made up.
  return answered.every(isNothingThere) || (method === 'GET' && answered.every(({ status }) => status !== 401));
}

/** Some servers say of what is not there that it is forbidden. */
function isNothingThere({ status }: Answered): boolean {
  return isOfAbsence(status);
}

/** The refusal that says most: one of the request before one of the path, and one of a body before one that asks for it. */
function mostTelling({ body }: Operation, tried: Answered[]): Answered {
  const isWhole = (one: Tried): boolean => body === undefined || one.candidate.inputs.body !== undefined;
  const answered = tried.filter(({ status }) => !isServerError(status));
  const telling = answered.filter((one) => !isNothingThere(one));
  return (telling.findLast(isWhole) ?? answered.findLast(isWhole) ?? telling.at(-1) ?? tried.at(-1)) as Answered;
}

/** `requests:` with what was tried, to be corrected; in one line, as YAML may be written. */
function blockFor(contract: Contract, operation: Operation, { candidate: { inputs } }: Tried): string {
  const parameters: JsonObject = {};
  for (const { name, in: where } of operation.parameters) {
    const value = inputs[where][name];
    if (value !== undefined) parameters[name] = value;
  }
  const schema = requestMedia(operation, inputs)?.schema;
  const body: Json | undefined = inputs.body === undefined ? undefined : maskValue({ contract, schema }, inputs.body);
  const request = {
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(body !== undefined && { body }),
  };
  return cut(`requests: ${JSON.stringify({ [operation.id]: request })}`, MAX_BLOCK);
}

/** Of one operation so many refused requests are told and the last one, so much of each body. */
const MAX_FIRST = 2;
const MAX_BODY = 200;

/** The first requests that were refused, and the last one. */
export function toldOf(refused: readonly Tried[]): Tried[] {
  return [...refused.slice(0, MAX_FIRST), ...refused.slice(MAX_FIRST).slice(-1)];
}

function lineOf(contract: Contract, { case: testCase, status, says }: Tried): string {
  const { operation, inputs, request } = testCase;
  const schema = requestMedia(operation, inputs)?.schema;
  const body =
    inputs.body === undefined ? '' : ` ${cut(JSON.stringify(maskValue({ contract, schema }, inputs.body)), MAX_BODY)}`;
  const path = cut(maskQuery({ contract, secured: operation }, request.path), MAX_BODY);
  return `${request.method} ${path}${body} → ${status ?? 'no answer'}${says === '' ? '' : `: ${says}`}`;
}
