import type { Contract } from '../../model/contract.ts';
import type { Pointer } from '../../model/json.ts';
import { isSecretMember, secretValues } from '../../contract/secrets.ts';
import { shapeOfSchema } from '../../contract/resources/shape.ts';
import { joinPointer } from '../../json/pointer.ts';
import { keyword } from '../../schema/keywords.ts';
import { unconditional } from '../../schema/subschemas.ts';
import { listsValues } from '../baseline/described.ts';

/** A member that the schema of a request and that of an answer describe alike. */
export interface MemberOfBoth {
  /** In the thing: `#/title`, `#/address/city`. */
  at: Pointer;
  /** The clause of the answer. */
  clause: Pointer;
  rests: 'schema';
  isFormatted?: true;
}

/** Deeper members are the server's own business as often. */
const MAX_DEPTH = 2;

/** Formats of which a server may write the same value in another form. */
const FORMATTED =
  /^(date-time|time|duration|uri|uri-reference|iri|iri-reference|url|(idn-)?e?mail|(idn-)?hostname|html|markdown|byte|binary|phone)$/i;

/**
 * The members that a request sends and an answer shows: of the same name and a common type, without those that only one side has
 * (`readOnly`, `writeOnly`), without secrets, and without what differs each time.
 * @param request the clauses of the members that are sent @param answer those of the members that are shown
 */
export function membersOfBoth(
  contract: Contract,
  request: ReadonlyMap<string, { clause: Pointer }>,
  answer: ReadonlyMap<string, { clause: Pointer }>,
  at: Pointer = '#',
  depth = 1,
): MemberOfBoth[] {
  return [...answer].flatMap(([name, { clause }]): MemberOfBoth[] => {
    const own = request.get(name)?.clause;
    if (own === undefined || isOneSided(contract, own) || isOneSided(contract, clause)) return [];
    if (isSecretMember(contract, clause) || secretValues({}, { [name]: 'value' }).length > 0) return [];
    const [sent, shown] = [own, clause].map((one) => shapeOfSchema(contract, one));
    if (!sent || !shown) return [];
    const place = joinPointer(at, name);
    if (shown.members.size > 0)
      return depth < MAX_DEPTH ? membersOfBoth(contract, sent.members, shown.members, place, depth + 1) : [];
    if (!isCommon(sent.types, shown.types) || isWhole(shown.types)) return [];
    const isFormatted = [own, clause].some((one) => {
      const schemas = unconditional(contract, [one]);
      return (
        FORMATTED.test(String(keyword(schemas, 'format'))) || listsValues(String(keyword(schemas, 'description') ?? ''))
      );
    });
    return [{ at: place, clause, rests: 'schema', ...(isFormatted && { isFormatted: true as const }) }];
  });
}

/** An object or a list of objects need not come back as it was sent: references are followed, defaults are added. */
function isWhole(types: readonly string[]): boolean {
  return types.length === 0 || types.includes('object');
}

function isOneSided(contract: Contract, clause: Pointer): boolean {
  const schemas = unconditional(contract, [clause]);
  return schemas.some(
    ({ schema }) =>
      schema['readOnly'] === true ||
      schema['writeOnly'] === true ||
      schema['x-match'] === 'volatile' ||
      ONE_SIDED.test(String(schema['description'] ?? '')),
  );
}

/** What descriptions say of members that the server writes alone, or that it never shows. */
const ONE_SIDED =
  /\bread[- ]?only\b|\bwrite[- ]?only\b|^\s*(?:always |must be )?set to ["'`“]|\b(?:set|assigned|generated|computed|calculated|maintained|populated|filled in) by the (?:server|system|service|api|backend)\b|\b(?:automatically|server|system)[- ](?:set|assigned|generated|computed|calculated)\b|^\s*(?:the )?internal (?:id|identifier)\b|\bcalculated (?:using|from)\b|\b(?:must not|will not|never) (?:be )?(?:sent|returned|shown) (?:by the server|in (?:responses|answers))/i;

function isCommon(one: readonly string[], other: readonly string[]): boolean {
  return one.some(
    (type) =>
      other.includes(type) ||
      (type === 'integer' && other.includes('number')) ||
      (type === 'number' && other.includes('integer')),
  );
}
