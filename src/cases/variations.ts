import type { Contract, Json, JsonObject, Pointer } from '../model.ts';
import { applicable, applicableBelow, keyword, typesOf, type Subschema } from '../contract/applicable.ts';
import { isObject, joinPointer, pointerTokens, valueAt } from '../contract/pointer.ts';
import { show } from '../contract/text.ts';
import { FORMATS, synthesize, unconditional, vary } from './synthesize.ts';

/** A value that differs from a valid one in one thing, and the clause that the difference is about. */
export interface Variation {
  /** What was changed, in the value: `#/data/image`. */
  at: Pointer;
  value: Json;
  clause: Pointer;
  /** After "a request": `without data.image`. */
  title: string;
  /** Whether the changed value itself was left out. */
  removed?: boolean;
  /** Whether a server may refuse it for reasons that no contract tells. */
  refusable?: true;
}

/** One level of the walk: a value, what it must conform to, and where both stand. */
interface Level {
  contract: Contract;
  root: Json;
  at: Pointer;
  value: Json;
  schemas: Subschema[];
  /** Whether the value may be left out. */
  optional: boolean;
  /** The object or array that holds it. */
  parent?: Level;
}

/** Longer texts and arrays are not sent, whatever the contract allows. */
const MAX_LENGTH = 10_000;
const MAX_ITEMS = 200;
const MAX_DEPTH = 12;

/**
 * The valid values, as far as they differ from the root in one thing. The caller proves each one valid.
 * @param documented values that documents show for the same schema: what they have is tried before anything made up
 */
export function positives(contract: Contract, schema: Pointer, root: Json, documented: Json[] = []): Variation[] {
  return walk(contract, schema, root, [optionalMembers(documented), otherValues, upperAndLower, branches]);
}

/** The invalid values: every constraint that applies, broken alone. The caller proves each one invalid. */
export function negatives(contract: Contract, schema: Pointer, root: Json): Variation[] {
  return walk(contract, schema, root, [missingMembers, wrongTypes, outsideEnum, brokenText, brokenNumber, brokenArray, brokenObject]);
}

function walk(contract: Contract, schema: Pointer, root: Json, makers: ((level: Level) => Variation[])[]): Variation[] {
  const found: Variation[] = [];
  const visit = (level: Level): void => {
    for (const make of makers) found.push(...make(level));
    const { value, at, schemas } = level;
    if (typeof value !== 'object' || value === null || pointerTokens(at).length >= MAX_DEPTH) return;
    const required = requiredOf(schemas);
    // Of an array, the first item stands for the rest.
    for (const name of Array.isArray(value) ? Object.keys(value).slice(0, 1) : Object.keys(value)) {
      const child = valueAt(value, joinPointer('#', name)) as Json;
      visit({
        ...level,
        at: joinPointer(at, name),
        value: child,
        schemas: applicableBelow(contract, schemas, value, name),
        optional: !Array.isArray(value) && !required.has(name),
        parent: level,
      });
    }
  };
  visit({ contract, root, at: '#', value: root, schemas: applicable(contract, schema, root), optional: false });
  return found;
}

function requiredOf(schemas: Subschema[]): Map<string, Pointer> {
  const entries = schemas.flatMap(({ pointer, schema }) =>
    Array.isArray(schema['required']) ? schema['required'].map((name) => [String(name), joinPointer(pointer, 'required')] as const) : [],
  );
  // A condition further in says more than the object's own list does.
  return new Map(entries);
}

/** The clause of a keyword among the schemas of a level. */
function clauseOf(schemas: Subschema[], name: string): Pointer | undefined {
  const owner = schemas.find(({ schema }) => schema[name] !== undefined);
  return owner && joinPointer(owner.pointer, name);
}

/** `#/data/image` as a person says it: `data.image`. */
export function sayMember(at: Pointer): string {
  return pointerTokens(at).join('.') || 'its body';
}

function variation(level: Level, value: Json, clause: Pointer | undefined, title: string): Variation[] {
  return clause === undefined ? [] : [{ at: level.at, value: replaceAt(level.root, level.at, value), clause, title }];
}

/** A copy of a value with one place in it replaced; `undefined` leaves the place out. */
export function replaceAt(root: Json, at: Pointer, by: Json | undefined): Json {
  const [token, ...rest] = pointerTokens(at);
  if (token === undefined) return by ?? null;
  const copy = Array.isArray(root) ? [...root] : { ...(root as JsonObject) };
  const child = valueAt(root, joinPointer('#', token)) ?? null;
  const next = rest.length > 0 ? replaceAt(child, joinPointer('#', ...rest), by) : by;
  if (Array.isArray(copy)) {
    if (next === undefined) copy.splice(Number(token), 1);
    else copy[Number(token)] = next;
  } else if (next === undefined) delete copy[token];
  else Object.defineProperty(copy, token, { value: next, enumerable: true, configurable: true, writable: true });
  return copy;
}

