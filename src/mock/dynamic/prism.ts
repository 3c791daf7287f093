import { createRequire } from 'node:module';
import type { IHttpOperation } from '@stoplight/types';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Random } from '../random.ts';

/** Prism's generators, which make a value of a schema without references; undefined where Prism finds none. */
export interface Prism {
  /** A value that is made up: the same seed and schema give the same one. */
  generate(schema: JsonObject, random: Random): Json | undefined;
  /** The plainest value: `"string"`, `0`. */
  sample(schema: JsonObject): Json | undefined;
}

type Generator = typeof import('@stoplight/prism-http/dist/mocker/generator/JSONSchema.js');
interface Faker {
  faker: { seed(seed: number): void };
}

let loaded: Promise<Prism> | undefined;

/** Loading it takes half a second, so that it is done for the first answer that needs it. */
export function loadPrism(): Promise<Prism> {
  return (loaded ??= load());
}

async function load(): Promise<Prism> {
  // The generator alone: what chooses an answer, and what makes Prism slow to start on a large document, is not needed.
  const module = (await import('@stoplight/prism-http/dist/mocker/generator/JSONSchema.js')) as Generator & {
    default?: Generator;
  };
  const { generate, generateStatic } = module.default ?? module;
  const require = createRequire(import.meta.url);
  const { faker } = createRequire(require.resolve('@stoplight/prism-http'))('@faker-js/faker') as Faker;
  return {
    generate: (schema, random) => {
      const drawn = Math.floor(random() * 2 ** 31);
      faker.seed(drawn);
      const made = withRandom(random, () => generate(OPERATION, {}, schema, String(drawn)));
      return made._tag === 'Right' ? toJson(made.right) : undefined;
    },
    sample: (schema) => {
      const made = generateStatic(OPERATION, schema);
      return made._tag === 'Right' ? toJson(made.right) : undefined;
    },
  };
}

/** Some of what Prism makes up is drawn from `Math.random`, whatever its seed. Nothing else runs meanwhile. */
function withRandom<T>(random: Random, make: () => T): T {
  const { random: own } = Math;
  Math.random = random;
  try {
    return make();
  } finally {
    Math.random = own;
  }
}

function toJson(value: unknown): Json | undefined {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text) as Json);
}

/** Prism wants to know for whom it works, to name it in an error. */
const OPERATION: IHttpOperation = { id: 'assay', method: 'get', path: '/', responses: [] };
