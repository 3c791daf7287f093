import {
  type Base,
  basesOf,
  hasEncoder,
  withBranches,
  isAllowed,
  isOpen,
  validityOf,
  fingerprint,
} from '../valid-requests.ts';
import type { Contract, RequestValues, Operation, Parameter } from '../../model/contract.ts';
import type { Case, Expectation } from '../../model/case.ts';
import type { Request } from '../../model/exchange.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { applicable } from '../../schema/subschemas.ts';
import { isJsonType } from '../../http/media-type.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject, lastToken, ownMember, parentPointer, valueAt } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import { placeholderParameters } from '../fill-required.ts';
import { encodeRequest, withRawBody } from '../../messages/encode-request.ts';
import { type Overrides } from '../../messages/overrides.ts';
import { sample } from '../../schema/sample.ts';
import { roundTrips } from '../round-trips.ts';
import { invalidVariations } from './invalid-variations.ts';
import { validVariations } from './valid-variations.ts';
import { restoreDigits } from '../../schema/restore-digits.ts';

/** An unproved case: its request, and the claim that it is valid or invalid. */
interface Draft {
  /** After "a request". */
  title: string;
  inputs: RequestValues;
  expect: Expectation;
  request: Request;
}

/**
 * Systematic cases of an operation. Each differs from a valid request in one thing; the valid ones must be accepted, the invalid
 * ones refused. Each is proved by the schemas, and none is about what the contract leaves open.
 */
export function coverageCases(
  contract: Contract,
  operation: Operation,
  overrides: Overrides,
  bases: Base[] = basesOf(contract, operation, overrides),
): Case[] {
  if (bases.length === 0) return [];
  const branched = withBranches(contract, operation, bases);
  const drafts = [
    ...bases
      .filter(({ example }) => !example)
      .map((base) =>
        accepted(
          contract,
          operation,
          overrides,
          base,
          base.inputs,
          operation.pointer,
          'request',
          'with what is required',
        ),
      ),
    ...branched.flatMap((base) => validBodies(contract, operation, overrides, base)),
    ...otherMedia(contract, operation, overrides, bases),
    ...bases.flatMap((base) => parameterDrafts(contract, operation, overrides, base)),
    ...branched.flatMap((base) => invalidBodies(contract, operation, overrides, base)),
    ...bases
      .slice(0, 1)
      .flatMap((base) => [
        ...malformedBodies(operation, overrides, base),
        ...withoutCredentials(operation, overrides, base),
      ]),
  ];
  return proved(
    contract,
    operation,
    drafts,
    bases.filter(({ example }) => example).map(({ inputs }) => encodeRequest(operation, inputs, overrides)),
    placeholderParameters(operation, overrides),
  );
}

function validBodies(contract: Contract, operation: Operation, overrides: Overrides, base: Base): Draft[] {
  const media = requestMedia(operation, base.inputs);
  if (!media?.schema || base.inputs.body === undefined) return [];
  const own = base.example
    ? []
    : [
        accepted(
          contract,
          operation,
          overrides,
          base,
          base.inputs,
          media.schema,
          'request body',
          `with ${formatMembers(base.inputs.body)}`,
        ),
      ];
  const documented = operation.examples.flatMap(({ request }) => (request.body === undefined ? [] : [request.body]));
  const varied = validVariations(contract, media.schema, base.inputs.body, documented)
    .filter(({ value }) => isAllowed(contract, media, value))
    .map(({ value, clause, at, title, mayRefuse }) => {
      const draft = accepted(
        contract,
        operation,
        overrides,
        base,
        { ...base.inputs, body: value },
        clause,
        `request body${at}`,
        title,
      );
      return mayRefuse ? { ...draft, expect: { ...draft.expect, mayRefuse } as Expectation } : draft;
    });
  const optional = operation.body?.required
    ? []
    : [
        accepted(
          contract,
          operation,
          overrides,
          base,
          withoutBody(base.inputs),
          operation.body?.pointer ?? operation.pointer,
          'request body',
          'without a body',
        ),
      ];
  return [...own, ...varied, ...optional];
}

