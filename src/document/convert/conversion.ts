import type { JsonObject, Pointer } from '../../model/json.ts';
import type { RepairWarning } from '../moves.ts';

/** A converted document, and where its parts were before. */
export interface Converted {
  document: JsonObject;
  /** Maps a pointer into the converted document to one into the original. */
  before(pointer: Pointer): Pointer;
  /** What could not be said in the later version, by its pointer there. */
  warnings?: RepairWarning[];
}

/** Converts documents of one version of OpenAPI to a later version. */
export interface Conversion {
  /** The version that it reads: `Swagger 2.0`. */
  from: string;
  appliesTo(document: JsonObject): boolean;
  /** Does not change the given document. */
  convert(document: JsonObject): Converted | Promise<Converted>;
  /** A message for the author: the end of a sentence whose subject is the document. If absent, nothing is reported. */
  note?: string;
  /** Whether `assay init` writes the converted document, instead of the original. */
  isWritten?: true;
}
