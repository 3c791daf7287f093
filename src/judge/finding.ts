import { requestMedia } from '../messages/request-media.ts';
import { createHash } from 'node:crypto';
import type { Contract, Inputs, Operation } from '../model/contract.ts';
import type { Finding, Step } from '../model/finding.ts';
import type { Case } from '../model/case.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NOTHING_GIVEN } from '../messages/overrides.ts';
import type { Heard } from './run-checks.ts';
import { maskValue } from '../contract/secrets.ts';
import { cut, plain } from '../text/wording.ts';
import { curlOf } from './curl.ts';

export function place({ id, operation }: Case): { operation: string; case: string } {
  return { operation: operation.id, case: id };
}

/** A request that comes before that of a finding. */
function stepOf(contract: Contract, baseUrl: string, of: Case, status: number | undefined, mask: (text: string) => string): Step {
  return { title: plain(mask(of.title)), curl: mask(reproduce(contract, baseUrl, of)), ...(status !== undefined && { status }) };
}

export function finding(
  contract: Contract,
  baseUrl: string,
  of: Case,
  { check, breach }: Heard,
  statusOf: (step: Case) => number | undefined,
  mask: (text: string) => string,
): Finding {
  const safe = (text: string) => plain(mask(text));
  const statement = contract.statement(breach.clause);
  return {
    check: check.id,
    severity: breach.severity ?? 'violation',
    operation: of.operation.id,
    clause: breach.clause,
    place: contract.locate(breach.clause),
    at: plain(cut(breach.at, 300)),
    message: safe(breach.message),
    expected: safe(breach.expected),
    actual: safe(breach.actual),
    ...(statement && { statement }),
    fingerprint: fingerprint(of.operation, check.id, breach.clause, breach.at),
    count: 1,
    case: of.id,
    curl: mask(reproduce(contract, baseUrl, of)),
    ...(of.after && of.after.length > 0 && { steps: of.after.map((step) => stepOf(contract, baseUrl, step, statusOf(step), mask)) }),
    ...(of.generated && { generated: of.generated }),
    ...(breach.hint && { hint: breach.hint }),
  };
}

/** The request of a case as a curl line, the secrets of its body masked and its credentials left to the environment. */
export function reproduce(contract: Contract, baseUrl: string, of: Case): string {
  const { operation, inputs, request } = of;
  const media = requestMedia(operation, inputs);
  // A body that no encoder wrote is shown as it was sent.
  const encoded = encodeRequest(operation, inputs, NOTHING_GIVEN);
  const isEncoded = Buffer.from(encoded.body ?? []).equals(Buffer.from(request.body ?? []));
  const isCut =
    !isEncoded &&
    Buffer.from(encoded.body ?? [])
      .toString('latin1')
      .startsWith(Buffer.from(request.body ?? []).toString('latin1'));
  if ((!isEncoded && !isCut) || inputs.body === undefined || !request.body) return curlOf(baseUrl, request, operation);
  const masked: Inputs = { ...inputs, body: maskValue({ contract, schema: media?.schema }, inputs.body) };
  const { body = request.body } = encodeRequest(operation, masked, NOTHING_GIVEN);
  // One that breaks off does so in the masked body too, as far in: half of a secret is one.
  const length = isCut ? Math.ceil((body.length * request.body.length) / (encoded.body?.length ?? 1)) : body.length;
  return curlOf(baseUrl, { ...request, body: body.subarray(0, length) }, operation);
}

/** Stays the same from run to run: no value goes into it, and the items of an array count as one place. */
export function fingerprint(operation: Operation, check: string, clause: string, at: string): string {
  const where = at.replace(/\/\d+(?=\/|$)/g, '/*');
  return createHash('sha256').update([operation.id, check, clause, where].join('\n')).digest('hex').slice(0, 12);
}
