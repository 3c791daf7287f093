import type { ParameterIn } from '../../../model/contract.ts';
import type { Json } from '../../../model/json.ts';

/** What a target seems to want of one place in a request. */
export interface Hint {
  /** Where in the request; undefined where the refusal does not say. */
  in?: 'body' | ParameterIn;
  /** The member or parameter: `['address', 'city']`; empty where the refusal names none. */
  path: string[];
  /** The value of which it speaks, where it names no place. */
  value?: Json;
  wants: Want;
  /** The target's own words. */
  says: string;
}

export type Want =
  | { kind: 'present'; type?: string }
  | { kind: 'absent' }
  /** Another value than one that is there. */
  | { kind: 'new' }
  /** Another value than one of those that the refusal quotes. */
  | { kind: 'other'; quoted: string[] }
  /** Something that is there, where the refusal says that what the request names is not. */
  | { kind: 'there'; sentence: string }
  /** A file of one of these media types in place of any bytes. */
  | { kind: 'file'; types: string[] }
  | { kind: 'one of'; values: Json[]; insteadOf?: string }
  | { kind: 'pattern'; pattern: string }
  | { kind: 'type'; type: string }
  | { kind: 'format'; format: string }
  | { kind: 'bounds'; of: 'number' | 'length'; least?: number; most?: number };

/** At most so many hints are taken from one answer. */
export const MAX_HINTS = 20;
