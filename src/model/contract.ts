import type { LeafKind } from './binding.ts';
import type { Json, JsonObject, Pointer } from './json.ts';
import type { Overrides } from './override.ts';

/** A place in a file; `line` and `column` count from 1. */
export interface SourceLocation {
  file: string;
  line: number;
  column: number;
  /** Set where the line is too long to find a column in it, as in a document of one line: the same as a JSON Pointer. */
  pointer?: Pointer;
}

/** One of the documents that a contract was written from (`info.x-documents`). */
export interface SourceDocument {
  id: string;
  title: string;
  publisher?: string;
  about?: string;
}

/** Where the documents contradict themselves, each other or a known server (`info.x-discrepancies`). */
export interface Discrepancy {
  about: string;
  between: string[];
  says: string;
  known?: string;
  decision?: string;
}

/** The statement behind a clause: the nearest `x-source`, `x-inferred` or description at or above a pointer. */
export interface Statement {
  kind: 'source' | 'inferred' | 'description';
  /** The clause that has it. */
  pointer: Pointer;
  says: string;
  /** The document that says so, and where in it; only for kind `source`. */
  document?: SourceDocument;
  at?: string;
  /** Set if the document does not state it but prints it as a value of an example (`x-source` with `shows`). */
  printed?: true;
  /** What supports an inference: the document's word, or a standard (`x-inferred` with `carried`). */
  carried?: string;
}

/** Something that the documents leave open (`x-unspecified`): values that conform to the schema are never sent. */
export interface Unspecified {
  pointer: Pointer;
  says: string;
  schema: Pointer;
}

export type ParameterIn = 'path' | 'query' | 'header' | 'cookie';

/** A Parameter Object (OpenAPI 3.1 §4.8.12). */
export interface Parameter {
  pointer: Pointer;
  name: string;
  in: ParameterIn;
  required: boolean;
  style: string;
  explode: boolean;
  allowReserved: boolean;
  schema?: Pointer;
  /** The media type of a parameter that is described by `content`. */
  mediaType?: string;
  examples: Map<string, ExampleValue>;
}

/** The value of an Example Object, and its pointer. */
export interface ExampleValue {
  pointer: Pointer;
  value: Json;
  /** The text that stands for the value in the document, where that is not JSON. */
  written?: string;
  summary?: string;
}

/** A Media Type Object (OpenAPI 3.1 §4.8.14). */
export interface MediaType {
  pointer: Pointer;
  /** As the contract writes it, in lower case, without parameters; may be a range. */
  type: string;
  /** The real format of the bytes if the label differs (`x-encoded-as`), else the same as `type`. */
  encodedAs: string;
  schema?: Pointer;
  examples: Map<string, ExampleValue>;
  unspecified: Unspecified[];
  encoding: JsonObject;
  /** For a multipart form: the media types of members by their schemas, without plain text. */
  parts?: Record<string, string>;
  /** For XML: what its schema says of names. */
  readonly xml?: XmlShape;
}

/** What a schema says of how its values are written as XML (OpenAPI 3.1 §4.8.26). */
export interface XmlShape {
  /** The allowed types; undefined if every type is allowed. */
  types: Set<string> | undefined;
  members: string[];
  /** The members of its XML Objects. */
  xml: JsonObject;
  /** The name of its component, if it is one. */
  name: string | undefined;
  member(name: string): XmlShape;
  item(): XmlShape;
}

export interface RequestBody {
  pointer: Pointer;
  required: boolean;
  media: MediaType[];
}

/** A documented response header (OpenAPI 3.1 §4.8.21). */
export interface ResponseHeader {
  pointer: Pointer;
  name: string;
  required: boolean;
  /** Whether an object is written as `a=1,b=2`, and not as `a,1,b,2`. */
  explode?: boolean;
  /** The media type of a header that is described by `content`. */
  mediaType?: string;
  schema?: Pointer;
  match?: LeafKind;
  examples: Map<string, ExampleValue>;
}

/** A Response Object (OpenAPI 3.1 §4.8.17) under its key: `201`, `4XX` or `default`. */
export interface ResponseObject {
  pointer: Pointer;
  status: string;
  headers: ResponseHeader[];
  media: MediaType[];
  links: Link[];
}

/** A Link Object (OpenAPI 3.1 §4.8.20): from a response to the next request. Values may contain runtime expressions (§4.8.20.4). */
export interface Link {
  pointer: Pointer;
  name: string;
  /** One of the two names the target operation, which need not exist. */
  operationId?: string;
  operationRef?: string;
  /** By the name of the target's parameter, or by place and name: `path.id`. */
  parameters: JsonObject;
  requestBody?: Json;
  /** Set if it has its own server. */
  server?: true;
}

/** One security requirement: all of its schemes are needed (OpenAPI 3.1 §4.8.30). */
export type SecurityRequirement = SecurityScheme[];

/** A Security Scheme Object (OpenAPI 3.1 §4.8.27). */
export interface SecurityScheme {
  pointer: Pointer;
  id: string;
  type: 'apiKey' | 'http' | 'oauth2' | 'openIdConnect' | 'mutualTLS';
  /** For `http`: the scheme, lower-case. */
  scheme?: string;
  /** For `apiKey`. */
  name?: string;
  in?: 'query' | 'header' | 'cookie';
}

