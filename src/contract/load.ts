import { resolve as resolvePath } from 'node:path';
import type { Contract, SourceLocation } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';
import { ContractError } from '../errors.ts';
import { isUrl } from '../document/reference-policy.ts';
import { repairDocument } from '../document/repair/repair-document.ts';
import { assemble } from './assemble.ts';
import type { Fail } from './operations/reader.ts';
import { nameOf, readDocument, type DocumentOptions } from '../document/read.ts';
import { movedBack } from '../document/moves.ts';
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
    const { allowRemoteRefs = false, confined = false } = options;
    const origin = { name, file, files: [...files], warnings: all, reading: { allowRemoteRefs, confined } };
    return assemble(document, origin, locate, fail);
  } catch (error) {
    if (error instanceof ContractError) error.files = [...files];
    throw error;
  }
}
