import { extname } from 'node:path';
import type { NormalizedProblem } from '@redocly/openapi-core';
import type { SourceLocation } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { ContractError, UsageError } from '../errors.ts';
import { fetchText, type FetchOptions } from './fetch.ts';
import { display } from './find.ts';
import { followReference, isUrl, resolveReference, type Boundary } from './reference-policy.ts';
import { parseFile, parseText, type Parsed } from './parse.ts';
import { isObject, joinPointer, lastToken, parentPointer, pointerTokens, valueAt } from '../json/pointer.ts';
import { pointerOfRef } from '../schema/references.ts';
import { hintFor, type Unfollowed } from './lost-references.ts';
import type { RepairWarning } from './moves.ts';

export interface Bundle {
  document: JsonObject;
  /** The objects whose references lead nowhere, and why. */
  lost: Map<object, Unfollowed>;
  warnings: RepairWarning[];
  /** The file and position of a pointer into the bundle. */
  locate(pointer: Pointer): SourceLocation;
}

/** A file in the form that Redocly takes. */
interface Loaded {
  source: InstanceType<(typeof import('@redocly/openapi-core'))['Source']>;
  parsed: Json;
}

/** Where an object came from. */
interface Origin {
  file: Parsed;
  pointer: Pointer;
}

/**
 * Brings the contents of other files into the document, with Redocly, which takes a fifth of a second to load. A reference that may not be
 * followed or leads nowhere is left as it is, and told.
 * @param files receives the absolute paths of the files that were read, also on failure
 * @throws ContractError for a file that cannot be read
 */
export async function bundle(
  root: Parsed,
  boundary: Boundary,
  files: Set<string>,
  fetching: FetchOptions & { origin?: string } = {},
): Promise<Bundle> {
  const { BaseResolver, Source, bundle: redocly, createConfig } = await import('@redocly/openapi-core');
  const loaded = new Map<string, Promise<Loaded>>();
  const parsedFiles = new Map<string, Parsed>([[boundary.root, root]]);
  const origins = new Map<object, Origin>();
  /** Why references are not followed: by the file that they stand in, and what they refer to. */
  const refused = new Map<string, Unfollowed>();
  let firstError: ContractError | undefined;

  /** Redocly's own resolver would fetch any URL, and its errors do not give the position of the reference. */
  class Reader extends BaseResolver {
    override resolveExternalRef(base: string | null, ref: string): string {
      return base === null ? ref : resolveReference(base, ref);
    }
    override async resolveDocument(base: string | null, ref: string): Promise<never> {
      const from = base ?? boundary.root;
      const to = this.resolveExternalRef(base, ref);
      try {
        const known = to === boundary.root ? undefined : followReference(from, ref, boundary);
        // A missing file may be created later; a watch waits for it.
        if (known && !isUrl(to)) files.add(to);
        if (known && 'why' in known) throw refusal(from, ref, known.why, known.hint);
        const reading = loaded.get(to) ?? load(to, from, ref);
        loaded.set(to, reading);
        // Redocly declares other types than the ones it accepts.
        return (await reading) as never;
      } catch (error) {
        if (error instanceof ContractError) firstError ??= error;
        throw error;
      }
    }
  }

  async function load(to: string, from: string, ref: string): Promise<Loaded> {
    const parsed = parsedFiles.get(to) ?? (await read(to, from, ref));
    if (parsed) parsedFiles.set(to, parsed);
    const { value, text } = parsed ?? { value: await readText(to, from, ref), text: '' };
    if (parsed) noteOrigins(value, parsed, origins);
    return { source: new Source(to, text), parsed: value };
  }

  /** A document; undefined for any other text, which an example may refer to. */
  async function read(to: string, from: string, ref: string): Promise<Parsed | undefined> {
    const path = isUrl(to) ? new URL(to).pathname : to;
    if (!/^(\.ya?ml|\.json|)$/i.test(extname(path)) && !isUrl(to)) return undefined;
    return isUrl(to) ? parseText(await readText(to, from, ref), to) : parseFile(display(to));
  }

  async function readText(to: string, from: string, ref: string): Promise<string> {
    if (!isUrl(to)) return (await parseTextFile(to)).text;
    // A token is only for the server that the user named, also after a redirect.
    const { headers: _, ...anonymous } = fetching;
    try {
      return (await fetchText(to, fetching.origin === new URL(to).origin ? fetching : anonymous)).text;
    } catch (error) {
      if (error instanceof UsageError) throw refusal(from, ref, error.message, error.hint ?? '');
      throw error;
    }
  }

  function refusal(from: string, ref: string, why: string, hint: string): Error {
    const file = parsedFiles.get(from);
    const within = `#/${ref.replace(/^\//, '')}`;
    const isWithin = file !== undefined && valueAt(file.value, within) !== undefined;
    refused.set(`${from}\n${ref}`, {
      why: `: ${why}`,
      hint: isWithin ? `Did you mean ${within}, in the document itself?` : hint,
    });
    return new Error(why);
  }

  noteOrigins(root.value, root, origins);
  const config = await createConfig({});
  const { bundle: bundled, problems } = await redocly({
    ref: boundary.root,
    config,
    externalRefResolver: new Reader(config.resolve),
  });
  if (firstError) throw firstError;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const { lost, warnings } = tellProblems(errors, { root, parsedFiles, refused });
  const document = bundled.parsed as JsonObject;
  return { document, lost, warnings, locate: (pointer) => locateIn(document, pointer, origins, root) };
}

