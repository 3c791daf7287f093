import type { RequestValues } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import type { Condition, OverrideConditions } from '../../model/override.ts';
import type { Fields } from '../../http/header-fields.ts';
import { isEqual } from '../../json/equal.ts';
import { isObject, ownMember } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { matchesPattern } from '../../schema/pattern/pattern.ts';

/** Whether all conditions of an override hold for a request. */
export function holds(
  { path = {}, query = {}, header = {}, body }: OverrideConditions,
  inputs: RequestValues,
  fields: Pick<Fields, 'get'>,
): boolean {
  const all = (given: { readonly [name: string]: Condition }, valueOf: (name: string) => Json | undefined) =>
    Object.entries(given).every(([name, condition]) => isMet(condition, valueOf(name), sameText));
  return (
    all(path, (name) => ownMember(inputs.path, name)) &&
    all(query, (name) => ownMember(inputs.query, name)) &&
    all(header, (name) => fields.get(name.toLowerCase())) &&
    (body === undefined || isMet(body, inputs.body, isEqual))
  );
}

type Same = (a: Json, b: Json) => boolean;

/** Parameters are text until somebody reads them: 7 is the same as "7". */
const sameText: Same = (a, b) => isEqual(a, b) || (!isNested(a) && !isNested(b) && scalarText(a) === scalarText(b));

function isNested(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

/** What a condition with this one member asks of a value. */
const CONDITIONS: Record<string, (asked: Json, value: Json | undefined, same: Same) => boolean> = {
  equals: (asked, value, same) => value !== undefined && same(asked, value),
  matches: (asked, value) => value !== undefined && matchesPattern(scalarText(asked), scalarText(value)),
  contains: (asked, value, same) =>
    Array.isArray(value)
      ? value.some((item) => same(asked, item))
      : typeof value === 'string' && value.includes(scalarText(asked)),
  absent: (asked, value) => (value === undefined) === asked,
};

/** The names of conditions, as they are written. */
export const CONDITION_NAMES = Object.keys(CONDITIONS);

/** The name and the value of a condition that is more than a value; undefined for a value. */
export function readCondition(condition: Condition): [name: string, asked: Json] | undefined {
  const [only, ...more] = isObject(condition) ? Object.entries(condition) : [];
  return only && more.length === 0 && Object.hasOwn(CONDITIONS, only[0]) ? only : undefined;
}

function isMet(condition: Condition, value: Json | undefined, same: Same): boolean {
  const named = readCondition(condition);
  if (named) return ownMember(CONDITIONS, named[0])?.(named[1], value, same) ?? false;
  if (value === undefined) return false;
  if (isObject(condition))
    return (
      isObject(value) && Object.entries(condition).every(([name, child]) => isMet(child, ownMember(value, name), same))
    );
  return same(condition, value);
}
