import type { Contract, Operation, Parameter, RequestValues } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, valueAt } from '../../json/pointer.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { knownNames } from '../../schema/keywords.ts';
import { applicable, applicableBelow, schemasBelow, unconditional, type Subschema } from '../../schema/subschemas.ts';
import type { Hint } from './hints/hint.ts';

/** A place in a request: a member of its body, or a parameter. */
export type Place =
  | { in: 'body'; at: Pointer; pointers: Pointer[] }
  | { in: Parameter['in']; parameter: Parameter }
  | { in: 'unknown header'; name: string };

/** Where a hint points: names may be spelled in another way (`Name`, `first_name` for `firstName`). */
export function placeOf(
  contract: Contract,
  operation: Operation,
  inputs: RequestValues,
  hint: Hint,
): Place | undefined {
  const { path, in: where } = hint;
  const last = path.at(-1) ?? '';
  const parameter = operation.parameters.find(
    (one) => isSame(one.name, last) && (where === undefined || where === one.in) && one.in !== 'path',
  );
  if (parameter && (where !== undefined || path.length === 1) && where !== 'body') {
    const inBody = where === undefined && bodyPlace(contract, operation, inputs, path, true);
    return inBody || { in: parameter.in, parameter };
  }
  if (where === 'header' && !/^(authorization|cookie|host|content-.*)$/i.test(last))
    return /^[\w-]+$/.test(last) ? { in: 'unknown header', name: last } : undefined;
  return where === undefined || where === 'body' ? bodyPlace(contract, operation, inputs, path, false) : undefined;
}

function bodyPlace(
  contract: Contract,
  operation: Operation,
  inputs: RequestValues,
  path: string[],
  isDescribed: boolean,
): Extract<Place, { in: 'body' }> | undefined {
  const media = requestMedia(operation, inputs) ?? operation.body?.media[0];
  if (!media) return undefined;
  const body = inputs.body ?? {};
  let found = descend(contract, media.schema, body, path);
  // Some frameworks put the name of the class, or of the argument, before that of the member.
  for (let skipped = 1; !found.isDescribed && skipped < path.length; skipped += 1) {
    const shorter = descend(contract, media.schema, body, path.slice(skipped));
    if (shorter.isDescribed) found = shorter;
  }
  // `tfa_secret` of `{"data": {"tfa_secret": …}, "keys": […]}`.
  const inside = isObject(body) && !found.isDescribed && valueAt(body, found.at) === undefined ? Object.keys(body) : [];
  const [below, ...others] = inside
    .map((name) => descend(contract, media.schema, body, [name, ...path]))
    .filter((one) => one.isDescribed);
  if (below && others.length === 0) found = below;
  return isDescribed && !found.isDescribed ? undefined : { in: 'body', at: found.at, pointers: found.pointers };
}

function descend(
  contract: Contract,
  schema: Pointer | undefined,
  body: Json,
  path: string[],
): { at: Pointer; pointers: Pointer[]; isDescribed: boolean } {
  let schemas: Subschema[] = schema === undefined ? [] : applicable(contract, schema, body);
  let value: Json = body;
  let at: Pointer = '#';
  let pointers: Pointer[] = [];
  const step = (token: string): void => {
    const names = [...new Set([...knownNames(schemas), ...(isObject(value) ? Object.keys(value) : [])])];
    const [about, ...others] = names.filter((one) => isAbout(one, token));
    const name =
      names.find((one) => one === token) ??
      names.find((one) => isSame(one, token)) ??
      // `network_type` of `provider:network_type`.
      names.find((one) => one.includes(':') && isSame(one.slice(one.lastIndexOf(':') + 1), token)) ??
      (others.length === 0 ? about : undefined) ??
      token;
    pointers = schemasBelow(schemas, value, name);
    at = joinPointer(at, name);
    const child: Json | undefined = valueAt(value, joinPointer('#', name));
    schemas = child === undefined ? unconditional(contract, pointers) : applicableBelow(contract, schemas, value, name);
    value = child ?? {};
  };
  for (const token of path) {
    // `changetype` of `{"rrsets": [{"changetype": …}]}`: what is said of the items of a list is tried in the first one.
    if (Array.isArray(value) && !/^\d+$/.test(token)) step('0');
    step(token);
  }
  return { at, pointers, isDescribed: pointers.length > 0 };
}

function isSame(one: string, other: string): boolean {
  return spelled(one) === spelled(other);
}

/** Whether a member names what a sentence speaks of: `usernames` where at least one user has to be given. */
function isAbout(member: string, word: string): boolean {
  const [whole, begin] = [spelled(member), spelled(word)];
  return whole.startsWith(begin) && /^(s|names?|ids?|list)$/.test(whole.slice(begin.length));
}

/** `mail` and `email_address` are the same word. */
function spelled(name: string): string {
  return name
    .toLowerCase()
    .replace(/[_-]/g, '')
    .replace(/^e?mail(address)?$/, 'email');
}
