import type { Run } from '../model/run.ts';
import { github } from './github.ts';
import { har } from './har.ts';
import { htmlReport } from './html/html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty/pretty.ts';

/** How a report is drawn. */
export interface ReportOptions {
  /** Whether it may be coloured for a terminal. */
  colour?: boolean;
  /** What the clock says, for formats that ask for times; the moment of writing unless given. */
  now?: Date;
}

/** A report of runs as text. Pure but for the clock: the same runs give the same text. */
export type Reporter = (runs: Run[], options: ReportOptions) => string;

/** Every format, by the name that `--report` takes. */
export const REPORTERS: Record<string, Reporter> = { pretty, json, junit, html: htmlReport, markdown, github, har };
