import * as fc from 'fast-check';
import type { Contract } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { keyword, typesOf, numbersOf } from '../../schema/keywords.ts';
import { isObject, joinPointer, replaceAt } from '../../json/pointer.ts';
import { plural, show } from '../../text/wording.ts';
import { words } from './arbitraries/base.ts';
import { CHARACTER } from './arbitraries/characters.ts';
import { SPECIAL_TEXTS } from './arbitraries/strings.ts';
import { MALFORMED_TEXTS } from '../coverage/invalid-variations.ts';
import {
  clauseOf,
  MAX_ITEMS,
  MAX_LENGTH,
  requiredOf,
  resize,
  resizeArray,
  formatMember,
  walk,
  type Level,
} from '../variations.ts';

/** Drawn values that make a valid request invalid. */
export interface Junk {
  text: string;
  /** From 1. */
  size: number;
  value: Json;
}

export const JUNK: fc.Arbitrary<Junk> = fc.record({
  text: fc
    .oneof(fc.string({ maxLength: 20 }), words(SPECIAL_TEXTS), fc.string({ unit: CHARACTER, maxLength: 20 }))
    .filter((text) => text.isWellFormed()),
  size: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 1000 }), fc.constantFrom(2 ** 31, 2 ** 53)),
  value: fc.jsonValue({ maxDepth: 2, stringUnit: CHARACTER }) as fc.Arbitrary<Json>,
});

/** One way to make a value invalid: the violated clause, and the new value. */
export interface InvalidValue {
  at: Pointer;
  clause: Pointer;
  /** Identifies it among the others at its place, whatever is drawn. */
  kind: string;
  /** The new value; none if the drawn value is valid. `undefined` leaves the member out. */
  make(junk: Junk): { value: Json | undefined; title: string } | undefined;
}

/** Every way to make a value invalid, each for one clause. The caller proves the result invalid. */
export function invalidValues(contract: Contract, schema: Pointer, root: Json): InvalidValue[] {
  return walk(contract, schema, root, [
    missing,
    otherType,
    outsideEnumeration,
    invalidText,
    invalidNumber,
    invalidArray,
    invalidObject,
    noAlternative,
  ]);
}

/** The invalid value itself. */
export function applyInvalid(root: Json, { at }: Pick<InvalidValue, 'at'>, value: Json | undefined): Json {
  return replaceAt(root, at, value);
}

function missing({ at, value, schemas }: Level): InvalidValue[] {
  if (!isObject(value)) return [];
  return [...requiredOf(schemas)]
    .filter(([name]) => Object.hasOwn(value, name))
    .map(([name, clause]) => {
      const place = joinPointer(at, name);
      return {
        at: place,
        clause,
        kind: 'missing',
        make: () => ({ value: undefined, title: `without ${formatMember(place)}` }),
      };
    });
}

const TYPES: [type: string, of: (junk: Junk) => Json][] = [
  // A text that no parser reads as a number or a boolean.
  ['string', ({ text }) => `assay ${text}`],
  ['number', ({ size }) => size + 0.5],
  ['boolean', ({ size }) => size % 2 === 0],
  ['array', ({ value, size }) => (size % 2 === 0 ? [] : [value])],
  ['object', ({ value, text, size }) => (size % 2 === 0 ? {} : { [`x${text}`]: value })],
  ['null', () => null],
];

function otherType({ schemas, at, optional }: Level): InvalidValue[] {
  const types = typesOf(schemas);
  const clause = clauseOf(schemas, 'type');
  if (!types || clause === undefined) return [];
  const place = at === '#' ? 'as its body' : `for ${formatMember(at)}`;
  // Many servers treat null like a missing member, which is valid for an optional one.
  return TYPES.filter(
    ([type]) =>
      !types.has(type) &&
      !(type === 'number' && types.has('integer') && types.size > 1) &&
      !(type === 'null' && optional),
  ).map(([type, of]) => ({
    at,
    clause,
    kind: `type ${type}`,
    make: (junk) => ({ value: of(junk), title: `with ${show(of(junk))} ${place}` }),
  }));
}

function outsideEnumeration({ schemas, at }: Level): InvalidValue[] {
  return ['enum', 'const'].flatMap((name): InvalidValue[] => {
    const values = keyword(schemas, name);
    const clause = clauseOf(schemas, name);
    if (values === undefined || clause === undefined) return [];
    const listed = name === 'enum' && Array.isArray(values) ? values : [values];
    const sample = listed.find((value) => typeof value === 'string');
    const make: InvalidValue['make'] = ({ text, size }) => {
      const other: Json =
        sample === undefined
          ? size * 1000 + 7
          : ([`${sample}${text}`, text, sample.toUpperCase(), ` ${sample}`, sample.slice(0, -1)][size % 5] ?? text);
      // A listed word with a blank at its end may be accepted.
      return listed.includes(other) ||
        listed.some((value) => typeof value === 'string' && typeof other === 'string' && value.trim() === other.trim())
        ? undefined
        : { value: other, title: `with ${show(other)} for ${formatMember(at)}` };
    };
    return [{ at, clause, kind: name, make }];
  });
}

