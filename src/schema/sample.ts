import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, valueAt } from '../json/pointer.ts';
import { FORMATS } from './formats.ts';
import { jsonText } from './json-text.ts';
import { impliedType, keyword, knownNames, numbersOf, requiredNames } from './keywords.ts';
import { multiple, multiplesBetween } from './multiples.ts';
import { matchesPattern } from './pattern/pattern.ts';
import { samplePattern } from './pattern/sample-pattern.ts';
import { separateBranches } from './separate-branches.ts';
import { schemasBelow, unconditional, type Subschema } from './subschemas.ts';

/** Which members a value has: only the required ones, or all. */
export type Extent = 'minimal' | 'full';

/** Below this depth, optional members are left out, so that a recursive schema ends. */
const MAX_DEPTH = 8;

/** Below this depth, a schema counts as requiring itself without end, so that it has no value. */
const NO_END = 64;

/** The longest array or text: a schema that requires more has no sample. */
const MAX_ITEMS = 1000;
const MAX_LENGTH = 10_000;

/** The most values in one sample: nested lists may need millions, and nested branches more. */
const MAX_VALUES = 20_000;

/** The state of one sample. */
interface Scope {
  contract: Contract;
  extent: Extent;
  /** How many values it may still get. */
  left: number;
}

/**
 * A value that conforms to the schema at a pointer, made from its examples, defaults, enumerations and bounds;
 * undefined if none was found. The same schema gives the same value.
 */
export function sample(contract: Contract, schema: Pointer, extent: Extent = 'minimal'): Json | undefined {
  const made = (pointers: Pointer[], shown: Extent) => make({ contract, extent: shown, left: MAX_VALUES }, pointers, 0);
  const value = made([schema], extent);
  if (value !== undefined && contract.accepts(schema, value)) return value;
  return separateBranches(contract, schema, (branch) => [
    made([schema, branch], extent),
    made([schema, branch], 'full'),
  ]);
}

function make(scope: Scope, pointers: Pointer[], depth: number): Json | undefined {
  const { contract, extent } = scope;
  scope.left -= 1;
  if (depth > NO_END || scope.left < 0) return undefined;
  const schemas = unconditional(contract, pointers);
  const constant = keyword(schemas, 'const');
  if (constant !== undefined) return constant;
  const values = keyword(schemas, 'enum');
  if (Array.isArray(values)) return values.find((value) => value !== null) ?? values[0];
  const examples = keyword(schemas, 'examples');
  const example =
    keyword(schemas, 'example') ?? (Array.isArray(examples) ? examples[0] : undefined) ?? keyword(schemas, 'default');
  if (example !== undefined && extent === 'minimal') return example;
  return MAKERS[typeOf(schemas)]?.(scope, schemas, depth);
}

/** The first type that the schemas allow, null last; if they name none, the type to which their keywords apply. */
function typeOf(schemas: Subschema[]): string {
  for (const { schema } of schemas) {
    // A type that JSON Schema does not have is ignored here; the unusable schema is reported elsewhere.
    const types = [schema['type'] ?? []]
      .flat()
      .map(String)
      .filter((name) => Object.hasOwn(MAKERS, name));
    // Beside a flag or a number, a text is another way to write that.
    const written = types.includes('string') && WRITTEN.find((name) => types.includes(name));
    const type = written || (types.find((name) => name !== 'null') ?? types[0]);
    if (type) return type;
  }
  return impliedType(schemas) ?? 'string';
}

const WRITTEN = ['boolean', 'integer', 'number'];

type Maker = (scope: Scope, schemas: Subschema[], depth: number) => Json | undefined;

