import type { SourceLocation } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { ContractError } from '../errors.ts';
import { objectsIn } from '../json/objects-in.ts';
import { isObject, joinPointer, lastToken, parentPointer, pointerTokens, valueAt } from '../json/pointer.ts';
import { LOST, LOST_PARAMETER, describeLost, type Lost } from '../schema/lost.ts';
import {
  isNameMap,
  listReferences,
  pointerOfRef,
  resolvePointer,
  visitKeywords,
  type Reference,
} from '../schema/references.ts';
import { nearestWord } from '../text/did-you-mean.ts';
import type { RepairWarning } from './moves.ts';
import { METHODS } from './path-item.ts';

/** Why a reference is not followed, and how to mend it. */
export type Unfollowed = Pick<Lost, 'why' | 'hint'>;

/** Why references to other files and URLs lead nowhere, by the object that holds them. */
export type LostOutside = ReadonlyMap<object, Unfollowed>;

interface LostReference extends Reference {
  lost: Lost;
}

/** What a reference stands for. */
type Kind =
  | 'path item'
  | 'operation'
  | 'parameter'
  | 'request body'
  | 'response'
  | 'media type'
  | 'header'
  | 'schema'
  /** What can be left out, and nothing else changes its meaning. */
  | 'extra';

/** The maps of names whose values are no schemas. */
const KINDS: Record<string, Kind> = {
  paths: 'path item',
  webhooks: 'path item',
  pathItems: 'path item',
  additionalOperations: 'operation',
  parameters: 'parameter',
  requestBodies: 'request body',
  responses: 'response',
  content: 'media type',
  mediaTypes: 'media type',
  headers: 'header',
  examples: 'extra',
  links: 'extra',
  callbacks: 'extra',
  securitySchemes: 'extra',
};

export interface LostOptions {
  /** What was not found in other files. */
  outside?: LostOutside;
  /** Whether references within the document are followed; they are by default. */
  inside?: boolean;
  /** Whether any lost reference refuses the document. */
  isStrict?: boolean;
  /** Whether it may have a discriminator that maps values to schemas. */
  mayMap?: boolean;
  /** The references of the document, if they are known. */
  references?: Reference[] | undefined;
}

/**
 * Takes the references that lead nowhere out of a document, so that all that does not need them can be used. What needs them keeps
 * a mark of it. A contract whose clauses say where they come from is refused: who writes it has to know what is in it.
 * @throws ContractError for the first one where nothing else would be left, or where the contract was written by hand
 */
export function leaveOutLost(
  document: JsonObject,
  locate: (pointer: Pointer) => SourceLocation,
  { outside = new Map(), inside = true, isStrict = false, mayMap = true, references }: LostOptions = {},
): RepairWarning[] {
  if (!inside && outside.size === 0) return [];
  const told: LostReference[] = [];
  const mappings = inside && mayMap ? leaveOutLostMappings(document) : [];
  // What refers to something that is left out is lost as well.
  const gone = new Set<Pointer>();
  for (let listed = references ?? listReferences(document); ; listed = listReferences(document)) {
    const found = findLost(document, listed, { outside, inside, gone });
    const [first] = found;
    if (!first) break;
    if (told.length === 0 && (isStrict || citesSources(document))) throw refusal(first, locate);
    for (const one of found) {
      takeOut(document, one);
      gone.add(one.pointer);
    }
    // They are found from the end of the document to its beginning, so that what is taken out of a list moves none of the others.
    told.unshift(...found.reverse());
  }
  const [first] = told;
  if (first && hasNothingLeft(document)) throw refusal(first, locate);
  return [...notesOf(told), ...mappings];
}

/** What a discriminator maps to decides nothing (OpenAPI 3.1.1 §4.8.25.1), so a mapping that leads nowhere is a note alone. */
function leaveOutLostMappings(document: JsonObject): RepairWarning[] {
  const notes: RepairWarning[] = [];
  visitKeywords(document, ({ discriminator }, pointer) => {
    const mapping = isObject(discriminator) ? discriminator['mapping'] : undefined;
    if (!isObject(mapping)) return;
    for (const [value, ref] of Object.entries(mapping)) {
      if (typeof ref !== 'string' || !ref.startsWith('#/') || valueAt(document, pointerOfRef(ref)) !== undefined)
        continue;
      delete mapping[value];
      const at = joinPointer(pointer(), 'discriminator', 'mapping', value);
      notes.push({ pointer: at, message: `refers to ${ref}, which is not there: it was left out` });
    }
  });
  return notes;
}