function invalidText({ value, schemas, at }: Level): InvalidValue[] {
  if (typeof value !== 'string' || keyword(schemas, 'enum') !== undefined) return [];
  const name = formatMember(at);
  const found: InvalidValue[] = [];
  const add = (keyword: string, make: InvalidValue['make']) => {
    const clause = clauseOf(schemas, keyword);
    if (clause !== undefined) found.push({ at, clause, kind: keyword, make });
  };
  const format = keyword(schemas, 'format');
  if (typeof format === 'string' && MALFORMED_TEXTS[format] !== undefined)
    add('format', () => ({ value: MALFORMED_TEXTS[format], title: `with a text that is no ${format} for ${name}` }));
  add('pattern', ({ text, size }) => {
    const other = size % 2 === 0 ? text : `${value}${text}`;
    return { value: other, title: `with ${show(other)} for ${name}` };
  });
  const [least = 0] = numbersOf(schemas, 'minLength');
  if (least > 0) add('minLength', ({ size }) => sized(value, Math.max(0, least - size), name));
  const [most = Infinity] = numbersOf(schemas, 'maxLength');
  if (most < MAX_LENGTH) add('maxLength', ({ size }) => sized(value, Math.min(most + size, MAX_LENGTH), name));
  return found;
}

function sized(value: string, length: number, name: string): { value: Json; title: string } {
  return { value: resize(value, length), title: `with ${name} of ${plural(length, 'character')}` };
}

function invalidNumber({ value, schemas, at }: Level): InvalidValue[] {
  if (typeof value !== 'number') return [];
  const beyond: Record<string, (bound: number, size: number) => number> = {
    minimum: (bound, size) => bound - size,
    maximum: (bound, size) => bound + size,
    exclusiveMinimum: (bound, size) => bound - size + 1,
    exclusiveMaximum: (bound, size) => bound + size - 1,
    multipleOf: (step) => value + step / 2,
  };
  return Object.entries(beyond).flatMap(([name, break_]): InvalidValue[] => {
    const [bound] = numbersOf(schemas, name);
    const clause = clauseOf(schemas, name);
    if (bound === undefined || clause === undefined) return [];
    return [
      {
        at,
        clause,
        kind: name,
        make: ({ size }) => ({
          value: break_(bound, size),
          title: `with ${formatMember(at)} as ${break_(bound, size)}`,
        }),
      },
    ];
  });
}

function invalidArray(level: Level): InvalidValue[] {
  const { value, schemas, at } = level;
  if (!Array.isArray(value)) return [];
  const name = formatMember(at);
  const found: InvalidValue[] = [];
  const add = (keyword: string, items: (size: number) => Json[] | undefined) => {
    const clause = clauseOf(schemas, keyword);
    if (clause === undefined) return;
    const make: InvalidValue['make'] = ({ size }) => {
      const other = items(size);
      return (
        other && {
          value: other,
          title: `with ${other.length} of ${name}${keyword === 'uniqueItems' ? ', one of them twice' : ''}`,
        }
      );
    };
    found.push({ at, clause, kind: keyword, make });
  };
  const [least = 0] = numbersOf(schemas, 'minItems');
  if (least > 0) add('minItems', (size) => value.slice(0, Math.max(0, least - size)));
  const [most = Infinity] = numbersOf(schemas, 'maxItems');
  if (most < MAX_ITEMS) add('maxItems', (size) => resizeArray(level, value, Math.min(most + size, MAX_ITEMS)));
  if (keyword(schemas, 'uniqueItems') === true)
    add('uniqueItems', (size) => (value.length === 0 ? undefined : [...value, value[size % value.length] as Json]));
  return found;
}

function invalidObject({ value, schemas, at }: Level): InvalidValue[] {
  if (!isObject(value)) return [];
  const name = formatMember(at);
  const found = ['additionalProperties', 'unevaluatedProperties']
    .filter((keyword) => schemas.some(({ schema }) => schema[keyword] === false))
    .flatMap((keyword): InvalidValue[] => {
      const clause = clauseOf(schemas, keyword);
      const make: InvalidValue['make'] = ({ text, value: junk }) => {
        const unknown = `x-assay-${text.replace(/[^\w-]/g, '')}`;
        return { value: { ...value, [unknown]: junk }, title: `with an unknown member in ${name}` };
      };
      return clause === undefined ? [] : [{ at, clause, kind: keyword, make }];
    });
  const [least = 0] = numbersOf(schemas, 'minProperties');
  const clause = clauseOf(schemas, 'minProperties');
  if (least > 0 && clause !== undefined)
    found.push({
      at,
      clause,
      kind: 'minProperties',
      make: () => ({ value: {}, title: `without a member in ${name}` }),
    });
  return found;
}

/** A value that conforms to none of the alternatives. */
function noAlternative({ schemas, at, optional }: Level): InvalidValue[] {
  const owner = schemas.find(({ schema }) => schema['oneOf'] !== undefined || schema['anyOf'] !== undefined);
  if (!owner || typesOf(schemas)?.size === 1) return [];
  const clause = joinPointer(owner.pointer, owner.schema['oneOf'] !== undefined ? 'oneOf' : 'anyOf');
  const make: InvalidValue['make'] = ({ value }) =>
    value === null && optional ? undefined : { value, title: `with ${show(value)} for ${formatMember(at)}` };
  return [{ at, clause, kind: 'alternatives', make }];
}
