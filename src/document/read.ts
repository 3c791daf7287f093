/*
 * From a file or URL to one whole OpenAPI document: fetch, parse (with positions), bundle what it refers to (reference-policy says
 * what may be followed), convert older versions (convert/) and repair what no standard allows (repair/). Each step that moves a
 * part knows where it was, so that a pointer into the result leads back to the line that the author wrote.
 */

import { type RepairWarning, movedBack } from './moves.ts';
import { basename, dirname, resolve } from 'node:path';
import type { SourceLocation, ReadOptions } from '../model/contract.ts';
import type { JsonObject, Json, Pointer } from '../model/json.ts';
import { bundle } from './bundle.ts';
import { ContractError } from '../errors.ts';
import { fetchText, type FetchOptions } from './fetch.ts';
import { followReference, isUrl, type Boundary } from './reference-policy.ts';
import { embedSchemaResources } from './schema-resources.ts';
import { normalizeSchemas } from '../schema/dialects/normalize.ts';
import { hoistFromExtensions } from './hoist-extensions.ts';
import { leaveOutLost } from './lost-references.ts';
import { dropNamelessReferences } from './nameless-references.ts';
import { parseFile, parseText, type Parsed } from './parse.ts';
import { isObject, isWithin, joinPointer } from '../json/pointer.ts';
import { listReferences } from '../schema/references.ts';
import { CONVERSIONS, convertDocument } from './convert/index.ts';

export interface DocumentOptions extends ReadOptions, FetchOptions {
  /** Whether a reference that leads nowhere refuses the document, as where it is kept as a contract. */
  isStrict?: boolean;
}

/** A bundled OpenAPI document, as `assay init` writes it. */
export interface ReadDocument {
  document: JsonObject;
  /** The text as it was read, before bundling. */
  text: string;
  isJson: boolean;
  /** Whether other files were bundled. */
  bundled: boolean;
  /** Whether its version was converted: Swagger 2.0 has become OpenAPI 3.0. */
  converted: boolean;
  /** What was read leniently so far. */
  warnings: RepairWarning[];
  locate(pointer: Pointer): SourceLocation;
}

/**
 * Reads an OpenAPI document and everything that it refers to.
 * @param file path or URL
 * @param files receives the absolute paths of the files that were read, also on failure
 * @throws ContractError with the file, line, pointer and a hint
 */