const LEADS_NOWHERE: Unfollowed = { why: ', which leads nowhere', hint: 'Correct the $ref there.' };

function findLost(
  document: JsonObject,
  references: Reference[],
  { outside, inside, gone }: { outside: LostOutside; inside: boolean; gone: ReadonlySet<Pointer> },
): LostReference[] {
  // Many references lead to one place.
  const targets = new Map<string, Json | undefined>();
  const targetOf = (ref: string): Json | undefined => {
    if (!targets.has(ref)) targets.set(ref, valueAt(document, pointerOfRef(ref)));
    return targets.get(ref);
  };
  return references.flatMap(({ pointer, ref }): LostReference[] => {
    const holder = outside.size > 0 ? valueAt(document, pointer) : undefined;
    const known = isObject(holder) ? outside.get(holder) : undefined;
    if (known) return [{ pointer, ref, lost: { at: pointer, ref, ...known } }];
    // Other forms are anchors, which were followed before.
    if (!inside || !ref.startsWith('#/')) return [];
    const target = targetOf(ref);
    if (target !== undefined) {
      // What a schema that refers to itself cannot be used for is told where it is used.
      const mayReturn = isObject(target) && target['$ref'] !== undefined;
      if (!mayReturn || !isCircle(document, pointer) || kindOf(document, pointer) === 'schema') return [];
      return [
        {
          pointer,
          ref,
          lost: { at: pointer, ref, why: ', which leads back to it', hint: 'Correct one of the $refs.' },
        },
      ];
    }
    if (gone.has(pointerOfRef(ref))) return [{ pointer, ref, lost: { at: pointer, ref, ...LEADS_NOWHERE } }];
    const hint = hintFor(document, ref);
    return [{ pointer, ref, lost: { at: pointer, ref, why: ', which is not there', hint } }];
  });
}

function isCircle(document: JsonObject, pointer: Pointer): boolean {
  const seen = new Set<Pointer>();
  for (let at = pointer; !seen.has(at);) {
    seen.add(at);
    const value = valueAt(document, at);
    if (!isObject(value) || typeof value['$ref'] !== 'string' || !value['$ref'].startsWith('#/')) return false;
    at = pointerOfRef(value['$ref']);
  }
  return true;
}

function refusal({ pointer, lost }: LostReference, locate: (pointer: Pointer) => SourceLocation): ContractError {
  return new ContractError(`${pointer} ${describeLost(lost)}`, locate(joinPointer(pointer, '$ref')), lost.hint);
}

/** Whether a contract was written by hand from documents that it names. */
function citesSources(document: JsonObject): boolean {
  return document['x-examples'] === 'exact' || objectsIn(document).some((one) => Object.hasOwn(one, 'x-source'));
}

/** Whether a document that has paths has no operation. */
function hasNothingLeft(document: JsonObject): boolean {
  const { paths } = document;
  if (!isObject(paths) || Object.keys(paths).length === 0) return false;
  return Object.keys(paths).every((path) => {
    const item = resolvePointer(document, joinPointer('#/paths', path))?.value;
    const members = isObject(item) ? Object.keys(item) : [];
    return !members.some((name) => METHODS.includes(name) || name === 'additionalOperations');
  });
}

/** One note for each thing that is not there, at the first place that refers to it. */
function notesOf(told: LostReference[]): RepairWarning[] {
  return [...group(told).values()].flatMap(([first, ...others]): RepairWarning[] => {
    if (!first) return [];
    const { hint } = first.lost;
    const mend = hint.startsWith('Correct') ? '' : ` (${hint.replace(/\.$/, '')})`;
    const more =
      others.length === 0
        ? ''
        : `, and so ${others.length === 1 ? 'does 1 other place' : `do ${others.length} other places`}`;
    const message = `${describeLost(first.lost)}${mend}${more}: what needs it was left out`;
    return [{ pointer: first.pointer, message }];
  });
}

