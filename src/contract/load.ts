import { basename, dirname, resolve as resolvePath } from 'node:path';
import type { Contract, Json, JsonObject, Place, Pointer } from '../model.ts';
import { ContractError } from './error.ts';
import { display } from './find.ts';
import { readOperations, type Fail } from './operations.ts';
import { parseFile, type Parsed } from './parse.ts';
import { isObject } from './pointer.ts';
import { listReferences, pointerOfRef, resolvePointer } from './references.ts';
import { createSchemas } from './schemas.ts';
import { listStatements, readDiscrepancies, readDocuments, statementAt } from './sources.ts';

/**
 * Reads a contract: parses it, bundles what it refers to, brings OpenAPI 3.0 to 3.1, and lists its operations.
 * @param file path of an OpenAPI 3.0 or 3.1 document, YAML or JSON
 * @param name what it is called; the folder's name for `<name>/openapi.yaml`, else the file's
 * @throws ContractError naming the file, line and mend, when it is not whole
 */
export async function loadContract(file: string, name: string = nameOf(file)): Promise<Contract> {
  const files = new Set([resolvePath(file)]);
  try {
    const parsed = await parseFile(file);
    const fail: Fail = (pointer, message, hint) => {
      throw new ContractError(`${pointer} ${message}`, parsed.locate(pointer), hint);
    };
    checkVersion(parsed.value, file, parsed);
    const document = await prepare(parsed.value as JsonObject, file, files, fail, parsed.locate);
    return assemble(document, file, [...files], name, parsed, fail);
  } catch (error) {
    if (error instanceof ContractError) error.files = [...files];
    throw error;
  }
}

function assemble(document: JsonObject, file: string, files: string[], name: string, parsed: Parsed, fail: Fail): Contract {
  const info = isObject(document['info']) ? document['info'] : fail('#/info', 'is missing', 'Add `info` with a title and a version (OpenAPI 3.1 §4.8.2).');
  const text = (key: string) => (typeof info[key] === 'string' ? info[key].trim() : '');
  const documents = readDocuments(document);
  const locate = (pointer: Pointer): Place => parsed.locate(pointer);
  const schemas = createSchemas(document, locate);
  return {
    name,
    file,
    files,
    title: text('title') || name,
    version: text('version'),
    summary: text('summary'),
    document,
    operations: readOperations(document, fail),
    documents,
    discrepancies: readDiscrepancies(document),
    locate,
    statement: (pointer) => statementAt(document, pointer, documents),
    statements: () => listStatements(document, documents),
    validate: schemas.validate,
    accepts: schemas.accepts,
    resolve: (pointer) => resolvePointer(document, pointer) ?? fail(pointer, 'leads nowhere', 'Point the $ref at something that the document holds.'),
  };
}

function checkVersion(value: Json, file: string, parsed: Parsed): void {
  const here = parsed.locate('#');
  if (!isObject(value)) throw new ContractError('is not an OpenAPI document', here, 'Its top level must be an object with `openapi: 3.1.0`.');
  if (typeof value['swagger'] === 'string')
    throw new ContractError(
      `is Swagger ${value['swagger']}, which assay does not read`,
      here,
      `Convert it to OpenAPI 3 first, for instance with: npx swagger2openapi ${basename(file)}`,
    );
  const version = value['openapi'];
  if (typeof version !== 'string') throw new ContractError('does not say which OpenAPI it follows', here, 'Add `openapi: 3.1.0` at its top level.');
  if (!/^3\.[0-2]\.\d+/.test(version)) throw new ContractError(`follows OpenAPI ${version}`, parsed.locate('#/openapi'), 'assay reads 3.0, 3.1 and 3.2.');
}

type Locate = (pointer: Pointer) => Place;

/** One document, whole in itself, in OpenAPI 3.1. @param files is given the files that it refers to */
async function prepare(value: JsonObject, file: string, files: Set<string>, fail: Fail, locate: Locate): Promise<JsonObject> {
  const references = listReferences(value);
  const document = references.some(({ ref }) => !ref.startsWith('#')) ? await bundle(file, files, locate) : value;
  for (const { pointer, ref } of document === value ? references : listReferences(document)) {
    if (ref.startsWith('#/') && !resolvePointer(document, pointerOfRef(ref)))
      fail(pointer, `refers to ${ref}, which is not there`, 'Mend the $ref, or add what it refers to.');
  }
  return String(document['openapi']).startsWith('3.0') ? upgrade(document) : document;
}

/** Brings what other files hold into the document. Loaded only when a `$ref` leaves the file: it takes a fifth of a second. */
async function bundle(file: string, files: Set<string>, locate: Locate): Promise<JsonObject> {
  const { bundle: redocly, createConfig } = await import('@redocly/openapi-core');
  const { bundle: bundled, problems, fileDependencies } = await redocly({ ref: resolvePath(file), config: await createConfig({}) });
  for (const dependency of fileDependencies) if (!/^https?:/.test(dependency)) files.add(dependency);
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  if (problem) {
    const [location] = problem.location;
    const source = location?.source.absoluteRef ?? file;
    throw new ContractError(
      problem.message,
      source === resolvePath(file) && location?.pointer ? locate(location.pointer) : await placeIn(source, location ?? {}),
      'Mend the $ref, or what it leads to.',
    );
  }
  return bundled.parsed as JsonObject;
}

/** A place in one of the files that a contract refers to. @throws ContractError where that file is no YAML, which is all there is to say of it */
async function placeIn(source: string, { pointer, start }: { pointer?: string; start?: { line: number; col: number } }): Promise<Place> {
  const file = display(source);
  if (/^https?:/.test(source)) return { file: source, line: 1, column: 1 };
  const { locate } = await parseFile(file);
  return pointer ? locate(pointer) : { file, line: start?.line ?? 1, column: start?.col ?? 1 };
}

/** OpenAPI 3.0 as 3.1: `nullable`, boolean `exclusiveMinimum`, `example` and their like become what 2020-12 knows. */
async function upgrade(document: JsonObject): Promise<JsonObject> {
  const { upgrade: scalar } = await import('@scalar/openapi-upgrader');
  const upgraded: JsonObject = scalar(document, '3.1');
  dropIdleNullable(upgraded);
  return upgraded;
}

/** `nullable` without a `type` beside it says nothing (OpenAPI 3.0.3 §4.7.24.2), and is no keyword of 2020-12. */
function dropIdleNullable(document: JsonObject): void {
  const waiting: Json[] = [document];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if (isObject(node) && typeof node['nullable'] === 'boolean') delete node['nullable'];
    waiting.push(...Object.values(node));
  }
}

function nameOf(file: string): string {
  const base = basename(file).replace(/\.(ya?ml|json)$/i, '');
  return base === 'openapi' ? basename(dirname(resolvePath(file))) : base;
}
