import type { Json, Pointer } from '../../model/json.ts';
import { joinPointer, nameAt, pointerTokens, valueAt } from '../../json/pointer.ts';
import { isWholeName, normalise, reference, singular, SYNONYMS, wantedNames, type WantedName } from './names.ts';
import type { Evidence, Place } from './resource.ts';
import type { AnswerShape, Shape } from './shape.ts';

/** Members that hold what an answer is about, and say nothing themselves. */
const WRAPPERS = ['data', 'result', 'results', 'items', 'content', 'payload', 'value'];

/** Members that say how a request went, or where the answer stands among others: beside them, one member alone holds what it is about. */
const OF_THE_ANSWER =
  /^(status|statuscode|httpstatus|state|success|ok|code|errorcode|errno|error|errors|message|messages|msg|warnings?|meta|metadata|links|pagination|paging|pageinfo|timestamp|time|took|duration|version|apiversion|jsonapi|requestid|traceid|correlationid)$/;

/** Where in an answer a value stands, why it is taken for it, and the clause that says so. */
export interface Located {
  place: Extract<Place, { in: 'body' }>;
  by: Evidence;
  clause: Pointer;
}

/** What is looked for: the value of a parameter that names one of a resource, of such types. */
export interface Wanted {
  parameter: string;
  resource: string;
  /** The types that the parameter takes; empty where nothing says. */
  types: readonly string[];
}

interface Part {
  at: Pointer;
  shape: Shape;
  clause: Pointer;
}

/** Where answers of one thing have the value of a parameter. */
export function locateInThing(answers: AnswerShape[], wanted: Wanted): Located | undefined {
  const parts = answers.flatMap((answer) => thingParts(answer, wanted.resource));
  return locateIn(parts, wanted);
}

/** Where the items of a list have the value of a parameter. */
export function locateInList(answers: AnswerShape[], wanted: Wanted): Located | undefined {
  for (const { array, item } of answers.flatMap((answer) => listParts(answer, wanted.resource))) {
    const parts = thingParts(item, wanted.resource);
    const found = locateIn(parts, wanted) ?? onlyIdentifier(parts, wanted);
    if (found) return { ...found, place: { ...found.place, each: array } };
  }
  return undefined;
}

/** Whether an answer is a list. */
export function isList(answers: AnswerShape[], resource: string): boolean {
  return answers.some((answer) => listParts(answer, resource).length > 0);
}

function locateIn(parts: Part[], wanted: Wanted): Located | undefined {
  const names = wantedNames(wanted.parameter, wanted.resource);
  const own = names.filter(({ by }) => by === 'exact');
  return (
    byMember(parts, own, wanted.types, isSame) ??
    byMember(parts, own, wanted.types, isNumber) ??
    byMember(parts, names, wanted.types, isSame) ??
    byMember(parts, names, wanted.types, isWritten) ??
    nested(parts, wanted) ??
    bare(parts, names, wanted.types) ??
    onlyKey(parts, wanted)
  );
}

function byMember(parts: Part[], names: WantedName[], types: readonly string[], fits: Fit): Located | undefined {
  for (const { name, by } of names)
    for (const { at, shape } of parts)
      for (const [member, { clause }] of shape.members) {
        if (by === 'exact' ? member !== name : normalise(member) !== name) continue;
        if (fits(shape.member(member)?.types ?? [], types))
          return { place: { in: 'body', pointer: joinPointer(at, member) }, by, clause };
      }
  return undefined;
}

/** `owner` of `/repos/{owner}/{repo}`: an identifier of the object of that name. */
function nested(parts: Part[], { parameter, types }: Wanted): Located | undefined {
  const own = normalise(parameter);
  for (const { at, shape } of parts)
    for (const name of shape.members.keys()) {
      const member = shape.member(name);
      const [, word = '', suffix = ''] = /^(.*?)(id|uuid|guid|uid|key|slug|name)?$/.exec(own) ?? [];
      if (!member || (normalise(name) !== own && normalise(name) !== word)) continue;
      const synonyms = (suffix === '' || normalise(name) === own ? [...SYNONYMS, 'login'] : [suffix]).map((one) => ({
        name: one,
        by: 'nested' as const,
      }));
      const inner = [{ at: joinPointer(at, name), shape: member, clause: '#' }];
      const found = byMember(inner, synonyms, types, isSame) ?? byMember(inner, synonyms, types, isWritten);
      if (found) return found;
    }
  return undefined;
}

/** `{contextField}` of contexts that have no identifier but a name. */
function onlyKey(parts: Part[], { parameter, resource, types }: Wanted): Located | undefined {
  const [own, word] = [normalise(parameter), normalise(resource)];
  const keyless = parts.filter(({ shape }) => ![...shape.members.keys()].some((name) => isWholeName(name, resource)));
  if (!own.startsWith(word) || own === word || reference(parameter)) return undefined;
  return byMember(keyless, KEYS, types, isSame);
}

const KEYS: WantedName[] = ['key', 'slug', 'name'].map((name) => ({ name, by: 'synonym' }));

/** `{name}` of images that a list shows without any name, and with one identifier. */
function onlyIdentifier(parts: Part[], { parameter, resource, types }: Wanted): Located | undefined {
  const own = normalise(parameter);
  if (!KEYS.some(({ name }) => own === name || own === normalise(resource) + name)) return undefined;
  const named = parts.flatMap(({ shape }) => [...shape.members.keys()].filter((name) => isWholeName(name, resource)));
  const [only, ...others] = named;
  return only === undefined || others.length > 0
    ? undefined
    : byMember(parts, [{ name: normalise(only), by: 'synonym' }], types, isSame);
}

