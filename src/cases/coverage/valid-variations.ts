import type { Contract } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { applicableBelow, unconditional } from '../../schema/subschemas.ts';
import { isObject, joinPointer, replaceAt, valueAt } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { plural, show } from '../../text/wording.ts';
import { keyword } from '../../schema/keywords.ts';
import { jsonText } from '../../schema/json-text.ts';
import { sample, differentValue } from '../../schema/sample.ts';
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

/**
 * The valid values that differ from the root in one thing. The caller proves each one valid.
 * @param documented values of documents for the same schema: their members are tried before generated ones
 * @param references what a member may name, of what is there; a number that is made up could name something by chance
 */
export function validVariations(
  contract: Contract,
  schema: Pointer,
  root: Json,
  documented: Json[] = [],
  references: (place: Pointer) => Json[] = () => [],
): Variation[] {
  return walk(contract, schema, root, [optionalMembers(documented, references), otherValues, upperAndLower, branches]);
}

const optionalMembers =
  (documented: Json[], references: (place: Pointer) => Json[]) =>
  ({ contract, root, at, value, schemas }: Level): Variation[] => {
    if (!isObject(value)) return [];
    const required = requiredOf(schemas);
    const known = new Map(
      schemas.flatMap(({ pointer, schema }) =>
        Object.keys(isObject(schema['properties']) ? schema['properties'] : {}).map(
          (name) => [name, joinPointer(pointer, 'properties', name)] as const,
        ),
      ),
    );
    return [...known].flatMap(([name, clause]): Variation[] => {
      const place = joinPointer(at, name);
      if (Object.hasOwn(value, name))
        return required.has(name)
          ? []
          : [
              {
                at: place,
                value: replaceAt(root, place, undefined),
                clause,
                title: `without ${formatMember(place)}`,
                removed: true,
              },
            ];
      if (unconditional(contract, [clause]).some(({ schema }) => schema['readOnly'] === true)) return [];
      const fits = (one: Json): boolean => contract.accepts(clause, one);
      const named = references(place)
        .flatMap((one): Json[] => [one, scalarText(one), [one], [scalarText(one)]])
        .find(fits);
      if (named !== undefined)
        return [
          {
            at: place,
            value: replaceAt(root, place, named),
            clause,
            title: `with ${formatMember(place)} that names what is there`,
          },
        ];
      const shown = documented.map((other) => valueAt(other, place)).find((other) => other !== undefined);
      const made = (
        shown === undefined
          ? [sample(contract, clause, 'minimal'), sample(contract, clause, 'full')]
          : [shown, sample(contract, clause, 'minimal')]
      ).filter((candidate) => candidate !== undefined);
      const distinct = [...new Map(made.map((candidate) => [JSON.stringify(candidate), candidate])).values()];
      return distinct.map((candidate) => ({
        at: place,
        value: replaceAt(root, place, candidate),
        clause,
        title: `with ${formatMember(place)} ${formatValue(candidate)}`,
      }));
    });
  };

/** A value in a title: for an object only its member names, because it may contain a secret. */
function formatValue(value: Json): string {
  const names = isObject(value) ? Object.keys(value) : [];
  return names.length > 0 ? `of ${names.join(', ')}` : `as ${show(value)}`;
}

function otherValues(level: Level): Variation[] {
  const { value, schemas, at } = level;
  const values = keyword(schemas, 'enum');
  const name = formatMember(at);
  if (Array.isArray(values))
    return values
      .filter((other) => other !== value)
      .flatMap((other) =>
        withNamesakes(
          level,
          variation(level, other, clauseOf(schemas, 'enum'), `with ${name} as ${show(other)}`),
          other,
        ),
      );
  if (typeof value === 'boolean')
    return variation(level, !value, clauseOf(schemas, 'type'), `with ${name} as ${!value}`);
  // Finds a server that always responds with the documented example.
  // Bytes with an addition may no longer be an image, nor a text JSON.
  const isOther = ['const', 'contentMediaType', 'contentEncoding'].some((one) => keyword(schemas, one) !== undefined);
  if (typeof value === 'string' && !isOther && jsonText(schemas) === undefined)
    return [
      ...variation(
        level,
        differentValue(value),
        clauseOf(schemas, 'type'),
        at === '#' ? 'with another value as its body' : `with another ${name}`,
      ),
      ...richText(level),
    ];
  return [];
}

/** Characters that encoders get wrong: letters beyond ASCII, quotes, characters with a meaning in forms, HTML and shells. */
const RICH = ' Zoë’s "A&B" 100%25 + \\ <i> ñ 日本 \u{1f600} ';

/** A free text with such characters. A server may refuse it for its own reasons; if it accepts the text, it must keep it. */
function richText(level: Level): Variation[] {
  const { value, schemas, at } = level;
  const isFree =
    typeof value === 'string' &&
    /^[\p{L}\p{N} ._-]+$/u.test(value) &&
    ['format', 'pattern', 'maxLength'].every(
      (name) => keyword(schemas, name) === undefined || keyword(schemas, name) === 'password',
    );
  if (!isFree) return [];
  // A server may trim blanks, except in a password.
  const rich = keyword(schemas, 'format') === 'password' ? RICH.repeat(3) : `${value}${RICH.repeat(2).trimEnd()}`;
  return variation(
    level,
    rich,
    clauseOf(schemas, 'type'),
    `with quotes, signs and letters beyond ASCII in ${formatMember(at)}`,
  ).map((one) => ({
    ...one,
    mayRefuse: true,
  }));
}

/**
 * Also gives the value to the sibling members that list it. A value in two enumerations may have to agree, for example a disk
 * format and the container format for it, and the contract does not say whether they can differ.
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
    title: [one.title, ...namesakes.map((name) => formatMember(joinPointer(parent.at, name)))].join(', as is '),
  }));
}

function upperAndLower(level: Level): Variation[] {
  const { value, schemas, at } = level;
  const name = formatMember(at);
  const limits = (...names: string[]) =>
    names.flatMap((limit) =>
      schemas.flatMap(({ pointer, schema }) =>
        typeof schema[limit] === 'number' ? [{ limit, bound: schema[limit], clause: joinPointer(pointer, limit) }] : [],
      ),
    );
  if (typeof value === 'number')
    return limits('minimum', 'maximum').flatMap(({ bound, clause }) =>
      variation(level, bound, clause, `with ${name} as ${bound}`),
    );
  if (typeof value === 'string')
    return limits('minLength', 'maxLength')
      .filter(({ bound }) => bound <= MAX_LENGTH)
      .flatMap(({ bound, clause }) =>
        variation(level, resize(value, bound), clause, `with ${name} of ${plural(bound, 'character')}`),
      );
  if (Array.isArray(value))
    return limits('minItems', 'maxItems')
      .filter(({ bound }) => bound <= MAX_ITEMS)
      .flatMap(({ bound, clause }) =>
        variation(level, resizeArray(level, value, bound), clause, `with ${bound} of ${name}`),
      );
  return [];
}

function branches(level: Level): Variation[] {
  const { contract, schemas, at } = level;
  return schemas.flatMap(({ pointer, schema }) =>
    ['oneOf', 'anyOf'].flatMap((choice) =>
      (Array.isArray(schema[choice]) ? schema[choice] : []).flatMap((_, index) => {
        const branch = joinPointer(pointer, choice, index);
        const made = sample(contract, branch);
        return made === undefined
          ? []
          : variation(level, made, branch, `with ${formatMember(at)} as alternative ${index + 1}`);
      }),
    ),
  );
}
