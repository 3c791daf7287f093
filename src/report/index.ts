import type { Run } from '../model.ts';
import { json } from './json.ts';
import { pretty } from './pretty.ts';

/** How a report is drawn. */
export interface ReportOptions {
  /** Whether it may be coloured for a terminal. */
  colour?: boolean;
}

/** A report of runs as text. Pure: the same runs give the same text. */
export type Reporter = (runs: Run[], options: ReportOptions) => string;

/** Every format, by the name that `--report` takes. */
export const REPORTERS: Record<string, Reporter> = { pretty, json };
