import type { ErrorObject } from 'ajv/dist/2020.js';
import { createRequire } from 'node:module';
import type { Json, JsonObject, Pointer, SchemaError } from '../model.ts';
import { ContractError } from './error.ts';
import { isObject, joinPointer } from './pointer.ts';
import { createCompile, type Run } from './recursion.ts';
import { addUniqueItems } from './unique-items.ts';

/** A document's schemas as validators, each compiled when it is first used (JSON Schema 2020-12, formats asserted). */
export interface Schemas {
  validate(schema: Pointer, value: Json): SchemaError[];
  accepts(schema: Pointer, value: Json): boolean;
}

/** How many values a body may hold before only its first error is told: every error of a huge body would be gigabytes. */
const FULL_REPORT_LIMIT = 20_000;

const require = createRequire(import.meta.url);
const ROOT = 'contract:';

/**
 * @param place names the file and line of a pointer, for a schema that cannot be compiled
 */
export function createSchemas(document: JsonObject, place: (pointer: Pointer) => ContractError['place']): Schemas {
  let engines: Engines | undefined;
  let pointers: Map<object, Pointer> | undefined;
  const compiled = { all: new Map<Pointer, Run>(), first: new Map<Pointer, Run>() };

  function compile(schema: Pointer, reporting: keyof Engines): Run {
    const known = compiled[reporting].get(schema);
    if (known) return known;
    engines ??= createEngines(document);
    try {
      const run = engines[reporting](`${ROOT}${encodeFragment(schema)}`);
      compiled[reporting].set(schema, run);
      return run;
    } catch (error) {
      const message = (error as Error).message.replaceAll(ROOT, '');
      throw new ContractError(`${schema} is not a usable schema: ${message}`, place(schema), 'Mend the schema (JSON Schema 2020-12).');
    }
  }

  const accepts = (schema: Pointer, value: Json) => compile(schema, 'first')(value) === undefined;

  function validate(schema: Pointer, value: Json): SchemaError[] {
    if (accepts(schema, value)) return [];
    const full = countValues(value, FULL_REPORT_LIMIT) < FULL_REPORT_LIMIT;
    const errors = compile(schema, full ? 'all' : 'first')(value) ?? [];
    pointers ??= indexPointers(document);
    return errors.map((error) => describe(error, pointers as Map<object, Pointer>, schema));
  }

  return { validate, accepts };
}

/** Both compile a reference: one for every error of a value, one for the first. */
type Engines = Readonly<Record<'all' | 'first', (reference: string) => Run>>;

function createEngines(document: JsonObject): Engines {
  // Both are CommonJS, loaded when the first schema is compiled and not before.
  const { Ajv2020: Engine } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const addFormats = require('ajv-formats') as typeof import('ajv-formats').default;
  const create = (allErrors: boolean) => {
    // `verbose` hands out the schema object that failed, the only thing that tells where in the document it stands.
    const ajv = new Engine({ strict: false, allErrors, verbose: allErrors, logger: false, validateSchema: false });
    addFormats(ajv);
    ajv.addFormat('password', true);
    addUniqueItems(ajv);
    // RFC 3987 §3.1: an IRI is a URI once what is beyond ASCII is percent-encoded.
    for (const kind of ['', '-reference']) {
      const uri = (addFormats.get as (name: string) => RegExp | ((text: string) => boolean))(`uri${kind}`);
      const test = (text: string) => (typeof uri === 'function' ? uri(text) : uri.test(text));
      ajv.addFormat(`iri${kind}`, (text: string) => test(text.replace(/[^\0-\x7f]+/gu, (beyond) => encodeURIComponent(beyond.toWellFormed()))));
    }
    ajv.addSchema(document, ROOT);
    return createCompile(ajv, ROOT);
  };
  let all: Engines['all'] | undefined;
  let first: Engines['first'] | undefined;
  return {
    get all() {
      return (all ??= create(true));
    },
    get first() {
      return (first ??= create(false));
    },
  };
}

/** Where each object of the document stands, by identity: AJV's own schemaPath is relative to the last `$ref`. */
function indexPointers(document: JsonObject): Map<object, Pointer> {
  const index = new Map<object, Pointer>();
  const waiting: [Json, Pointer][] = [[document, '#']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, pointer] = next;
    if (typeof value !== 'object' || value === null || index.has(value)) continue;
    index.set(value, pointer);
    for (const [name, child] of Object.entries(value)) waiting.push([child, joinPointer(pointer, name)]);
  }
  return index;
}

function describe(error: ErrorObject, pointers: Map<object, Pointer>, schema: Pointer): SchemaError {
  const parent: JsonObject | undefined = error.parentSchema;
  const base = (parent && pointers.get(parent)) ?? schema;
  const member = missingMember(error);
  const instance = `#${error.instancePath}`;
  return {
    pointer: joinPointer(base, error.keyword),
    keyword: error.keyword,
    at: member === undefined ? instance : joinPointer(instance, member),
    message: error.message ?? `breaks ${error.keyword}`,
    expected: parent?.[error.keyword] ?? null,
  };
}

/** The member that `required`, `additionalProperties` and their like speak of. */
function missingMember(error: ErrorObject): string | undefined {
  const { params } = error as { params: Record<string, unknown> };
  const member = params['missingProperty'] ?? params['additionalProperty'] ?? params['unevaluatedProperty'];
  return typeof member === 'string' ? member : undefined;
}

/** How many values there are, nested ones too; stops counting at `limit`. Iterative: depth is the target's choice. */
function countValues(value: Json, limit: number): number {
  let count = 0;
  const waiting: Json[] = [value];
  for (let next = waiting.pop(); next !== undefined && count < limit; next = waiting.pop()) {
    count += 1;
    if (Array.isArray(next)) for (let i = 0; i < next.length && i < limit; i += 1) waiting.push(next[i] as Json);
    else if (isObject(next)) for (const child of Object.values(next)) waiting.push(child);
  }
  return count;
}

/** A pointer as a URI fragment: what a URI may not hold is percent-encoded (RFC 6901 §6). */
function encodeFragment(pointer: Pointer): string {
  return `#${pointer.slice(1).split('/').map(encodeURIComponent).join('/')}`;
}
