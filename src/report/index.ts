import type { Run } from '../model/run.ts';
import type { ShardReport } from '../model/shard-report.ts';
import { attestation } from './attestation.ts';
import { badge } from './badge.ts';
import { github } from './github.ts';
import { har } from './har.ts';
import { htmlReport } from './html/html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty/pretty.ts';
import { sarif } from './sarif.ts';
import { statement } from './statement.ts';

/** Options of a report. */
export interface ReportOptions {
  /** Whether it may be coloured for a terminal. */
  colour?: boolean;
  /** The current time, for formats with times; by default the time of writing. */
  now?: Date;
  /** What a shard saw, for the format that others are merged from. */
  shard?: ShardReport;
}

/** A report of runs as text. Pure except for the clock: the same runs give the same text. */
export type Reporter = (runs: Run[], options: ReportOptions) => string;

/** Every format, by the name that `--report` takes. */
export const REPORTERS: Record<string, Reporter> = {
  pretty,
  json,
  junit,
  html: htmlReport,
  markdown,
  github,
  sarif,
  har,
  statement,
  attestation,
  badge,
};
