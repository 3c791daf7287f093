import type { Discrepancy, SourceDocument, Statement } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, isWithin, joinPointer, lastToken, parentPointer, valueAt } from '../json/pointer.ts';

/** The documents that `info.x-documents` names. */
export function readDocuments(document: JsonObject): Map<string, SourceDocument> {
  const listed = valueAt(document, '#/info/x-documents');
  if (!isObject(listed)) return new Map();
  return new Map(
    Object.entries(listed).map(([id, value]) => {
      const entry = isObject(value) ? value : {};
      return [
        id,
        { id, title: text(entry['title']) ?? id, publisher: text(entry['publisher']), about: text(entry['about']) },
      ];
    }),
  );
}

/** The contradictions that `info.x-discrepancies` lists. */
export function readDiscrepancies(document: JsonObject): Discrepancy[] {
  return readEntries(document, '#/info/x-discrepancies');
}

/** What `info.x-remarks` lists: oddities and silences of the documents, which contradict nothing. */
export function readRemarks(document: JsonObject): Discrepancy[] {
  return readEntries(document, '#/info/x-remarks');
}

function readEntries(document: JsonObject, pointer: Pointer): Discrepancy[] {
  const listed = valueAt(document, pointer);
  if (!Array.isArray(listed)) return [];
  return listed.filter(isObject).map((entry) => ({
    about: text(entry['about']) ?? '',
    between: Array.isArray(entry['between']) ? entry['between'].map(String) : [],
    says: text(entry['says']) ?? '',
    known: text(entry['known']),
    decision: text(entry['decision']),
  }));
}

/** A statement of an object of the contract, with its limits. */
export interface OwnStatement extends Statement {
  /** The keywords of the object that it is about; by default all of them. */
  clauses?: string[];
  /** The checks whose findings it is about; by default all of them. */
  checks?: string[];
  /** The only members of a response body that it is about, and only if the body conforms to the schema at `when`. */
  members?: string[];
  when?: Pointer;
}

/** The statements of one object: its `x-source` entries, then its `x-inferred` ones. */
export function statementsOf(
  node: Json | undefined,
  pointer: Pointer,
  documents: Map<string, SourceDocument>,
): OwnStatement[] {
  if (!isObject(node)) return [];
  const sources = list(node['x-source'])
    .filter(isObject)
    .map((entry): OwnStatement => {
      const id = text(entry['document']) ?? '';
      const shows = text(entry['shows']);
      return {
        kind: 'source',
        pointer,
        says: shows ?? text(entry['says']) ?? '',
        ...(shows !== undefined && { printed: true }),
        document: documents.get(id) ?? { id, title: id },
        at: text(entry['at']),
        ...limitsOf(entry),
      };
    });
  const isList = Array.isArray(node['x-inferred']);
  const inferred = list(node['x-inferred']).flatMap((entry, index): OwnStatement[] => {
    if (typeof entry === 'string') return [{ kind: 'inferred', pointer, says: entry.trim() }];
    if (!isObject(entry)) return [];
    const own = joinPointer(pointer, 'x-inferred', ...(isList ? [index] : []));
    const carried = text(entry['carried']);
    return [
      {
        kind: 'inferred',
        pointer,
        says: text(entry['says']) ?? '',
        ...(carried !== undefined && { carried }),
        ...limitsOf(entry),
        ...(Array.isArray(entry['members']) && { members: entry['members'].map(String) }),
        ...(entry['when'] !== undefined && { when: joinPointer(own, 'when') }),
      },
    ];
  });
  return [...sources, ...inferred];
}

function limitsOf(entry: JsonObject): Pick<OwnStatement, 'clauses' | 'checks'> {
  return {
    ...(Array.isArray(entry['clauses']) && { clauses: entry['clauses'].map(String) }),
    ...(Array.isArray(entry['checks']) && { checks: entry['checks'].map(String) }),
  };
}

/**
 * The statement behind the clause at a pointer: the nearest `x-source` or `x-inferred` at or above it,
 * or the nearest description in a contract that has neither.
 * @param check the check that asks: statements about only its findings come first, those about only other checks are ignored
 */
export function statementAt(
  document: JsonObject,
  pointer: Pointer,
  documents: Map<string, SourceDocument>,
  check?: string,
): Statement | undefined {
  let described: Statement | undefined;
  let below = '';
  for (let at = pointer; ; at = parentPointer(at)) {
    const node = valueAt(document, at);
    const nearest = nearestOf(statementsOf(node, at, documents), below, check);
    if (nearest) return statementOf(nearest);
    if (!described && isObject(node) && !isMapOfNames(at)) {
      const says = text(node['description']) ?? text(node['summary']);
      if (says) described = { kind: 'description', pointer: at, says };
    }
    if (at === '#') return described;
    below = lastToken(at);
  }
}

/** The statement of an object that is about one of its keywords. */
function nearestOf(own: OwnStatement[], keyword: string, check: string | undefined): OwnStatement | undefined {
  const general = own.filter(({ checks, when }) => !checks && !when);
  return (
    own.find(({ checks, when }) => !when && check !== undefined && checks?.includes(check)) ??
    general.find(({ clauses }) => clauses?.includes(keyword)) ??
    general.find(({ clauses }) => !clauses) ??
    general[0]
  );
}

/** A statement without its limits. */
export function statementOf(own: OwnStatement): Statement {
  const { clauses: _clauses, checks: _checks, members: _members, when: _when, ...statement } = own;
  return statement;
}

/** Every statement of the contract, in the order of the document. */
export function listStatements(document: JsonObject, documents: Map<string, SourceDocument>): Statement[] {
  const found: Statement[] = [];
  const visit = (node: Json, pointer: Pointer): void => {
    if (typeof node !== 'object' || node === null || isWithin(pointer, '#/info')) return;
    if (!Array.isArray(node)) {
      for (const own of statementsOf(node, pointer, documents)) found.push(statementOf(own));
    }
    for (const [name, child] of Object.entries(node)) {
      // The value of an example is data. A property named `example` is a clause like any other.
      const isData = name === 'value' && !isMapOfNames(pointer);
      if (name !== 'x-source' && name !== 'x-inferred' && !isData) visit(child, joinPointer(pointer, name));
    }
  };
  visit(document, '#');
  return found;
}

/** Whether a pointer leads to a map from names to objects, in which a key `description` is only a name. */
function isMapOfNames(pointer: Pointer): boolean {
  return ['properties', 'patternProperties', 'headers', 'examples', '$defs'].includes(lastToken(pointer));
}

function list(value: Json | undefined): Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}
