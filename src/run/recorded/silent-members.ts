import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, lastToken } from '../../json/pointer.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { knownNames } from '../../schema/keywords.ts';
import { applicable, applicableBelow, type Subschema } from '../../schema/subschemas.ts';
import { plain } from '../../text/wording.ts';

/** Keywords with which a schema speaks of members that it does not name. */
const OF_OTHERS = ['additionalProperties', 'patternProperties', 'unevaluatedProperties', 'propertyNames'];

/** Members further down are not looked at. */
const MAX_DEPTH = 8;

/**
 * What a recorded request has and the contract says nothing of, neither that it may be there nor that it may not: a member of its
 * body, or a parameter of its query. A server may refuse it for that. Undefined where the contract speaks of all of it.
 */
export function silentMember(
  contract: Contract,
  operation: Operation,
  inputs: RequestValues,
  path: string,
): string | undefined {
  const parameter = silentParameter(contract, operation, path);
  if (parameter !== undefined) return `the query parameter ${plain(parameter)}`;
  const { body } = inputs;
  const schema = requestMedia(operation, inputs)?.schema;
  if (schema === undefined || body === undefined) return undefined;
  const at = silentIn(contract, applicable(contract, schema, body), body, '#', 1);
  return at && `the member ${plain(lastToken(at))} (body${plain(at)})`;
}

function silentIn(
  contract: Contract,
  schemas: Subschema[],
  value: Json,
  at: Pointer,
  depth: number,
): Pointer | undefined {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  const names = isObject(value) && schemas.every(({ schema }) => isSilent(schema)) ? knownNames(schemas) : undefined;
  for (const [name, member] of Object.entries(value)) {
    const place = joinPointer(at, name);
    // A schema that names nothing at all describes a map, or leaves all of it to others.
    if (names && names.size > 0 && !names.has(name)) return place;
    const below = silentIn(contract, applicableBelow(contract, schemas, value, name), member, place, depth + 1);
    if (below !== undefined) return below;
  }
  return undefined;
}

function isSilent(schema: Subschema['schema']): boolean {
  return OF_OTHERS.every((keyword) => schema[keyword] === undefined);
}

/** A name of the query that no parameter has. */
function silentParameter(contract: Contract, { parameters, security }: Operation, path: string): string | undefined {
  const documented = parameters.filter(({ in: where }) => where === 'query');
  // An object may be written as parameters of their own names.
  const isOpen = documented.some(({ schema }) => {
    const value = schema === undefined ? undefined : contract.resolve(schema).value;
    return !isObject(value) || value['type'] === undefined || [value['type']].flat().includes('object');
  });
  if (isOpen) return undefined;
  const known = new Set([
    ...documented.map(({ name }) => name),
    ...security.flat().flatMap(({ in: where, name }) => (where === 'query' && name !== undefined ? [name] : [])),
  ]);
  const [, query = ''] = path.split(/\?(.*)/s);
  return [...new URLSearchParams(query).keys()].find(
    (name) => !known.has(name) && !known.has(name.replace(/\[.*$/, '')),
  );
}
