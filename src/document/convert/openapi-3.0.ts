import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, pointerTokens } from '../../json/pointer.ts';
import { isData, isNameMap } from '../../schema/references.ts';
import { METHODS } from '../path-item.ts';
import type { Conversion } from './conversion.ts';

/** OpenAPI 3.0 as 3.1. */
export const openapi30: Conversion = {
  from: 'OpenAPI 3.0',
  appliesTo: (document) => String(document['openapi']).startsWith('3.0'),
  convert: async (document) => ({
    document: await upgrade(document),
    before: (pointer) => beforeUpgrade(document, pointer),
  }),
};

/**
 * Converts OpenAPI 3.0 to 3.1: `nullable`, boolean `exclusiveMinimum`, `example` and others become keywords of 2020-12.
 * Does not change the given document.
 */
export async function upgrade(document: JsonObject): Promise<JsonObject> {
  const { upgrade: scalar } = await import('@scalar/openapi-upgrader');
  const hidden = new Set<Json>();
  // A copy of the top level: the upgrader writes the new version into the given object.
  const upgraded = scalar({ ...(hide(document, hidden) as JsonObject) }, '3.1') as JsonObject;
  return reveal(upgraded, hidden) as JsonObject;
}

/**
 * What is kept beside a `$ref` in 3.0: the members of a Path Item Object, and texts, which do no harm. 3.0 ignores everything
 * else there (OpenAPI 3.0.4 §4.7.23), and 3.1 does not.
 */
const BESIDE_REF = new Set(['$ref', ...METHODS, 'parameters', 'servers', 'summary', 'description']);

/** Names that the upgrader takes for something else where a property has them, and what stands before them meanwhile. */
const MISREAD = ['example', '__proto__'];
const HIDDEN_NAME = '\u0000';

/**
 * Hides data that the upgrader would convert as schemas: it also visits examples and defaults, and takes a property named
 * `example` for the keyword. It does not visit a list in a list, so data is hidden in one.
 */
function hide(node: Json, hidden: Set<Json>, names = false): Json {
  if (Array.isArray(node)) return node.map((item) => hide(item, hidden));
  if (!isObject(node)) return node;
  const copy: JsonObject = {};
  for (const [name, child] of Object.entries(node)) {
    // No member of an object of OpenAPI has this name.
    if (!names && name === '__proto__') continue;
    if (!names && typeof node['$ref'] === 'string' && !BESIDE_REF.has(name) && !name.startsWith('x-')) continue;
    const key = names && MISREAD.includes(name) ? `${HIDDEN_NAME}${name}` : name;
    if (
      !names &&
      typeof child === 'object' &&
      child !== null &&
      (isData(name, child) || name.startsWith('x-')) &&
      name !== 'x-webhooks'
    ) {
      const box = [child];
      hidden.add(box);
      copy[key] = [box];
    } else if (isBytes(name, child)) {
      // The upgrader drops its examples together with its schema.
      const { schema: _, ...rest } = child as JsonObject;
      const box = [rest];
      hidden.add(box);
      copy[key] = [box];
    } else copy[key] = hide(child, hidden, !names && isNameMap(name, child));
  }
  return names ? copy : withNull(copy);
}

/** What a schema may choose from, or is put together of; the discriminator goes where its choice is. */
const COMBINED = ['oneOf', 'anyOf', 'allOf', 'discriminator'];

/**
 * `nullable` beside a choice and without a `type`. 3.0.0 to 3.0.2 allow null there; 3.0.3 says that it adds nothing, yet who
 * writes it means null, as `nullable` has no other meaning (decision 0157).
 */
function withNull(schema: JsonObject): JsonObject {
  if (!isNullableChoice(schema)) return schema;
  const inner = COMBINED.flatMap((name) => (name in schema ? [[name, schema[name] as Json] as const] : []));
  const others = Object.entries(schema).filter(([name]) => !COMBINED.includes(name) && name !== 'nullable');
  return { ...Object.fromEntries(others), anyOf: [Object.fromEntries(inner), { type: 'null' }] };
}

function isNullableChoice(schema: JsonObject): boolean {
  return (
    schema['nullable'] === true &&
    !('type' in schema) &&
    ['oneOf', 'anyOf', 'allOf'].some((name) => Array.isArray(schema[name]))
  );
}

/** A schema of bytes in 3.0; in 3.1 bytes have no schema (OpenAPI 3.1 §4.8.14.1). */
function isBytes(name: string, media: Json): boolean {
  return (
    name === 'application/octet-stream' &&
    isObject(media) &&
    isObject(media['schema']) &&
    media['schema']['format'] === 'binary'
  );
}

function reveal(node: Json, hidden: ReadonlySet<Json>): Json {
  if (Array.isArray(node)) {
    const [box] = node;
    if (node.length === 1 && Array.isArray(box) && hidden.has(box)) return box[0] as Json;
    return node.map((item) => reveal(item, hidden));
  }
  if (!isObject(node)) return node;
  const revealed: [string, Json][] = [];
  for (const [name, child] of Object.entries(node)) {
    // Without a `type` or a choice, `nullable` has no effect (OpenAPI 3.0.3 §4.7.24.2), and 2020-12 does not have it.
    if (name === 'nullable' && typeof child === 'boolean') continue;
    revealed.push([name.replace(HIDDEN_NAME, ''), reveal(child, hidden)]);
  }
  return Object.fromEntries(revealed);
}

/** Members of 3.1 with the members of 3.0 that they were converted from. */
const FORMERLY: Record<string, string> = {
  examples: 'example',
  contentMediaType: 'format',
  contentEncoding: 'format',
  webhooks: 'x-webhooks',
};

/** Maps a pointer into an upgraded document back: an `example` has become one of `examples`, and so on. */
function beforeUpgrade(document: JsonObject, pointer: Pointer): Pointer {
  const tokens = pointerTokens(pointer);
  let node: Json | undefined = document;
  let before: Pointer = '#';
  for (let index = 0; index < tokens.length; index += 1) {
    // `anyOf/0` is what stands beside `nullable`, and `anyOf/1` is `nullable` itself.
    if (isObject(node) && isNullableChoice(node) && tokens[index] === 'anyOf') {
      if (tokens[index + 1] === '1') return joinPointer(before, 'nullable');
      index += 2;
      if (index >= tokens.length) return before;
    }
    const token = tokens[index] as string;
    const formerly = Object.hasOwn(FORMERLY, token) ? FORMERLY[token] : undefined;
    const isMoved: boolean =
      formerly !== undefined && isObject(node) && !Object.hasOwn(node, token) && Object.hasOwn(node, formerly);
    const name: string = isMoved && formerly !== undefined ? formerly : token;
    before = joinPointer(before, name);
    node = Array.isArray(node)
      ? node[Number(name)]
      : isObject(node) && Object.hasOwn(node, name)
        ? node[name]
        : undefined;
    // `examples/0` of a schema, `examples/default/value` of anything else.
    if (isMoved && formerly === 'example') index += tokens[index + 1] === 'default' ? 2 : 1;
  }
  return before;
}
