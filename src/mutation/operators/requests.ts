import type { Contract, RequestValues, MediaType, Operation, Unspecified } from '../../model/contract.ts';
import type { Response } from '../../model/exchange.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import type { RequestError } from '../../messages/decode-request.ts';
import { requestErrors } from '../../schema/read-write-only.ts';
import { isObject, isWithin, joinPointer, lastToken, pointerTokens, valueAt } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import { isJsonType } from '../../http/media-type.ts';
import { baseInputs } from '../../cases/valid-requests.ts';
import { roundTrips } from '../../cases/round-trips.ts';
import { invalidVariations } from '../../cases/coverage/invalid-variations.ts';
import { validVariations } from '../../cases/coverage/valid-variations.ts';
import { FORMATS } from '../../schema/formats.ts';
import { listConstraints, type Constraint } from '../../schema/constraints.ts';
import type { Mutant, Operator, Subject } from '../mutant.ts';

/** A server that does not know one clause of the request: it accepts what breaks that clause alone, or fails on it. */
export const unknownClauses: Operator = (subject) => {
  const { operation } = subject;
  return requestRules(subject).flatMap(({ says, clause, concerns, equivalent, open }): Mutant[] => {
    const common = { operation, clause, ...(equivalent && { equivalent }), ...(open && { open }) };
    return [
      {
        ...common,
        id: `${operation.id} accepts ${says}`,
        family: 'acceptance',
        title: `accepts ${says}`,
        answer: (server, request) => server.answer(request, concerns),
      },
      {
        ...common,
        id: `${operation.id} fails on ${says}`,
        family: 'server error',
        title: `fails on ${says}`,
        answer: async (server, request) =>
          allConcern(server.read(request).errors, concerns) ? failure() : server.answer(request),
      },
    ];
  });
};

function allConcern(errors: RequestError[], concerns: (error: RequestError) => boolean): boolean {
  return errors.length > 0 && errors.every(concerns);
}

/** A way in which a request may be wrong. */
interface Rule {
  /** After "accepts": `a request without type`. */
  says: string;
  clause: Pointer;
  concerns(error: RequestError): boolean;
  equivalent?: string;
  open?: string;
}

function requestRules({ contract, operation }: Subject): Rule[] {
  const rules: Rule[] = [];
  const [scheme] = operation.security.flat();
  // Of a client certificate a request shows nothing.
  if (scheme && scheme.type !== 'mutualTLS')
    rules.push({
      says: 'a request without credentials',
      clause: scheme.pointer,
      concerns: ({ kind }) => kind === 'security',
    });
  const { body } = operation;
  if (body?.required)
    rules.push({
      says: 'a request without a body',
      clause: joinPointer(body.pointer, 'required'),
      concerns: ({ clause }) => clause === joinPointer(body.pointer, 'required'),
    });
  for (const parameter of operation.parameters) {
    if (parameter.required && parameter.in !== 'path')
      rules.push({
        says: `a request without the ${parameter.in} parameter ${parameter.name}`,
        clause: parameter.pointer,
        concerns: ({ clause, at }) => isWithin(clause, parameter.pointer) && at.endsWith(parameter.name),
      });
  }
  const media = mediaOf(operation);
  if (!media?.schema) return rules;
  if (isJsonType(media.encodedAs))
    rules.push({
      says: 'a body that is not JSON',
      clause: media.pointer,
      concerns: ({ malformed, clause }) => malformed === true && isWithin(clause, body?.pointer ?? '#'),
    });
  const candidates = operation.examples.length > 0 || body ? invalidBodies(contract, operation, media) : [];
  const constraints = listConstraints(contract, media.schema).filter(({ keyword }) => keyword !== 'default');
  for (const constraint of constraints) rules.push(ruleOf(contract, constraint, candidates));
  return rules;
}

