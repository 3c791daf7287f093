import type { Contract } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { keyword, typesOf } from '../../schema/keywords.ts';
import { requestErrors } from '../../schema/read-write-only.ts';
import { sample } from '../../schema/sample.ts';
import { applicableBelow, memberSchemas } from '../../schema/subschemas.ts';
import { isObject, joinPointer, replaceAt } from '../../json/pointer.ts';
import { plural, show } from '../../text/wording.ts';
import { FORMATS } from '../../schema/formats.ts';
import {
  clauseOf,
  MAX_ITEMS,
  MAX_LENGTH,
  requiredOf,
  resize,
  resizeArray,
  formatMember,
  variation,
  walk,
  type Level,
  type Variation,
} from '../variations.ts';

/** The invalid values: each violates one constraint. The caller proves each one invalid. */
export function invalidVariations(contract: Contract, schema: Pointer, root: Json): Variation[] {
  return walk(contract, schema, root, [missingMembers, ...WRONG_VALUES, absentMembers(schema)]);
}

function missingMembers({ root, at, value, schemas }: Level): Variation[] {
  if (!isObject(value)) return [];
  const required = [...requiredOf(schemas)].map(([name, clause]) => ({ name, clause }));
  const dependent = schemas.flatMap(({ pointer, schema }) =>
    Object.entries(isObject(schema['dependentRequired']) ? schema['dependentRequired'] : {}).flatMap(
      ([trigger, names]) =>
        Object.hasOwn(value, trigger) && Array.isArray(names)
          ? names.map((name) => ({ name: String(name), clause: joinPointer(pointer, 'dependentRequired') }))
          : [],
    ),
  );
  return [...required, ...dependent]
    .filter(({ name }) => Object.hasOwn(value, name))
    .map(({ name, clause }) => {
      const place = joinPointer(at, name);
      return {
        at: place,
        value: replaceAt(root, place, undefined),
        clause,
        title: `without ${formatMember(place)}`,
        removed: true,
      };
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
  // Many servers treat null like a missing member, which is valid for an optional one.
  const wrong = SAMPLES.filter(([type]) => !allowed(type) && !(type === 'null' && optional));
  const fraction: typeof wrong = types.has('integer') && !types.has('number') ? [['number', 1.5, 'a fraction']] : [];
  const clause = clauseOf(schemas, 'type');
  const place = at === '#' ? 'as its body' : `for ${formatMember(at)}`;
  return [...wrong, ...fraction].flatMap(([, value, title]) =>
    variation(level, value, clause, `with ${title} ${place}`),
  );
}

function outsideEnum(level: Level): Variation[] {
  const { schemas, at } = level;
  return ['enum', 'const'].flatMap((name) => {
    const values = keyword(schemas, name);
    if (values === undefined) return [];
    const listed = Array.isArray(values) && name === 'enum' ? values : [values];
    const sample = listed.find((value) => typeof value === 'string') ?? listed[0];
    return outside(sample, listed).flatMap((other) =>
      variation(level, other, clauseOf(schemas, name), `with ${show(other)} for ${formatMember(at)}`),
    );
  });
}

/** Values that an enumeration does not list: another word, a listed word in another letter case, and the empty text. */
function outside(sample: Json | undefined, listed: Json[]): Json[] {
  if (typeof sample === 'number') return [Math.max(...listed.filter((value) => typeof value === 'number')) + 1];
  if (typeof sample !== 'string') return [];
  const upper = sample.toUpperCase();
  return [`${sample}-assay`, upper === sample ? sample.toLowerCase() : upper, ''].filter(
    (other) => !listed.includes(other),
  );
}

/** A text that violates its format. */
export const MALFORMED_TEXTS: Record<string, string> = {
  ...Object.fromEntries(Object.keys(FORMATS).map((format) => [format, `not a ${format} \u007b`])),
  'uri-reference': 'http://[',
  iri: 'http://[',
  regex: '(',
  'json-pointer': 'a',
  byte: '*',
};

function invalidText(level: Level): Variation[] {
  const { value, schemas, at } = level;
  if (typeof value !== 'string') return [];
  const name = formatMember(at);
  const format = keyword(schemas, 'format');
  const pattern = keyword(schemas, 'pattern');
  const least = keyword(schemas, 'minLength');
  const most = keyword(schemas, 'maxLength');
  return [
    ...(typeof format === 'string' && MALFORMED_TEXTS[format]
      ? variation(
          level,
          MALFORMED_TEXTS[format],
          clauseOf(schemas, 'format'),
          `with a text that is no ${format} for ${name}`,
        )
      : []),
    ...(typeof pattern === 'string'
      ? ['', '\u00a7', ' ', 'a b', `${value}\u00a7`].flatMap((text) =>
          variation(level, text, clauseOf(schemas, 'pattern'), `with ${show(text)} for ${name}`),
        )
      : []),
    ...(typeof least === 'number' && least > 0
      ? variation(
          level,
          value.slice(0, least - 1),
          clauseOf(schemas, 'minLength'),
          `with ${name} of ${plural(least - 1, 'character')}`,
        )
      : []),
    ...(typeof most === 'number' && most < MAX_LENGTH
      ? variation(
          level,
          resize(value, most + 1),
          clauseOf(schemas, 'maxLength'),
          `with ${name} of ${plural(most + 1, 'character')}`,
        )
      : []),
  ];
}

function invalidNumber(level: Level): Variation[] {
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
    return variation(level, broken, clauseOf(schemas, name), `with ${formatMember(at)} as ${broken}`);
  });
}

