import type { ErrorObject } from 'ajv/dist/2020.js';
import { createRequire } from 'node:module';
import type { Json, JsonObject, Place, Pointer, SchemaError, Unusable } from '../model.ts';
import { describeErrors } from './describe-errors.ts';
import { stepsOf } from './dialects.ts';
import { discriminated, type Origins } from './discriminator.ts';
import { endlessReference } from './endless-references.ts';
import { addFormats } from './formats.ts';
import { createPattern, PatternError } from './pattern/create-pattern.ts';
import { isObject } from './pointer.ts';
import { createCompile, type Run } from './recursion.ts';
import { refOfPointer } from './references.ts';
import { addUniqueItems } from './unique-items.ts';

/** A document's schemas as validators, each compiled when it is first used (JSON Schema 2020-12, formats asserted). */
export interface Schemas {
  /** What a value does wrong by a schema; nothing where the schema cannot be used. */
  validate(schema: Pointer, value: Json): SchemaError[];
  /** Whether a value conforms to a schema; true where the schema cannot be used, which says nothing. */
  accepts(schema: Pointer, value: Json): boolean;
  /** Why a schema cannot be used, with its place and how to mend it; undefined where it can. */
  unusable(schema: Pointer): Unusable | undefined;
}

/** How many values a body may hold before only its first error is told: every error of a huge body would be gigabytes. */
const FULL_REPORT_LIMIT = 20_000;

const require = createRequire(import.meta.url);
const ROOT = 'contract:';

/**
 * @param place names the file and line of a pointer, for a schema that cannot be compiled
 */
export function createSchemas(document: JsonObject, place: (pointer: Pointer) => Place): Schemas {
  let engines: Engines | undefined;
  const made = () => new Map<Pointer, Run | Unusable>();
  const compiled = { first: made(), all: made(), told: made() };
  const describe = describeErrors(document);

  function compile(schema: Pointer, reporting: Reporting): Run | Unusable {
    const known = compiled[reporting].get(schema);
    if (known) return known;
    const validate = make(schema, reporting);
    compiled[reporting].set(schema, validate);
    return validate;
  }

  function make(schema: Pointer, reporting: Reporting): Run | Unusable {
    try {
      const endless = endlessReference(document, schema);
      if (endless !== undefined)
        return {
          message: `${endless} refers to itself without end`,
          place: place(endless),
          hint: 'Let it end: a schema that holds itself does so in a member or an item.',
        };
      engines ??= createEngines(document);
      return engines[reporting](`${ROOT}${refOfPointer(schema)}`);
    } catch (error) {
      const message = (error as Error).message.replaceAll(ROOT, '');
      return { message: `${schema} is not a usable schema: ${message}`, place: place(schema), hint: 'Mend the schema (JSON Schema 2020-12).' };
    }
  }

  function run(schema: Pointer, value: Json, reporting: Reporting): ErrorObject[] | SchemaError | undefined {
    const validate = compile(schema, reporting);
    if (typeof validate !== 'function') return undefined;
    try {
      return validate(value);
    } catch (error) {
      // Only a pattern that looks around or refers back, and a text made for it.
      if (!(error instanceof PatternError)) throw error;
      return { pointer: schema, keyword: 'pattern', at: '#', message: error.message, expected: null, undecided: true };
    }
  }

  const accepts = (schema: Pointer, value: Json) => run(schema, value, 'first') === undefined;

  function validate(schema: Pointer, value: Json): SchemaError[] {
    if (accepts(schema, value)) return [];
    const full = countValues(value, FULL_REPORT_LIMIT) < FULL_REPORT_LIMIT;
    const errors = (full ? (run(schema, value, 'told') ?? run(schema, value, 'all')) : run(schema, value, 'first')) ?? [];
    return Array.isArray(errors) ? describe(errors, schema, engines?.origins) : [errors];
  }

  function unusable(schema: Pointer): Unusable | undefined {
    const made = compile(schema, 'first');
    return typeof made === 'function' ? undefined : made;
  }

  return { validate, accepts, unusable };
}

/** Each compiles a reference: for the first error of a value; for every one; and for every one of the branch that a discriminator names. */
type Reporting = 'first' | 'all' | 'told';
type Engines = Readonly<Record<Reporting, (reference: string) => Run>> & { readonly origins: Origins | undefined };

function createEngines(document: JsonObject): Engines {
  // Each is made when it is first needed: most values are valid.
  const once = <T>(make: () => T): (() => T) => {
    let made: { value: T } | undefined;
    return () => (made ??= { value: make() }).value;
  };
  const first = once(() => createEngine(document, false));
  const all = once(() => createEngine(document, true));
  const choosing = once(() => discriminated(document));
  const told = once(() => (choosing().document === document ? all() : createEngine(choosing().document, true)));
  return {
    get first() {
      return first();
    },
    get all() {
      return all();
    },
    get told() {
      return told();
    },
    get origins() {
      return choosing().origins;
    },
  };
}

function createEngine(document: JsonObject, allErrors: boolean): (reference: string) => Run {
  // CommonJS, loaded when the first schema is compiled and not before.
  const { Ajv2020: Engine } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const ajv = new Engine({
    strict: false,
    allErrors,
    // Hands out the schema object that failed, the only thing that tells where in the document it stands.
    verbose: allErrors,
    logger: false,
    validateSchema: false,
    // Otherwise every object has a `constructor`. It takes four times as long, so only where it matters.
    ownProperties: namesInherited(document),
    meta: false,
    // Each was resolved when the document was read, and what is called so in an example is none.
    schemaId: NO_IDENTIFIER as '$id',
    code: { regExp: Object.assign((source: string) => createPattern(source), { code: 'createPattern' }) },
  });
  addDialectCheck(ajv);
  addFormats(ajv);
  addUniqueItems(ajv);
  ajv.addSchema(unlisted(document), ROOT);
  return createCompile(ajv, ROOT);
}

/**
 * The same document, with members that are there and not listed: AJV walks through all that it is given in search of identifiers,
 * a quarter of a second in a large document, where there is none left to find. It finds a schema by its pointer all the same.
 */
function unlisted(document: JsonObject): JsonObject {
  const members = Object.entries(document).map(([name, value]) => [name, { value, enumerable: false }] as const);
  return Object.defineProperties({}, Object.fromEntries(members));
}

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether a document has a member or a text that is called as what every object inherits. */
function namesInherited(document: JsonObject): boolean {
  const waiting: Json[] = [document];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'string' ? INHERITED.has(next) : isObject(next) && Object.keys(next).some((name) => INHERITED.has(name))) return true;
    if (typeof next === 'object' && next !== null) for (const child of Object.values(next)) waiting.push(child);
  }
  return false;
}

/** A member that no schema has. */
const NO_IDENTIFIER = '\u0000id';

/** A dialect that is not known (JSON Schema 2020-12 Core §8.1.1): what its words mean is not known either. */
function addDialectCheck(ajv: InstanceType<typeof import('ajv/dist/2020.js').Ajv2020>): void {
  const check = (dialect: unknown): void => {
    if (typeof dialect === 'string' && !stepsOf(dialect)) throw new Error(`its dialect ${dialect} is none that assay knows`);
  };
  // `id` means nothing since draft-06, and AJV would refuse it.
  for (const keyword of ['$schema', 'id']) ajv.removeKeyword(keyword);
  ajv.addKeyword({ keyword: 'id' });
  ajv.addKeyword({ keyword: '$schema', compile: (dialect) => (check(dialect), () => true) });
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
