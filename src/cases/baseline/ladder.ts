/*
 * The ladder to the first accepted request of an operation. It is climbed rung by rung: what was given, what is documented, what
 * is there on the target, what it answered itself, the required members, all members, drawn ones. Each refusal is told to the
 * generator, which tries what the refusal asks for before it goes on. Nothing here sends anything; run/baseline does.
 */

import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { applyOverrides, overrideHeaders, type Overrides } from '../../messages/overrides.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { fillRequired, placeholderParameters } from '../fill-required.ts';
import { basesOf, fingerprint, hasEncoder, isOpen, isValid } from '../valid-requests.ts';
import { bodiesFor } from './bodies.ts';
import { mediaOf } from '../json-first.ts';
import type { Hint } from './hints/hint.ts';
import type { Candidate, Known, PathValues } from './known.ts';
import { withKnownParameters, withOptionalParameters, withoutOptionalParameters } from './parameters.ts';
import { repair } from './repair.ts';
import { isOfAbsence } from '../../http/status.ts';

/** What became of a candidate that was not accepted. */
export interface Refusal {
  /** 0 where the candidate may not be sent. */
  status: number;
  hints: Hint[];
}

/** What became of each request that was tried, by its fingerprint. */
export type Seen = Map<string, Refusal>;

/** So many refusals of one rung are followed. */
const MAX_REPAIRS = 4;

/** Documented requests that are tried. */
const MAX_EXAMPLES = 2;

/** Things that are tried, one after the other, where the target says that there is none. */
const MAX_PATHS = 3;

/**
 * Requests that the contract allows and the target might accept, the likeliest first; what became of one is given to `next`.
 * @param seen what became of requests that were tried before, which are not tried again; what is tried is added
 * @throws ContractError where a schema of the contract cannot be compiled
 */
export function* ladder(
  contract: Contract,
  operation: Operation,
  overrides: Overrides,
  known: Known,
  seen: Seen = new Map<string, Refusal>(),
): Generator<Candidate, void, Refusal> {
  const climbed = new Set<string>();
  /** Undefined for what cannot be sent, and for what was tried on this climb. */
  const newKey = (candidate: Candidate): string | undefined => {
    if (!canBeSent(contract, operation, candidate, overrides)) return undefined;
    const key = fingerprint(encodeRequest(operation, candidate.inputs, overrides)) + JSON.stringify(candidate.headers);
    return climbed.has(key) ? undefined : key;
  };
  const repaired = (candidate: Candidate, status: number, hints: Hint[]): Candidate[] =>
    [0, 1]
      .flatMap((nth) => repair(contract, operation, candidate, status, hints, known, nth) ?? [])
      .filter((one) => newKey(one) !== undefined);
  let paths = known.paths.slice(0, MAX_PATHS);
  let path: PathValues | undefined = paths.shift();
  /** Nothing more is tried where what the path names is not there. */
  let isMissing = false;

  for (const rung of rungs(contract, operation, overrides, known)) {
    if (isMissing && !rung.asksAnew) return;
    if (rung.asksAnew) {
      paths = known.paths.slice(0, MAX_PATHS);
      path = paths.shift();
      isMissing = false;
    }
    let next: Candidate | undefined = path && !rung.keepsPath ? withPath(rung.candidate, path) : rung.candidate;
    let other: Candidate | undefined;
    for (let repairs = 0; next && repairs <= MAX_REPAIRS; repairs += 1) {
      const key = newKey(next);
      if (key === undefined) break;
      climbed.add(key);
      // What was refused before is asked for again, as more may be known by now.
      const { status, hints }: Refusal = seen.get(key) ?? (yield next);
      if (status !== 0) seen.set(key, { status, hints });
      // A refusal may say of something else than what the path names that it is not there.
      const elsewhere: Hint[] = isOfAbsence(status) ? hints.filter(({ wants }) => wants.kind === 'there') : [];
      const [renamed]: Candidate[] = elsewhere.length > 0 ? repaired(next, status, elsewhere) : [];
      if (renamed) next = renamed;
      else if (isOfAbsence(status) && operation.path.includes('{') && !path?.isFresh) {
        if (rung.keepsPath) break;
        isMissing = paths.length === 0;
        path = paths.shift() ?? path;
        next = isMissing || path === undefined ? undefined : withPath(next, path);
      } else {
        const [first, second]: Candidate[] = repaired(next, status, hints);
        // Where nothing is said of what was put in, the other value is tried.
        [next, other] = first ? [first, second] : [other, undefined];
      }
      if (next) next = { ...next, title: rung.candidate.title };
    }
  }
}

