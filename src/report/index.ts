import type { Run } from '../model/run.ts';
import { attestation } from './attestation.ts';
import { badge } from './badge.ts';
import { github } from './github.ts';
import { har } from './har.ts';
import { htmlReport } from './html/html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { ReportOptions } from './options.ts';
import { pretty } from './pretty/pretty.ts';
import { sarif } from './sarif.ts';
import { statement } from './statement.ts';

export type { ReportOptions };

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
