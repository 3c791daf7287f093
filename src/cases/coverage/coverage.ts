import type { Case, Contract, Example, Expectation, Inputs, Json, MediaType, Operation, Parameter, Pointer, Request } from '../../model/contract.ts';
import { applicable } from '../../schema/subschemas.ts';
import { isJsonType, requestMedia } from '../../http/media-type.ts';
import { isObject, joinPointer, pointerTokens, replaceAt } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import { pathParameters } from '../../messages/path-template.ts';
import { readRequest } from '../../messages/decode-request.ts';
import { requestErrors, withoutReadOnly } from '../../schema/read-write-only.ts';
import { completed, madeUpParameters } from '../fill-required.ts';
import { encodeRequest, NOTHING_GIVEN, withGiven, withRawBody, type Given } from '../../messages/encode-request.ts';
import { synthesize } from '../../schema/sample.ts';
import { unusableInRequest } from '../../contract/unusable-schemas.ts';
import { isLegible } from '../round-trips.ts';
import { negatives } from './invalid-variations.ts';
import { positives } from './valid-variations.ts';
import type { Variation } from './variations.ts';

/** A valid request that cases differ from in one thing. */
export interface Base {
  inputs: Inputs;
  example?: Example;
}

/** A case before it is proved: what is sent, and what is claimed of it. */
interface Draft {
  /** After "a request". */
  title: string;
  inputs: Inputs;
  expect: Expectation;
  request: Request;
}

/** Branches beyond so many are not looked into: each one multiplies the cases. */
const MAX_BASES = 12;

/**
 * Systematic cases of an operation, each differing from a valid request in one thing: the valid ones have to be
 * accepted, the invalid ones refused. Each is proved to be what it claims, and none is of what the contract leaves open.
 */
export function coverageCases(contract: Contract, operation: Operation, given: Given): Case[] {
  const bases = basesOf(contract, operation, given);
  if (bases.length === 0) return [];
  const branched = withBranches(contract, operation, bases);
  const drafts = [
    ...bases
      .filter(({ example }) => !example)
      .map((base) => accepted(operation, given, base, base.inputs, operation.pointer, 'request', 'with what is required')),
    ...branched.flatMap((base) => positiveBodies(contract, operation, given, base)),
    ...otherMedia(contract, operation, given, bases),
    ...bases.flatMap((base) => parameterDrafts(contract, operation, given, base)),
    ...branched.flatMap((base) => negativeBodies(contract, operation, given, base)),
    ...bases.slice(0, 1).flatMap((base) => [...malformedBodies(operation, given, base), ...withoutCredentials(operation, given, base)]),
  ];
  return proved(
    contract,
    operation,
    drafts,
    bases.filter(({ example }) => example).map(({ inputs }) => encodeRequest(operation, inputs, given)),
    madeUpParameters(operation, given),
  );
}

// ---------------------------------------------------------------- valid requests to start from

/** The valid requests that an operation's cases are made from. */
export function baseInputs(contract: Contract, operation: Operation): Inputs[] {
  return withBranches(contract, operation, basesOf(contract, operation, NOTHING_GIVEN)).map(({ inputs }) => inputs);
}

/** The documented valid requests; where there is none, one that was made. */
export function basesOf(contract: Contract, operation: Operation, given: Given): Base[] {
  // What is valid cannot be told, so neither can what has to be accepted or refused.
  if (unusableInRequest(contract, operation).length > 0) return [];
  const documented = documentedBases(contract, operation, given);
  return documented.length > 0 ? documented : madeBases(contract, operation, given);
}

function documentedBases(contract: Contract, operation: Operation, given: Given): Base[] {
  const bases = operation.examples
    .filter(isAccepted)
    .map((example): Base => ({ example, inputs: completed(contract, operation, withGiven(operation, example.request, given)) }));
  return bases.filter(({ inputs }) => isValid(contract, operation, encodeRequest(operation, inputs, given)));
}

/** Whether the documented answer to a documented request is no refusal. */
function isAccepted({ response }: Example): boolean {
  return !/^[45]/.test(response?.of.status ?? '');
}

/** Where no example is documented, one request made from the schemas. */
function madeBases(contract: Contract, operation: Operation, given: Given): Base[] {
  const inputs = completed(contract, operation, withGiven(operation, { path: {}, query: {}, header: {}, cookie: {} }, given));
  const media = operation.body?.media.find(({ encodedAs }) => isJsonType(encodedAs)) ?? operation.body?.media[0];
  const whole = media?.schema && operation.body?.required ? synthesize(contract, media.schema) : undefined;
  const body = whole !== undefined && media?.schema ? withoutReadOnly(contract, media.schema, whole) : undefined;
  const made = { ...inputs, ...(media && body !== undefined && { mediaType: media.type, body }) };
  return isValid(contract, operation, encodeRequest(operation, made, given)) ? [{ inputs: made }] : [];
}

