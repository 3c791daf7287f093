import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer, pointerTokens, valueAt } from '../json/pointer.ts';
import { listReferences, pointerOfRef } from '../schema/references.ts';

/**
 * Copies each target of a `$ref` inside a schema (`#/components/schemas/A/definitions/B`) to a component of its own, and lets the
 * reference lead there. The generated TypeScript has types for components and their properties, but not for their
 * `definitions`, `allOf` or `items`.
 */
export function hoistReferences(document: JsonObject): JsonObject {
  const deep = new Map<string, string>();
  const schemas = valueAt(document, '#/components/schemas');
  const taken = new Set(isObject(schemas) ? Object.keys(schemas) : []);
  for (const { ref } of listReferences(document)) {
    const to = pointerOfRef(ref);
    if (!ref.startsWith('#/') || deep.has(ref) || !isInsideSchema(pointerTokens(to))) continue;
    if (valueAt(document, to) !== undefined) deep.set(ref, newName(to, taken));
  }
  if (deep.size === 0) return document;
  const hoisted = [...deep].map(([ref, name]): [string, Json] => [
    name,
    redirect(valueAt(document, pointerOfRef(ref)) as Json, deep),
  ]);
  const redirected = redirect(document, deep) as JsonObject;
  const components = isObject(redirected['components']) ? redirected['components'] : {};
  const own = isObject(components['schemas']) ? components['schemas'] : {};
  return {
    ...redirected,
    components: { ...components, schemas: { ...own, ...Object.fromEntries(hoisted) } },
  };
}

/**
 * Whether a pointer leads into a component, to something other than one of its properties; or to a schema elsewhere, such as that of
 * a parameter or of a body, which may be optional.
 */
function isInsideSchema(tokens: readonly string[]): boolean {
  if (tokens[0] !== 'components' || tokens[1] !== 'schemas') return tokens.includes('schema', 3);
  const below = tokens.slice(3);
  return below.some((token, index) => index % 2 === 0 && token !== 'properties') || below.length % 2 === 1;
}

function newName(pointer: Pointer, taken: Set<string>): string {
  const tokens = pointerTokens(pointer);
  const base = tokens
    .slice(tokens[1] === 'schemas' ? 2 : 1)
    .join('_')
    .replace(/[^\w.-]+/g, '_');
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
  taken.add(name);
  return name;
}

function redirect(node: Json, deep: ReadonlyMap<string, string>): Json {
  if (Array.isArray(node)) return node.map((item) => redirect(item, deep));
  if (!isObject(node)) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => {
      const to = name === '$ref' && typeof value === 'string' ? deep.get(value) : undefined;
      return [name, to === undefined ? redirect(value, deep) : joinPointer('#/components/schemas', to)];
    }),
  );
}
