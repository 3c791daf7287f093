import type { Request } from './exchange.ts';
import type { Json, Pointer } from './json.ts';
import type { Operation, RequestValues, Example } from './contract.ts';

/** Where a case comes from: a phase of a live run, or recorded traffic. */
export type Phase = 'examples' | 'coverage' | 'behaviour' | 'odd-values' | 'fuzzing' | 'sequences' | 'recorded';

/** What the contract says about the response to a case. */
export type Expectation =
  | { kind: 'documented'; example: Example }
  /** Accepted with a documented success. `clause` is what the case exercises, and `example` the example it was made from. */
  | {
      kind: 'accepted';
      clause: Pointer;
      at: string;
      example?: Example;
      /** A server may refuse it: for any reason, or only for its state (404, 409, …), or a note says that it did. */
      mayRefuse?: true | 'state' | 'noted';
      /** Set where the contract allows what is sent in so many words: it lists the value, bounds it, or shows it. */
      stated?: true;
      /** A server may store values in another form: with trimmed blanks, a time in another zone. */
      mayNormalize?: true;
      /** Set if the request is for a resource that was created before: how the response follows from that. */
      follows?: Follows;
    }
  /** The resource was deleted: it is gone (404 or 410). `clause` is the operation that deleted it, `was` what a read showed before. */
  | { kind: 'gone'; clause: Pointer; at: string; was?: Json }
  /** Refused with a 4xx. `clause` is the violated clause, and `at` the place in the request. */
  | { kind: 'refused'; clause: Pointer; at: string };

/** What is expected of a response because of an earlier one. */
export interface Follows {
  /** The origin: a link, or the operation that created the resource. */
  clause: Pointer;
  /** In words: `the link getPet`, `createPet`. */
  by: string;
  /** The values that the response must have. */
  expected: ExpectedValue[];
  /** Set where another thing may be meant: no more than a note rests on it. */
  isGuess?: true;
}

/** A value from an earlier exchange, and its place in the body of the response. */
export interface ExpectedValue {
  pointer: Pointer;
  value: Json;
  /** The clause that describes it. */
  clause: Pointer;
  severity: Severity;
}

/** A request to send, its purpose, and the expected response. */
export interface Case {
  id: string;
  phase: Phase;
  operation: Operation;
  /** In words: `data.image left out`. */
  title: string;
  inputs: RequestValues;
  request: Request;
  expect: Expectation;
  /** Path parameters without a value of the contract or the user: their resource need not exist. */
  placeholderParameters?: string[];
  /** For phase `fuzzing`: what it was made from. */
  generated?: Generated;
  /** For phase `sequences`: the cases that were sent before it, in order. */
  after?: Case[];
  /** The documented request's errors by its own schema. The contract contradicts itself, so a target may refuse the request. */
  contradiction?: { clause: Pointer; at: string; message: string };
}

/** Where a generated case comes from: the same seed gives it again. */
export interface Generated {
  seed: number;
  /** The number of the case in its operation, and after each colon the number of a smaller case: `17:0:2`. */
  path: string;
}

export type Severity = 'violation' | 'note';