function invalidArray(level: Level): Variation[] {
  const { value, schemas, at } = level;
  if (!Array.isArray(value)) return [];
  const name = formatMember(at);
  const least = keyword(schemas, 'minItems');
  const most = keyword(schemas, 'maxItems');
  const [first] = value;
  return [
    ...(typeof least === 'number' && least > 0
      ? variation(level, value.slice(0, least - 1), clauseOf(schemas, 'minItems'), `with ${least - 1} of ${name}`)
      : []),
    ...(typeof most === 'number' && most < MAX_ITEMS
      ? variation(
          level,
          resizeArray(level, value, most + 1),
          clauseOf(schemas, 'maxItems'),
          `with ${most + 1} of ${name}`,
        )
      : []),
    ...(keyword(schemas, 'uniqueItems') === true && first !== undefined
      ? variation(level, [...value, first], clauseOf(schemas, 'uniqueItems'), `with one of ${name} twice`)
      : []),
  ];
}

function invalidObject(level: Level): Variation[] {
  const { value, schemas } = level;
  if (!isObject(value)) return [];
  const closed = ['additionalProperties', 'unevaluatedProperties'].filter((name) =>
    schemas.some(({ schema }) => schema[name] === false),
  );
  return closed.flatMap((name) =>
    variation(
      level,
      { ...value, 'x-assay-unknown': true },
      clauseOf(schemas, name),
      `with an unknown member in ${formatMember(level.at)}`,
    ),
  );
}

/** Fewer members than there have to be, where none of them has to be there itself. */
function tooFewMembers(level: Level): Variation[] {
  const { value, schemas, at } = level;
  const least = keyword(schemas, 'minProperties');
  if (!isObject(value) || typeof least !== 'number' || least < 1) return [];
  const few = Object.fromEntries(Object.entries(value).slice(0, least - 1));
  return variation(
    level,
    few,
    clauseOf(schemas, 'minProperties'),
    `with ${plural(least - 1, 'member')} in ${formatMember(at)}`,
  );
}

/** The makers of wrong values in the place of a value. */
const WRONG_VALUES = [wrongTypes, outsideEnum, invalidText, invalidNumber, invalidArray, invalidObject, tooFewMembers];

/**
 * A member that is left out and may be there, with a value that breaks it: one for each clause. The member has to be allowed
 * with a valid value, so that nothing else is wrong.
 */
const absentMembers =
  (schema: Pointer) =>
  (level: Level): Variation[] => {
    const { contract, root, at, value, schemas } = level;
    if (!isObject(value)) return [];
    const names = new Set(
      schemas.flatMap((one) => Object.keys(isObject(one.schema['properties']) ? one.schema['properties'] : {})),
    );
    return [...names].flatMap((name): Variation[] => {
      const [clause] = Object.hasOwn(value, name) ? [] : schemas.flatMap((one) => memberSchemas(one, name));
      const valid = clause === undefined ? undefined : sample(contract, clause);
      if (valid === undefined) return [];
      const place = joinPointer(at, name);
      const whole = replaceAt(root, place, valid);
      const below = applicableBelow(contract, schemas, { ...value, [name]: valid }, name);
      if (keyword(below, 'readOnly') === true || requestErrors(contract, schema, whole).length > 0) return [];
      const absent: Level = {
        contract,
        root: whole,
        at: place,
        value: valid,
        schemas: below,
        optional: true,
        parent: level,
      };
      const broken = WRONG_VALUES.flatMap((make) => make(absent));
      return [...new Map(broken.toReversed().map((one) => [one.clause, one])).values()].toReversed();
    });
  };