// ---------------------------------------------------------------- valid values

const optionalMembers =
  (documented: Json[]) =>
  ({ contract, root, at, value, schemas }: Level): Variation[] => {
    if (!isObject(value)) return [];
    const required = requiredOf(schemas);
    const known = new Map(
      schemas.flatMap(({ pointer, schema }) =>
        Object.keys(isObject(schema['properties']) ? schema['properties'] : {}).map((name) => [name, joinPointer(pointer, 'properties', name)] as const),
      ),
    );
    return [...known].flatMap(([name, clause]): Variation[] => {
      const place = joinPointer(at, name);
      if (Object.hasOwn(value, name))
        return required.has(name) ? [] : [{ at: place, value: replaceAt(root, place, undefined), clause, title: `without ${sayMember(place)}`, removed: true }];
      if (unconditional(contract, [clause]).some(({ schema }) => schema['readOnly'] === true)) return [];
      const shown = documented.map((other) => valueAt(other, place)).find((other) => other !== undefined);
      const made = (
        shown === undefined ? [synthesize(contract, clause, 'minimal'), synthesize(contract, clause, 'full')] : [shown, synthesize(contract, clause, 'minimal')]
      ).filter((candidate) => candidate !== undefined);
      const distinct = [...new Map(made.map((candidate) => [JSON.stringify(candidate), candidate])).values()];
      return distinct.map((candidate) => ({
        at: place,
        value: replaceAt(root, place, candidate),
        clause,
        title: `with ${sayMember(place)} ${sayValue(candidate)}`,
      }));
    });
  };

/** A value in a title: an object by its members alone, as it may hold a secret. */
function sayValue(value: Json): string {
  const names = isObject(value) ? Object.keys(value) : [];
  return names.length > 0 ? `of ${names.join(', ')}` : `as ${show(value)}`;
}

function otherValues(level: Level): Variation[] {
  const { value, schemas, at } = level;
  const values = keyword(schemas, 'enum');
  const name = sayMember(at);
  if (Array.isArray(values))
    return values
      .filter((other) => other !== value)
      .flatMap((other) => withNamesakes(level, variation(level, other, clauseOf(schemas, 'enum'), `with ${name} as ${show(other)}`), other));
  if (typeof value === 'boolean') return variation(level, !value, clauseOf(schemas, 'type'), `with ${name} as ${!value}`);
  // A server that answers with the documented example whatever it is sent shows here.
  if (typeof value === 'string' && keyword(schemas, 'const') === undefined)
    return [...variation(level, vary(value), clauseOf(schemas, 'type'), `with another ${name}`), ...richText(level)];
  return [];
}

/** What goes wrong in encoders: letters beyond ASCII, quotes, what forms and HTML and shells read otherwise, and length. */
const RICH = ' Zoë’s "A&B" 100%25 + \\ <i> ñ 日本 \u{1f600} ';

/** A free text in full. A server may have reasons of its own to refuse it; where it accepts it, it is to keep it. */
function richText(level: Level): Variation[] {
  const { value, schemas, at } = level;
  const isFree =
    typeof value === 'string' &&
    /^[\p{L}\p{N} ._-]+$/u.test(value) &&
    ['format', 'pattern', 'maxLength'].every((name) => keyword(schemas, name) === undefined || keyword(schemas, name) === 'password');
  if (!isFree) return [];
  // A password is the one text of which not even a blank at its ends is for the server to judge.
  const rich = keyword(schemas, 'format') === 'password' ? RICH.repeat(3) : `${value}${RICH.repeat(2).trimEnd()}`;
  return variation(level, rich, clauseOf(schemas, 'type'), `with quotes, signs and letters beyond ASCII in ${sayMember(at)}`).map((one) => ({
    ...one,
    refusable: true,
  }));
}

/**
 * The same value for the members beside it that list it as well: what two enumerations share may belong together,
 * as a kind of disk and the container that only holds this kind, and the contract does not say that it mixes.
 */
function withNamesakes({ contract, parent, at }: Level, variations: Variation[], value: Json): Variation[] {
  if (!parent || !isObject(parent.value)) return variations;
  const namesakes = Object.keys(parent.value).filter((name) => {
    const place = joinPointer(parent.at, name);
    const listed = keyword(applicableBelow(contract, parent.schemas, parent.value, name), 'enum');
    return place !== at && valueAt(parent.root, place) !== value && Array.isArray(listed) && listed.includes(value);
  });
  return variations.map((one) => ({
    ...one,
    value: namesakes.reduce((root, name) => replaceAt(root, joinPointer(parent.at, name), value), one.value),
    title: [one.title, ...namesakes.map((name) => sayMember(joinPointer(parent.at, name)))].join(', as is '),
  }));
}

