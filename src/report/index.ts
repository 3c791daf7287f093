import { attestation } from './attestation.ts';
import { badge } from './badge.ts';
import { github } from './github.ts';
import { har } from './har.ts';
import { htmlReport } from './html/html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty/pretty.ts';
import type { Reporter } from './options.ts';
import { sarif } from './sarif.ts';
import { statement } from './statement.ts';

export type { Reporter, ReportOptions } from './options.ts';

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
