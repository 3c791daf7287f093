import { type Base, basesOf, withBranches, isAllowed, isOpen, isValid, fingerprint } from '../valid-requests.ts';
import type { Contract, Inputs, Operation, Parameter } from '../../model/contract.ts';
import type { Case, Expectation } from '../../model/case.ts';
import type { Request } from '../../model/exchange.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { applicable } from '../../schema/subschemas.ts';
import { isJsonType } from '../../http/media-type.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import { madeUpParameters } from '../fill-required.ts';
import { encodeRequest, withRawBody } from '../../messages/encode-request.ts';
import { type Given } from '../../messages/overrides.ts';
import { synthesize } from '../../schema/sample.ts';
import { isLegible } from '../round-trips.ts';
import { negatives } from './invalid-variations.ts';
import { positives } from './valid-variations.ts';

/** A case before it is proved: what is sent, and what is claimed of it. */
interface Draft {
  /** After "a request". */
  title: string;
  inputs: Inputs;
  expect: Expectation;
  request: Request;
}

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
