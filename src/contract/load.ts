import { resolve as resolvePath } from 'node:path';
import type { Contract, SourceLocation } from '../model/contract.ts';
import type { JsonObject, Pointer } from '../model/json.ts';
import { ContractError } from '../errors.ts';
import { isUrl } from '../document/reference-policy.ts';
import { repairDocument } from '../document/repair/repair-document.ts';
import { readOperations, type Fail } from './operations.ts';
import { isObject } from '../json/pointer.ts';
import { nameOf, readDocument, type DocumentOptions } from '../document/read.ts';
import { movedBack } from '../document/moves.ts';
import { resolvePointer } from '../schema/references.ts';
import { createSchemas } from '../schema/validator/validator.ts';
import { listStatements, readDiscrepancies, readDocuments, readRemarks, statementAt } from './sources.ts';
import { convertDocument } from '../document/convert/index.ts';

/** How a contract is read. */
export type LoadOptions = DocumentOptions;

/**
 * Reads a contract: parses it, bundles what it refers to, converts Swagger 2.0 and OpenAPI 3.0 to 3.1, repairs plain mistakes,
 * and lists its operations.
 * @param file path or URL of a Swagger 2.0 or OpenAPI 3 document, YAML or JSON
 * @param name its name; by default the folder's name for `<name>/openapi.yaml`, else the file's
 * @throws ContractError with the file, the line and a hint, if the contract cannot be used
 */
export async function loadContract(
  file: string,
  name: string = nameOf(file),
  options: LoadOptions = {},
): Promise<Contract> {
  const files = new Set(isUrl(file) ? [] : [resolvePath(file)]);
  try {
    const { document: written, locate: locateWritten, warnings } = await readDocument(file, files, options);
    const version = String(written['openapi']);
    const { document, before } = await convertDocument(written);
    let moves: ReadonlyMap<Pointer, Pointer> = new Map();
    const locateUnrepaired = (pointer: Pointer): SourceLocation => locateWritten(before(pointer));
    const locate = (pointer: Pointer): SourceLocation => locateUnrepaired(movedBack(pointer, moves));
    const fail: Fail = (pointer, message, hint) => {
      throw new ContractError(`${pointer} ${message}`, locate(pointer), hint);
    };
    const repaired = repairDocument(document, version);
    moves = repaired.moves;
    const all = [...warnings, ...repaired.warnings].map(({ pointer, message, from, guess }) => ({
      pointer,
      ...(guess !== undefined && { guess }),
      message,
      // Lazy: in a large document it takes a while.
      get place() {
        return from === undefined ? locate(pointer) : locateUnrepaired(from);
      },
    }));
    return assemble(document, { name, file, files: [...files], warnings: all }, locate, fail, options);
  } catch (error) {
    if (error instanceof ContractError) error.files = [...files];
    throw error;
  }
}

function assemble(
  document: JsonObject,
  { name, file, files, warnings }: Pick<Contract, 'name' | 'file' | 'files' | 'warnings'>,
  locate: (pointer: Pointer) => SourceLocation,
  fail: Fail,
  { allowRemoteRefs = false, confined = false }: LoadOptions,
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
    reading: { allowRemoteRefs, confined },
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
  return (pointer, check = '') => {
    const key = `${pointer}\n${check}`;
    if (!known.has(key)) {
      if (known.size >= MAX_REMEMBERED) known.clear();
      known.set(key, find(pointer, ...(check === '' ? [] : [check])));
    }
    return known.get(key) as T;
  };
}
