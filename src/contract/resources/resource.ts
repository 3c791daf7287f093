import type { Operation, Parameter, ParameterIn } from '../../model/contract.ts';
import type { Pointer } from '../../model/json.ts';
import type { ResolvedLink } from './links.ts';

/** What one collection of an API holds: pets, under `/pets` and `/pets/{petId}`. */
export interface Resource {
  /** The singular of the collection's last word: `pet`. */
  name: string;
  /** The template of the path that lists and creates: `/pets`. */
  collection?: string;
  /** The template of the path of one thing: `/pets/{petId}`. No operation needs to stand there. */
  item?: string;
  /** The last parameter of that path. */
  parameter?: Parameter;
  /** What it lies in: the shop of `/shops/{shop}/pets/{petId}`. */
  parent?: Resource;
  create: Operation[];
  list?: Operation;
  read?: Operation;
  update: Operation[];
  remove?: Operation;
  /** Where the answers to creations name the thing, the most trusted first for each creation. */
  identities: Identity[];
}

/** What an operation does with a resource. */
export type ResourceRole = 'create' | 'list' | 'read' | 'update' | 'delete';

/** A place in an answer, or in the request that it answers. */
export type Place =
  | { in: 'header'; name: string }
  /** `each` is the array whose items hold the value; `pointer` is then relative to an item. */
  | { in: 'body'; pointer: Pointer; each?: Pointer }
  /** What the client chose: a member of its body, or a parameter of its path. */
  | { in: 'request'; pointer: Pointer }
  | { in: 'request'; parameter: string };

/** Why a value is taken for that of a parameter, the most trusted first. */
export const EVIDENCE = [
  'declared',
  'link',
  'location',
  'self',
  'exact',
  'normalised',
  'suffix',
  'synonym',
  'nested',
  'bare',
  'request',
] as const;

export type Evidence = (typeof EVIDENCE)[number];

/** Where the answer to a creation names what was created. */
export interface Identity {
  from: Operation;
  by: Evidence;
  /** Where it says so; of a link, what it leads to says it. */
  place?: Place;
  link?: ResolvedLink;
  /** The clause of the contract that it rests on. */
  clause: Pointer;
}

/** What may give a parameter, or a member of a request body, its value. */
export interface Feeder {
  to: { in: ParameterIn; name: string } | { pointer: Pointer };
  from: { operation: Operation; place: Place };
  by: Evidence;
  /** What the value names. */
  resource: Resource;
}

/** The things that an API keeps, as far as its contract tells. */
export interface Resources {
  all: Resource[];
  of(operation: Operation): { resource: Resource; role: ResourceRole } | undefined;
  /** The resource that a path parameter names one of. */
  named(operation: Operation, parameter: string): Resource | undefined;
  /** The resource that the description of a path parameter names, where its place in the path says another. */
  described(operation: Operation, parameter: string): Resource | undefined;
  /** The resource of a path of one thing, whatever its parameters are called. */
  at(item: string): Resource | undefined;
  /** The one resource that a word names: `shop` of `shopId`. */
  called(word: string): Resource | undefined;
  /** Every resource that an operation creates. */
  createdBy(operation: Operation): Resource[];
  /** What may give an operation's parameters and the members of its body their values, the most trusted first for each. */
  feeders(operation: Operation): Feeder[];
  /** Creations and lists before reads, reads before changes, changes before deletions; what others lie in before them. */
  inOrder(operations: Operation[]): Operation[];
}
