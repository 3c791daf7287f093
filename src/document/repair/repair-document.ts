import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { describeSequence } from './describe-sequence.ts';
import { readQueryInPath, type QueryInPath } from './query-in-paths.ts';
import { repairSchemas } from './repair-schemas.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';
import { readJson } from '../../json/parse-json.ts';
import { isObject, joinPointer, parentPointer, valueAt } from '../../json/pointer.ts';
import { movedBack, type RepairWarning } from '../moves.ts';
import { listOperations } from '../path-item.ts';
import { pointerOfRef, resolvePointer } from '../../schema/references.ts';

export interface Repaired {
  warnings: RepairWarning[];
  /** The old pointers of the parts that moved, by their new pointer. */
  moves: Map<Pointer, Pointer>;
}

interface RepairContext extends Repaired {
  document: JsonObject;
  /** The objects that were repaired already: many places refer to one component. */
  done: Set<Json>;
  ids: Map<string, Pointer>;
}

/**
 * Repairs the mistakes in a bundled 3.1 document whose meaning is plain, so that no later step has to expect them. Each repair
 * leaves a note.
 * @param version the version of OpenAPI that it was written in
 */
export function repairDocument(document: JsonObject, version?: string): Repaired {
  const context: RepairContext = { document, warnings: [], moves: new Map(), done: new Set(), ids: new Map() };
  if (isObject(document['info'])) {
    const { title, version } = document['info'];
    if (typeof title !== 'string') warn(context, '#/info', 'has no title');
    if (typeof version !== 'string') warn(context, '#/info', 'has no version');
  }
  repairPaths(context);
  repairSecurity(context, document, '#');
  repairSecuritySchemes(context);
  const { warnings } = repairSchemas(document, version);
  return { warnings: [...context.warnings, ...warnings], moves: context.moves };
}

function repairPaths(context: RepairContext): void {
  const { document } = context;
  const { paths } = document;
  if (!isObject(paths)) return;
  renamePaths(context, (path) =>
    path.startsWith('/')
      ? undefined
      : { to: `/${path}`, note: `does not start with a slash, and was read as /${path}` },
  );
  const queries = new Map<string, QueryInPath>();
  renamePaths(context, (path) => {
    const read = readQueryInPath(path);
    if (!read || Object.hasOwn(document['paths'] as JsonObject, read.path) || queries.has(read.path)) return undefined;
    queries.set(read.path, read);
    return { to: read.path, note: `names parameters of the query, and was read as ${read.path} with those` };
  });
  for (const [path, { names }] of queries) moveToQuery(context, path, names);
  for (const [path, item] of Object.entries(document['paths'] as JsonObject))
    if (!path.startsWith('x-')) repairPath(context, path, item);
}

/** Gives paths other names, in their order. */
function renamePaths(context: RepairContext, read: (path: string) => { to: string; note: string } | undefined): void {
  const { document } = context;
  document['paths'] = Object.fromEntries(
    Object.entries(document['paths'] as JsonObject).map(([path, item]) => {
      const renamed = path.startsWith('x-') ? undefined : read(path);
      if (!renamed) return [path, item];
      move(context, joinPointer('#/paths', renamed.to), joinPointer('#/paths', path));
      warn(context, joinPointer('#/paths', renamed.to), renamed.note);
      return [renamed.to, item];
    }),
  );
}

/** Makes path parameters those of the query. @param names what the query calls them, by their own names */
function moveToQuery(context: RepairContext, path: string, names: ReadonlyMap<string, string>): void {
  const { document } = context;
  const found = resolvePointer(document, joinPointer('#/paths', path));
  if (!found || !isObject(found.value)) return;
  const { pointer: at, value: item } = found;
  const undescribed = new Map(names);
  for (const { pointer, owner } of [
    { pointer: at, owner: item as Json },
    ...listOperations(document, item, at).map(({ pointer, value }) => ({ pointer, owner: value })),
  ]) {
    const listed = isObject(owner) ? owner['parameters'] : undefined;
    if (!isObject(owner) || !Array.isArray(listed)) continue;
    owner['parameters'] = listed.map((given, index) => {
      const place = joinPointer(pointer, 'parameters', index);
      const value = resolvePointer(document, place)?.value;
      const name = isObject(value) && value['in'] === 'path' ? names.get(String(value['name'])) : undefined;
      if (!isObject(value) || name === undefined) return given;
      undescribed.delete(String(value['name']));
      return { ...value, name, in: 'query', required: true };
    });
  }
  const added = [...undescribed.values()].map((name) => ({ ...{ name, in: 'query' }, schema: { type: 'string' } }));
  if (added.length === 0) return;
  item['parameters'] = [...(Array.isArray(item['parameters']) ? item['parameters'] : []), ...added];
  warn(context, at, `no parameter describes ${added.map(({ name }) => name).join(', ')} of its query, taken for texts`);
}

