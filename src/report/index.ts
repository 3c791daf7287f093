import type { Run } from '../model/run.ts';
import { attestation } from './attestation.ts';
import { badge } from './badge.ts';
import { github } from './github.ts';
import { har, harPieces } from './har.ts';
import { htmlReport } from './html/html.ts';
import { json, jsonPieces } from './json.ts';
import { junit, junitPieces } from './junit.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty/pretty.ts';
import type { Reporter, ReportOptions } from './options.ts';
import { sarif } from './sarif.ts';
import { statement } from './statement.ts';

export type { Reporter, ReportOptions } from './options.ts';

/** The formats that list every case, piece by piece: all together may be longer than a text can be. */
export const PIECES: Record<string, (runs: Run[], options: ReportOptions) => Iterable<string>> = {
  json: jsonPieces,
  junit: junitPieces,
  har: harPieces,
};

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