const MAKERS: Record<string, Maker> = {
  null: () => null,
  boolean: () => true,
  integer: (_, schemas) => number(schemas, true),
  number: (_, schemas) => number(schemas, false),
  string: ({ contract }, schemas) => sampleText(contract, schemas),
  array: (scope, schemas, depth) => {
    const { contract, extent } = scope;
    const length = Math.max(...numbersOf(schemas, 'minItems'), extent === 'full' && depth < MAX_DEPTH ? 1 : 0);
    const made: Json[] = [];
    for (let index = 0; index < Math.min(length, MAX_ITEMS); index += 1) {
      const known = objectsAt(contract, schemasBelow(schemas, made, String(index)));
      const item = known.length > 0 ? make(scope, known, depth + 1) : 'item';
      if (item === undefined) return undefined;
      made.push(item);
    }
    const unique = schemas.some(({ schema }) => schema['uniqueItems'] === true);
    return unique ? made.map((item, index) => (index > 0 ? differentValue(item, index) : item)) : made;
  },
  object: (scope, schemas, depth) => {
    const { contract, extent } = scope;
    const required = requiredNames(schemas);
    const wanted = extent === 'full' && depth < MAX_DEPTH ? new Set([...required, ...knownNames(schemas)]) : required;
    const made: JsonObject = {};
    for (const name of wanted) {
      const known = objectsAt(contract, schemasBelow(schemas, made, name));
      // A readOnly member is not part of a request (OpenAPI 3.1 §4.8.24).
      if (!required.has(name) && unconditional(contract, known).some(({ schema }) => schema['readOnly'] === true))
        continue;
      const value = known.length > 0 ? make(scope, known, depth + 1) : 'value';
      if (value === undefined && required.has(name)) return undefined;
      if (value !== undefined)
        Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return made;
  },
};

/** The schemas that are objects: `true` restricts nothing. */
function objectsAt({ document }: Contract, pointers: Pointer[]): Pointer[] {
  return pointers.filter((pointer) => isObject(valueAt(document, pointer)));
}

function number(schemas: Subschema[], whole: boolean): number {
  const step = numbersOf(schemas, 'multipleOf')[0] ?? (whole ? 1 : undefined);
  const gap = step ?? 0.5;
  const low = Math.max(
    ...numbersOf(schemas, 'minimum'),
    ...numbersOf(schemas, 'exclusiveMinimum').map((value) => value + gap),
    -Infinity,
  );
  const high = Math.min(
    ...numbersOf(schemas, 'maximum'),
    ...numbersOf(schemas, 'exclusiveMaximum').map((value) => value - gap),
    Infinity,
  );
  const near = Math.max(low, Math.min(1, high));
  return step ? multiple(multiplesBetween(near, high, step)[0], step) : near;
}

/** Texts to try in turn for a pattern. */
export const WORDS = [
  'assay',
  'a',
  'A',
  '1',
  'a1',
  'A1',
  'abc-1',
  '12345',
  'ABC',
  '0000',
  'a@b.c',
  '/a',
  '+15555550100',
  '2026-01-31',
  '00000000-0000-4000-8000-000000000000',
  '#aabbcc',
  'en-US',
  'EUR',
  '1.0.0',
  'aaaaaaaaaaaaaaaaaaaaaaaa',
  '192.0.2.1',
  'https://example.org/',
];

/** A text with the formats, patterns and lengths of some schemas; undefined if none was found. */
function sampleText(contract: Contract, schemas: Subschema[]): string | undefined {
  const least = Math.max(0, ...numbersOf(schemas, 'minLength'));
  const most = Math.min(Infinity, ...numbersOf(schemas, 'maxLength'));
  const format = schemas
    .map(({ schema }) => schema['format'])
    .find((name) => typeof name === 'string' && Object.hasOwn(FORMATS, name)) as string | undefined;
  const patterns = schemas.map(({ schema }) => schema['pattern']).filter((pattern) => typeof pattern === 'string');
  const [pattern] = patterns;
  // Only the validator decides whether a text has a format; without a pattern, the sample of the format has it.
  const hasFormat = (value: string) =>
    format === undefined ||
    pattern === undefined ||
    schemas.every(({ pointer, schema }) => schema['format'] === undefined || contract.accepts(pointer, value));
  const fits = (value: string) =>
    [...value].length >= least &&
    [...value].length <= most &&
    patterns.every((one) => matchesPattern(one, value)) &&
    hasFormat(value);
  const isBase64 = schemas.some(({ schema }) => schema['contentEncoding'] === 'base64');
  const usual =
    format !== undefined
      ? [FORMATS[format]?.sample ?? '']
      : [
          ...(isBase64 ? [FORMATS['byte']?.sample ?? ''] : []),
          ...(isNumeral(schemas) ? ['1'] : []),
          ...[isBase64 ? [] : (jsonText(schemas) ?? [])].flat(),
        ];
  const padded = WORDS.map((word) => word.padEnd(Math.min(least, MAX_LENGTH), word).slice(0, most));
  const found = [...usual, ...WORDS, ...padded, ''].find(fits);
  if (found !== undefined || pattern === undefined) return found ?? usual[0];
  const limits = { minLength: least, maxLength: most, accepts: fits };
  for (const one of patterns) {
    const others = patterns.flatMap((other) => (other === one ? [] : (samplePattern(other) ?? [])));
    const made = samplePattern(one, { ...limits, fillers: [...usual, ...others] });
    if (made !== undefined) return made;
  }
  return usual[0];
}

/** Whether a text is a number in digits: `type: string, format: int64`, as gRPC's gateways write what JSON's readers would round. */
export function isNumeral(schemas: Subschema[]): boolean {
  return schemas.some(({ schema }) => typeof schema['format'] === 'string' && NUMERALS.test(schema['format']));
}

const NUMERALS = /^(u?int(8|16|32|64)|s?fixed(32|64)|sint(32|64)|integer|long|float|double|number)$/;

/** Another value of the same kind, if two must differ. */
export function differentValue(value: Json, by = 1): Json {
  if (typeof value === 'number') return value + by;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return value;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)) return value.slice(0, -4) + (0xa000 + by).toString(16);
  if (/^\d{1,15}$/.test(value)) return String(Number(value) + by);
  if (/^\d{4}-\d\d-\d\d/.test(value)) return value.replace(/^\d{4}/, (year) => String(Number(year) + by));
  if (/^[^@\s]+@[^@\s]+$/.test(value)) return value.replace('@', `${by + 1}@`);
  return `${value}${by + 1}`;
}