/** The media type that documented requests have, else the first. */
function mediaOf({ body, examples }: Operation): MediaType | undefined {
  const documented = examples.map(({ request }) => request.mediaType).find(Boolean);
  return body?.media.find(({ type }) => type === documented) ?? body?.media[0];
}

interface Candidate {
  value: Json;
  errors: { pointer: Pointer; at: Pointer }[];
  /** Whether a request can say it, and be wrong for it: a form has no numbers, and what is readOnly may be missing. */
  isSayable: boolean;
  /** What leaves it open, where something does. */
  open?: Unspecified;
}

/** Bodies that break a clause, with all the clauses that each one breaks. */
function invalidBodies(contract: Contract, operation: Operation, media: MediaType): Candidate[] {
  const { schema } = media;
  if (!schema) return [];
  return baseInputs(contract, operation)
    .flatMap((inputs) =>
      inputs.body === undefined
        ? []
        : invalidVariations(contract, schema, inputs.body).map(({ value }) => ({ value, inputs })),
    )
    .filter(({ value }) => !contract.accepts(schema, value))
    .map(({ value, inputs }) => {
      const open = media.unspecified.find((entry) => contract.accepts(entry.schema, value));
      const errors = contract.validate(schema, value).filter(({ keyword }) => keyword !== 'if');
      return {
        value,
        errors: errors.map(({ pointer, at }) => ({ pointer, at })),
        isSayable:
          requestErrors(contract, schema, value).length > 0 &&
          roundTrips(contract, operation, { ...inputs, body: value }),
        ...(open && { open }),
      };
    });
}

function ruleOf(contract: Contract, { pointer, keyword, member }: Constraint, candidates: Candidate[]): Rule {
  const says =
    member === undefined
      ? `a request that breaks ${formatClause(pointer)}`
      : `a request without ${member} (${formatClause(pointer)})`;
  const own = (clause: Pointer, at: string) => clause === pointer && (member === undefined || lastToken(at) === member);
  const rule: Rule = { says, clause: pointer, concerns: ({ clause, at }) => own(clause, at) };
  const thought = candidates.filter(({ errors }) => errors.some((error) => own(error.pointer, error.at)));
  const breaking = thought.filter((candidate) => candidate.isSayable);
  if (thought.length > 0 && breaking.length === 0)
    return { ...rule, equivalent: `nothing that a request can say breaks ${keyword} there` };
  const alone = breaking.filter(({ errors }) => errors.every((error) => own(error.pointer, error.at)));
  const [left] = alone;
  if (left && alone.every(({ open }) => open)) return { ...rule, open: left.open?.says ?? '' };
  if (alone.length === 0 && breaking.length > 0)
    return {
      ...rule,
      equivalent: `whatever breaks ${keyword} there breaks ${formatClause(breaking[0]?.errors.find((error) => !own(error.pointer, error.at))?.pointer ?? '#')} as well`,
    };
  if (keyword === 'format' && isAnnotation(contract, pointer))
    return { ...rule, equivalent: 'this format is a hint for display, and every text has it' };
  return rule;
}

function isAnnotation(contract: Contract, pointer: Pointer): boolean {
  const format = String(valueAt(contract.document, pointer));
  // What nobody asserts is an annotation (JSON Schema validation §7.2.3).
  return ['password', 'binary', 'byte'].includes(format) || !(Object.hasOwn(FORMATS, format) || ASSERTED.has(format));
}

/** Formats of numbers that have bounds. */
const ASSERTED = new Set(['int32', 'int64']);

/** `#/components/schemas/PackageCreate/properties/type/enum` as `PackageCreate.type: enum`. */
function formatClause(pointer: Pointer): string {
  const tokens = pointerTokens(pointer);
  const keyword = tokens.at(-1) ?? '';
  const names = tokens
    .slice(0, -1)
    .filter(
      (token, index) =>
        !['components', 'schemas', 'properties', 'then', 'else'].includes(token) || tokens[index - 1] === 'properties',
    );
  return `${keyword} of ${names.slice(-3).join('.')}`;
}

