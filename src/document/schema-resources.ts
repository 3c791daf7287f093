import type { JsonObject, Pointer } from '../model/json.ts';
import { UsageError } from '../errors.ts';
import { fetchText, type FetchOptions } from './fetch.ts';
import { addSchema } from './add-schema.ts';
import { followReference, isUrl, type Boundary } from './reference-policy.ts';
import { parseText, type Parsed } from './parse.ts';
import { isObject, valueAt } from '../json/pointer.ts';
import { stepsOf } from '../schema/dialects/dialects.ts';
import type { Unfollowed } from './lost-references.ts';
import { outwardReferences, type OutwardReference } from '../schema/dialects/identifiers.ts';
import { mayNeedNormalizing } from '../schema/dialects/normalize.ts';
import { metaschema } from '../schema/metaschemas/metaschemas.ts';

/** The external schemas that a document uses. */
export interface SchemaResources {
  /** The pointers of the schemas that were bundled, by their URI. */
  retrieved: Map<string, Pointer>;
  /** The metaschemas that `$schema` names and that JSON Schema itself does not define. */
  metaschemas: Map<string, JsonObject>;
  /** The texts of the fetched schemas, by their pointer in the document. */
  files: Map<Pointer, Parsed>;
  /** The schemas whose references lead nowhere, and why. */
  lost: Map<object, Unfollowed>;
}

/**
 * Bundles the schemas that a document names by a URI: the metaschemas of JSON Schema, and targets of references under an `$id`.
 * References to files are left for bundle.ts.
 */
export async function embedSchemaResources(
  document: JsonObject,
  parsed: Parsed,
  boundary: Boundary,
  fetching: FetchOptions & { origin?: string },
): Promise<SchemaResources> {
  const resources: SchemaResources = {
    retrieved: new Map(),
    metaschemas: new Map(),
    files: new Map(),
    lost: new Map(),
  };
  const { retrieved, metaschemas, files, lost } = resources;
  if (!mayNeedNormalizing(parsed.text)) return resources;
  for (;;) {
    const { references, dialects } = outwardReferences(document, retrieved);
    const next = references.find(
      (reference) => isByIdentifier(reference, boundary) && !lost.has(holderOf(reference) ?? document),
    );
    if (!next) {
      await fetchMetaschemas(dialects);
      return resources;
    }
    const retrieval = await retrieve(next);
    if ('why' in retrieval) {
      const holder = holderOf(next);
      if (!holder) return resources;
      lost.set(holder, retrieval);
      continue;
    }
    const { pointer, found } = retrieval;
    retrieved.set(next.uri, pointer);
    if (found) files.set(pointer, found);
  }

  function holderOf({ pointer }: OutwardReference): JsonObject | undefined {
    const holder = valueAt(document, pointer);
    return isObject(holder) ? holder : undefined;
  }

  async function retrieve(reference: OutwardReference): Promise<{ pointer: Pointer; found?: Parsed } | Unfollowed> {
    const { uri, dialect } = reference;
    const known = metaschema(uri);
    if (known) return { pointer: addSchema(document, nameFor(uri), known) };
    const named = uri === reference.ref.split('#')[0] ? '' : ` (${uri} by its $id)`;
    const refuse = (why: string, hint: string): Unfollowed => ({ why: `${named}: ${why}`, hint });
    const followed = followReference(boundary.root, uri, boundary);
    if ('why' in followed) return refuse(followed.why, followed.hint);
    try {
      const found = await fetchSchema(uri);
      const { value } = found;
      const inherits = isObject(value) && value['$schema'] === undefined && dialect !== undefined;
      return { pointer: addSchema(document, nameFor(uri), inherits ? { $schema: dialect, ...value } : value), found };
    } catch (error) {
      if (error instanceof UsageError) return refuse(error.message, error.hint ?? '');
      throw error;
    }
  }

  async function fetchSchema(uri: string): Promise<Parsed> {
    // A token is only for the server that the user named.
    const { headers: _, ...anonymous } = fetching;
    const { text } = await fetchText(uri, fetching.origin === new URL(uri).origin ? fetching : anonymous);
    return parseText(text, uri);
  }

  /** If a metaschema cannot be fetched, its schemas are unusable; that is reported when one is used. */
  async function fetchMetaschemas(dialects: ReadonlySet<string>): Promise<void> {
    for (const dialect of dialects) {
      const uri = dialect.replace(/#$/, '');
      if (stepsOf(dialect) || !isUrl(uri) || !boundary.allowRemoteRefs) continue;
      const value = await fetchSchema(uri).then(
        (found) => found.value,
        () => undefined,
      );
      if (isObject(value)) metaschemas.set(dialect, value);
    }
  }
}

/** Whether a reference names a schema by its URI. A file beside the document is bundled, as all tools do. */
function isByIdentifier({ ref, uri, fragment, isIdentified, dialect }: OutwardReference, boundary: Boundary): boolean {
  if (metaschema(uri)) return true;
  if (!isUrl(uri)) return false;
  const isAnchor = fragment !== '' && !fragment.startsWith('/');
  if (isUrl(ref)) return isIdentified || isAnchor || dialect !== undefined;
  return isIdentified && (isUrl(boundary.root) || !('to' in followReference(boundary.root, ref, boundary)));
}

/** A name for the schema at a URI: the end of its path. */
function nameFor(uri: string): string {
  const [, last = 'schema'] = /([^/]+)\/*$/.exec(new URL(uri).pathname) ?? [];
  return decodeURIComponent(last)
    .replace(/\.(json|ya?ml)$/i, '')
    .replace(/[^\w.-]/g, '-');
}
