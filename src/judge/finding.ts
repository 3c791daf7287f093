import { requestMedia } from '../messages/request-media.ts';
import { createHash } from 'node:crypto';
import type { Contract, RequestValues, Operation } from '../model/contract.ts';
import type { Finding, Step } from '../model/finding.ts';
import type { Case } from '../model/case.ts';
import type { Request } from '../model/exchange.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NO_OVERRIDES } from '../messages/overrides.ts';
import { evidenceFor } from './evidence.ts';
import type { Reported } from './run-checks.ts';
import { maskQuery } from '../contract/mask-messages.ts';
import { maskValue } from '../contract/secrets.ts';
import { cut, plain } from '../text/wording.ts';
import { formatCurl } from './curl.ts';

export function place({ id, operation }: Case): { operation: string; case: string } {
  return { operation: operation.id, case: id };
}

/** The context in which a finding is described. */
export interface FindingContext {
  contract: Contract;
  /** The base URL in curl lines. */
  baseUrl: string;
  statusOf(step: Case): number | undefined;
  /** The request of a case as it was sent. */
  requestOf(testCase: Case): Request;
  /** Masks the secrets in a text. */
  mask(text: string): string;
  isMadeUp(value: string): boolean;
}

/** A request before that of a finding. */
function stepOf({ contract, baseUrl, statusOf, requestOf, mask, isMadeUp }: FindingContext, testCase: Case): Step {
  const status = statusOf(testCase);
  return {
    title: plain(mask(testCase.title)),
    curl: mask(reproduce(contract, baseUrl, testCase, isMadeUp, requestOf(testCase))),
    ...(status !== undefined && { status }),
  };
}

export function finding(
  context: FindingContext,
  testCase: Case,
  { check, violation, said }: Reported & { said?: string },
): Finding {
  const { contract, baseUrl, mask, isMadeUp } = context;
  const sent = context.requestOf(testCase);
  const safe = (text: string) => plain(mask(text));
  let curl: string | undefined;
  const statement = violation.statement ?? contract.statement(violation.clause, check.id);
  return {
    check: check.id,
    severity: violation.severity ?? 'violation',
    operation: testCase.operation.id,
    clause: violation.clause,
    place: contract.locate(violation.clause),
    at: plain(cut(violation.at, 300)),
    message: safe(violation.message),
    expected: safe(violation.expected),
    actual: safe(violation.actual),
    ...(said !== undefined && { said: safe(said) }),
    ...(statement && { statement }),
    evidence: violation.evidence ?? evidenceFor(check, statement),
    fingerprint: fingerprint(testCase.operation, check.id, violation.clause, violation.general ?? violation.at),
    count: 1,
    case: testCase.id,
    // Written when it is read first: of most findings it never is.
    get curl() {
      return (curl ??= mask(reproduce(contract, baseUrl, testCase, isMadeUp, sent)));
    },
    ...(testCase.after &&
      testCase.after.length > 0 && {
        steps: testCase.after.map((step) => stepOf(context, step)),
      }),
    ...(testCase.generated && { generated: testCase.generated }),
    ...(violation.hint && { hint: violation.hint }),
  };
}

/** A finding with what was learned since it was written masked in its texts. */
export function maskFinding(found: Finding, mask: (text: string) => string): Finding {
  const { message, expected, actual, said, steps } = found;
  let curl: string | undefined;
  const masked = {
    message: mask(message),
    expected: mask(expected),
    actual: mask(actual),
    get curl() {
      return (curl ??= mask(found.curl));
    },
    ...(said !== undefined && { said: mask(said) }),
    ...(steps && { steps: steps.map((step) => ({ ...step, title: mask(step.title), curl: mask(step.curl) })) }),
  };
  // Copied as they are described: what is written when it is read first stays so.
  const describe = Object.getOwnPropertyDescriptors;
  return Object.defineProperties({} as Finding, { ...describe(found), ...describe(masked) });
}

/**
 * The request of a case as a curl line, with the secrets of its body masked and its credentials taken from the environment.
 * @param isMadeUp whether a value is made up, and so not a secret: then the line can be repeated as it is
 * @param sent the request as it was sent
 */
export function reproduce(
  contract: Contract,
  baseUrl: string,
  testCase: Case,
  isMadeUp?: (value: string) => boolean,
  sent = testCase.request,
): string {
  const { operation, inputs } = testCase;
  const request = { ...sent, path: maskQuery({ secured: operation, isMadeUp }, sent.path) };
  const media = requestMedia(operation, inputs);
  // A body without an encoder is shown as it was sent.
  const encoded = encodeRequest(operation, inputs, NO_OVERRIDES);
  const isEncoded = Buffer.from(encoded.body ?? []).equals(Buffer.from(request.body ?? []));
  const isCut =
    !isEncoded &&
    Buffer.from(encoded.body ?? [])
      .toString('latin1')
      .startsWith(Buffer.from(request.body ?? []).toString('latin1'));
  if ((!isEncoded && !isCut) || inputs.body === undefined || !request.body)
    return formatCurl(baseUrl, request, operation);
  const maskedBody = maskValue({ contract, schema: media?.schema, isMadeUp }, inputs.body);
  if (maskedBody === inputs.body) return formatCurl(baseUrl, request, operation);
  const masked: RequestValues = { ...inputs, body: maskedBody };
  const { body = request.body } = encodeRequest(operation, masked, NO_OVERRIDES);
  // A truncated body stays truncated when masked, at the same length: half of a secret is a secret too.
  const length = isCut ? Math.ceil((body.length * request.body.length) / (encoded.body?.length ?? 1)) : body.length;
  return formatCurl(baseUrl, { ...request, body: body.subarray(0, length) }, operation);
}

/** The same in each run: it depends on no value, and the items of an array count as one place. */
export function fingerprint(operation: Operation, check: string, clause: string, at: string): string {
  const text = [operation.id, check, clause, at.replace(/\/\d+(?=\/|$)/g, '/*')].join('\n');
  const known = fingerprints.get(text);
  if (known !== undefined) return known;
  const made = createHash('sha256').update(text).digest('hex').slice(0, 12);
  if (fingerprints.size >= MAX_KNOWN) fingerprints.clear();
  fingerprints.set(text, made);
  return made;
}

/** A run makes the same few again and again. */
const fingerprints = new Map<string, string>();
const MAX_KNOWN = 10_000;
