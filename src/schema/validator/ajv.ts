import type { CodeKeywordDefinition } from 'ajv';
import type { Ajv2020 } from 'ajv/dist/2020.js';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { stepsOf } from '../dialects/dialects.ts';
import { discriminated } from './discriminator.ts';
import { addFormats } from './formats.ts';
import { createPattern } from '../pattern/pattern.ts';
import { isObject } from '../../json/pointer.ts';
import { createCompile, NO_IDENTIFIER, type Run } from './compile-references.ts';
import { loadAjv, noteCode } from './load-ajv.ts';
import { addExactIntegers } from './exact-integers.ts';
import { addMultipleOf } from './multiple-of.ts';
import { addUniqueItems } from './unique-items.ts';
import { addUnevaluated, type Evaluation } from './unevaluated.ts';
import { indexPointers } from './locate-errors.ts';

/**
 * Compilers of a schema by its pointer: for the first error; for the first error with the place of its schema; for all
 * errors; and for all errors of the branch that a discriminator names.
 */
export type Reporting = 'first' | 'located' | 'all' | 'byDiscriminator';
export type Engines = Readonly<Record<Reporting, (schema: Pointer) => Run>> & {
  /** The original places of the schemas that were made for compilation. */
  readonly origins: ReadonlyMap<object, Pointer>;
};

export function createEngines(document: JsonObject): Engines {
  // Lazy: most values are valid.
  const once = <T>(make: () => T): (() => T) => {
    let made: { value: T } | undefined;
    return () => (made ??= { value: make() }).value;
  };
  const origins = new Map<object, Pointer>();
  const pointers = once(() => indexPointers(document));
  const evaluation: Omit<Evaluation, 'compile'> = {
    document,
    pointerOf: (schema) => pointers().get(schema) ?? origins.get(schema),
    accepts: (schema, value) => first()(schema)(value) === undefined,
  };
  const first: () => (schema: Pointer) => Run = once(() => createEngine(document, false, origins, evaluation));
  const located = once(() => createEngine(document, false, origins, evaluation, true));
  const all = once(() => createEngine(document, true, origins, evaluation));
  const byDiscriminator = once(() => {
    const choosing = discriminated(document);
    for (const [schema, pointer] of choosing.origins) origins.set(schema, pointer);
    return choosing.document === document ? all() : createEngine(choosing.document, true, origins, evaluation);
  });
  return {
    get first() {
      return first();
    },
    get located() {
      return located();
    },
    get all() {
      return all();
    },
    get byDiscriminator() {
      return byDiscriminator();
    },
    origins,
  };
}

function createEngine(
  document: JsonObject,
  allErrors: boolean,
  origins: Map<object, Pointer>,
  evaluation: Omit<Evaluation, 'compile'>,
  verbose = allErrors,
): (schema: Pointer) => Run {
  const { Ajv2020: Engine } = loadAjv();
  const ajv = new Engine({
    strict: false,
    allErrors,
    // Errors get the schema object that failed; only that shows its place in the document.
    verbose,
    logger: false,
    validateSchema: false,
    // Otherwise every object has a `constructor`. It takes four times as long, so it is set only if it matters.
    ownProperties: namesInherited(document),
    meta: false,
    schemaId: NO_IDENTIFIER,
    code: {
      regExp: Object.assign((source: string) => createPattern(source), { code: 'createPattern' }),
      // This optimization takes as long as everything else, and V8 does the same.
      optimize: false,
      process: noteCode,
    },
  });
  addDialectCheck(ajv);
  addFormats(ajv);
  addUniqueItems(ajv);
  addMultipleOf(ajv);
  addExactIntegers(ajv);
  addEmptyEnum(ajv);
  const compile = createCompile(ajv, document, origins);
  addUnevaluated(ajv, { ...evaluation, compile });
  return compile;
}

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether a document has a member or a text with the name of an inherited member, such as `constructor`. */
function namesInherited(document: JsonObject): boolean {
  const waiting: Json[] = [document];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (
      typeof next === 'string'
        ? INHERITED.has(next)
        : isObject(next) && Object.keys(next).some((name) => INHERITED.has(name))
    )
      return true;
    if (typeof next === 'object' && next !== null) for (const child of Object.values(next)) waiting.push(child);
  }
  return false;
}

/** An empty `enum` is a valid schema that allows nothing (2020-12 Validation §6.1.2); AJV refuses it. */
function addEmptyEnum(ajv: Ajv2020): void {
  const definition = ajv.getKeyword('enum') as CodeKeywordDefinition;
  const { code } = definition;
  definition.code = (context, ruleType) => {
    const { schema } = context as { schema: unknown };
    if (Array.isArray(schema) && schema.length === 0) context.fail();
    else code(context, ruleType);
  };
}

/** An unknown dialect (JSON Schema 2020-12 Core §8.1.1), whose keywords are unknown too. */
function addDialectCheck(ajv: Ajv2020): void {
  const check = (dialect: unknown): void => {
    if (typeof dialect === 'string' && !stepsOf(dialect))
      throw new Error(`its dialect ${dialect} is none that assay knows`);
  };
  // `id` has no meaning since draft-06, and AJV would refuse it.
  for (const keyword of ['$schema', 'id']) ajv.removeKeyword(keyword);
  ajv.addKeyword({ keyword: 'id' });
  ajv.addKeyword({ keyword: '$schema', compile: (dialect) => (check(dialect), () => true) });
}