export async function readDocument(
  file: string,
  files: Set<string>,
  options: DocumentOptions = {},
): Promise<ReadDocument> {
  const read = await readRoot(file, options);
  const isWeb = isUrl(file);
  // `#/` in a reference means the URL after all redirects.
  const root = isWeb ? read.url : resolve(file);
  if (!isWeb) files.add(root);
  const warnings: RepairWarning[] = [];
  const value = readTop(read, warnings);
  for (const { message } of read.remarks) warnings.push({ pointer: '#', message });
  const boundary: Boundary = {
    root,
    ...(options.allowRemoteRefs && { allowRemoteRefs: true }),
    ...(options.confined && { confined: true }),
  };
  const fetching = { ...options, ...(isWeb && { origin: new URL(file).origin }) };
  const resources = await embedSchemaResources(value, read, boundary, fetching);
  const { isStrict = false } = options;
  warnings.push(...leaveOutLost(value, read.locate, { outside: resources.lost, inside: false, isStrict }));
  const renewed = normalizeSchemas(value, read.text, resources);
  const parsed: Parsed = {
    ...read,
    locate: (pointer) =>
      locateWithin(resources.files, movedBack(pointer, renewed)) ?? read.locate(movedBack(pointer, renewed)),
  };
  const examples = followExampleFiles(value, parsed.text, boundary, warnings);
  const references = listReferences(value);
  const isMany = examples || references.some(({ ref }) => !ref.startsWith('#'));
  const { document, ...bundled } = isMany
    ? await bundle(parsed, boundary, files, fetching)
    : { document: value, locate: parsed.locate, lost: new Map(), warnings: [] };
  const listed = isMany ? listReferences(document) : references;
  const hoisted = hoistFromExtensions(document, listed);
  const locate = (pointer: Pointer) => bundled.locate(movedBack(pointer, hoisted));
  const nameless = dropNamelessReferences(document, listed);
  warnings.push(...bundled.warnings, ...nameless);
  const isSame = hoisted.size === 0 && nameless.length === 0;
  const mayMap = isMany || /\bmapping\b/.test(parsed.text);
  const lost = { outside: bundled.lost, isStrict, mayMap, references: isSame ? listed : undefined };
  warnings.push(...leaveOutLost(document, locate, lost));
  const common = { text: parsed.text, isJson: /^\s*\{/.test(parsed.text), bundled: isMany, warnings };
  const written = await convertDocument(
    document,
    CONVERSIONS.filter(({ isWritten }) => isWritten),
  );
  if (written.applied.length === 0) return { ...common, document, locate, converted: false };
  const locateWritten = (pointer: Pointer) => locate(written.before(pointer));
  warnings.push(...leaveOutLost(written.document, locateWritten, { isStrict, mayMap }));
  for (const { note } of written.applied) if (note !== undefined) warnings.push({ pointer: '#', message: note });
  warnings.push(...written.warnings);
  return { ...common, document: written.document, locate: locateWritten, converted: true };
}

/** The position of a pointer in the file that its part was bundled from; undefined if it was not bundled. */
function locateWithin(files: ReadonlyMap<Pointer, Parsed>, pointer: Pointer): SourceLocation | undefined {
  for (const [at, file] of files) if (isWithin(pointer, at)) return file.locate(`#${pointer.slice(at.length)}`);
  return undefined;
}

async function readRoot(file: string, options: DocumentOptions): Promise<Parsed & { url: string }> {
  if (!isUrl(file)) return { ...(await parseFile(file)), url: file };
  const { url, text } = await fetchText(file, options);
  return { ...parseText(text, file), url };
}

/** The versions that can be converted, and those that need no conversion. */
const VERSIONS = [...CONVERSIONS.map(({ from }) => from), 'OpenAPI 3.1', 'OpenAPI 3.2'];

/** @throws ContractError if the value is not an OpenAPI document, or not a usable one */
function readTop({ value, text, locate }: Parsed, warnings: RepairWarning[]): JsonObject {
  if (!isObject(value)) {
    const isPage = /^\s*<(!doctype|html)/i.test(text);
    throw new ContractError(
      isPage ? 'is a web page, not an OpenAPI document' : 'is not an OpenAPI document',
      locate('#'),
      isPage
        ? 'Give the URL or path of the document itself; a server to check is named with --target.'
        : 'Its top level must be an object with `openapi: 3.1.0`.',
    );
  }
  const key = value['swagger'] !== undefined ? 'swagger' : 'openapi';
  const at = joinPointer('#', key);
  const stated = value[key];
  // `openapi: 3.1` without quotes is a number.
  const version = typeof stated === 'number' ? (Number.isInteger(stated) ? `${stated}.0` : String(stated)) : stated;
  if (typeof version !== 'string')
    throw new ContractError(
      'does not say which OpenAPI it follows',
      locate(value[key] === undefined ? '#' : at),
      'Add `openapi: 3.1.0` at its top level.',
    );
  const name = `${key === 'swagger' ? 'Swagger' : 'OpenAPI'} ${version}`;
  if (!VERSIONS.some((known) => name === known || name.startsWith(`${known}.`)))
    throw new ContractError(
      key === 'swagger' ? `${at} is ${name}` : `follows ${name}`,
      locate(at),
      `assay reads ${VERSIONS.join(', ')}.`,
    );
  if (key === 'swagger') {
    value['swagger'] = '2.0';
  } else {
    const whole = /^3\.\d$/.test(version) ? `${version}.0` : version;
    if (whole !== stated) warnings.push({ pointer: at, message: `is ${JSON.stringify(stated)}, read as "${whole}"` });
    value['openapi'] = whole;
  }
  const what: [name: string, isFine: (member: Json) => boolean, kind: string][] = [
    ['info', isObject, 'an object'],
    ['paths', isObject, 'an object from path templates to operations'],
    ['components', isObject, 'an object'],
    ['servers', Array.isArray, 'a list'],
    ['tags', Array.isArray, 'a list'],
    ['security', Array.isArray, 'a list'],
  ];
  for (const [name, isFine, kind] of what) {
    const member = value[name];
    if (member === null) delete value[name];
    else if (member !== undefined && !isFine(member))
      throw new ContractError(`#/${name} must be ${kind}`, locate(`#/${name}`), `Write \`${name}\` as ${kind}.`);
  }
  if (value['info'] === undefined)
    throw new ContractError(
      '#/info is missing',
      locate('#'),
      'Add `info` with a title and a version (OpenAPI 3.1 §4.8.2).',
    );
  if (!['paths', 'components', 'webhooks'].some((name) => value[name] !== undefined))
    throw new ContractError(
      '#/paths is missing',
      locate('#'),
      'Add `paths`, the operations by their path (OpenAPI 3.1 §4.8.8).',
    );
  if (value['paths'] === undefined)
    warnings.push({ pointer: '#', message: 'has no paths, so there is nothing to check' });
  return value;
}

/**
 * Reads examples in files of their own, if a reference there would be followed; other external examples get no value.
 * @returns whether there is any such example
 */
function followExampleFiles(
  document: JsonObject,
  text: string,
  boundary: Boundary,
  warnings: RepairWarning[],
): boolean {
  if (!text.includes('externalValue')) return false;
  let found = false;
  const waiting: [Json, Pointer][] = [[document, '#']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, pointer] = next;
    if (typeof node !== 'object' || node === null) continue;
    for (const [name, child] of Object.entries(node)) waiting.push([child, joinPointer(pointer, name)]);
    if (!isObject(node) || typeof node['externalValue'] !== 'string' || node['value'] !== undefined) continue;
    const followed = followReference(boundary.root, node['externalValue'], boundary);
    if ('to' in followed) found = true;
    else {
      warnings.push({
        pointer,
        message: `has its value at ${node['externalValue']}, which was not read: ${followed.why}`,
      });
      delete node['externalValue'];
    }
  }
  return found;
}

/** The default name of a contract: the folder of `openapi.yaml`, else the file. */
export function nameOf(file: string): string {
  const path = isUrl(file) ? decodeURI(new URL(file).pathname) : resolve(file);
  const base = basename(path).replace(/\.(ya?ml|json)$/i, '');
  if (base !== 'openapi') return base || 'api';
  return basename(dirname(path)) || 'api';
}
