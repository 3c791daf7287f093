import type { Json, JsonObject } from '../../model/json.ts';
import { drawSeed, type Random } from '../random.ts';

/** Prism's values for a schema without references; undefined if it finds none. */
export interface Prism {
  /** A generated value: the same draws and schema give the same one. */
  generate(schema: JsonObject, random: Random): Promise<Json | undefined>;
  /** The plainest value: `"string"`, `0`. */
  sample(schema: JsonObject): Promise<Json | undefined>;
}

type PrismHttp = typeof import('./prism-http.ts');
type Operation = Parameters<ReturnType<PrismHttp['createInstance']>['request']>[1][number];

let loaded: Promise<Prism> | undefined;

/** Loaded for the first response that needs it, because it takes up to a second. */
export function loadPrism(): Promise<Prism> {
  return (loaded ??= import('./prism-http.ts').then(prismOf));
}

/** Values of one Prism. */
export function prismOf({ createInstance, faker }: PrismHttp): Prism {
  const prism = createInstance(configured({ dynamic: false }), {
    logger: SILENT,
    // One operation, whose response has the schema; the request was routed and checked already.
    route: ({ resources }) => ({ _tag: 'Right', right: resources[0] as Operation }),
  });
  const respond = async (schema: JsonObject, mock: { dynamic: boolean; seed?: string }): Promise<Json | undefined> => {
    const input = { method: 'get', url: { path: '/' } } as const;
    try {
      const outcome = await prism.request(input, [operationOf(schema)], configured(mock))();
      return outcome._tag === 'Right' ? toJson(outcome.right.output.body) : undefined;
    } catch {
      // For some schemas Prism rejects or throws, instead of finding nothing.
      return undefined;
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    generate: (schema, random) => {
      const seed = drawSeed(random);
      const made = last.then(() => {
        faker.seed(seed);
        return respond(schema, { dynamic: true, seed: String(seed) });
      });
      // `x-faker` values come from one generator for the whole process, so one value is made at a time.
      last = made;
      return made;
    },
    sample: (schema) => respond(schema, { dynamic: false }),
  };
}

/** A new one for each request, as Prism writes into it. */
function configured(mock: { dynamic: boolean; seed?: string }) {
  const off = { isProxy: false, checkSecurity: false, validateRequest: false, validateResponse: false } as const;
  return { ...off, errors: false, upstreamProxy: undefined, mock: { ignoreExamples: true, ...mock } };
}

function operationOf(schema: JsonObject): Operation {
  const contents = [{ id: 'body', mediaType: 'application/json', schema, examples: [], encodings: [] }];
  return { id: 'assay', method: 'get', path: '/', responses: [{ id: 'response', code: '200', contents }] };
}

function toJson(value: unknown): Json | undefined {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text) as Json);
}

const SILENT: Record<string, unknown> = Object.fromEntries(
  ['trace', 'debug', 'info', 'success', 'warn', 'error', 'fatal'].map((level) => [level, () => {}]),
);
SILENT['child'] = () => SILENT;