/** A body in a title: its top-level texts and numbers, and the names of the other members. */
function formatMembers(body: Json): string {
  if (!isObject(body)) return 'the smallest body';
  const members = Object.entries(body).map(([name, value]) =>
    typeof value === 'object' ? name : `${name} ${show(value)}`,
  );
  return members.length > 0 ? `only ${members.join(', ')}` : 'an empty object';
}

function invalidBodies(contract: Contract, operation: Operation, overrides: Overrides, base: Base): Draft[] {
  const media = requestMedia(operation, base.inputs);
  if (!media?.schema || base.inputs.body === undefined) return [];
  return invalidVariations(contract, media.schema, base.inputs.body)
    .filter(({ value }) => !isAllowed(contract, media, value) && !isOpen(contract, media, value))
    .filter(({ value }) => roundTrips(contract, operation, { ...base.inputs, body: value }))
    .map(({ value, clause, at, title }) =>
      refused(operation, overrides, { ...base.inputs, body: value }, clause, `request body${at}`, title),
    );
}

/** The same request in each other documented media type, without the inferred ones. */
function otherMedia(contract: Contract, operation: Operation, overrides: Overrides, [base]: Base[]): Draft[] {
  if (!base || base.inputs.body === undefined) return [];
  return (operation.body?.media ?? [])
    .filter(
      ({ type, examples, pointer }) =>
        type !== base.inputs.mediaType &&
        hasEncoder(operation, { ...base.inputs, mediaType: type }) &&
        !type.includes('*') &&
        examples.size > 0 &&
        contract.statement(pointer)?.kind !== 'inferred',
    )
    .map((media) =>
      accepted(
        contract,
        operation,
        overrides,
        base,
        { ...base.inputs, mediaType: media.type },
        media.pointer,
        'request header Content-Type',
        `of the media type ${media.type}`,
      ),
    );
}

function malformedBodies(operation: Operation, overrides: Overrides, { inputs }: Base): Draft[] {
  const { body } = operation;
  const media = requestMedia(operation, inputs);
  if (!body || !media || inputs.body === undefined) return [];
  const without = body.required
    ? [refused(operation, overrides, withoutBody(inputs), body.pointer, 'request body', 'without a body')]
    : [];
  if (!isJsonType(media.encodedAs)) return without;
  const whole = JSON.stringify(inputs.body);
  const raw = (text: string, title: string): Draft => {
    const draft = refused(operation, overrides, inputs, media.pointer, 'request body', title);
    return { ...draft, request: withRawBody(draft.request, text) };
  };
  return [
    raw(whole.slice(0, Math.ceil(whole.length / 2)), 'with a body that breaks off'),
    raw('this is not JSON', 'with a body that is not JSON'),
    ...without,
  ];
}

function withoutCredentials(operation: Operation, overrides: Overrides, { inputs }: Base): Draft[] {
  const [scheme] = operation.security.flat();
  if (!scheme) return [];
  const draft = refused(operation, overrides, inputs, scheme.pointer, 'credentials', 'without credentials');
  return [{ ...draft, request: encodeRequest(operation, inputs, overrides, false) }];
}

/** The most parameters that each variation of a request has; with more, the cost would grow with the square of their number. */
const WRITTEN_PARAMETERS = 200_000;

/** The parameters to vary: all, unless an operation has more than about 450. */
function variedParameters({ parameters }: Operation): Parameter[] {
  return parameters.slice(0, Math.ceil(WRITTEN_PARAMETERS / Math.max(1, parameters.length)));
}

/** The parameters that are sent and not varied. */
export function unvariedParameters(operation: Operation): Parameter[] {
  return operation.parameters.slice(variedParameters(operation).length);
}