/** A text or a number that is the whole answer names the thing, where an identifier is asked for. */
function bare(parts: Part[], names: WantedName[], types: readonly string[]): Located | undefined {
  const isIdentifier = names.some(({ name }) => SYNONYMS.includes(name));
  const part = parts.find(({ shape }) => shape.types.length > 0 && shape.types.every((type) => SCALAR.has(type)));
  return part && isIdentifier && isWritten(part.shape.types, types)
    ? { place: { in: 'body', pointer: part.at }, by: 'bare', clause: part.clause }
    : undefined;
}

/** Whether a member of such types has the value of a parameter of others. */
type Fit = (member: readonly string[], parameter: readonly string[]) => boolean;

const SCALAR = new Set(['string', 'integer', 'number']);

const isSame: Fit = (member, parameter) =>
  isScalar(member) &&
  (member.length === 0 ||
    parameter.length === 0 ||
    member.some((type) => parameter.includes(type) || (type === 'integer' && parameter.includes('number'))));

/** A number is written as a text in a path. */
const isWritten: Fit = (member, parameter) =>
  isSame(member, parameter) || (isScalar(member) && member.includes('integer') && parameter.includes('string'));

/** Many documents write `number` of what is counted. Under the very name of the parameter that is the number that stands in a path. */
const isNumber: Fit = (member, parameter) =>
  isWritten(member, parameter) || (isScalar(member) && member.includes('number'));

function isScalar(types: readonly string[]): boolean {
  return types.length === 0 || types.some((type) => SCALAR.has(type));
}

/** The object that an answer is about: the answer, or what it only wraps, two levels deep at most. */
function thingParts({ shape, clause }: AnswerShape, resource: string): Part[] {
  const parts: Part[] = [{ at: '#', shape, clause }];
  for (const part of parts) {
    if (parts.length > 4 || part.at.split('/').length > 2) break;
    for (const name of wrapperNames(part.shape, resource)) {
      const inner = part.shape.member(name);
      if (inner && (inner.types.includes('object') || inner.members.size > 0))
        parts.push({ at: joinPointer(part.at, name), shape: inner, clause });
    }
  }
  return parts;
}

/** Members that may wrap the thing: that of the resource's name, known wrappers, or the only one. Not each of them is there. */
function wrapperNames({ members }: Shape, resource: string): string[] {
  const names = [...members.keys()];
  const named = names.filter((name) => normalise(name) === normalise(resource));
  return [...new Set([...named, ...WRAPPERS, ...onlyContent(names)])];
}

/** The only member, or the only one that says nothing of the answer itself: `response` of `{"status": {…}, "response": {…}}`. */
function onlyContent(names: string[]): string[] {
  const content = names.length === 1 ? names : names.filter((name) => !OF_THE_ANSWER.test(normalise(name)));
  return content.length === 1 ? content : [];
}

interface List {
  array: Pointer;
  item: AnswerShape;
}

/** The arrays that an answer lists things in: the answer, or one in what it only wraps. */
function listParts(answer: AnswerShape, resource: string): List[] {
  const own = listAt('#', answer.shape, answer.clause);
  if (own) return [own];
  return objectsOf(answer).flatMap(({ at, shape, clause }) => {
    const arrays = [...shape.members.keys()].flatMap((name) => {
      const member = shape.member(name);
      const list = member && listAt(joinPointer(at, name), member, clause);
      return list ? [{ name, list }] : [];
    });
    const word = normalise(resource);
    const named = arrays.filter(({ name }) => normalise(singular(name)) === word);
    const wrapped = arrays.filter(({ name }) => WRAPPERS.includes(name));
    const alike = arrays.filter(({ name }) => word.includes(normalise(singular(name))));
    // Below the root, an array of another name is a member of one thing.
    const chosen =
      (at === '#' ? [named, wrapped, alike, arrays] : [named, wrapped]).find(({ length }) => length === 1) ?? [];
    return chosen.map(({ list }) => list);
  });
}

/** The root and the objects that wrap a list: `data`, `_embedded`, or the only member. */
function objectsOf({ shape, clause }: AnswerShape): Part[] {
  const only = onlyContent([...shape.members.keys()]);
  const inner = [...shape.members.keys()].flatMap((name): Part[] => {
    const member = shape.member(name);
    const wraps = WRAPPERS.includes(name) || name === '_embedded' || only.includes(name);
    return member && wraps ? [{ at: joinPointer('#', name), shape: member, clause }] : [];
  });
  return [{ at: '#', shape, clause }, ...inner];
}

function listAt(array: Pointer, shape: Shape, clause: Pointer): List | undefined {
  if (shape.types.length > 0 && !shape.types.includes('array')) return undefined;
  const item = shape.items();
  return item && { array, item: { shape: item, clause } };
}

/** The values at a place of an answer: one, or those of each item of a list. */
export function valuesAt(
  body: Json | undefined,
  { pointer, each }: Located['place'],
): { value: string | number; item: Json }[] {
  const items = each === undefined ? [body] : valueAt(body, each);
  if (!Array.isArray(items)) return [];
  return items.flatMap((item, index) => {
    const value = nameAt(items as Json[], joinPointer('#', index, ...pointerTokens(pointer)));
    return item === undefined || value === undefined || value === '' ? [] : [{ value, item }];
  });
}