/** Each value of an enumeration that needs other members than the base has is a base of its own: as small as it can be. */
function withBranches(contract: Contract, operation: Operation, bases: Base[]): Base[] {
  const all = [...bases];
  const seen = new Set(all.map(({ inputs }) => JSON.stringify(inputs.body)));
  for (const { inputs } of bases) {
    const media = requestMedia(operation, inputs);
    if (!media?.schema || inputs.body === undefined) continue;
    for (const variation of positives(contract, media.schema, inputs.body)) {
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

/** A valid body that keeps the varied member and as little else as it takes. */
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

// ---------------------------------------------------------------- drafts

function positiveBodies(contract: Contract, operation: Operation, given: Given, base: Base): Draft[] {
  const media = requestMedia(operation, base.inputs);
  if (!media?.schema || base.inputs.body === undefined) return [];
  const own = base.example ? [] : [accepted(operation, given, base, base.inputs, media.schema, 'request body', `with ${sayMembers(base.inputs.body)}`)];
  const documented = operation.examples.flatMap(({ request }) => (request.body === undefined ? [] : [request.body]));
  const varied = positives(contract, media.schema, base.inputs.body, documented)
    .filter(({ value }) => isAllowed(contract, media, value))
    .map(({ value, clause, at, title, refusable }) => {
      const draft = accepted(operation, given, base, { ...base.inputs, body: value }, clause, `request body${at}`, title);
      return refusable ? { ...draft, expect: { ...draft.expect, refusable } as Expectation } : draft;
    });
  const optional = operation.body?.required
    ? []
    : [accepted(operation, given, base, withoutBody(base.inputs), operation.body?.pointer ?? operation.pointer, 'request body', 'without a body')];
  return [...own, ...varied, ...optional];
}

/** A body in a title: the texts and numbers at its top, and the names of the rest. */
function sayMembers(body: Json): string {
  if (!isObject(body)) return 'the smallest body';
  const members = Object.entries(body).map(([name, value]) => (typeof value === 'object' ? name : `${name} ${show(value)}`));
  return members.length > 0 ? `only ${members.join(', ')}` : 'an empty object';
}

function negativeBodies(contract: Contract, operation: Operation, given: Given, base: Base): Draft[] {
  const media = requestMedia(operation, base.inputs);
  if (!media?.schema || base.inputs.body === undefined) return [];
  return negatives(contract, media.schema, base.inputs.body)
    .filter(({ value }) => !isAllowed(contract, media, value) && !isOpen(contract, media, value))
    .filter(({ value }) => isLegible(contract, operation, { ...base.inputs, body: value }))
    .map(({ value, clause, at, title }) => refused(operation, given, { ...base.inputs, body: value }, clause, `request body${at}`, title));
}

/** The same request under each other media type that a document names; one that was inferred is not insisted on. */
function otherMedia(contract: Contract, operation: Operation, given: Given, [base]: Base[]): Draft[] {
  if (!base || base.inputs.body === undefined) return [];
  return (operation.body?.media ?? [])
    .filter(
      ({ type, examples, pointer }) =>
        type !== base.inputs.mediaType && !type.includes('*') && examples.size > 0 && contract.statement(pointer)?.kind !== 'inferred',
    )
    .map((media) =>
      accepted(
        operation,
        given,
        base,
        { ...base.inputs, mediaType: media.type },
        media.pointer,
        'request header Content-Type',
        `of the media type ${media.type}`,
      ),
    );
}

function malformedBodies(operation: Operation, given: Given, { inputs }: Base): Draft[] {
  const { body } = operation;
  const media = requestMedia(operation, inputs);
  if (!body || !media || inputs.body === undefined) return [];
  const without = body.required ? [refused(operation, given, withoutBody(inputs), body.pointer, 'request body', 'without a body')] : [];
  if (!isJsonType(media.encodedAs)) return without;
  const whole = JSON.stringify(inputs.body);
  const raw = (text: string, title: string): Draft => {
    const draft = refused(operation, given, inputs, media.pointer, 'request body', title);
    return { ...draft, request: withRawBody(draft.request, text) };
  };
  return [raw(whole.slice(0, Math.ceil(whole.length / 2)), 'with a body that breaks off'), raw('this is not JSON', 'with a body that is not JSON'), ...without];
}

function withoutCredentials(operation: Operation, given: Given, { inputs }: Base): Draft[] {
  const [scheme] = operation.security.flat();
  if (!scheme) return [];
  const draft = refused(operation, given, inputs, scheme.pointer, 'credentials', 'without credentials');
  return [{ ...draft, request: encodeRequest(operation, inputs, given, false) }];
}

function parameterDrafts(contract: Contract, operation: Operation, given: Given, base: Base): Draft[] {
  const replaced = ({ in: where, name }: Parameter, value: Json | undefined): Inputs => {
    const { [name]: _, ...others } = base.inputs[where];
    return { ...base.inputs, [where]: value === undefined ? others : { ...others, [name]: value } };
  };
  return operation.parameters.flatMap((parameter): Draft[] => {
    const { in: where, name, schema, required, pointer } = parameter;
    // A path without its parameter, or to another resource, is another request.
    if (Object.hasOwn(given.set, name)) return [];
    const at = `request ${where} ${name}`;
    const say = (title: string) => title.replace('its body', `the ${where} parameter ${name}`);
    const present = Object.hasOwn(base.inputs[where], name);
    const value = base.inputs[where][name] ?? (schema ? synthesize(contract, schema) : undefined);
    const typed = isTyped(contract, schema);
    const presence = (): Draft[] => {
      if (where === 'path') return [];
      const without = `without the ${where} parameter ${name}`;
      if (required) return [refused(operation, given, replaced(parameter, undefined), pointer, at, without)];
      if (present) return [accepted(operation, given, base, replaced(parameter, undefined), pointer, at, without)];
      return value !== undefined && typed
        ? [accepted(operation, given, base, replaced(parameter, value), pointer, at, `with the ${where} parameter ${name}`)]
        : [];
    };
    if (!schema || value === undefined || !typed) return presence();
    const varied =
      where === 'path'
        ? []
        : positives(contract, schema, value).map((one) => accepted(operation, given, base, replaced(parameter, one.value), one.clause, at, say(one.title)));
    const broken = negatives(contract, schema, value)
      // A path with an empty segment is another path.
      .filter(({ value: one }) => (typeof one === 'string' && !(one === '' && where === 'path')) || typeof one === 'number')
      .map((one) => refused(operation, given, replaced(parameter, one.value), one.clause, at, say(one.title)));
    return [...presence(), ...varied, ...broken];
  });
}

/** Whether a parameter is more than any text: only then can a text be wrong for it, or worth a try. */
function isTyped(contract: Contract, schema: Pointer | undefined): boolean {
  if (!schema) return false;
  const schemas = applicable(contract, schema, '');
  return schemas.some(
    (subschema) =>
      ['integer', 'number', 'boolean', 'array', 'object'].includes(String(subschema.schema['type'])) ||
      ['enum', 'const', 'pattern', 'format', 'minLength', 'maxLength'].some(
        (name) => subschema.schema[name] !== undefined && !(name === 'minLength' && subschema.schema[name] === 1),
      ),
  );
}

function accepted(operation: Operation, given: Given, base: Base, inputs: Inputs, clause: Pointer, at: string, title: string): Draft {
  return {
    title,
    inputs,
    request: encodeRequest(operation, inputs, given),
    expect: { kind: 'accepted', clause, at, ...(base.example && { example: base.example }) },
  };
}

function refused(operation: Operation, given: Given, inputs: Inputs, clause: Pointer, at: string, title: string): Draft {
  return { title, inputs, request: encodeRequest(operation, inputs, given), expect: { kind: 'refused', clause, at } };
}

function withoutBody({ body: _, mediaType: __, ...inputs }: Inputs): Inputs {
  return inputs;
}

// ---------------------------------------------------------------- proof

/** Whether a body is valid, and not of what the documents leave open. */
function isAllowed(contract: Contract, media: MediaType, value: Json): boolean {
  return (!media.schema || requestErrors(contract, media.schema, value).length === 0) && !isOpen(contract, media, value);
}

/** Whether a body is of what the documents leave open. */
export function isOpen(contract: Contract, { unspecified }: MediaType, value: Json): boolean {
  return unspecified.some(({ schema }) => contract.accepts(schema, value));
}

function isValid(contract: Contract, operation: Operation, request: Request): boolean {
  return readRequest(contract, operation, pathParameters(operation, request.path), request).errors.length === 0;
}

/** The drafts that are what they claim, each request once, and of the same change to several valid requests the first. */
function proved(contract: Contract, operation: Operation, drafts: Draft[], known: Request[], madeUp: string[]): Case[] {
  const seen = new Set(known.map(fingerprint));
  return drafts.flatMap((draft): Case[] => {
    const key = fingerprint(draft.request);
    const title = `a request ${draft.title}`;
    if (seen.has(key) || seen.has(title) || isValid(contract, operation, draft.request) !== (draft.expect.kind !== 'refused')) return [];
    seen.add(key).add(title);
    return [{ id: `${operation.id} > ${title}`, phase: 'coverage', operation, ...draft, title, ...(madeUp.length > 0 && { madeUp }) }];
  });
}

/** Tells one request from another. */
export function fingerprint({ method, path, headers, body }: Request): string {
  return JSON.stringify([method, path, headers, body ? Buffer.from(body).toString('latin1') : null]);
}