function repairPath(context: RepairContext, path: string, given: Json): void {
  const { document } = context;
  const at = joinPointer('#/paths', path);
  if (given === null) {
    (document['paths'] as JsonObject)[path] = {};
    warn(context, at, 'holds nothing');
    return;
  }
  const found = resolvePointer(document, at);
  if (!found || !isObject(found.value)) return;
  const { pointer, value: item } = found;
  if (/\?/.test(path.replace(/\{[^{}]*\}/g, '')))
    warn(context, at, 'has a query, which a path may not have, and is asked with it');
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string);
  const shared = repairParameters(context, item, pointer, names);
  for (const { pointer: own, parent, name, value } of listOperations(document, item, pointer)) {
    if (value === null) {
      parent[name] = {};
      warn(context, own, 'documents nothing');
    }
    const operation = parent[name];
    if (!isObject(operation)) continue;
    const declared = new Set([...shared, ...repairParameters(context, operation, own, names)]);
    for (const name of names.filter((candidate) => !declared.has(candidate))) {
      const listed = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
      move(context, joinPointer(own, 'parameters', listed.length), own);
      operation['parameters'] = [...listed, { name, in: 'path', required: true, schema: { type: 'string' } }];
      warn(context, own, `no parameter describes {${name}} of its path, which was taken for a text`);
    }
    repairOperation(context, operation, own);
  }
}

/** @returns the names of the declared path parameters */
function repairParameters(context: RepairContext, owner: JsonObject, at: Pointer, names: string[]): string[] {
  const { document } = context;
  const pointer = joinPointer(at, 'parameters');
  if (owner['parameters'] === null) delete owner['parameters'];
  const listed = owner['parameters'];
  if (!Array.isArray(listed)) return [];
  const declared: string[] = [];
  const kept = listed.flatMap((_, index): [number, Json][] => {
    const found = resolvePointer(document, joinPointer(pointer, index));
    const value = found?.value;
    if (!found || !isObject(value)) return [[index, listed[index] as Json]];
    if (value['in'] === 'path' && typeof value['name'] === 'string') {
      if (!names.includes(value['name'])) {
        warn(
          context,
          joinPointer(pointer, index),
          `is the path parameter ${value['name']}, which the path does not name; it was left out`,
        );
        return [];
      }
      declared.push(value['name']);
    }
    if (once(context, value)) repairParameter(context, value, found.pointer);
    return [[index, listed[index] as Json]];
  });
  if (kept.length < listed.length) {
    kept.forEach(
      ([index], now) => index !== now && move(context, joinPointer(pointer, now), joinPointer(pointer, index)),
    );
    owner['parameters'] = kept.map(([, value]) => value);
  }
  return declared;
}

function repairParameter(context: RepairContext, value: JsonObject, pointer: Pointer): void {
  if (value['content'] === null) delete value['content'];
  if (value['in'] === 'path' && value['required'] !== true)
    warn(context, pointer, 'is in the path and not required, and was taken for required');
  if (value['schema'] === undefined && value['content'] === undefined)
    warn(
      context,
      pointer,
      `does not say what its values are${value['type'] === undefined ? '' : '; a `type` belongs into `schema`'}`,
    );
  repairExamples(context, value, pointer);
  repairContent(context, value, pointer);
}

function repairOperation(context: RepairContext, operation: JsonObject, at: Pointer): void {
  const { ids } = context;
  const id = operation['operationId'];
  if (typeof id === 'string') {
    const first = ids.get(id);
    if (first === undefined) ids.set(id, at);
    else if (first !== at) {
      delete operation['operationId'];
      warn(context, at, `has the operationId ${id} of another operation, and goes by its method and path`);
    }
  }
  repairSecurity(context, operation, at);
  if (operation['requestBody'] === null) delete operation['requestBody'];
  const body =
    operation['requestBody'] === undefined
      ? undefined
      : resolvePointer(context.document, joinPointer(at, 'requestBody'));
  if (body && isObject(body.value) && once(context, body.value)) repairContent(context, body.value, body.pointer);
  repairResponses(context, operation, joinPointer(at, 'responses'));
}