/**
 * Tells apart what Redocly could not follow: references, the values of examples, and what a discriminator maps to. The last two are taken
 * out of their files.
 * @throws ContractError for any other error
 */
function tellProblems(
  problems: NormalizedProblem[],
  { root, parsedFiles, refused }: { root: Parsed; parsedFiles: Map<string, Parsed>; refused: Map<string, Unfollowed> },
): Pick<Bundle, 'lost' | 'warnings'> {
  const lost: Bundle['lost'] = new Map();
  const warnings: RepairWarning[] = [];
  // What is in the components is walked twice.
  const told = new Set<string>();
  for (const problem of problems) {
    const [location] = problem.location;
    const from = location?.source.absoluteRef ?? '';
    const file = parsedFiles.get(from);
    const pointer = location?.pointer?.replace(/^#\/$/, '#') ?? '#';
    const holder = file && valueAt(file.value, pointer);
    const mapping = file && valueAt(file.value, parentPointer(pointer));
    if (told.has(`${from}${pointer}`)) continue;
    told.add(`${from}${pointer}`);
    const note = (message: string) =>
      warnings.push(
        file === root ? { pointer, message } : { pointer: '#', message: `${display(from)} ${pointer} ${message}` },
      );
    const whyOf = (ref: string) =>
      refused.get(`${from}\n${ref.split('#')[0]}`) ?? {
        why: valueAt(file?.value, pointerOfRef(ref)) === undefined ? ', which is not there' : ', which leads nowhere',
        hint: hintFor(file?.value, ref),
      };
    if (isObject(holder) && typeof holder['$ref'] === 'string') lost.set(holder, whyOf(holder['$ref']));
    else if (isObject(holder) && typeof holder['externalValue'] === 'string') {
      const { externalValue: at } = holder;
      note(`has its value at ${at}, which was not read${whyOf(at).why}`);
      delete holder['externalValue'];
    } else if (typeof holder === 'string' && isObject(mapping)) {
      // What a discriminator maps to decides nothing (OpenAPI 3.1.1 §4.8.25.1).
      note(`refers to ${holder}${whyOf(holder).why}: it was left out`);
      delete mapping[lastToken(pointer)];
    } else
      throw new ContractError(
        `${pointer} ${lowerFirst(problem.message)}`,
        (file ?? root).locate(pointer),
        'Correct the $ref, or what it leads to.',
      );
  }
  return { lost, warnings };
}

async function parseTextFile(path: string): Promise<{ text: string }> {
  const { readFile } = await import('node:fs/promises');
  return { text: await readFile(path, 'utf8') };
}

/** Objects are found by identity: bundling reuses the objects of the files and creates hardly any. */
function noteOrigins(value: Json, file: Parsed, origins: Map<object, Origin>): void {
  const waiting: [Json, Pointer][] = [[value, '#']];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, pointer] = next;
    if (typeof node !== 'object' || node === null || origins.has(node)) continue;
    origins.set(node, { file, pointer });
    for (const [name, child] of Object.entries(node)) waiting.push([child, joinPointer(pointer, name)]);
  }
}

function locateIn(
  document: JsonObject,
  pointer: Pointer,
  origins: ReadonlyMap<object, Origin>,
  root: Parsed,
): SourceLocation {
  let node: Json | undefined = document;
  let at: Origin = { file: root, pointer: '#' };
  for (const token of pointerTokens(pointer)) {
    node = Array.isArray(node)
      ? node[Number(token)]
      : isObject(node) && Object.hasOwn(node, token)
        ? node[token]
        : undefined;
    const known = typeof node === 'object' && node !== null ? origins.get(node) : undefined;
    at = known ?? { file: at.file, pointer: joinPointer(at.pointer, token) };
  }
  return at.file.locate(at.pointer);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
