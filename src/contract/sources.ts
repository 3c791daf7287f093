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
  const listed = valueAt(document, '#/info/x-discrepancies');
  if (!Array.isArray(listed)) return [];
  return listed.filter(isObject).map((entry) => ({
    about: text(entry['about']) ?? '',
    between: Array.isArray(entry['between']) ? entry['between'].map(String) : [],
    says: text(entry['says']) ?? '',
    known: text(entry['known']),
    decision: text(entry['decision']),
  }));
}

/** The statements that one object carries itself: its `x-source` entries, then its `x-inferred` ones. */
export function statementsOf(
  node: Json | undefined,
  pointer: Pointer,
  documents: Map<string, SourceDocument>,
): (Statement & { clauses?: string[] })[] {
  if (!isObject(node)) return [];
  const sources = list(node['x-source'])
    .filter(isObject)
    .map((entry) => {
      const id = text(entry['document']) ?? '';
      return {
        kind: 'source' as const,
        pointer,
        says: text(entry['says']) ?? '',
        document: documents.get(id) ?? { id, title: id },
        at: text(entry['at']),
        clauses: Array.isArray(entry['clauses']) ? entry['clauses'].map(String) : undefined,
      };
    });
  const inferred = list(node['x-inferred']).flatMap((entry) =>
    typeof entry === 'string' ? [{ kind: 'inferred' as const, pointer, says: entry }] : [],
  );
  return [...sources, ...inferred];
}

/**
 * What the clause at a pointer rests on: the nearest `x-source` or `x-inferred` at or above it,
 * and in a contract that has none, the nearest description.
 */
export function statementAt(
  document: JsonObject,
  pointer: Pointer,
  documents: Map<string, SourceDocument>,
): Statement | undefined {
  let described: Statement | undefined;
  let below = '';
  for (let at = pointer; ; at = parentPointer(at)) {
    const node = valueAt(document, at);
    const own = statementsOf(node, at, documents);
    const nearest =
      own.find(({ clauses }) => clauses?.includes(below)) ?? own.find(({ clauses }) => !clauses) ?? own[0];
    if (nearest) {
      const { clauses: _, ...statement } = nearest;
      return statement;
    }
    if (!described && isObject(node) && !isMapOfNames(at)) {
      const says = text(node['description']) ?? text(node['summary']);
      if (says) described = { kind: 'description', pointer: at, says };
    }
    if (at === '#') return described;
    below = lastToken(at);
  }
}

/** Every statement of the contract, in the order of the document. */
export function listStatements(document: JsonObject, documents: Map<string, SourceDocument>): Statement[] {
  const found: Statement[] = [];
  const visit = (node: Json, pointer: Pointer): void => {
    if (typeof node !== 'object' || node === null || isWithin(pointer, '#/info')) return;
    if (!Array.isArray(node)) {
      for (const { clauses: _, ...statement } of statementsOf(node, pointer, documents)) found.push(statement);
    }
    for (const [name, child] of Object.entries(node)) {
      if (name !== 'x-source' && name !== 'value') visit(child, joinPointer(pointer, name));
    }
  };
  visit(document, '#');
  return found;
}

/** Whether a pointer leads to a map from names to things, where a member called `description` describes nothing. */
function isMapOfNames(pointer: Pointer): boolean {
  return ['properties', 'patternProperties', 'headers', 'examples', '$defs'].includes(lastToken(pointer));
}

function list(value: Json | undefined): Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}