function repairResponses(context: RepairContext, operation: JsonObject, at: Pointer): void {
  const { document } = context;
  const responses = operation['responses'];
  if (responses === undefined || responses === null || (isObject(responses) && Object.keys(responses).length === 0)) {
    operation['responses'] = {};
    warn(context, at, 'documents no response');
    return;
  }
  if (!isObject(responses)) return;
  const kept: JsonObject = {};
  for (const [status, value] of Object.entries(responses)) {
    const from = joinPointer(at, status);
    const name = statusOf(status);
    if (name === undefined) {
      warn(context, from, `${status} is no status code, and was left out`);
      continue;
    }
    if (name !== status) {
      move(context, joinPointer(at, name), from);
      warn(context, joinPointer(at, name), `${status} was read as ${name}`);
    }
    kept[name] = value ?? { description: '' };
  }
  operation['responses'] = kept;
  for (const status of Object.keys(kept)) {
    const found = resolvePointer(document, joinPointer(at, status));
    if (!found || !isObject(found.value) || !once(context, found.value)) continue;
    repairContent(context, found.value, found.pointer);
    if (found.value['headers'] === null) delete found.value['headers'];
    for (const name of Object.keys(isObject(found.value['headers']) ? found.value['headers'] : {})) {
      const header = resolvePointer(document, joinPointer(found.pointer, 'headers', name));
      if (header?.value === null) (found.value['headers'] as JsonObject)[name] = {};
      if (header && isObject(header.value) && once(context, header.value))
        repairExamples(context, header.value, header.pointer);
    }
  }
}

/** The valid form of a key of the responses (OpenAPI 3.1 §4.8.16); undefined if there is none. */
function statusOf(key: string): string | undefined {
  if (/^([1-5]\d\d|[1-5]XX|default)$/.test(key) || key.startsWith('x-')) return key;
  if (/^[1-5]xx$/i.test(key)) return key.toUpperCase();
  return /^default$/i.test(key) ? 'default' : undefined;
}

function repairContent(context: RepairContext, owner: JsonObject, at: Pointer): void {
  if (owner['content'] === null) delete owner['content'];
  const { content } = owner;
  if (!isObject(content)) return;
  for (const [type, media] of Object.entries(content)) {
    const pointer = joinPointer(at, 'content', type);
    if (media === null) content[type] = {};
    if (!isObject(media)) continue;
    repairExamples(context, media, pointer);
    const label = parseMediaType(type)?.type ?? '';
    if (isJsonType(label)) readJsonTexts(context, media, pointer);
    context.warnings.push(
      ...describeSequence(context.document, media, {
        type: label,
        at: pointer,
        move: (to, from) => move(context, to, from),
      }),
    );
  }
}

/** `examples` is a map of Example Objects (OpenAPI 3.1 §4.8.19); lists, and values without `value`, are common. */
function repairExamples(context: RepairContext, owner: JsonObject, at: Pointer): void {
  const pointer = joinPointer(at, 'examples');
  const { examples } = owner;
  const { document } = context;
  if (examples === null || (examples !== undefined && typeof examples !== 'object')) {
    delete owner['examples'];
    if (examples !== null) warn(context, pointer, 'is no map of examples, and was left out');
  } else if (Array.isArray(examples)) {
    owner['examples'] = Object.fromEntries(
      examples.map((value, index) => {
        move(context, joinPointer(pointer, `example-${index + 1}`, 'value'), joinPointer(pointer, index));
        return [`example-${index + 1}`, { value }];
      }),
    );
    warn(context, pointer, 'is a list, and was read as a map of examples');
  } else if (examples !== undefined) {
    for (const [name, example] of Object.entries(examples)) {
      const own = joinPointer(pointer, name);
      const value =
        isObject(example) && typeof example['$ref'] === 'string'
          ? valueAt(document, pointerOfRef(example['$ref']))
          : example;
      const isExample =
        isObject(value) &&
        ['value', 'externalValue', 'summary', 'description', 'dataValue', 'serializedValue'].some((key) =>
          Object.hasOwn(value, key),
        );
      if (isExample || (isObject(value) && Object.keys(value).length === 0)) continue;
      move(context, joinPointer(own, 'value'), own);
      examples[name] = { value: example };
      warn(context, own, 'is a value and no Example Object, and was read as its `value`');
    }
  }
}

