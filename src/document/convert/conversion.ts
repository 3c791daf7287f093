import type { JsonObject, Pointer } from '../../model/json.ts';

/** A document in another version, and where its parts were. */
export interface Converted {
  document: JsonObject;
  /** Where a pointer into the converted document pointed in the one that was read. */
  before(pointer: Pointer): Pointer;
}

/** Brings documents of one version of OpenAPI to the next one that is read. */
export interface Conversion {
  /** The version that it reads: `Swagger 2.0`. */
  from: string;
  appliesTo(document: JsonObject): boolean;
  /** The document that is given stays as it is. */
  convert(document: JsonObject): Converted | Promise<Converted>;
  /** What the author is told, as the end of a sentence that starts with the document; nothing where it is absent. */
  note?: string;
  /** Whether `assay init` writes down the converted document, and not the one that it read. */
  isWritten?: true;
}
