/** The case that a recorded exchange is judged as: what the contract lets one expect of the answer to such a request. */
import type { Case, Expectation } from '../../model/case.ts';
import type { Contract, Example, Operation, RequestValues } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Lacks, Recorded } from '../../exchange/recordings/recorded.ts';
import { withoutSchemeErrors } from '../../messages/decode-own-request.ts';
import { decodeRequest } from '../../messages/decode-request.ts';
import type { RequestError } from '../../messages/request-error.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { plain } from '../../text/wording.ts';
import { silentMember } from './silent-members.ts';
import { isEqual } from '../../json/equal.ts';
import { isClientError, isError, isOfTheMoment, isServerError, isSuccessful } from '../../http/status.ts';

/** Most recordings lack nothing. */
const NOTHING: Lacks = {};

/** The cases of one exchange, or why it is not judged; and whether its request carried credentials that the contract asks for. */
export type RecordedCases = { carriesCredentials: boolean } & ({ cases: Case[] } | { unjudged: Undecided });

/** @param params the values of the path's parameters */
export function casesOf(
  contract: Contract,
  operation: Operation,
  params: Record<string, string>,
  { name: id, exchange, lacks = NOTHING }: Recorded,
): RecordedCases {
  const { inputs, errors: found } = decodeRequest(contract, operation, params, exchange.request);
  const errors = withoutSchemeErrors(found, exchange.request);
  const carriesCredentials = operation.security.length > 0 && !errors.some(({ kind }) => kind === 'security');
  const unjudged = (reason: string) => ({
    carriesCredentials,
    unjudged: { operation: operation.id, case: id, reason },
  });
  if ('failure' in exchange.outcome) return unjudged(exchange.outcome.failure.message);
  const { status } = exchange.outcome.response;
  // No request, whatever it is, makes a server fail.
  const open = isServerError(status) ? undefined : whatIsOpen(contract, operation, inputs);
  if (open !== undefined) return unjudged(open);
  const missing = missingOf(operation, lacks);
  const provable = errors.filter((error) => isRecorded(error, lacks));
  const make = (title: string, expect: Expectation, suffix = ''): Case => ({
    ...{ id: id + suffix, phase: 'recorded', operation, title, inputs, request: exchange.request, expect },
  });
  const [error] = provable;
  const doubt = provable.find(({ undecided }) => undecided);
  if (doubt) return unjudged(plain(`${doubt.message} (${doubt.clause})`));
  if (error) {
    const refused = make(`a request that breaks the contract (${error.message})`, {
      kind: 'refused',
      clause: error.clause,
      at: error.kind === 'security' ? 'credentials' : inRequest(error.at),
    });
    // An answer that accepts is held to the documented success as well.
    const accepted = make(
      'that request',
      { kind: 'accepted', clause: error.clause, at: inRequest(error.at) },
      ' (its answer)',
    );
    return { carriesCredentials, cases: isSuccessful(status) ? [refused, accepted] : [refused] };
  }
  if (isOfTheMoment(status))
    return unjudged(`a valid request was answered with ${status}, which depends on the state of the server`);
  const silent = isError(status) ? silentMember(contract, operation, inputs, exchange.request.path) : undefined;
  if (silent !== undefined)
    return unjudged(`the contract says nothing of ${silent} of the request, which was answered with ${status}`);
  if (missing !== undefined && isClientError(status))
    return unjudged(`a request was answered with ${status}, and the recording does not have ${missing}`);
  const example = missing === undefined ? operation.examples.find((candidate) => equals(candidate, inputs)) : undefined;
  const expect: Expectation = example?.response
    ? { kind: 'documented', example }
    : { kind: 'accepted', clause: operation.body?.pointer ?? operation.pointer, at: 'request' };
  const title = expect.kind === 'documented' ? `the documented example ${expect.example.name}` : 'a valid request';
  return { carriesCredentials, cases: [make(title, expect)] };
}

/** Why a request says nothing of the server: the documents leave open what becomes of it. */
function whatIsOpen(contract: Contract, operation: Operation, inputs: RequestValues): string | undefined {
  const media = requestMedia(operation, inputs);
  const { body } = inputs;
  if (!media || body === undefined) return undefined;
  const left = media.unspecified.find(({ schema }) => contract.accepts(schema, body));
  return left && `the documents leave open what becomes of the request: ${left.says}`;
}

/** Which part of the request the contract speaks of and the recording does not have. */
function missingOf({ body, parameters, security }: Operation, lacks: Lacks): string | undefined {
  if (lacks === NOTHING) return undefined;
  if (lacks.requestBody && body) return lacks.requestBody === 'masked' ? 'all of its body' : 'its body';
  if (lacks.requestTarget) return 'all of its path and query';
  const inHeaders = parameters.some((parameter) => parameter.in === 'header' || parameter.in === 'cookie');
  if (parameters.some((parameter) => isMasked(`${parameter.in} ${parameter.name}`, lacks)))
    return 'all of its header fields';
  return lacks.requestHeaders && (body || inHeaders || security.length > 0) ? 'its header fields' : undefined;
}

/** Whether an error is in what the recording has. */
function isRecorded({ kind, at }: RequestError, lacks: Lacks): boolean {
  const { requestHeaders, requestBody } = lacks;
  if (isMasked(at, lacks)) return false;
  if (/^(path|query) /.test(at)) return kind !== 'security' || !requestHeaders;
  if (kind === 'body') return !requestBody && !requestHeaders;
  return kind === 'media type' ? !requestBody && !requestHeaders : !requestHeaders;
}

/** Whether a parameter, such as `header X-Shop`, may have another value than it was sent with. */
function isMasked(at: string, { requestTarget, maskedHeaders = [] }: Lacks): boolean {
  const [, where, name = ''] = /^(\w+) ([^#]*)/.exec(at) ?? [];
  if (where === 'header') return maskedHeaders.includes(name.toLowerCase());
  if (where === 'cookie') return maskedHeaders.includes('cookie');
  return requestTarget !== undefined && (where === 'path' || where === 'query');
}

function inRequest(at: string): string {
  return at.startsWith('request') ? at : `request ${at}`;
}

/** Whether a request is a documented one: the same query and body; which resource its path names is no matter. */
function equals({ request }: Example, inputs: RequestValues): boolean {
  return isEqual(request.body, inputs.body) && isEqual(request.query, inputs.query);
}