function upperAndLower(level: Level): Variation[] {
  const { value, schemas, at } = level;
  const name = sayMember(at);
  const limits = (...names: string[]) =>
    names.flatMap((limit) =>
      schemas.flatMap(({ pointer, schema }) =>
        typeof schema[limit] === 'number' ? [{ limit, bound: schema[limit], clause: joinPointer(pointer, limit) }] : [],
      ),
    );
  if (typeof value === 'number')
    return limits('minimum', 'maximum').flatMap(({ bound, clause }) => variation(level, bound, clause, `with ${name} as ${bound}`));
  if (typeof value === 'string')
    return limits('minLength', 'maxLength')
      .filter(({ bound }) => bound <= MAX_LENGTH)
      .flatMap(({ bound, clause }) => variation(level, resize(value, bound), clause, `with ${name} of ${bound} characters`));
  if (Array.isArray(value))
    return limits('minItems', 'maxItems')
      .filter(({ bound }) => bound <= MAX_ITEMS)
      .flatMap(({ bound, clause }) => variation(level, resizeArray(level, value, bound), clause, `with ${bound} of ${name}`));
  return [];
}

function branches(level: Level): Variation[] {
  const { contract, schemas, at } = level;
  return schemas.flatMap(({ pointer, schema }) =>
    ['oneOf', 'anyOf'].flatMap((choice) =>
      (Array.isArray(schema[choice]) ? schema[choice] : []).flatMap((_, index) => {
        const branch = joinPointer(pointer, choice, index);
        const made = synthesize(contract, branch);
        return made === undefined ? [] : variation(level, made, branch, `with ${sayMember(at)} as alternative ${index + 1}`);
      }),
    ),
  );
}

function resize(text: string, length: number): string {
  return length <= text.length ? text.slice(0, length) : text + 'a'.repeat(length - text.length);
}

function resizeArray({ contract, schemas }: Level, items: Json[], length: number): Json[] {
  if (length <= items.length) return items.slice(0, length);
  const pointer = schemas.find(({ schema }) => isObject(schema['items']));
  const item = items[0] ?? (pointer && synthesize(contract, joinPointer(pointer.pointer, 'items'))) ?? 'item';
  return [...items, ...Array.from({ length: length - items.length }, (_, index) => vary(item, index + 1))];
}

// ---------------------------------------------------------------- invalid values

function missingMembers({ root, at, value, schemas }: Level): Variation[] {
  if (!isObject(value)) return [];
  const required = [...requiredOf(schemas)].map(([name, clause]) => ({ name, clause }));
  const dependent = schemas.flatMap(({ pointer, schema }) =>
    Object.entries(isObject(schema['dependentRequired']) ? schema['dependentRequired'] : {}).flatMap(([trigger, names]) =>
      Object.hasOwn(value, trigger) && Array.isArray(names)
        ? names.map((name) => ({ name: String(name), clause: joinPointer(pointer, 'dependentRequired') }))
        : [],
    ),
  );
  return [...required, ...dependent]
    .filter(({ name }) => Object.hasOwn(value, name))
    .map(({ name, clause }) => {
      const place = joinPointer(at, name);
      return { at: place, value: replaceAt(root, place, undefined), clause, title: `without ${sayMember(place)}`, removed: true };
    });
}

/** A value of each JSON type. */
const SAMPLES: [type: string, value: Json, title: string][] = [
  ['string', 'text', 'a string'],
  ['number', 42, 'a number'],
  ['boolean', true, 'a boolean'],
  ['array', [], 'an array'],
  ['object', {}, 'an object'],
  ['null', null, 'null'],
];

function wrongTypes(level: Level): Variation[] {
  const { schemas, at, optional } = level;
  const types = typesOf(schemas);
  if (!types) return [];
  const allowed = (type: string) => types.has(type) || (type === 'number' && types.has('integer'));
  // Many servers read null as left out, which an optional member may be: the contract does not settle it.
  const wrong = SAMPLES.filter(([type]) => !allowed(type) && !(type === 'null' && optional));
  const fraction: typeof wrong = types.has('integer') && !types.has('number') ? [['number', 1.5, 'a fraction']] : [];
  const clause = clauseOf(schemas, 'type');
  const place = at === '#' ? 'as its body' : `for ${sayMember(at)}`;
  return [...wrong, ...fraction].flatMap(([, value, title]) => variation(level, value, clause, `with ${title} ${place}`));
}