/** JSON examples are often written as a text, even if the schema does not allow a string. */
function readJsonTexts(context: RepairContext, media: JsonObject, at: Pointer): void {
  const schema = resolvePointer(context.document, joinPointer(at, 'schema'))?.value;
  if (isObject(schema) && [schema['type'] ?? []].flat().includes('string')) return;
  const { examples } = media;
  const named = isObject(examples)
    ? Object.entries(examples).flatMap(([name, holder]) =>
        isObject(holder) ? [[holder, 'value', joinPointer(at, 'examples', name, 'value')] as const] : [],
      )
    : [];
  for (const [holder, key, pointer] of [[media, 'example', joinPointer(at, 'example')] as const, ...named]) {
    const text = holder[key];
    if (typeof text !== 'string' || !/^\s*[{[]/.test(text)) continue;
    const read = readJson(text);
    if ('problem' in read) continue;
    holder[key] = read.value;
    warn(context, pointer, 'is JSON written as a text, and was read as JSON');
  }
}

/** A requirement for a scheme that is not described cannot be checked. */
function repairSecurity(context: RepairContext, owner: JsonObject, at: Pointer): void {
  const { document } = context;
  const { security } = owner;
  if (security === null) delete owner['security'];
  if (!Array.isArray(security)) return;
  const lost = new Set<string>();
  const kept = security.flatMap((requirement): Json[] => {
    if (!isObject(requirement)) return [];
    const names = Object.keys(requirement);
    // A name may be the URI of a scheme as well (OpenAPI 3.2, Security Requirement Object).
    const isThere = (name: string) =>
      resolvePointer(document, joinPointer('#/components/securitySchemes', name)) ??
      (name.startsWith('#/') && resolvePointer(document, pointerOfRef(name)));
    const known = names.filter(isThere);
    for (const name of names) if (!known.includes(name)) lost.add(name);
    if (known.length === names.length) return [requirement];
    return known.length === 0 ? [] : [Object.fromEntries(known.map((name) => [name, requirement[name] as Json]))];
  });
  if (lost.size === 0) return;
  owner['security'] = kept;
  for (const name of lost)
    warn(
      context,
      joinPointer(at, 'security'),
      `names the security scheme ${name}, which is not described; it was left out`,
    );
}

/** What no header field is called, with the name that comes first in it and what follows: `Authorization: Bearer`. */
const LINE_OF_HEADER = /^([\w!#$%&'*+.^`|~-]+)(?:\s*:\s*|\s+)(.*)$/;

/** The name of an API key in a header is often written as a line of HTTP. As it stands, no request could carry it. */
function repairSecuritySchemes(context: RepairContext): void {
  const at = '#/components/securitySchemes';
  const schemes = valueAt(context.document, at);
  for (const [id, scheme] of Object.entries(isObject(schemes) ? schemes : {})) {
    if (!isObject(scheme) || scheme['type'] !== 'apiKey' || scheme['in'] !== 'header') continue;
    const { name } = scheme;
    const [, field, rest = ''] = LINE_OF_HEADER.exec(typeof name === 'string' ? name.trim() : '') ?? [];
    if (field === undefined) continue;
    const [, word] = /^authorization$/i.test(field) ? (/^(bearer|basic)\b/i.exec(rest) ?? []) : [];
    if (word === undefined) {
      scheme['name'] = field;
    } else {
      delete scheme['name'];
      delete scheme['in'];
      Object.assign(scheme, { type: 'http', scheme: word.toLowerCase() });
    }
    warn(
      context,
      joinPointer(at, id),
      `has the name ${JSON.stringify(name)}, which no header has; it was read as the header ${field}${word === undefined ? '' : ` of the scheme ${word.toLowerCase()}`}`,
    );
  }
}

/** Adds a note with the pointer before anything moved. */
function warn({ warnings, moves }: RepairContext, pointer: Pointer, message: string): void {
  warnings.push({ pointer, message, from: movedBack(pointer, moves) });
}

/** Records that a part moved: its old place is that of its parent. */
function move({ moves }: RepairContext, to: Pointer, from: Pointer): void {
  const parent = parentPointer(from);
  moves.set(to, movedBack(parent, moves) + from.slice(parent.length));
}

function once({ done }: RepairContext, value: Json): boolean {
  if (done.has(value)) return false;
  done.add(value);
  return true;
}
