import type { Run } from '../model/run.ts';
import type { ShardReport } from '../model/shard-report.ts';

/** Options of a report. */
export interface ReportOptions {
  /** Whether it may be coloured for a terminal. */
  colour?: boolean;
  /** How much a report for a terminal tells: findings and the verdict alone, or each list to its end. */
  detail?: 'quiet' | 'verbose';
  /** The current time, for formats with times; by default the time of writing. */
  now?: Date;
  /** The command line that made the runs, without the values of what is secret. */
  command?: string;
  /** What a shard saw, for the format that others are merged from. */
  shard?: ShardReport;
}

/** A report of runs as text. Pure except for the clock: the same runs give the same text. */
export type Reporter = (runs: Run[], options: ReportOptions) => string;