interface Rung {
  candidate: Candidate;
  /** Set where the path is the documented or the given one, which the candidate is about. */
  keepsPath: boolean;
  /** Set where what the path names may be there though nothing was found: an optional parameter may have asked for it elsewhere. */
  asksAnew?: true;
}

function* rungs(contract: Contract, operation: Operation, overrides: Overrides, known: Known): Generator<Rung> {
  const hasPath = known.paths.length > 0;
  const given = known.given && givenInputs(contract, operation, overrides, known);
  const headers = Object.entries(known.given?.headers ?? {});
  if (given)
    yield {
      candidate: { ...plain('that was given', given), headers },
      keepsPath: !hasPath || namesPath(operation, known),
    };
  const bases = basesOf(contract, operation, overrides).slice(0, MAX_EXAMPLES);
  // What the documents name may be there; what was made up is not.
  const isNamed = placeholderParameters(operation, overrides).length === 0;
  for (const { inputs, example } of bases)
    yield {
      candidate: {
        ...plain(example ? `of the documented example ${example.name}` : 'with what is required', inputs),
        ...(example && { example: example.name }),
        isStatic: true,
      },
      keepsPath: !hasPath || (isNamed && known.isFree),
    };
  const [base] = bases;
  const empty: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  const shown = base?.inputs ?? fillRequired(contract, operation, applyOverrides(operation, empty, overrides));
  const filled = withoutOptionalParameters(operation, shown, overrides);
  if (filled !== shown)
    yield {
      candidate: { ...plain('without its optional parameters', filled), isStatic: true },
      keepsPath: !hasPath,
      asksAnew: true,
    };
  // The documented path was tried; without any other it is the only one.
  else if (hasPath && base)
    yield { candidate: { ...plain('with what is required', filled), isStatic: true }, keepsPath: false };
  const naming = withKnownParameters(contract, operation, filled, overrides, known);
  if (naming) yield { candidate: plain('that names what is there', naming), keepsPath: !hasPath };
  const inputs = naming ?? filled;
  const media = mediaOf(operation);
  if (media)
    for (const { title, body } of bodiesFor(contract, media, base?.inputs.body, known))
      yield { candidate: plain(title, { ...inputs, mediaType: media.type, body }), keepsPath: !hasPath };
  const more = withOptionalParameters(contract, operation, inputs, known);
  if (more) yield { candidate: plain('with its optional parameters', more), keepsPath: !hasPath };
}

function plain(title: string, inputs: RequestValues): Candidate {
  return { title, inputs, headers: [], learned: [] };
}

function withPath(candidate: Candidate, { values }: PathValues): Candidate {
  return {
    ...candidate,
    isOfKnown: true,
    inputs: { ...candidate.inputs, path: { ...candidate.inputs.path, ...values } },
  };
}

/** What the user gave, the rest filled in. */
function givenInputs(contract: Contract, operation: Operation, overrides: Overrides, { given }: Known): RequestValues {
  const { parameters = {}, body, mediaType = mediaOf(operation)?.type } = given ?? {};
  const [base] = basesOf(contract, operation, overrides);
  const empty: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  const inputs = structuredClone(base?.inputs ?? applyOverrides(operation, empty, overrides));
  for (const { name, in: where } of operation.parameters) {
    const value = parameters[name];
    if (value !== undefined) inputs[where] = { ...inputs[where], [name]: value };
  }
  const filled = fillRequired(contract, operation, inputs);
  return body === undefined ? filled : { ...filled, body, ...(mediaType !== undefined && { mediaType }) };
}

function namesPath({ parameters }: Operation, { given }: Known): boolean {
  return parameters.some(({ in: where, name }) => where === 'path' && given?.parameters?.[name] !== undefined);
}

/** Whether the contract allows a request, and it can be written. */
function canBeSent(contract: Contract, operation: Operation, { inputs }: Candidate, overrides: Overrides): boolean {
  if (!hasEncoder(operation, inputs)) return false;
  const media = requestMedia(operation, inputs);
  if (inputs.body !== undefined && media && isOpen(contract, media, inputs.body)) return false;
  return isValid(contract, operation, encodeRequest(operation, inputs, overrides));
}

/** What a candidate's requests carry: its own header fields go before those of every request. */
export function overridesOf({ headers, set }: Overrides, learned: Candidate['headers']): Overrides {
  return { headers: overrideHeaders(headers, learned), set };
}
