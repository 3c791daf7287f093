import type { Case } from '../model/case.ts';
import type { Contract } from '../model/contract.ts';
import type { Exchange } from '../model/exchange.ts';
import type { GivenRequests } from '../cases/baseline/known.ts';
import type { CallbackListener } from '../exchange/callback-listener.ts';
import type { CleanupRule } from '../exchange/cleanup.ts';
import type { SenderOptions } from '../exchange/sender.ts';
import type { ConcludeOptions } from './conclude-run.ts';
import type { Spool } from './fold/spool.ts';
import type { PhaseOptions } from './phases/phase.ts';
import type { PlanOptions } from './phases/plan.ts';

/** What a user chooses of the requests: by flags, by a target's keys in assay.yaml, and by the options of a Jest suite. */
export interface RequestSettings
  extends PlanOptions, Omit<PhaseOptions, 'shard' | 'makers'>, Pick<SenderOptions, 'rate'> {
  /** Requests that the target accepts, by operation id: they are tried before any other. */
  requests?: GivenRequests;
  /** Nothing more is sent once so many violations were found, each fingerprint counted once. */
  maxFailures?: number;
}

export interface CheckOptions
  extends RequestSettings, Pick<PhaseOptions, 'shard' | 'makers'>, ConcludeOptions, Pick<SenderOptions, 'signal'> {
  /** What `planInTurns` gave for a contract and the same options, where that was asked before: it takes long for a large document. */
  planned?: ReadonlyMap<Contract, Case[]>;
  /** How to undo what an operation creates, by its id. */
  cleanup?: Map<string, CleanupRule>;
  /** Ends the clean-up too: what is left is listed. */
  stopAtOnce?: AbortSignal;
  /** Takes the callbacks and webhooks that the target sends, which are then judged as well. */
  callbacks?: CallbackListener;
  /** Milliseconds that callbacks are waited for once all was sent. */
  callbackPatience?: number;
  /** How many results the run keeps beside those that findings show; all unless given. */
  keep?: number;
  /** Opens what takes the results of all cases of a contract, for reports that list them. */
  spool?: ((contract: Contract) => Spool) | undefined;
  /** Called with what the run does, as it does it. */
  onEvent?: (event: RunEvent) => void;
}

export type RunEvent =
  | { kind: 'planned'; cases: Case[] }
  /**
   * `of` is how many are known of so far: generated cases and sequences are counted as they come.
   * `isLimit` is set where fewer may be sent; `violations` counts each fingerprint once, as they are known by then.
   */
  | { kind: 'answered'; case: Case; exchange: Exchange; done: number; of: number; isLimit?: true; violations: number }
  | { kind: 'ended' };
