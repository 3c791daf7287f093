import type { Contract } from '../../model/contract.ts';
import type { Run } from '../../model/run.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Case, Phase } from '../../model/case.ts';
import type { Shard } from '../../model/shard.ts';
import type { Exchange, Target } from '../../model/exchange.ts';
import type { Overrides } from '../../messages/overrides.ts';
import type { Judge } from '../../judge/judge.ts';
import type { Ending, Sender } from '../../exchange/sender.ts';
import type { Marks } from '../baseline/marks.ts';
import type { LiveFold } from '../fold/live-fold.ts';
import type { Baselines } from '../baseline/baseline.ts';
import type { CaseMakers } from './made-ahead.ts';
import type { KnownValues } from '../state/known-values.ts';
import type { Ledger } from '../state/ledger.ts';
import type { Permissions } from '../permissions/permissions.ts';

/**
 * One part of a run, with everything that is known of it: what it sends, and how the doors name it.
 * A phase plans its cases before anything is sent, or makes them as the responses come in, or does both.
 */
export interface PhaseDefinition {
  name: Phase;
  /** Runs unless other phases are asked for. */
  isDefault?: true;
  /** The cases that are known before anything is sent. */
  plan?(contract: Contract, overrides: Overrides): Case[];
  /** Sends the cases that are made during the run. */
  run?(context: PhaseContext): Promise<PhaseOutcome>;
  /** The cases of `run` that do not depend on any response: `--dry-run` shows them. */
  preview?(contract: Contract, options: PhaseOptions): Promise<Case[]>;
  /** How many cases `run` sends at most, where that is known. */
  limit?(contract: Contract, options: PhaseOptions): number;
  /** What `run` sends, in a few words, for the line that announces a run; undefined where it sends nothing. */
  announce?(contracts: Contract[], options: PhaseOptions): string | undefined;
  /** How a test runner shows the cases of `run`: as one test of each operation, or as one test of the whole contract. */
  test?: { title: string; of: 'operation' | 'contract' };
  /** The numbers that this phase alone reads. */
  settings?: PhaseSetting[];
}

/** The options that the phases of a run read. */
export interface PhaseOptions {
  overrides?: Overrides;
  /** Requests under way at once; undefined for a few, of which one at a time changes something below the same collection. */
  workers?: number;
  /** Repeats generated cases; one is drawn where none is given. */
  seed?: number;
  /** Generated cases of one operation, at the most. */
  maxExamples?: number;
  /** Makes generated cases beside the run; what it sends does not depend on it. */
  makers?: (contract: Contract) => CaseMakers | undefined;
  /** Set where the contract has a part of its operations alone: what is missing, another shard has. */
  shard?: Shard;
}

/** A whole number that a phase reads: a flag of the command line, and a key of a target in assay.yaml. */
export interface PhaseSetting {
  key: 'seed' | 'maxExamples';
  /** Without its hyphens: `max-examples`. */
  flag: string;
  about: string;
  /** As the help shows it. */
  default: string;
  min: number;
  max: number;
}

/** What a phase works with while it runs. */
export interface PhaseContext {
  contract: Contract;
  target: Target;
  options: PhaseOptions;
  judge: Judge;
  sender: Sender;
  /** What may be sent: `sender` sends nothing that is held back. */
  permissions: Permissions;
  /** What the run created. */
  ledger: Ledger;
  /** What the run knows of the things on the target. */
  known: KnownValues;
  /** The first accepted request of each operation that one was looked for. */
  baselines: Baselines;
  marks: Pick<Marks, 'series'>;
  /** Takes cases that nothing more is asked of while the phase still runs. */
  fold: Pick<LiveFold, 'add'>;
  /** Called with each exchange that counts towards the progress of the run. */
  onExchange(testCase: Case, exchange: Exchange): void;
}

/** What a phase made during the run. */
export interface PhaseOutcome {
  /** Those that were not folded yet. */
  cases: Case[];
  /** What was not tested, and why; no verdict rests on it. */
  unjudged: Undecided[];
  /** What could not be judged, and belongs to no single case. */
  undecided: Undecided[];
  /** What the run reports of the phase. */
  details?: Pick<Run, 'fuzzing'>;
}

/** Why a phase that ended before its plan was done is undecided. @param done how far it came: `38 of 2000 requests` */
export function endedEarly(ending: Ending, done: string): Undecided {
  return { reason: `${ENDINGS[ending]} at ${done}` };
}

const ENDINGS: Record<Ending, string> = {
  stopped: 'the run was stopped',
  time: 'the time was up',
  failures: 'the target failed too often in a row, and was asked for nothing more',
};
