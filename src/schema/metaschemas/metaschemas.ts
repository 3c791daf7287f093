import { createRequire } from 'node:module';
import type { JsonObject } from '../../model/json.ts';

const require = createRequire(import.meta.url);

const OF_2019 = ['applicator', 'content', 'core', 'format', 'meta-data', 'validation'];
const OF_2020 = ['applicator', 'content', 'core', 'format-annotation', 'meta-data', 'unevaluated', 'validation'];

/** The file of each metaschema of JSON Schema, by its URI; AJV includes all except that of draft-04. */
const FILES = new Map<string, string>([
  ['http://json-schema.org/draft-04/schema', './draft-04.json'],
  ['http://json-schema.org/draft-06/schema', 'ajv/dist/refs/json-schema-draft-06.json'],
  ['http://json-schema.org/draft-07/schema', 'ajv/dist/refs/json-schema-draft-07.json'],
  ...[['2019-09', OF_2019] as const, ['2020-12', OF_2020] as const].flatMap(([version, parts]) =>
    ['schema', ...parts.map((part) => `meta/${part}`)].map((part): [string, string] => [
      `https://json-schema.org/draft/${version}/${part}`,
      `ajv/dist/refs/json-schema-${version}/${part}.json`,
    ]),
  ),
]);

/** A metaschema of JSON Schema by its URI, without network access; undefined for any other. */
export function metaschema(uri: string): JsonObject | undefined {
  const file = FILES.get(uri.replace(/^https?:\/\/json-schema\.org\/draft-/, 'http://json-schema.org/draft-'));
  return file === undefined ? undefined : structuredClone(require(file) as JsonObject);
}
