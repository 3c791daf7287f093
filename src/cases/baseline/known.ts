import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import type { HeaderField } from '../../model/exchange.ts';
import type { Parameter, RequestValues } from '../../model/contract.ts';

/** What a run knows of a target when it asks for the first accepted request of an operation. */
export interface Known {
  /** Values of all path parameters together, the most trusted first; empty where the path has none, or nothing is known. */
  paths: PathValues[];
  /** Values for a member of the body that names another thing, the most trusted first. */
  references(pointer: Pointer): Json[];
  /**
   * Names of things that a member may mean, as its name says which kind they are: those of contexts for `contextName`. A name is
   * what a client gives to something new as often, so that these are used where a refusal says that nothing is called so.
   */
  namesakes(pointer: Pointer): Json[];
  /** Values for a parameter of the query, a header or a cookie that names another thing, the most trusted first. */
  parameterValues(parameter: Pick<Parameter, 'in' | 'name'>): Json[];
  /** What the target answered about things of the same kind. */
  shown: Json[];
  /** What the target answered where the contract describes it by the component of that pointer. */
  answered(component: Pointer): Json | undefined;
  /** The member of the body that lists the things which the operation is about, where the path does not name them. */
  about?: string;
  /** What the user gave for this operation, or an earlier run saved. */
  given?: GivenRequest;
  /** Whether the operation makes something new, whose names nothing else may have. */
  isCreating: boolean;
  /** Members that name what is made, besides those that do so everywhere: the `collection` of a new collection. */
  naming: ReadonlySet<string>;
  /** Whether a request may name anything, and not only what the run created. */
  isFree: boolean;
  /** An end for names that no other request has. */
  mark(): string;
  now: Date;
  /** A typical value of a schema; the same number gives the same. */
  draw(schema: Pointer, nth: number): Json;
}

/** One thing on the target, as the parameters of a path name it. */
export interface PathValues {
  values: JsonObject;
  /** In words: `created by createPet`. */
  from: string;
  /** Set where it is a name for something new: that nothing is there yet is as it should be. */
  isFresh?: true;
}

/** A request as the user writes it down: what is left out is as assay would make it. */
export interface GivenRequest extends Partial<Pick<RequestValues, 'body' | 'mediaType'>> {
  /** By name, wherever they stand. */
  parameters?: JsonObject;
  headers?: Record<string, string>;
}

/** By operation id. */
export type GivenRequests = Readonly<Record<string, GivenRequest>>;

/** A request that might be accepted. */
export interface Candidate {
  /** After "a request": what it is made of. */
  title: string;
  inputs: RequestValues;
  /** Header fields that no contract names, and that a refusal asked for. */
  headers: HeaderField[];
  /** The name of the documented request that it is. */
  example?: string;
  /** Set where it is what the operation's cases are made from without knowing any target, but for its path. */
  isStatic?: true;
  /** Set where its path names what the target showed or the run created. */
  isOfKnown?: true;
  /** What refusals asked for that no document says, in the target's words. */
  learned: Learned[];
}

/** What a document does not say, as far as one refusal tells. */
export interface Learned {
  /** Where in the request, as cases and findings name it: `request body#/name`. */
  at: string;
  /** `the member name is required` */
  what: string;
  says: string;
}
