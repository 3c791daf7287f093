import type { Contract, Example, RequestValues, MediaType, Operation } from '../model/contract.ts';
import type { Request } from '../model/exchange.ts';
import type { Json, Pointer } from '../model/json.ts';
import { concreteType } from '../messages/body/concrete-type.ts';
import { isEncodable } from '../messages/body/encode.ts';
import { requestMedia } from '../messages/request-media.ts';
import { isObject, joinPointer, pointerTokens, replaceAt } from '../json/pointer.ts';
import { decodeOwnRequest } from '../messages/decode-own-request.ts';
import { requestErrors, withoutReadOnly } from '../schema/read-write-only.ts';
import { fillRequired } from './fill-required.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NO_OVERRIDES, applyOverrides, type Overrides } from '../messages/overrides.ts';
import { sample } from '../schema/sample.ts';
import { unusableInRequest } from '../contract/unusable-schemas.ts';
import { validVariations } from './coverage/valid-variations.ts';
import { withoutLocks } from './locks.ts';
import { withFiles } from './smallest-files.ts';
import type { Variation } from './variations.ts';
import { restoreDigits } from '../schema/restore-digits.ts';
import { mediaOf } from './json-first.ts';

/** A valid request of which cases are variations. */
export interface Base {
  inputs: RequestValues;
  example?: Example;
  /** What a member of the body may name, of what is there: what the run created first. */
  references?: (place: Pointer) => Json[];
}

/** The most branches that are used, because each one multiplies the cases. */
const MAX_BASES = 12;

/** The valid requests from which an operation's cases are made. */
export function baseInputs(contract: Contract, operation: Operation): RequestValues[] {
  return withBranches(contract, operation, basesOf(contract, operation, NO_OVERRIDES)).map(({ inputs }) => inputs);
}

/** The documented valid requests, else a generated one. */
export function basesOf(contract: Contract, operation: Operation, overrides: Overrides): Base[] {
  // An unusable schema does not say what must be accepted or refused.
  if (unusableInRequest(contract, operation).length > 0) return [];
  const documented = documentedBases(contract, operation, overrides);
  return documented.length > 0 ? documented : madeBases(contract, operation, overrides);
}

function documentedBases(contract: Contract, operation: Operation, overrides: Overrides): Base[] {
  const bases = operation.examples.filter(isAccepted).map((example): Base => {
    const inputs = fillRequired(contract, operation, applyOverrides(operation, example.request, overrides));
    return unlocked(contract, operation, inputs) ?? { example, inputs };
  });
  return bases.filter(
    ({ inputs }) =>
      hasEncoder(operation, inputs) && isValid(contract, operation, encodeRequest(operation, inputs, overrides)),
  );
}

/** The request with its locks open, which is not the documented one any more; undefined without locks, and where the contract wants them. */
function unlocked(contract: Contract, operation: Operation, inputs: RequestValues): Base | undefined {
  const media = requestMedia(operation, inputs);
  if (!media || inputs.body === undefined) return undefined;
  const body = withoutLocks(inputs.body);
  return body !== inputs.body && isAllowed(contract, media, body) ? { inputs: { ...inputs, body } } : undefined;
}

/** Whether the body of a request, if it has one, can be encoded in its media type. */
export function hasEncoder(operation: Operation, inputs: RequestValues): boolean {
  const { body, mediaType = 'application/json' } = inputs;
  const label = concreteType(operation.body?.media ?? [], mediaType);
  return body === undefined || isEncodable(requestMedia(operation, inputs), label, body);
}

/** Whether the documented response to a documented request is not an error. */
function isAccepted({ response }: Example): boolean {
  return !/^[45]/.test(response?.of.status ?? '');
}

