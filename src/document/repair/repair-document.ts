import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { repairSchemas } from './repair-schemas.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';
import { readJson } from '../../json/parse-json.ts';
import { isObject, joinPointer, parentPointer, valueAt } from '../../json/pointer.ts';
import { movedBack, type RepairWarning } from '../moves.ts';
import { listOperations } from '../path-item.ts';
import { pointerOfRef, resolvePointer } from '../../schema/references.ts';

export interface Repaired {
  warnings: RepairWarning[];
  /** Where parts stood that have another place now, by their new pointer. */
  moves: Map<Pointer, Pointer>;
}

interface RepairContext extends Repaired {
  document: JsonObject;
  /** What was mended already: a component is referred to from many places. */
  done: Set<Json>;
  ids: Map<string, Pointer>;
}

/**
 * Mends, in a bundled 3.1 document, what no standard allows and what is plain all the same, so that nothing behind it has
 * to ask. Each thing that was mended is remarked.
 */
export function repairDocument(document: JsonObject): Repaired {
  const bench: RepairContext = { document, warnings: [], moves: new Map(), done: new Set(), ids: new Map() };
  if (isObject(document['info'])) {
    const { title, version } = document['info'];
    if (typeof title !== 'string') remark(bench, '#/info', 'has no title');
    if (typeof version !== 'string') remark(bench, '#/info', 'has no version');
  }
  repairPaths(bench);
  repairSecurity(bench, document, '#');
  const { warnings } = repairSchemas(document);
  return { warnings: [...bench.warnings, ...warnings], moves: bench.moves };
}

function repairPaths(bench: RepairContext): void {
  const { document } = bench;
  const { paths } = document;
  if (!isObject(paths)) return;
  const slashed = Object.keys(paths).filter((path) => !path.startsWith('/') && !path.startsWith('x-'));
  for (const path of slashed) {
    move(bench, joinPointer('#/paths', `/${path}`), joinPointer('#/paths', path));
    remark(bench, joinPointer('#/paths', `/${path}`), `does not start with a slash, and was read as /${path}`);
  }
  if (slashed.length > 0)
    document['paths'] = Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [slashed.includes(path) ? `/${path}` : path, item]),
    );
  for (const [path, item] of Object.entries(document['paths'] as JsonObject))
    if (!path.startsWith('x-')) repairPath(bench, path, item);
}

function repairPath(bench: RepairContext, path: string, given: Json): void {
  const { document } = bench;
  const at = joinPointer('#/paths', path);
  if (given === null) {
    (document['paths'] as JsonObject)[path] = {};
    remark(bench, at, 'holds nothing');
    return;
  }
  const found = resolvePointer(document, at);
  if (!found || !isObject(found.value)) return;
  const { pointer, value: item } = found;
  const names = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name as string);
  const shared = repairParameters(bench, item, pointer, names);
  for (const { pointer: own, parent, name, value } of listOperations(document, item, pointer)) {
    if (value === null) {
      parent[name] = {};
      remark(bench, own, 'documents nothing');
    }
    const operation = parent[name];
    if (!isObject(operation)) continue;
    const declared = new Set([...shared, ...repairParameters(bench, operation, own, names)]);
    for (const name of names.filter((candidate) => !declared.has(candidate))) {
      const listed = Array.isArray(operation['parameters']) ? operation['parameters'] : [];
      move(bench, joinPointer(own, 'parameters', listed.length), own);
      operation['parameters'] = [...listed, { name, in: 'path', required: true, schema: { type: 'string' } }];
      remark(bench, own, `no parameter describes {${name}} of its path, which was taken for a text`);
    }
    repairOperation(bench, operation, own);
  }
}

/** @returns the names of the path parameters that are declared */
function repairParameters(bench: RepairContext, owner: JsonObject, at: Pointer, names: string[]): string[] {
  const { document } = bench;
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
        remark(
          bench,
          joinPointer(pointer, index),
          `is the path parameter ${value['name']}, which the path does not name; it was left out`,
        );
        return [];
      }
      declared.push(value['name']);
    }
    if (once(bench, value)) repairParameter(bench, value, found.pointer);
    return [[index, listed[index] as Json]];
  });
  if (kept.length < listed.length) {
    kept.forEach(
      ([index], now) => index !== now && move(bench, joinPointer(pointer, now), joinPointer(pointer, index)),
    );
    owner['parameters'] = kept.map(([, value]) => value);
  }
  return declared;
}

function repairParameter(bench: RepairContext, value: JsonObject, pointer: Pointer): void {
  if (value['content'] === null) delete value['content'];
  if (value['in'] === 'path' && value['required'] !== true)
    remark(bench, pointer, 'is in the path and not required, and was taken for required');
  if (value['schema'] === undefined && value['content'] === undefined)
    remark(
      bench,
      pointer,
      `does not say what its values are${value['type'] === undefined ? '' : '; a `type` belongs into `schema`'}`,
    );
  repairExamples(bench, value, pointer);
  repairContent(bench, value, pointer);
}