function group(told: LostReference[]): Map<string, LostReference[]> {
  const found = new Map<string, LostReference[]>();
  for (const one of told) found.set(one.ref, [...(found.get(one.ref) ?? []), one]);
  return found;
}

function takeOut(document: JsonObject, { pointer, lost }: LostReference): void {
  const holder = valueAt(document, pointer);
  const parent = valueAt(document, parentPointer(pointer));
  if (!isObject(holder)) return;
  const mark = { [LOST]: { ...lost } };
  switch (kindOf(document, pointer)) {
    case 'extra':
      if (isObject(parent)) delete parent[lastToken(pointer)];
      return;
    case 'parameter':
      takeOutParameter(document, pointer, lost);
      return;
    case 'request body':
      return replace(holder, { content: { '*/*': { schema: mark } }, ...mark });
    case 'media type':
    case 'header':
      return replace(holder, { schema: mark });
    case 'response':
      return replace(holder, { description: '', ...mark });
    case 'operation':
      return replace(holder, { responses: {}, [LOST_PARAMETER]: { ...lost } });
    case 'path item':
      delete holder['$ref'];
      Object.assign(holder, mark);
      return;
    case 'schema':
      // Before OpenAPI 3.1, what stands beside a `$ref` is ignored.
      if (!/^3\.[1-9]/.test(String(document['openapi']))) return replace(holder, mark);
      delete holder['$ref'];
      Object.assign(holder, mark);
  }
}

/** Of a parameter that is lost not even the name is known: what had it in its list keeps the mark. */
function takeOutParameter(document: JsonObject, pointer: Pointer, lost: Lost): void {
  const holder = valueAt(document, pointer);
  const listed = valueAt(document, parentPointer(pointer));
  if (!Array.isArray(listed)) {
    // A shared one, which its users lose with it.
    if (isObject(listed)) delete listed[lastToken(pointer)];
    return;
  }
  const owner = valueAt(document, parentPointer(parentPointer(pointer)));
  listed.splice(listed.indexOf(holder as Json), 1);
  if (isObject(owner)) owner[LOST_PARAMETER] = { ...lost };
}

function replace(holder: JsonObject, by: JsonObject): void {
  for (const name of Object.keys(holder)) delete holder[name];
  Object.assign(holder, by);
}

/** What a reference stands for, by its place. */
export function kindOf(document: JsonObject, pointer: Pointer): Kind {
  const tokens = pointerTokens(pointer);
  let node: Json | undefined = document;
  let isNames = false;
  let map = '';
  let kind: Kind = 'schema';
  for (const [index, token] of tokens.entries()) {
    const child = valueAt(node, joinPointer('#', token));
    if (isNames) kind = Object.hasOwn(KINDS, map) ? (KINDS[map] as Kind) : 'schema';
    else if (Array.isArray(node)) kind = tokens[index - 1] === 'parameters' ? 'parameter' : 'schema';
    else if (kind === 'path item' && METHODS.includes(token)) kind = 'operation';
    else if (token === 'requestBody') kind = 'request body';
    else kind = map === 'callbacks' && tokens[index - 2] === 'callbacks' ? 'path item' : 'schema';
    isNames =
      !isNames &&
      child !== undefined &&
      (isNameMap(token, child) || token === 'additionalOperations' || token === 'mediaTypes');
    map = isNames ? token : map;
    node = child;
  }
  return kind;
}

/** How to mend a reference to what is not there. */
export function hintFor(document: Json | undefined, ref: string): string {
  const near = isObject(document) && ref.startsWith('#/') ? nearestReference(document, pointerOfRef(ref)) : undefined;
  return near ? `Did you mean ${near}?` : 'Correct the $ref, or add what it refers to.';
}

/** A suggestion for a broken reference: a sibling with a similar name, or the schema of that name. */
function nearestReference(document: JsonObject, to: Pointer): Pointer | undefined {
  const name = lastToken(to);
  if (valueAt(document, joinPointer('#/components/schemas', name)) !== undefined)
    return joinPointer('#/components/schemas', name);
  const siblings = valueAt(document, parentPointer(to));
  const near = isObject(siblings) ? nearestWord(name, Object.keys(siblings)) : undefined;
  return near === undefined ? undefined : joinPointer(parentPointer(to), near);
}
