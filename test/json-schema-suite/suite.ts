import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { isObject } from '../../src/json/pointer.ts';

/** A schema of the suite, and its verdicts on some values. */
export interface Group {
  description: string;
  schema: Json;
  tests: { description: string; data: Json; valid: boolean }[];
}

/** The folder of the suite: the named clone of json-schema-org/JSON-Schema-Test-Suite, else the copy of two of its drafts. */
const SUITE = process.env['ASSAY_JSON_SCHEMA_TEST_SUITE'] ?? join(import.meta.dirname, 'fixtures');
const TESTS = join(SUITE, 'tests');
/** The address of the suite's remote schemas. */
const REMOTES = 'http://localhost:1234';

/** Serves the suite's remote schemas on a free port, in place of their address in the suite. */
export async function serveRemotes(): Promise<{ moved: (text: string) => string; close: () => Promise<void> }> {
  let origin = '';
  const moved = (text: string) => text.replaceAll(REMOTES, origin);
  const server = createServer(({ url = '' }, response) => {
    const file = join(SUITE, 'remotes', new URL(url, REMOTES).pathname);
    response.statusCode = existsSync(file) ? 200 : 404;
    response.end(existsSync(file) ? moved(readFileSync(file, 'utf8')) : undefined);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await promisify(server.close.bind(server))();
  };
  return { moved, close };
}

export const DRAFTS: [folder: string, dialect: string][] = (
  [
    ['draft4', 'http://json-schema.org/draft-04/schema#'],
    ['draft6', 'http://json-schema.org/draft-06/schema#'],
    ['draft7', 'http://json-schema.org/draft-07/schema#'],
    ['draft2019-09', 'https://json-schema.org/draft/2019-09/schema'],
    ['draft2020-12', 'https://json-schema.org/draft/2020-12/schema'],
  ] as [string, string][]
).filter(([folder]) => existsSync(join(TESTS, folder)));

/** The files of a draft's required tests, and of its optional formats if there are any. */
export function filesOf(folder: string): string[] {
  return ['.', 'optional/format'].flatMap((below) => {
    const path = join(TESTS, folder, below);
    return existsSync(path)
      ? readdirSync(path).flatMap((file) => (file.endsWith('.json') ? [join(below, file.slice(0, -5))] : []))
      : [];
  });
}

export function readGroups(folder: string, file: string): Group[] {
  return JSON.parse(readFileSync(join(TESTS, folder, `${file}.json`), 'utf8')) as Group[];
}

/** A schema of the suite as one of several in a document: its `#` is itself. */
export function asResource(schema: Json, dialect: string, index: number): Json {
  if (!isObject(schema)) return schema;
  const id = dialect.includes('draft-04') ? 'id' : '$id';
  // An identifier that is only a fragment is an anchor, and does not change `#`.
  const own =
    typeof schema[id] === 'string' && !schema[id].startsWith('#') ? {} : { [id]: `https://suite.example/${index}` };
  return { $schema: dialect, ...schema, ...own };
}

/** A schema of draft-04 for OpenAPI 3.0, in which references are pointers into the document. */
export function placed(schema: Json, at: string): Json {
  if (Array.isArray(schema)) return schema.map((item) => placed(item, at));
  if (!isObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]): [string, Json] => [
      name,
      name === '$ref' && typeof value === 'string' ? value.replace(/^#/, at) : placed(value, at),
    ]),
  );
}

/** The keywords of OpenAPI 3.0.4 §4.7.24; the names of properties in the suite are not keywords. */
const OF_OPENAPI_30 = new Set([
  ...[
    'multipleOf',
    'maximum',
    'exclusiveMaximum',
    'minimum',
    'exclusiveMinimum',
    'maxLength',
    'minLength',
    'pattern',
    'maxItems',
    'minItems',
    'uniqueItems',
  ],
  ...[
    'maxProperties',
    'minProperties',
    'required',
    'enum',
    'type',
    'allOf',
    'oneOf',
    'anyOf',
    'not',
    'items',
    'properties',
    'additionalProperties',
    'default',
    'format',
  ],
]);

/** Whether a schema of draft-04 is possible in OpenAPI 3.0. */
export function isOfOpenapi30(schema: Json): boolean {
  if (typeof schema === 'boolean') return true;
  if (!isObject(schema)) return false;
  return Object.entries(schema).every(([name, value]) => {
    if (!OF_OPENAPI_30.has(name)) return false;
    if (name === 'type') return typeof value === 'string' && value !== 'null';
    if (name === 'properties') return Object.values(value as JsonObject).every(isOfOpenapi30);
    if (name === 'items' || name === 'not' || name === 'additionalProperties') return isOfOpenapi30(value);
    return ['allOf', 'oneOf', 'anyOf'].includes(name) ? (value as Json[]).every(isOfOpenapi30) : true;
  });
}

const FORMATS = [
  ...['email', 'idn-email', 'regex', 'ipv4', 'ipv6', 'hostname', 'idn-hostname', 'date', 'date-time', 'time'],
  ...['json-pointer', 'relative-json-pointer', 'iri', 'iri-reference', 'uri', 'uri-reference', 'uri-template'],
  ...['uuid', 'duration'],
];

/**
 * Groups that cannot agree with the suite, by the beginning of `draft/file: group: test`, each with its reason. A group that
 * cannot even be read is marked, because it would prevent the reading of the rest of its file.
 */
export const EXCLUDED: [name: string, reason: string, unread?: true][] = FORMATS.map((format) => [
  `draft2020-12/format: ${format} format: invalid ${format} string is only an annotation by default`,
  'assay holds values to the formats that a document states',
]);
