import type { Contract, MediaType, Operation, Unspecified } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import type { RequestError } from '../../messages/decode-request.ts';
import { requestErrors } from '../../schema/read-write-only.ts';
import { isWithin, joinPointer, lastToken, pointerTokens, valueAt } from '../../json/pointer.ts';
import { isJsonType } from '../../http/media-type.ts';
import { baseInputs } from '../../cases/valid-requests.ts';
import { roundTrips } from '../../cases/round-trips.ts';
import { invalidVariations } from '../../cases/coverage/invalid-variations.ts';
import { FORMATS } from '../../schema/formats.ts';
import { listConstraints, type Constraint } from '../../schema/constraints.ts';
import type { Subject } from '../mutant.ts';

/** A rule that a request may violate. */
interface RequestRule {
  /** After "accepts": `a request without type`. */
  says: string;
  clause: Pointer;
  concerns(error: RequestError): boolean;
  equivalent?: string;
  open?: string;
}

export function requestRules({ contract, operation }: Subject): RequestRule[] {
  const rules: RequestRule[] = [];
  const [scheme] = operation.security.flat();
  // A request does not show a client certificate.
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
  const candidates = invalidBodies(contract, operation, media);
  const constraints = listConstraints(contract, media.schema).filter(({ keyword }) => keyword !== 'default');
  for (const constraint of constraints) rules.push(ruleOf(contract, constraint, candidates));
  return rules;
}

/** The media type of documented requests, else the first. */
export function mediaOf({ body, examples }: Operation): MediaType | undefined {
  const documented = examples.map(({ request }) => request.mediaType).find(Boolean);
  return body?.media.find(({ type }) => type === documented) ?? body?.media[0];
}

interface Candidate {
  value: Json;
  errors: { pointer: Pointer; at: Pointer }[];
  /** Whether a request can express the error: a form has no numbers, and a readOnly member may be missing. */
  isSayable: boolean;
  /** What leaves it open, if anything. */
  open?: Unspecified;
}

/** Bodies that violate a clause, each with all clauses that it violates. */
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
        errors,
        isSayable:
          requestErrors(contract, schema, value).length > 0 &&
          roundTrips(contract, operation, { ...inputs, body: value }),
        ...(open && { open }),
      };
    });
}

function ruleOf(contract: Contract, { pointer, keyword, member }: Constraint, candidates: Candidate[]): RequestRule {
  const says =
    member === undefined
      ? `a request that breaks ${formatClause(pointer)}`
      : `a request without ${member} (${formatClause(pointer)})`;
  const own = (clause: Pointer, at: string) => clause === pointer && (member === undefined || lastToken(at) === member);
  const rule: RequestRule = { says, clause: pointer, concerns: ({ clause, at }) => own(clause, at) };
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
  // A format that is not asserted is an annotation (JSON Schema 2020-12 Validation §7.2.3).
  return (
    ['password', 'binary', 'byte', 'url'].includes(format) || !(Object.hasOwn(FORMATS, format) || ASSERTED.has(format))
  );
}

/** Number formats with bounds. */
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
