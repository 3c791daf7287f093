import type { Case, Phase } from './case.ts';
import type { Statement } from './contract.ts';
import type { HeaderField } from './exchange.ts';
import type { Finding, Undecided, Waiver } from './finding.ts';
import type { Pointer } from './json.ts';
import type { Configuration, Counts, Fuzzing } from './run.ts';
import type { Shard } from './shard.ts';

/**
 * What a shard saw, as its JSON report carries it: `assay merge` makes the reports of the whole run of it. Everything that a target had a
 * hand in is masked.
 */
export interface ShardReport extends Shard {
  /** What every shard of one run has in common. */
  run: SharedRun;
  parts: ShardPart[];
  /** Of recorded traffic. */
  recorded?: ShardRecording;
}

/** What a run is told from others by. */
export interface SharedRun {
  /** The version of assay. */
  version: string;
  contracts: ShardContract[];
  /** The options that a result depends on, as the command line has them; of secrets the names alone. */
  options: Record<string, string>;
  /** The SHA-256 of the bytes that were recorded, decompressed. */
  input?: string;
  /** How many results reports list beside those that findings show; all unless given. */
  keep?: number;
  strict: boolean;
  waivers: Waiver[];
  targetName?: string;
  configuration?: Configuration;
}

/** A contract of a run, and how it was read. */
export interface ShardContract {
  name: string;
  file: string;
  /** The SHA-256 of the document as it is used: whole, and brought to OpenAPI 3.1. */
  digest: string;
  confined: boolean;
  allowRemoteRefs: boolean;
}

/** What a shard saw of one contract. */
export interface ShardPart {
  target: string;
  /** Milliseconds. */
  duration: number;
  /** The ids of its operations. */
  operations: string[];
  fold: ShardFold;
  undecided: Undecided[];
  unjudged: Undecided[];
  heldBack: Undecided[];
  leftovers: Undecided[];
  fuzzing?: Fuzzing;
  recorded?: { judged: number; operations: string[]; carriesCredentials: boolean; unjudged: ShardEntries };
}

/** What a shard saw of the recording as a whole. */
export interface ShardRecording {
  /** How many of its entries are exchanges. */
  exchanges: number;
  /** What nothing matches, or could not be read. */
  unmatched: ShardEntries;
  /** Why it could not be read to its end. */
  problems: Undecided[];
}

/** Entries by reason, each with the number of its case and how many there are. */
export interface ShardEntries {
  groups: { entry: Undecided; number: number; count: number }[];
  others: number;
}

/** What the cases of a shard came to. */
export interface ShardFold {
  counts: Counts;
  phases: Phase[];
  findings: { finding: ShardFinding; shown: number; size: number; first: [number: number, place: number] }[];
  /** The clauses with a source that could have been violated. */
  touched: { operation: string; clauses: Pointer[]; isAccepting: boolean }[];
  reached: ShardReach[];
  undecided: ShardEntries;
  /** The results that are kept, and those that findings show. */
  results: ShardResult[];
  /** The numbers of the first ones, which are kept whatever they show. */
  kept: number[];
}

/** What became of the requests to one operation. */
export interface ShardReach {
  operation: string;
  isAnswered: boolean;
  isSomethingThere: boolean;
  failure?: { number: number; message: string };
  any?: ShardAnswer;
  valid?: ShardAnswer;
}

/** The most telling answer that was no success. */
export interface ShardAnswer {
  rank: number;
  number: number;
  status: number;
  said?: string;
}

/** A finding, its statement as reports describe it: with the title of the document. */
export type ShardFinding = Omit<Finding, 'statement'> & {
  statement?: Omit<Statement, 'document'> & { document?: string };
};

/** A result with its messages. */
export interface ShardResult {
  number: number;
  id: string;
  phase: Phase;
  operation: string;
  title: string;
  expect: { kind: Case['expect']['kind']; clause?: Pointer; at?: string; example?: Pointer };
  mediaType?: string;
  request: ShardMessage & { method: string; path: string };
  response?: ShardMessage & { status: number; incomplete?: string };
  /** Why no answer came. */
  failure?: string;
  startedAt?: number;
  duration?: number;
  findings: ShardFinding[];
  undecided?: Undecided;
}

/** Header fields, and the body as a text or as Base64. */
export interface ShardMessage {
  headers: HeaderField[];
  text?: string;
  base64?: string;
}
