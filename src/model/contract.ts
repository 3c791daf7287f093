/**
 * The nouns of assay. Types only: this file imports nothing, and everything may import it.
 * The words are those of OpenAPI 3.1, HTTP (RFC 9110) and JSON Pointer (RFC 6901).
 */

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

/** A JSON Pointer in its URI fragment form (RFC 6901 §6, unescaped but for `~0` and `~1`): `#/paths/~1v1~1images/post`. */
export type Pointer = string;

/** A header field, its name as it was written and its value: `['Content-Type', 'application/json']`. */
export type HeaderField = readonly [name: string, value: string];

// ---------------------------------------------------------------- the contract

/** A place in a file; `line` and `column` count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
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

/** What a contract's clause rests on: the nearest `x-source`, `x-inferred` or description at or above a pointer. */
export interface Statement {
  kind: 'source' | 'inferred' | 'description';
  /** The clause that carries it. */
  pointer: Pointer;
  says: string;
  /** The document that says so, and where in it; only for kind `source`. */
  document?: SourceDocument;
  at?: string;
}

/** Something that the documents leave open (`x-unspecified`): values that the schema fits are never sent. */
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

/** The value of an Example Object, and where it stands. */
export interface ExampleValue {
  pointer: Pointer;
  value: Json;
  summary?: string;
}