function repairOperation(bench: RepairContext, operation: JsonObject, at: Pointer): void {
  const { ids } = bench;
  const id = operation['operationId'];
  if (typeof id === 'string') {
    const first = ids.get(id);
    if (first === undefined) ids.set(id, at);
    else if (first !== at) {
      delete operation['operationId'];
      remark(bench, at, `has the operationId ${id} of another operation, and goes by its method and path`);
    }
  }
  repairSecurity(bench, operation, at);
  if (operation['requestBody'] === null) delete operation['requestBody'];
  const body =
    operation['requestBody'] === undefined ? undefined : resolvePointer(bench.document, joinPointer(at, 'requestBody'));
  if (body && isObject(body.value) && once(bench, body.value)) repairContent(bench, body.value, body.pointer);
  repairResponses(bench, operation, joinPointer(at, 'responses'));
}

function repairResponses(bench: RepairContext, operation: JsonObject, at: Pointer): void {
  const { document } = bench;
  const responses = operation['responses'];
  if (responses === undefined || responses === null || (isObject(responses) && Object.keys(responses).length === 0)) {
    operation['responses'] = {};
    remark(bench, at, 'documents no response');
    return;
  }
  if (!isObject(responses)) return;
  const kept: JsonObject = {};
  for (const [status, value] of Object.entries(responses)) {
    const from = joinPointer(at, status);
    const name = statusOf(status);
    if (name === undefined) {
      remark(bench, from, `${status} is no status code, and was left out`);
      continue;
    }
    if (name !== status) {
      move(bench, joinPointer(at, name), from);
      remark(bench, joinPointer(at, name), `${status} was read as ${name}`);
    }
    kept[name] = value ?? { description: '' };
  }
  operation['responses'] = kept;
  for (const status of Object.keys(kept)) {
    const found = resolvePointer(document, joinPointer(at, status));
    if (!found || !isObject(found.value) || !once(bench, found.value)) continue;
    repairContent(bench, found.value, found.pointer);
    if (found.value['headers'] === null) delete found.value['headers'];
    for (const name of Object.keys(isObject(found.value['headers']) ? found.value['headers'] : {})) {
      const header = resolvePointer(document, joinPointer(found.pointer, 'headers', name));
      if (header?.value === null) (found.value['headers'] as JsonObject)[name] = {};
      if (header && isObject(header.value) && once(bench, header.value))
        repairExamples(bench, header.value, header.pointer);
    }
  }
}

/** A key of the responses as it is meant (OpenAPI 3.1 §4.8.16); undefined for one that means nothing. */
function statusOf(key: string): string | undefined {
  if (/^([1-5]\d\d|[1-5]XX|default)$/.test(key) || key.startsWith('x-')) return key;
  if (/^[1-5]xx$/i.test(key)) return key.toUpperCase();
  return /^default$/i.test(key) ? 'default' : undefined;
}

function repairContent(bench: RepairContext, owner: JsonObject, at: Pointer): void {
  if (owner['content'] === null) delete owner['content'];
  const { content } = owner;
  if (!isObject(content)) return;
  for (const [type, media] of Object.entries(content)) {
    const pointer = joinPointer(at, 'content', type);
    if (media === null) content[type] = {};
    if (!isObject(media)) continue;
    repairExamples(bench, media, pointer);
    if (isJsonType(parseMediaType(type)?.type ?? '')) readJsonTexts(bench, media, pointer);
  }
}

/** `examples` is a map of Example Objects (OpenAPI 3.1 §4.8.19); lists, and values without `value`, are often met. */
function repairExamples(bench: RepairContext, owner: JsonObject, at: Pointer): void {
  const pointer = joinPointer(at, 'examples');
  const { examples } = owner;
  const { document } = bench;
  if (examples === null || (examples !== undefined && typeof examples !== 'object')) {
    delete owner['examples'];
    if (examples !== null) remark(bench, pointer, 'is no map of examples, and was left out');
  } else if (Array.isArray(examples)) {
    owner['examples'] = Object.fromEntries(
      examples.map((value, index) => {
        move(bench, joinPointer(pointer, `example-${index + 1}`, 'value'), joinPointer(pointer, index));
        return [`example-${index + 1}`, { value }];
      }),
    );
    remark(bench, pointer, 'is a list, and was read as a map of examples');
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
      move(bench, joinPointer(own, 'value'), own);
      examples[name] = { value: example };
      remark(bench, own, 'is a value and no Example Object, and was read as its `value`');
    }
  }
}

/** Examples of JSON are often written as its text, where the schema asks for no text. */
function readJsonTexts(bench: RepairContext, media: JsonObject, at: Pointer): void {
  const schema = resolvePointer(bench.document, joinPointer(at, 'schema'))?.value;
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
    remark(bench, pointer, 'is JSON written as a text, and was read as JSON');
  }
}

/** A requirement that names a scheme which is not described cannot be held to. */
function repairSecurity(bench: RepairContext, owner: JsonObject, at: Pointer): void {
  const { document } = bench;
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
    remark(
      bench,
      joinPointer(at, 'security'),
      `names the security scheme ${name}, which is not described; it was left out`,
    );
}

/** A note, and where it stood before anything was moved. */
function remark({ warnings, moves }: RepairContext, pointer: Pointer, message: string): void {
  warnings.push({ pointer, message, from: movedBack(pointer, moves) });
}

/** What has another place now stood where its parent did. */
function move({ moves }: RepairContext, to: Pointer, from: Pointer): void {
  const parent = parentPointer(from);
  moves.set(to, movedBack(parent, moves) + from.slice(parent.length));
}

function once({ done }: RepairContext, value: Json): boolean {
  if (done.has(value)) return false;
  done.add(value);
  return true;
}
