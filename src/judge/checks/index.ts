import type { Check } from '../judgement.ts';
import { acceptance } from './acceptance.ts';
import { body } from './body.ts';
import { boundValue } from './bound-value.ts';
import { createdListed } from './created-listed.ts';
import { createdReadable } from './created-readable.ts';
import { credentials } from './credentials.ts';
import { defaultApplied } from './default-applied.ts';
import { defaultValue } from './default-value.ts';
import { documentedFields } from './documented-fields.ts';
import { filterRespected } from './filter-respected.ts';
import { freshIdentifier } from './fresh-identifier.ts';
import { headers } from './headers.ts';
import { jsonText } from './json-text.ts';
import { keptValue } from './kept-value.ts';
import { limitRespected } from './limit-respected.ts';
import { link } from './link.ts';
import { literalValue } from './literal-value.ts';
import { mediaType } from './media-type.ts';
import { pagesComplete } from './pages-complete.ts';
import { pagesDisjoint } from './pages-disjoint.ts';
import { refusal } from './refusal.ts';
import { schema } from './schema.ts';
import { schemeSpelling } from './scheme-spelling.ts';
import { serverError } from './server-error.ts';
import { sortRespected } from './sort-respected.ts';
import { status } from './status.ts';
import { totalCounted } from './total-counted.ts';
import { undocumentedField } from './undocumented-field.ts';
import { updateKept } from './update-kept.ts';
import { useAfterDelete } from './use-after-delete.ts';
import { writeOnly } from './write-only.ts';

/**
 * Every check, in order of precedence: if several report the same place of a response, only the first finding counts, because
 * the others are probably its consequences.
 */
export const CHECKS: readonly Check[] = [
  serverError,
  useAfterDelete,
  link,
  acceptance,
  refusal,
  credentials,
  schemeSpelling,
  status,
  mediaType,
  headers,
  body,
  jsonText,
  schema,
  documentedFields,
  keptValue,
  boundValue,
  literalValue,
  defaultValue,
  freshIdentifier,
  writeOnly,
  undocumentedField,
  createdReadable,
  createdListed,
  updateKept,
  limitRespected,
  defaultApplied,
  pagesDisjoint,
  pagesComplete,
  filterRespected,
  sortRespected,
  totalCounted,
];
