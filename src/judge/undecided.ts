import type { Contract, Operation, SchemaError } from '../model/contract.ts';
import type { Undecided } from '../model/finding.ts';
import type { Case } from '../model/case.ts';
import type { Exchange, Failure } from '../model/exchange.ts';
import type { Pointer } from '../model/json.ts';
import type { InconsistentExample } from '../contract/inconsistent-examples.ts';
import { cut, plain, plural } from '../text/wording.ts';
import { formatLocation } from '../errors.ts';
import { asksForNoWait } from '../exchange/retries.ts';
import { isAcceptance, isElsewhere, isMoved } from './judgement.ts';
import { isClientError, isOverloaded } from '../http/status.ts';

const AUTHORIZATION = "--header 'Authorization: …'";

/** The flag that gives the credentials of an operation, as far as its contract tells. */
export function credentialFlag({ security }: Pick<Operation, 'security'>): string {
  const { type, name, in: where } = security.flat()[0] ?? {};
  if (type !== 'apiKey' || name === undefined) return AUTHORIZATION;
  return where === 'header' ? `--header '${plain(name)}: …'` : `--set '${plain(name)}=…'`;
}

/** Why a response cannot be judged, and what to do about it. */
export function obstacleOf(
  contract: Contract,
  { expect, operation, request, placeholderParameters: placeholders, contradiction }: Case,
  { outcome, retries }: Exchange,
): Omit<Undecided, 'operation' | 'case'> | undefined {
  if ('failure' in outcome)
    return { reason: outcome.failure.message, ...hintFor(contract, operation, outcome.failure) };
  const { status, undecoded } = outcome.response;
  if (undecoded !== undefined)
    return {
      reason: `the answer's content coding ${plain(undecoded)} cannot be removed here, so that its body cannot be read`,
      hint: `Run assay with a Node that knows it (this is ${process.version}), or send --header 'Accept-Encoding: gzip, br'.`,
    };
  if (retries === 0 && asksForNoWait({ outcome }))
    return {
      reason: 'the target answers 503 whenever it is asked',
      hint: 'What it offers there may be switched off: look into its configuration, or leave the operation out with --exclude-operation.',
    };
  if (isOverloaded(status))
    return {
      reason: `the target answers ${status} (${retries === 0 ? 'and asks to wait for longer than a run may' : `after ${retries + 1} tries`})`,
      hint: 'Try again later, or with a lower --rate.',
    };
  const isUntold =
    (expect.kind === 'gone' && isElsewhere(status)) ||
    (expect.kind === 'refused' && isMoved(status) && !isAcceptance(operation, status));
  if (isUntold)
    return {
      reason: `the target answers ${status}, that the request is to be sent elsewhere, which neither takes nor refuses it`,
      hint: 'If the API is at another place, name that with --target, base path included.',
    };
  // The resource of a generated request need not exist, and may be forbidden.
  const isOpen = expect.kind === 'accepted' && expect.mayRefuse !== undefined;
  if ((status === 401 || (status === 403 && !isOpen)) && expect.kind !== 'refused' && !isAboutCredentials(expect)) {
    const given = request.headers.some(([name]) => name.toLowerCase() === 'authorization');
    return {
      reason: `the target refuses the credentials (${status})`,
      hint: `Give credentials that it accepts with ${given ? AUTHORIZATION : operation.security.length > 0 ? credentialFlag(operation) : "--header 'Name: value'"}.`,
    };
  }
  if (contradiction && isClientError(status))
    return {
      reason: plain(
        `the contract contradicts itself: in its own example ${cut(`${contradiction.at} ${contradiction.message}`, 200)}, and the target refuses it (${status})`,
      ),
      hint: `Correct the example, or the schema at ${locate(contract, contradiction.clause)}: a server can follow one of them.`,
    };
  if (status === 404 && expect.kind !== 'refused' && !isOpen && placeholders)
    return {
      reason: 'the target answers 404, and no document says what to name in the path',
      hint: `Name something that is there: ${placeholders.map((name) => `--set ${name}=VALUE`).join(' ')}`,
    };
  return undefined;
}

/** Whether a request is sent to see what the target says to its credentials. */
export function isAboutCredentials(expect: Case['expect']): boolean {
  return expect.kind !== 'documented' && /(^| )credentials$/.test(expect.at);
}

/** Whether a failure is one of TLS, as the target words it. */
function isAboutTls(message: string): boolean {
  return message.startsWith('TLS: ');
}

/** What to do about a request without a response of the target. */
function hintFor(contract: Contract, operation: Operation, { kind, message, part }: Failure): { hint?: string } {
  if (kind === 'proxy') return { hint: 'Correct the proxy, or name the target in NO_PROXY.' };
  if (kind === 'unreachable' && isAboutTls(message))
    return {
      hint: 'Name the authority of its certificate with --ca FILE, accept any with --insecure, or write http:// for a server without TLS.',
    };
  if (kind === 'unreachable') return { hint: 'Look whether the server runs, and at the host and port of --target.' };
  if (kind !== 'unsendable') return {};
  const parameter =
    part?.in === 'header'
      ? operation.parameters.find(
          ({ name, in: where }) => where === 'header' && name.toLowerCase() === part.name.toLowerCase(),
        )
      : undefined;
  return { hint: `Correct it at ${locate(contract, parameter?.pointer ?? operation.pointer)}.` };
}

/** Describes contradictions in the contract, which make a judgement impossible. Each is described once. */
export function createContradictions(
  contract: Contract,
): (contradiction: InconsistentExample) => Omit<Undecided, 'operation' | 'case'> {
  const known = new Map<InconsistentExample, Omit<Undecided, 'operation' | 'case'>>();
  return (contradiction) => {
    const formatted = known.get(contradiction) ?? formatContradiction(contract, contradiction);
    known.set(contradiction, formatted);
    return formatted;
  };
}

function formatContradiction(
  contract: Contract,
  { example, errors }: InconsistentExample,
): Omit<Undecided, 'operation' | 'case'> {
  const [error, ...others] = errors as [SchemaError, ...SchemaError[]];
  const more = others.length > 0 ? `, and is wrong in ${plural(others.length, 'other way')}` : '';
  return {
    reason: plain(
      `the contract contradicts itself: in its own example ${cut(`body${error.at} ${error.message}`, 200)}${more}`,
    ),
    hint: `Correct the example at ${locate(contract, example.pointer)} or the schema at ${locate(contract, error.pointer)}: a server can follow one of them.`,
  };
}

export function locate(contract: Contract, pointer: Pointer): string {
  return formatLocation(contract.locate(pointer));
}
