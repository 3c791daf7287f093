import type { ReportOptions } from '../../report/options.ts';
import type { Comparison } from '../comparison.ts';
import { htmlComparison } from './html.ts';
import { jsonComparison } from './json.ts';
import { markdownComparison } from './markdown.ts';
import { prettyComparison } from './pretty.ts';

export type ComparisonReporter = (comparisons: Comparison[], options: ReportOptions) => string;

/** Every format of a comparison, by the name that `--report` takes. */
export const COMPARISON_REPORTERS: Record<string, ComparisonReporter> = {
  pretty: prettyComparison,
  markdown: markdownComparison,
  json: jsonComparison,
  html: htmlComparison,
};
