import type { Contract } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { createPattern, type Pattern } from './pattern/pattern.ts';
import { isObject, joinPointer, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from './references.ts';
import type { Subschema } from './subschemas.ts';

/** How much of a schema a made value shows: what is required, or every member that it may have. */
export type Extent = 'minimal' | 'full';

/** Deeper than this, optional members are left out, so that a schema that holds itself comes to an end. */
const MAX_DEPTH = 8;

/** Deeper than this, what is required is taken to require itself without end, so that no value has it. */
const NO_END = 64;

/**
 * A value that conforms to the schema at a pointer, made from its examples, defaults, enumerations and bounds,
 * or undefined where none was found. The same schema gives the same value.
 */
export function sample(contract: Contract, schema: Pointer, extent: Extent = 'minimal'): Json | undefined {
  const value = make(contract, [schema], extent, 0);
  return value !== undefined && contract.accepts(schema, value) ? value : undefined;
}

/** The schemas that a value will have to conform to, whatever it is: through `$ref` and `allOf`, and the first branch of each choice. */
export function unconditional(contract: Contract, pointers: Pointer[]): Subschema[] {
  const found = new Map<Pointer, Subschema>();
  const visit = (pointer: Pointer): void => {
    const schema = valueAt(contract.document, pointer);
    if (found.has(pointer) || !isObject(schema)) return;
    found.set(pointer, { pointer, schema });
    if (typeof schema['$ref'] === 'string' && schema['$ref'].startsWith('#')) visit(pointerOfRef(schema['$ref']));
    if (Array.isArray(schema['allOf']))
      schema['allOf'].forEach((_, index) => visit(joinPointer(pointer, 'allOf', index)));
    for (const choice of ['oneOf', 'anyOf'])
      if (Array.isArray(schema[choice]) && schema[choice].length > 0) visit(joinPointer(pointer, choice, 0));
  };
  pointers.forEach(visit);
  return [...found.values()];
}

function make(contract: Contract, pointers: Pointer[], extent: Extent, depth: number): Json | undefined {
  if (depth > NO_END) return undefined;
  const schemas = unconditional(contract, pointers);
  const first = <T extends Json>(name: string) =>
    schemas.find(({ schema }) => schema[name] !== undefined)?.schema[name] as T | undefined;
  const constant = first('const');
  if (constant !== undefined) return constant;
  const values = first<Json[]>('enum');
  if (Array.isArray(values)) return values.find((value) => value !== null) ?? values[0];
  const example = first('example') ?? first<Json[]>('examples')?.[0] ?? first('default');
  if (example !== undefined && extent === 'minimal') return example;
  return MAKERS[typeOf(schemas)]?.(contract, schemas, extent, depth);
}

/** The first type that the schemas allow, null last; where they name none, the one that their keywords speak of. */
function typeOf(schemas: Subschema[]): string {
  for (const { schema } of schemas) {
    const types = Array.isArray(schema['type'])
      ? schema['type'].map(String)
      : schema['type'] === undefined
        ? []
        : [String(schema['type'])];
    const type = types.find((name) => name !== 'null') ?? types[0];
    if (type) return type;
  }
  const has = (...names: string[]) => schemas.some(({ schema }) => names.some((name) => schema[name] !== undefined));
  if (has('properties', 'required', 'additionalProperties')) return 'object';
  if (has('items', 'minItems')) return 'array';
  return has('minimum', 'maximum', 'multipleOf') ? 'number' : 'string';
}

type Maker = (contract: Contract, schemas: Subschema[], extent: Extent, depth: number) => Json | undefined;

const MAKERS: Record<string, Maker> = {
  null: () => null,
  boolean: () => true,
  integer: (_, schemas) => number(schemas, true),
  number: (_, schemas) => number(schemas, false),
  string: (_, schemas) => text(schemas),
  array: (contract, schemas, extent, depth) => {
    const length = Math.max(
      ...schemas.map(({ schema }) => Number(schema['minItems'] ?? 0)),
      extent === 'full' && depth < MAX_DEPTH ? 1 : 0,
    );
    const prefix = schemas.find(({ schema }) => Array.isArray(schema['prefixItems']));
    const items = schemas
      .filter(({ schema }) => isObject(schema['items']))
      .map(({ pointer }) => joinPointer(pointer, 'items'));
    const made: Json[] = [];
    for (let index = 0; index < Math.min(length, 1000); index += 1) {
      const known =
        prefix && index < (prefix.schema['prefixItems'] as Json[]).length
          ? [joinPointer(prefix.pointer, 'prefixItems', index)]
          : items;
      const item = known.length > 0 ? make(contract, known, extent, depth + 1) : 'item';
      if (item === undefined) return undefined;
      made.push(item);
    }
    const unique = schemas.some(({ schema }) => schema['uniqueItems'] === true);
    return unique ? made.map((item, index) => (index > 0 ? differentValue(item, index) : item)) : made;
  },
  object: (contract, schemas, extent, depth) => {
    const required = new Set(
      schemas.flatMap(({ schema }) => (Array.isArray(schema['required']) ? schema['required'].map(String) : [])),
    );
    const known = new Set(
      schemas.flatMap(({ schema }) => Object.keys(isObject(schema['properties']) ? schema['properties'] : {})),
    );
    const wanted = extent === 'full' && depth < MAX_DEPTH ? new Set([...required, ...known]) : required;
    const made: JsonObject = {};
    for (const name of wanted) {
      const owners = schemas
        .filter(({ schema }) => isObject(schema['properties']) && Object.hasOwn(schema['properties'], name))
        .map(({ pointer }) => joinPointer(pointer, 'properties', name));
      // A member that only a response has (OpenAPI 3.1 §4.8.24, readOnly) is no part of a request.
      if (
        owners.some((owner) => unconditional(contract, [owner]).some(({ schema }) => schema['readOnly'] === true)) &&
        !required.has(name)
      )
        continue;
      const value = owners.length > 0 ? make(contract, owners, extent, depth + 1) : 'value';
      if (value === undefined && required.has(name)) return undefined;
      if (value !== undefined)
        Object.defineProperty(made, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return made;
  },
};

function number(schemas: Subschema[], whole: boolean): number {
  const bound = (name: string) =>
    schemas.map(({ schema }) => schema[name]).filter((value): value is number => typeof value === 'number');
  const step = bound('multipleOf')[0] ?? (whole ? 1 : undefined);
  const low = Math.max(
    ...bound('minimum'),
    ...bound('exclusiveMinimum').map((value) => value + (step ?? 0.5)),
    -Infinity,
  );
  const high = Math.min(
    ...bound('maximum'),
    ...bound('exclusiveMaximum').map((value) => value - (step ?? 0.5)),
    Infinity,
  );
  const near = Number.isFinite(low) ? Math.max(low, Math.min(1, high)) : Math.min(1, high);
  return step ? Math.ceil(near / step) * step : near;
}

/** A text of each format that 2020-12 and the OpenAPI registry know. */
export const FORMATS: Record<string, string> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  duration: 'P1D',
  email: 'someone@example.org',
  'idn-email': 'someone@example.org',
  hostname: 'host.example.org',
  'idn-hostname': 'host.example.org',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.org/1',
  'uri-reference': '/1',
  iri: 'https://example.org/1',
  'iri-reference': '/1',
  'uri-template': '/{id}',
  uuid: '9b2f0c1e-6c1d-4e5a-8f39-2d7c0f7f1b11',
  'json-pointer': '/a',
  'relative-json-pointer': '0',
  regex: '^a$',
  byte: 'YXNzYXk=',
  binary: 'assay',
  password: 'correct horse',
  base64url: 'YXNzYXk',
  char: 'a',
  decimal: '1.5',
  decimal128: '1.5',
  'date-time-local': '2026-01-31T12:00:00',
  'time-local': '12:00:00',
  'http-date': 'Sat, 31 Jan 2026 12:00:00 GMT',
  'media-range': 'text/*',
  'sf-string': '"assay"',
  'sf-token': 'assay',
  'sf-binary': ':YXNzYXk=:',
  'sf-boolean': '?1',
  commonmark: 'assay',
  html: 'assay',
};

/** Tried in turn where a pattern has to be met. */
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

function text(schemas: Subschema[]): string | undefined {
  const numbers = (name: string) =>
    schemas.map(({ schema }) => schema[name]).filter((value): value is number => typeof value === 'number');
  const least = Math.max(0, ...numbers('minLength'));
  const most = Math.min(Infinity, ...numbers('maxLength'));
  const format = schemas
    .map(({ schema }) => schema['format'])
    .find((name) => typeof name === 'string' && Object.hasOwn(FORMATS, name));
  const patterns = schemas.flatMap(({ schema }) =>
    typeof schema['pattern'] === 'string' ? [compile(schema['pattern'])] : [],
  );
  const fits = (value: string) =>
    [...value].length >= least &&
    [...value].length <= most &&
    patterns.every((pattern) => !pattern || isMatch(pattern, value));
  const base = format ? [FORMATS[format as string] ?? ''] : [];
  const padded = WORDS.map((candidate) =>
    candidate
      .repeat(Math.max(1, Math.ceil(Math.min(least, 10_000) / candidate.length)))
      .slice(0, Math.max(least, Math.min(most, candidate.length))),
  );
  return [...base, ...WORDS, ...padded, ''].find(fits) ?? base[0];
}

function isMatch(pattern: Pattern, value: string): boolean {
  try {
    return pattern.test(value);
  } catch {
    return false;
  }
}

function compile(pattern: string): Pattern | undefined {
  try {
    return createPattern(pattern);
  } catch {
    return undefined;
  }
}

/** Another value of the same kind, for where two must differ. */
export function differentValue(value: Json, by = 1): Json {
  if (typeof value === 'number') return value + by;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return value;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(value)) return value.slice(0, -4) + (0xa000 + by).toString(16);
  if (/^\d{4}-\d\d-\d\d/.test(value)) return value.replace(/^\d{4}/, (year) => String(Number(year) + by));
  if (/^[^@\s]+@[^@\s]+$/.test(value)) return value.replace('@', `${by + 1}@`);
  return `${value}${by + 1}`;
}
