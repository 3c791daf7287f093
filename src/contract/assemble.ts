import type { Contract, SourceLocation } from '../model/contract.ts';
import type { JsonObject, Pointer } from '../model/json.ts';
import { isObject } from '../json/pointer.ts';
import { resolvePointer } from '../schema/references.ts';
import { createSchemas } from '../schema/validator/validator.ts';
import { readOperations } from './operations/read-operations.ts';
import type { Fail } from './operations/reader.ts';
import { listStatements, readDiscrepancies, readDocuments, readRemarks, statementAt } from './sources.ts';

/** Where a contract came from, and how it was read. */
export type Origin = Pick<Contract, 'name' | 'file' | 'files' | 'warnings' | 'reading'>;

/**
 * A contract of a document that is read, bundled and repaired.
 * @param locate the place of a pointer in its file
 * @param fail throws for a document that cannot be used
 */
export function assemble(
  document: JsonObject,
  { name, file, files, warnings, reading }: Origin,
  locate: (pointer: Pointer) => SourceLocation,
  fail: Fail,
): Contract {
  const info = isObject(document['info'])
    ? document['info']
    : fail('#/info', 'is missing', 'Add `info` with a title and a version (OpenAPI 3.1 §4.8.2).');
  const text = (key: string) => (typeof info[key] === 'string' ? info[key].trim() : '');
  const documents = readDocuments(document);
  const schemas = createSchemas(document, locate);
  return {
    name,
    file,
    files,
    title: text('title') || name,
    version: text('version'),
    summary: text('summary'),
    document,
    operations: readOperations({ document, accepts: schemas.accepts }, fail),
    documents,
    discrepancies: readDiscrepancies(document),
    remarks: readRemarks(document),
    warnings,
    reading,
    locate: remembered(locate),
    statement: remembered((pointer: Pointer, check?: string) => statementAt(document, pointer, documents, check)),
    statements: () => listStatements(document, documents),
    validate: schemas.validate,
    accepts: schemas.accepts,
    unusable: schemas.unusable,
    resolve: (pointer) =>
      resolvePointer(document, pointer) ??
      fail(pointer, 'leads nowhere', 'Point the $ref at something that the document holds.'),
  };
}

/** So many answers are remembered: each finding asks for its clause. */
const MAX_REMEMBERED = 10_000;

/** Gives the same answer to the same question without looking again. */
function remembered<T extends object | undefined>(
  find: (pointer: Pointer, check?: string) => T,
): (pointer: Pointer, check?: string) => T {
  const known = new Map<string, T>();
  return (pointer, check) => {
    const key = `${pointer}\n${check}`;
    if (!known.has(key)) {
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(key, find(pointer, check));
    }
    return known.get(key) as T;
  };
}
