import type { MutationReporter } from '../mutation-run.ts';
import { htmlMutations } from './html.ts';
import { jsonMutations } from './json.ts';
import { prettyMutations } from './pretty.ts';

/** Every format of a mutation report, by the name that `--report` takes. */
export const MUTATION_REPORTERS: Record<string, MutationReporter> = {
  pretty: prettyMutations,
  json: jsonMutations,
  html: htmlMutations,
};