/** A Media Type Object (OpenAPI 3.1 §4.8.14). */
export interface MediaType {
  pointer: Pointer;
  /** As the contract writes it, lower-case, parameters left out; may be a range. */
  type: string;
  /** What the bytes really are, where the label says otherwise (`x-encoded-as`); else the same as `type`. */
  encodedAs: string;
  schema?: Pointer;
  examples: Map<string, ExampleValue>;
  unspecified: Unspecified[];
  encoding: JsonObject;
  /** Of a multipart form: the media types that text members have by their schemas, those that are plain text left out. */
  parts?: Record<string, string>;
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

/** A Link Object (OpenAPI 3.1 §4.8.20): from an answer to the next request. Values may hold runtime expressions (§4.8.20.4). */
export interface Link {
  pointer: Pointer;
  name: string;
  /** One of the two names the operation that it leads to; neither is proved to be there. */
  operationId?: string;
  operationRef?: string;
  /** By the name of a parameter of that operation, or by place and name: `path.id`. */
  parameters: JsonObject;
  requestBody?: Json;
  /** Set where it names a server of its own. */
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
  summary: string;
  parameters: Parameter[];
  body?: RequestBody;
  responses: ResponseObject[];
  /** The alternatives, one of which is needed; empty where none is. */
  security: SecurityRequirement[];
  examples: Example[];
}

/** The values of a request before they are encoded. */
export interface Inputs {
  path: JsonObject;
  query: JsonObject;
  header: JsonObject;
  cookie: JsonObject;
  /** The media type that the request is labelled with; absent without a body. */
  mediaType?: string;
  body?: Json;
}

/** A documented request and the response that is paired with it by name. */
export interface Example {
  name: string;
  /** The request's example in the contract, or the operation where it has none. */
  pointer: Pointer;
  summary?: string;
  request: Inputs;
  response?: DocumentedResponse;
}

export interface DocumentedResponse {
  pointer: Pointer;
  /** The Response Object that it belongs to, and a status that its key stands for. */
  of: ResponseObject;
  status: number;
  media?: MediaType;
  /** By the documented spelling of the name. */
  headers: Map<ResponseHeader, string>;
  body?: Json;
}

/** What a value does wrong by a schema. */
export interface SchemaError {
  /** The keyword in the contract: `#/components/schemas/Package/required`. */
  pointer: Pointer;
  keyword: string;
  /** Where in the value: `#/links/self`. For `required`, the member that is missing. */
  at: Pointer;
  /** What the keyword asks for, in words: `must be string`. */
  message: string;
  /** The keyword's own value. */
  expected: Json;
  /** Set where it could not be told whether the value is wrong; the message says why. */
  undecided?: true;
}

/** Why a part of a contract cannot be used, where it stands, and how to mend it. */
export interface Unusable {
  message: string;
  place: Place;
  hint: string;
}

/** Something in a document that no standard allows and that can be read all the same: where, and what was made of it. */
export interface Note {
  pointer: Pointer;
  readonly place: Place;
  message: string;
}

/** How a contract was read, so that it can be read again in the same way. */
export interface Reading {
  /** Whether what `$ref`s name on other servers was fetched. */
  allowRemoteRefs?: boolean;
  /** Whether `$ref`s had to stay within the folder of the document. */
  confined?: boolean;
}

/** A contract that was read, bundled, brought to OpenAPI 3.1 and found whole. */
export interface Contract {
  name: string;
  /** Its path, or its URL. */
  file: string;
  /** The file and all that it refers to, through others too; absolute. What was fetched from a URL is not among them. */
  files: string[];
  title: string;
  version: string;
  summary: string;
  /** The bundled 3.1 document; `$ref`s are kept, and all of them point into it. */
  document: JsonObject;
  operations: Operation[];
  documents: Map<string, SourceDocument>;
  discrepancies: Discrepancy[];
  /** What is sloppy in it, and was read all the same. */
  notes: Note[];
  reading: Reading;
  /** Where a pointer stands: in the file, or in the one that it refers to. */
  locate(pointer: Pointer): Place;
  /** What the clause at a pointer rests on. */
  statement(pointer: Pointer): Statement | undefined;
  /** Every statement of the contract, in its order. */
  statements(): Statement[];
  /** What a value does wrong by the schema at a pointer; empty when it conforms, and where the schema cannot be used. */
  validate(schema: Pointer, value: Json): SchemaError[];
  /** Whether a value conforms to the schema at a pointer; true where the schema cannot be used, which says nothing. */
  accepts(schema: Pointer, value: Json): boolean;
  /** Why nothing can be held to the schema at a pointer; undefined where it can. Who draws a conclusion from `accepts` has to ask. */
  unusable(schema: Pointer): Unusable | undefined;
  /** The node at a pointer, `$ref`s followed, with the pointer that it was found at. */
  resolve(pointer: Pointer): { pointer: Pointer; value: Json };
}

// ---------------------------------------------------------------- bindings

/** How a leaf of a documented response is compared. */
export type LeafKind = 'bound' | 'volatile' | 'literal';

/** Where a bound value comes from. */
export type Origin = { in: 'path' | 'query' | 'header' | 'cookie'; name: string } | { in: 'body'; pointer: Pointer } | { in: 'response'; pointer: Pointer };

/** Text and origins in turn; one origin alone stands for its value, of any type. */
export type Template = readonly (string | Origin)[];

/** Where in a response a leaf stands. */
export type LeafPlace = { in: 'body'; pointer: Pointer } | { in: 'header'; name: string };

/** One value of a documented response: a JSON value that is no object or array, or a header. */
export interface Leaf {
  place: LeafPlace;
  value: Json;
  kind: LeafKind;
  /** Why it is of this kind, for `assay explain`. */
  because: string;
  /** For kind `bound`. */
  template?: Template;
  /** Whether it names what was created, so that two creations may not share it. */
  identifies: boolean;
  /** The clause of the contract that describes it. */
  clause: Pointer;
}

// ---------------------------------------------------------------- cases and exchanges

/** Where a case comes from: a phase of a live run, or recorded traffic. */
export type Phase = 'examples' | 'coverage' | 'fuzzing' | 'sequences' | 'recorded';

/** A request as it goes over the wire; `path` is the origin-form (RFC 9112 §3.2.1), query included. */
export interface Request {
  method: string;
  path: string;
  headers: HeaderField[];
  body?: Uint8Array;
}

/** What the contract lets one expect of the answer to a case. */
export type Expectation =
  | { kind: 'documented'; example: Example }
  /** Accepted with a documented success; `clause` is what the case exercises, and `example` the one that it was made from. */
  | {
      kind: 'accepted';
      clause: Pointer;
      at: string;
      example?: Example;
      /** A server may refuse it for reasons of its own: for any, or for what else it holds (404, 409, …). */
      refusable?: true | 'state';
      /** A server may keep what was sent in another form: blanks at its ends, a time in another zone. */
      inexact?: true;
      /** Set where what is asked for was created before: how the answer follows from that. */
      follows?: Follows;
    }
  /** What is asked for was taken away: nothing is there (404 or 410). `clause` is the operation that took it away. */
  | { kind: 'gone'; clause: Pointer; at: string }
  /** Refused with a 4xx; `clause` is what the request breaks, and `at` where in the request. */
  | { kind: 'refused'; clause: Pointer; at: string };

/** What is expected of an answer because of the one before it. */
export interface Follows {
  /** What leads here: a link, or the operation that created it. */
  clause: Pointer;
  /** In words: `the link getPet`, `createPet`. */
  by: string;
  /** The values that the answer has to have. */
  kept: Kept[];
}

/** A value that is known from before, and where in the answer's body it stands. */
export interface Kept {
  pointer: Pointer;
  value: Json;
  /** The clause that describes it. */
  clause: Pointer;
  severity: Severity;
}

/** A request to send, why, and what to expect. */
export interface Case {
  id: string;
  phase: Phase;
  operation: Operation;
  /** In words: `data.image left out`. */
  title: string;
  inputs: Inputs;
  request: Request;
  expect: Expectation;
  /** Path parameters whose value neither the contract nor the user gave: what they name need not exist. */
  madeUp?: string[];
  /** For phase `fuzzing`: what it was made from. */
  generated?: Generated;
  /** For phase `sequences`: the cases that were sent before it, first to last. */
  after?: Case[];
  /** What the documented request does wrong by its own schema: the contract contradicts itself, so that a refusal is no fault of the target. */
  contradiction?: { clause: Pointer; at: string; message: string };
}

/** Where a generated case comes from: the same seed gives it again. */
export interface Generated {
  seed: number;
  /** Which of its operation's cases it is, and behind each colon which of its smaller ones: `17:0:2`. */
  path: string;
}

export interface Response {
  status: number;
  headers: HeaderField[];
  /** Content codings removed. */
  body: Uint8Array;
  /** Set when the body is not whole, and says why. */
  incomplete?: string;
}

/** Why no response came. */
export interface Failure {
  kind: 'unreachable' | 'timeout' | 'reset' | 'malformed' | 'stopped';
  message: string;
}

/** A request as it was sent and what came of it. */
export interface Exchange {
  request: Request;
  outcome: { response: Response } | { failure: Failure };
  /** Milliseconds from sending to the end of the answer. */
  duration: number;
  /** How often it was tried again before. */
  retries: number;
}

/** Where exchanges come from. */
export interface Target {
  /** As a person would name it: a URL, or `the embedded mock`. */
  name: string;
  /** The origin and base path that a request's path is put behind, without a slash at its end. */
  baseUrl: string;
  /** Set where it keeps nothing, so that what was created is not to be read. */
  stateless?: true;
  send(request: Request, signal?: AbortSignal): Promise<Exchange>;
  close(): Promise<void>;
}

// ---------------------------------------------------------------- verdicts

export type Severity = 'violation' | 'note';

/** What a check found, before the engine adds where it stands and who says so. */
export interface Breach {
  severity?: Severity;
  /** The clause that was broken. */
  clause: Pointer;
  /** Where in the exchange: `status`, `header X`, `body#/links/self/href`, `request body#/type`. */
  at: string;
  message: string;
  expected: string;
  actual: string;
  /** What the user may do about it. */
  hint?: string;
}

/** A request that has to be sent before that of a finding. */
export interface Step {
  title: string;
  curl: string;
  /** Absent where no answer came. */
  status?: number;
}

export interface Finding extends Required<Omit<Breach, 'hint'>> {
  check: string;
  operation: string;
  place: Place;
  statement?: Statement;
  /** Stays the same from run to run: of the operation, the clause, the check and the place in the exchange, never of a value. */
  fingerprint: string;
  /** How many cases showed it. */
  count: number;
  /** The smallest case that shows it. */
  case: string;
  /** A command line that repeats that case. */
  curl: string;
  /** What comes before it, where it only shows in a sequence. */
  steps?: Step[];
  /** Where a generated case comes from. */
  generated?: Generated;
  hint?: string;
  /** Set when a waiver covers it: it is shown, and does not fail the run. */
  waived?: { reason: string; expires?: string };
}

/** A known deviation that is accepted for a time: named by its fingerprint, or by check and clause. */
export interface Waiver {
  fingerprint?: string;
  check?: string;
  /** Covers this clause and all below it. */
  pointer?: Pointer;
  reason: string;
  /** The last day that it holds, `2026-12-31`. */
  expires?: string;
  /** Limits it to one target or one contract, by name. */
  target?: string;
  contract?: string;
}

/** Something that could not be judged, and why. */
export interface Undecided {
  operation?: string;
  case?: string;
  reason: string;
  hint?: string;
}

export type Verdict = 'conforms' | 'violates' | 'undecided';

/** A case with what it came to. */
export interface Result {
  case: Case;
  exchange?: Exchange;
  findings: Finding[];
  undecided?: Undecided;
}

/** What a run made of one statement of the contract's sources. */
export interface StatementVerdict {
  statement: Statement;
  verdict: 'verified' | 'broken' | 'not exercised';
}

/** What the phase `fuzzing` did. */
export interface Fuzzing {
  /** Gives the same cases again. */
  seed: number;
  /** Set where the seed was drawn, and not given. */
  drawn?: true;
  /** Cases of one operation, at the most. */
  maxExamples: number;
  /** Cases that were generated and sent. */
  generated: number;
  /** Requests that were sent to find smaller cases of what was found. */
  shrinks: number;
}

/** All that one conformance run of a contract against a target saw. */
export interface Run {
  contract: Contract;
  target: string;
  phases: Phase[];
  results: Result[];
  /** What the phase `fuzzing` did, where it ran. */
  fuzzing?: Fuzzing;
  /** One a fingerprint, worst first. */
  findings: Finding[];
  undecided: Undecided[];
  /** What the documents leave open, so that it was not judged. */
  unspecified: Unspecified[];
  /** What was seen and deliberately not judged, such as recorded requests that no operation matches; no verdict rests on it. */
  unjudged: Undecided[];
  /** Each statement of the contract's sources, in its order. */
  statements: StatementVerdict[];
  /** Waivers that have expired or that nothing needs any more, in words; each fails the run. */
  staleWaivers: string[];
  /** What the run created and could not undo. */
  leftovers: Undecided[];
  verdict: Verdict;
  /** Milliseconds. */
  duration: number;
  /** Hides the credentials that were sent and the secret values of all bodies, wherever they stand in a text. */
  mask(text: string): string;
}
