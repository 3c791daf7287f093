/*
 * What the phase `behaviour` saw: relations between answers about things that the run created. The phase sends and collects,
 * and says what an expectation rests on; whether a relation holds, the checks say, each in a file of its own.
 */

import type { Violation } from '../../model/finding.ts';
import type { Json, Pointer } from '../../model/json.ts';

/** What an expectation rests on. Where only a name speaks, it is no more than a note. */
export type Ground =
  | 'description'
  | 'default'
  | 'schema'
  | 'enum'
  | 'status'
  | 'header'
  | 'link'
  | 'media type'
  | 'security'
  | 'HTTP'
  | 'OpenAPI'
  | 'name';

/** The clause of an expectation, and what it says it by. */
export interface Basis {
  clause: Pointer;
  rests: Ground;
}

/** A member that a request and an answer share. */
export interface SharedMember extends Basis {
  /** In the thing: `#/title`, `#/address/city`. */
  at: Pointer;
  /** Whether a server may write the value in another form: a time, an address. */
  isFormatted?: true;
}

/** What the members of two values have to be, and what they are. */
export interface Comparison {
  members: SharedMember[];
  /** In the answer, the place of the thing: `#/data`. */
  place: Pointer;
  wanted: Json;
  actual: Json;
  /** Whether the answer may lack members that nobody asked for: its operation has a parameter that chooses them. */
  isChosen?: boolean;
}

/** What several answers together show. */
export type Relation =
  /** What was created is asked for. `by` created it. */
  | { kind: 'own thing read'; by: string; status: number; basis: Basis }
  /** What was created is looked for in all pages of its list. */
  | { kind: 'own thing listed'; by: string; isListed: boolean; basis: Basis }
  /** What was sent to create or to change a thing, and what a read shows. */
  | { kind: 'sent and read'; by: string; after: 'creation' | 'change'; comparison: Comparison }
  /** A page of a list was asked for with the most things that it may have. `available` is how many there are on all pages. */
  | { kind: 'page'; parameter: string; limit: number; count: number; available: number; basis: Basis }
  /** A list was asked for without a parameter, and with the documented default of it. What each shows has to be equal. */
  | { kind: 'default'; at?: string; parameter: string; value: Json; without: Json; given: Json; basis: Basis }
  /** What stands on the pages of a list, by the names of the things, and what stands in the list. */
  | { kind: 'pages'; pages: string[][]; all: string[]; by: string; basis: Basis }
  /** What a filter let through. `wrong` is what others have in that place. */
  | { kind: 'filtered'; at: string; parameter: string; value: Json; wrong: Json[]; missing: number; basis: Basis }
  /** What a list is ordered by, in the order of the list. `at` is where no parameter asks for it. */
  | { kind: 'sorted'; at?: string; parameter: string; value: Json; keys: Json[]; isDescending: boolean; basis: Basis }
  /** How many things a list says that there are, and how many there are. */
  | { kind: 'counted'; at: string; total: number; count: number; basis: Basis }
  /** What a write answered with, and what a read then shows. */
  | { kind: 'answered and read'; by: string; comparison: Comparison }
  /** What nobody asked to change, before a change and after it: the rest of the thing, or another thing. */
  | { kind: 'untouched'; by: string; whose: 'the thing' | 'another thing'; comparison: Comparison }
  /** What a thing was before a request that was refused, and what it is after it. */
  | { kind: 'refused'; by: string; status: number; comparison: Comparison }
  /** Something that a list shows, though each request that asked for it was refused. `path` is that of the thing. */
  | { kind: 'refused and made'; by: string; status: number; count: number; path: string; basis: Basis }
  /** What only the server may set and a client sent all the same, as a read shows it. */
  | { kind: 'taken'; what: 'identifier' | 'member'; by: string; members: { at: string; value: Json; basis: Basis }[] }
  /** Members that are only sent, and were answered. */
  | { kind: 'write only'; shown: { at: string; clause: Pointer }[] }
  /** The identifiers of things, in the order of their creation; the last one is that of the case. */
  | { kind: 'identifiers'; ids: string[]; basis: Basis }
  /** What became of a thing that was deleted, or of the others: `in the list`, `asked to go once more`, `others`. */
  | { kind: 'deleted'; where: 'list' | 'again' | 'others'; by: string; isRight: boolean; actual: string; basis: Basis }
  /** The same request once more. */
  | { kind: 'repeated'; by: string; status: number; comparison?: Comparison; basis: Basis }
  /** Members that a replacement left out, and that a read still shows with their old values. */
  | { kind: 'left out'; by: string; kept: { at: string; value: Json; basis: Basis }[] }
  /** Other things that have what one thing was changed to. */
  | { kind: 'copied'; by: string; copies: number; basis: Basis }
  /** Where an address in an answer leads. */
  | {
      kind: 'led';
      at: string;
      name: string;
      leads: 'to the thing' | 'to another' | 'nowhere' | 'past the base path';
      actual: string;
      basis: Basis;
    }
  /** The entity tags of a thing before and after a change. */
  | { kind: 'tagged'; by: string; before: string; after: string; basis: Basis }
  /** A request on the condition of an entity tag (RFC 9110 §13). */
  | { kind: 'condition'; field: 'If-Match' | 'If-None-Match'; isCurrent: boolean; status: number; basis: Basis }
  /** A documented media type was preferred. */
  | { kind: 'negotiated'; wanted: string; got: string; status: number; basis: Basis }
  /** A body was labelled with a media type that is not documented. */
  | { kind: 'foreign media type'; type: string; status: number; basis: Basis }
  /** Wrong credentials were sent. */
  | { kind: 'wrong credentials'; scheme: string; status: number; basis: Basis }
  /** Right credentials of one alternative were sent alone. */
  | { kind: 'right credentials'; schemes: string; status: number; basis: Basis }
  /** What two reads in a row show of members that nobody changed. */
  | { kind: 'read twice'; comparison: Comparison };

const EVIDENCE: Record<Exclude<Ground, 'description'>, string> = {
  default: 'a documented default',
  schema: 'the schemas of what is sent and what is answered',
  enum: 'the values that the contract lists',
  status: 'a documented status',
  header: 'a documented header',
  link: 'a documented link',
  'media type': 'a documented media type',
  security: 'the security that the contract requires',
  HTTP: 'RFC 9110',
  OpenAPI: 'OpenAPI 3.1',
  name: 'a name that the request and the answer share',
};

/** How severe a violation is that has such a basis, and its evidence. */
export function resting({ clause, rests }: Basis): Pick<Violation, 'clause' | 'severity' | 'evidence'> {
  if (rests === 'description') return { clause, severity: 'violation', evidence: { kind: 'sentence' } };
  const because = EVIDENCE[rests];
  return rests === 'name'
    ? { clause, severity: 'note', evidence: { kind: 'inference', because } }
    : { clause, severity: 'violation', evidence: { kind: 'standard', because } };
}

/** The same basis, for what is at most noted. */
export function noted(basis: Basis): Basis {
  return { ...basis, rests: 'name' };
}