export interface Operation {
  pointer: Pointer;
  id: string;
  /** Upper-case. */
  method: string;
  /** The template: `/v3/apps/{guid}/packages`. */
  path: string;
  /** The template as the document writes it, where that ends in a format: `/issues.{format}` of `/issues.json`. */
  written?: string;
  summary: string;
  tags: string[];
  parameters: Parameter[];
  body?: RequestBody;
  responses: ResponseObject[];
  /** The alternatives, one of which is needed; empty if none is. */
  security: SecurityRequirement[];
  examples: Example[];
  /** What the contract says of them, where it does (`x-examples`): what has to be answered, or illustrations. */
  declaredExamples?: 'exact' | 'illustrative';
}

/** The values of a request before they are encoded. */
export interface RequestValues {
  path: JsonObject;
  query: JsonObject;
  header: JsonObject;
  cookie: JsonObject;
  /** The request's Content-Type; absent without a body. */
  mediaType?: string;
  body?: Json;
}

/** A documented request and the response that is paired with it by name. */
export interface Example {
  name: string;
  /** The request's example in the contract, or the operation if it has none. */
  pointer: Pointer;
  summary?: string;
  request: RequestValues;
  response?: DocumentedResponse;
}

export interface DocumentedResponse {
  pointer: Pointer;
  /** Its Response Object, and a status for that object's key. */
  of: ResponseObject;
  status: number;
  media?: MediaType;
  /** By the documented spelling of the name. */
  headers: Map<ResponseHeader, string>;
  body?: Json;
  /** The text that stands for the body in the document, where that is not JSON. */
  written?: string;
}

/** One error of a value by a schema. */
export interface SchemaError {
  /** The keyword in the contract: `#/components/schemas/Package/required`. */
  pointer: Pointer;
  keyword: string;
  /** Where in the value: `#/links/self`. For `required`, the missing member. */
  at: Pointer;
  /** The requirement in words: `must be string`. */
  message: string;
  /** The keyword's own value. */
  expected: Json;
  /** The same as it is written, if it is an integer that no number holds. */
  digits?: string;
  /** Set if the value could not be validated; the message says why. */
  undecided?: true;
}

/** Why a part of a contract cannot be used, its place, and a hint. */
export interface Unusable {
  message: string;
  place: SourceLocation;
  hint: string;
}

/** Something that no standard allows and that was repaired: its place, and how it was read. */
export interface Warning {
  pointer: Pointer;
  /** The clause that was made of it by a guess: nobody can be accused of breaking it. */
  guess?: Pointer;
  readonly place: SourceLocation;
  message: string;
}

/** How a contract was read, so that it can be read again in the same way. */
export interface ReadOptions {
  /** Whether `$ref`s to other servers were followed. */
  allowRemoteRefs?: boolean;
  /** Whether `$ref`s had to stay in the folder of the document. */
  confined?: boolean;
}

/** A contract that was read, bundled, converted to OpenAPI 3.1 and checked. */
export interface Contract {
  name: string;
  /** Its path, or its URL. */
  file: string;
  /** The absolute paths of the file and all files that it refers to, directly or indirectly. URLs are not included. */
  files: string[];
  title: string;
  version: string;
  summary: string;
  /** The bundled 3.1 document; `$ref`s are kept, and all of them point into it. */
  document: JsonObject;
  operations: Operation[];
  documents: Map<string, SourceDocument>;
  discrepancies: Discrepancy[];
  /** Oddities and silences of the documents, which contradict nothing (`info.x-remarks`). */
  remarks: Discrepancy[];
  /** What no standard allows, and was repaired with a note. */
  warnings: Warning[];
  reading: ReadOptions;
  /** Custom answers of its mock, where somebody gave some. */
  overrides?: Overrides;
  /** The position of a pointer: in the file, or in a file that it refers to. */
  locate(pointer: Pointer): SourceLocation;
  /** The statement behind the clause at a pointer. @param check the id of the check that asks: some statements are about only one check */
  statement(pointer: Pointer, check?: string): Statement | undefined;
  /** Every statement of the contract, in its order. */
  statements(): Statement[];
  /**
   * The errors of a value by the schema at a pointer; empty if it conforms, or if the schema cannot be used.
   * @param place the object or array that has the value, which may know the digits of an integer beyond 2^53
   */
  validate(schema: Pointer, value: Json, place?: { holder: object; key: string | number }): SchemaError[];
  /** Whether a value conforms to the schema at a pointer; true if the schema cannot be used. */
  accepts(schema: Pointer, value: Json, place?: { holder: object; key: string | number }): boolean;
  /** Why the schema at a pointer cannot be used; undefined if it can. Callers that rely on `accepts` must check this. */
  unusable(schema: Pointer): Unusable | undefined;
  /** The node at a pointer, with `$ref`s followed, and its own pointer. */
  resolve(pointer: Pointer): { pointer: Pointer; value: Json };
}
