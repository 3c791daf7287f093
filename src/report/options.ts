import type { ShardReport } from '../model/shard-report.ts';

/** Options of a report. */
export interface ReportOptions {
  /** Whether it may be coloured for a terminal. */
  colour?: boolean;
  /** How much a report for a terminal tells: findings and the verdict alone, or each list to its end. */
  detail?: 'quiet' | 'verbose';
  /** The current time, for formats with times; by default the time of writing. */
  now?: Date;
  /** What a shard saw, for the format that others are merged from. */
  shard?: ShardReport;
}