/** A request made from the schemas, for an operation without an example. */
function madeBases(contract: Contract, operation: Operation, overrides: Overrides): Base[] {
  const inputs = fillRequired(
    contract,
    operation,
    applyOverrides(operation, { path: {}, query: {}, header: {}, cookie: {} }, overrides),
  );
  const media = mediaOf(operation);
  const whole = media?.schema && operation.body?.required ? madeBody(contract, media.schema, media) : undefined;
  const own = whole !== undefined && media?.schema ? withoutReadOnly(contract, media.schema, whole) : undefined;
  const body = media && own !== undefined ? withAllowedFiles(contract, media, own) : own;
  const made = { ...inputs, ...(media && body !== undefined && { mediaType: media.type, body }) };
  restoreDigits(contract.document, made);
  return hasEncoder(operation, made) && isValid(contract, operation, encodeRequest(operation, made, overrides))
    ? [{ inputs: made }]
    : [];
}

/** The smallest body; of a form whose parts are all optional the whole one, as an empty form uploads nothing. */
function madeBody(contract: Contract, schema: Pointer, { encodedAs }: MediaType): Json | undefined {
  const smallest = sample(contract, schema);
  const isEmptyForm = /^multipart\//i.test(encodedAs) && isObject(smallest) && Object.keys(smallest).length === 0;
  return (isEmptyForm ? sample(contract, schema, 'full') : undefined) ?? smallest;
}

/** A made-up body with files of the types that the contract names, where they are as long as it allows. */
export function withAllowedFiles(contract: Contract, media: MediaType, body: Json): Json {
  const filled = withFiles(media, body);
  return isAllowed(contract, media, filled) ? filled : body;
}

/** Adds the smallest request for each enumerated value that requires members which the base does not have. */
export function withBranches(contract: Contract, operation: Operation, bases: Base[]): Base[] {
  const all = [...bases];
  const seen = new Set(all.map(({ inputs }) => JSON.stringify(inputs.body)));
  for (const { inputs } of bases) {
    const media = requestMedia(operation, inputs);
    if (!media?.schema || inputs.body === undefined) continue;
    for (const variation of validVariations(contract, media.schema, inputs.body)) {
      if (variation.removed || all.length >= MAX_BASES || isAllowed(contract, media, variation.value)) continue;
      const smaller = shrink(contract, media, variation);
      const key = JSON.stringify(smaller);
      if (smaller === undefined || seen.has(key) || !isAllowed(contract, media, smaller)) continue;
      seen.add(key);
      all.push({ inputs: { ...inputs, body: smaller } });
    }
  }
  return all;
}

/** The smallest valid body that keeps the varied member. */
function shrink(contract: Contract, { schema }: MediaType, { value, at }: Variation): Json | undefined {
  const [kept] = pointerTokens(at);
  if (!schema || !isObject(value) || !contract.accepts(schema, value)) return undefined;
  let smallest: Json = value;
  for (const name of Object.keys(value)) {
    if (name === kept) continue;
    const smaller = replaceAt(smallest, joinPointer('#', name), undefined);
    if (contract.accepts(schema, smaller)) smallest = smaller;
  }
  return smallest;
}

/** Whether a body is valid and not left open by the documents. */
export function isAllowed(contract: Contract, media: MediaType, value: Json): boolean {
  return (
    (!media.schema || requestErrors(contract, media.schema, value).length === 0) && !isOpen(contract, media, value)
  );
}

/** Whether the documents leave a body open (`x-unspecified`). */
export function isOpen(contract: Contract, { unspecified }: MediaType, value: Json): boolean {
  return unspecified.some(({ schema }) => contract.accepts(schema, value));
}

/** Whether a request is valid; undefined where nothing can say. */
export function validityOf(contract: Contract, operation: Operation, request: Request): boolean | undefined {
  const { errors } = decodeOwnRequest(contract, operation, request);
  return errors.some(({ undecided }) => undecided) ? undefined : errors.length === 0;
}

export function isValid(contract: Contract, operation: Operation, request: Request): boolean {
  return validityOf(contract, operation, request) === true;
}

/** Equal for equal requests only. */
export function fingerprint({ method, path, headers, body }: Request): string {
  return JSON.stringify([method, path, headers, body ? Buffer.from(body).toString('latin1') : null]);
}