function outsideEnum(level: Level): Variation[] {
  const { schemas, at } = level;
  return ['enum', 'const'].flatMap((name) => {
    const values = keyword(schemas, name);
    if (values === undefined) return [];
    const listed = Array.isArray(values) && name === 'enum' ? values : [values];
    const sample = listed.find((value) => typeof value === 'string') ?? listed[0];
    return outside(sample, listed).flatMap((other) => variation(level, other, clauseOf(schemas, name), `with ${show(other)} for ${sayMember(at)}`));
  });
}

/** Values like a listed one that are none of them: another word, the same word in other letters, and nothing. */
function outside(sample: Json | undefined, listed: Json[]): Json[] {
  if (typeof sample === 'number') return [Math.max(...listed.filter((value) => typeof value === 'number')) + 1];
  if (typeof sample !== 'string') return [];
  const upper = sample.toUpperCase();
  return [`${sample}-assay`, upper === sample ? sample.toLowerCase() : upper, ''].filter((other) => !listed.includes(other));
}

/** A text that is none of its format. */
const BROKEN: Record<string, string> = {
  ...Object.fromEntries(Object.keys(FORMATS).map((format) => [format, `not a ${format} \u007b`])),
  'uri-reference': 'http://[',
  iri: 'http://[',
  regex: '(',
  'json-pointer': 'a',
  byte: '*',
};

function brokenText(level: Level): Variation[] {
  const { value, schemas, at } = level;
  if (typeof value !== 'string') return [];
  const name = sayMember(at);
  const format = keyword(schemas, 'format');
  const pattern = keyword(schemas, 'pattern');
  const least = keyword(schemas, 'minLength');
  const most = keyword(schemas, 'maxLength');
  return [
    ...(typeof format === 'string' && BROKEN[format]
      ? variation(level, BROKEN[format], clauseOf(schemas, 'format'), `with a ${name} that is no ${format}`)
      : []),
    ...(typeof pattern === 'string'
      ? ['', '\u00a7', ' ', 'a b', `${value}\u00a7`].flatMap((text) => variation(level, text, clauseOf(schemas, 'pattern'), `with ${show(text)} for ${name}`))
      : []),
    ...(typeof least === 'number' && least > 0
      ? variation(level, value.slice(0, least - 1), clauseOf(schemas, 'minLength'), `with ${name} of ${least - 1} characters`)
      : []),
    ...(typeof most === 'number' && most < MAX_LENGTH
      ? variation(level, resize(value, most + 1), clauseOf(schemas, 'maxLength'), `with ${name} of ${most + 1} characters`)
      : []),
  ];
}

function brokenNumber(level: Level): Variation[] {
  const { value, schemas, at } = level;
  if (typeof value !== 'number') return [];
  const beyond: Record<string, (bound: number) => number> = {
    minimum: (bound) => bound - 1,
    maximum: (bound) => bound + 1,
    exclusiveMinimum: (bound) => bound,
    exclusiveMaximum: (bound) => bound,
    multipleOf: (step) => value + step / 2,
  };
  return Object.entries(beyond).flatMap(([name, break_]) => {
    const bound = keyword(schemas, name);
    if (typeof bound !== 'number') return [];
    const broken = break_(bound);
    return variation(level, broken, clauseOf(schemas, name), `with ${sayMember(at)} as ${broken}`);
  });
}

function brokenArray(level: Level): Variation[] {
  const { value, schemas, at } = level;
  if (!Array.isArray(value)) return [];
  const name = sayMember(at);
  const least = keyword(schemas, 'minItems');
  const most = keyword(schemas, 'maxItems');
  const [first] = value;
  return [
    ...(typeof least === 'number' && least > 0
      ? variation(level, value.slice(0, least - 1), clauseOf(schemas, 'minItems'), `with ${least - 1} of ${name}`)
      : []),
    ...(typeof most === 'number' && most < MAX_ITEMS
      ? variation(level, resizeArray(level, value, most + 1), clauseOf(schemas, 'maxItems'), `with ${most + 1} of ${name}`)
      : []),
    ...(keyword(schemas, 'uniqueItems') === true && first !== undefined
      ? variation(level, [...value, first], clauseOf(schemas, 'uniqueItems'), `with one of ${name} twice`)
      : []),
  ];
}

function brokenObject(level: Level): Variation[] {
  const { value, schemas } = level;
  if (!isObject(value)) return [];
  const closed = ['additionalProperties', 'unevaluatedProperties'].filter((name) => schemas.some(({ schema }) => schema[name] === false));
  return closed.flatMap((name) =>
    variation(level, { ...value, 'x-assay-unknown': true }, clauseOf(schemas, name), `with an unknown member in ${sayMember(level.at)}`),
  );
}