function parameterDrafts(contract: Contract, operation: Operation, overrides: Overrides, base: Base): Draft[] {
  const replaced = ({ in: where, name }: Parameter, value: Json | undefined): RequestValues => {
    const { [name]: _, ...others } = base.inputs[where];
    return { ...base.inputs, [where]: value === undefined ? others : { ...others, [name]: value } };
  };
  return variedParameters(operation).flatMap((parameter): Draft[] => {
    const { in: where, name, schema, required, pointer } = parameter;
    // Without its path parameter, or with another value, the request is for another resource.
    if (Object.hasOwn(overrides.set, name)) return [];
    const at = `request ${where} ${name}`;
    const say = (title: string) => title.replace('its body', `the ${where} parameter ${name}`);
    const present = Object.hasOwn(base.inputs[where], name);
    const value = ownMember(base.inputs[where], name) ?? (schema ? sample(contract, schema) : undefined);
    const typed = isTyped(contract, schema);
    const presence = (): Draft[] => {
      if (where === 'path') return [];
      const without = `without the ${where} parameter ${name}`;
      if (required) return [refused(operation, overrides, replaced(parameter, undefined), pointer, at, without)];
      if (present)
        return [accepted(contract, operation, overrides, base, replaced(parameter, undefined), pointer, at, without)];
      return value !== undefined && typed
        ? [
            accepted(
              contract,
              operation,
              overrides,
              base,
              replaced(parameter, value),
              pointer,
              at,
              `with the ${where} parameter ${name}`,
            ),
          ]
        : [];
    };
    if (!schema || value === undefined || !typed) return presence();
    const varied =
      where === 'path'
        ? []
        : validVariations(contract, schema, value).map((one) =>
            accepted(
              contract,
              operation,
              overrides,
              base,
              replaced(parameter, one.value),
              one.clause,
              at,
              say(one.title),
            ),
          );
    const broken = invalidVariations(contract, schema, value)
      // A path with an empty segment is another path.
      .filter(
        ({ value: one }) => (typeof one === 'string' && !(one === '' && where === 'path')) || typeof one === 'number',
      )
      .map((one) => refused(operation, overrides, replaced(parameter, one.value), one.clause, at, say(one.title)));
    return [...presence(), ...varied, ...broken];
  });
}

/** Whether the schema of a parameter excludes some text; only then can a text be invalid. */
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

/** Keywords that allow a value in so many words; that a member may be there, or of a type, leaves open what it may be. */
const STATED = new Set(['enum', 'const', 'minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems']);

/** Bounds that say no more than that there is something: `minimum: 0` of an identifier allows no identifier 0. */
const LEAST: Record<string, string> = { minimum: 'maximum', minLength: 'maxLength', minItems: 'maxItems' };

function isStated(contract: Contract, clause: Pointer): boolean {
  const keyword = lastToken(clause);
  const schema = valueAt(contract.document, parentPointer(clause));
  const most = LEAST[keyword];
  if (!STATED.has(keyword) || most === undefined || !isObject(schema)) return STATED.has(keyword);
  return schema[most] !== undefined || Number(schema[keyword]) > 1;
}

function accepted(
  contract: Contract,
  operation: Operation,
  overrides: Overrides,
  base: Base,
  inputs: RequestValues,
  clause: Pointer,
  at: string,
  title: string,
): Draft {
  const expect: Expectation = {
    kind: 'accepted',
    clause,
    at,
    ...(base.example && { example: base.example }),
    ...(isStated(contract, clause) && { stated: true }),
  };
  restoreDigits(contract.document, inputs);
  return { title, inputs, request: encodeRequest(operation, inputs, overrides), expect };
}

function refused(
  operation: Operation,
  overrides: Overrides,
  inputs: RequestValues,
  clause: Pointer,
  at: string,
  title: string,
): Draft {
  return {
    title,
    inputs,
    request: encodeRequest(operation, inputs, overrides),
    expect: { kind: 'refused', clause, at },
  };
}

function withoutBody({ body: _, mediaType: __, ...inputs }: RequestValues): RequestValues {
  return inputs;
}

/** The drafts that are valid or invalid as they claim. Equal requests count once, and so does one change to several requests. */
function proved(
  contract: Contract,
  operation: Operation,
  drafts: Draft[],
  known: Request[],
  placeholders: string[],
): Case[] {
  const seen = new Set(known.map(fingerprint));
  return drafts.flatMap((draft): Case[] => {
    const key = fingerprint(draft.request);
    const title = `a request ${draft.title}`;
    if (
      seen.has(key) ||
      seen.has(title) ||
      validityOf(contract, operation, draft.request) !== (draft.expect.kind !== 'refused')
    )
      return [];
    seen.add(key).add(title);
    return [
      {
        id: `${operation.id} > ${title}`,
        phase: 'coverage',
        operation,
        ...draft,
        title,
        ...(placeholders.length > 0 && { placeholderParameters: placeholders }),
      },
    ];
  });
}