/** A server that refuses, or fails on, one kind of valid request. */
export const narrowed: Operator = ({ contract, operation }) => {
  const media = mediaOf(operation);
  const kinds = media?.schema ? validKinds(contract, operation, media) : [];
  return kinds.flatMap(({ says, clause, is, open }): Mutant[] =>
    (
      [
        ['refuses', 422],
        ['fails on', 500],
      ] as const
    ).map(([verb, status]) => ({
      id: `${operation.id} ${verb} ${says}`,
      family: status === 422 ? 'refusal' : 'server error',
      title: `${verb} ${says}`,
      operation,
      clause,
      ...(open && { open }),
      answer: async (server, request) => {
        const { inputs, errors } = server.read(request);
        return errors.length === 0 && is(inputs) ? { ...failure(), status } : server.answer(request);
      },
    })),
  );
};

interface Kind {
  says: string;
  clause: Pointer;
  is(inputs: RequestValues): boolean;
  open?: string;
}

/** What valid requests may have and leave out, as far as the contract tells them apart. */
function validKinds(contract: Contract, operation: Operation, media: MediaType): Kind[] {
  const bases = baseInputs(contract, operation);
  const kinds = new Map<string, Kind>();
  for (const { body } of bases) {
    if (body === undefined || !media.schema) continue;
    for (const { value, at, clause, title, removed } of validVariations(
      contract,
      media.schema,
      body,
      bases.flatMap((base) => (base.body === undefined ? [] : [base.body])),
    )) {
      if (!contract.accepts(media.schema, value)) continue;
      const open = media.unspecified.find((entry) => contract.accepts(entry.schema, value));
      const target = valueAt(value, at);
      const kind = kindOf(at, target, removed === true, clause, title);
      const known = kinds.get(kind.says);
      if (!known) kinds.set(kind.says, { ...kind, ...(open && { open: open.says }) });
      else if (!open) delete known.open;
    }
  }
  const documented = operation.examples.map((example): Kind => ({
    says: `the documented request ${example.name}`,
    clause: example.pointer,
    is: ({ body }) => JSON.stringify(body) === JSON.stringify(example.request.body),
  }));
  // Open only where every valid request of the kind is, those that the cases are made from among them.
  const closed = bases.filter(
    ({ body }) => body !== undefined && !media.unspecified.some((entry) => contract.accepts(entry.schema, body)),
  );
  for (const kind of kinds.values()) if (closed.some((base) => kind.is(base))) delete kind.open;
  return [...documented, ...kinds.values()];
}

function kindOf(at: Pointer, value: Json | undefined, removed: boolean, clause: Pointer, title: string): Kind {
  const name = pointerTokens(at).join('.');
  const parent = at.slice(0, at.lastIndexOf('/'));
  if (removed)
    return {
      says: `a request without ${name}`,
      clause,
      is: ({ body }) => isObject(valueAt(body, parent) ?? null) && valueAt(body, at) === undefined,
    };
  const isListed = clause.endsWith('/enum') || typeof value === 'boolean';
  if (isListed)
    return { says: `a request with ${name} as ${show(value)}`, clause, is: ({ body }) => valueAt(body, at) === value };
  if (isObject(value ?? null) && Object.keys(value as JsonObject).length === 0)
    return {
      says: `a request with an empty ${name}`,
      clause,
      is: ({ body }) => JSON.stringify(valueAt(body, at)) === '{}',
    };
  if (title.includes('another'))
    return {
      says: `a request with an undocumented ${name}`,
      clause,
      is: ({ body }) => JSON.stringify(valueAt(body, at)) === JSON.stringify(value),
    };
  return { says: `a request with ${name}`, clause, is: ({ body }) => valueAt(body, at) !== undefined };
}

function failure(): Response {
  return { status: 500, headers: [['Content-Type', 'text/plain']], body: new TextEncoder().encode('mutant') };
}
