import type { Check } from '../judgement.ts';
import { acceptance } from './acceptance.ts';
import { answerIsState } from './answer-is-state.ts';
import { body } from './body.ts';
import { boundValue } from './bound-value.ts';
import { createdListed } from './created-listed.ts';
import { createdReadable } from './created-readable.ts';
import { credentials } from './credentials.ts';
import { defaultApplied } from './default-applied.ts';
import { defaultValue } from './default-value.ts';
import { deletedGone } from './deleted-gone.ts';
import { documentedFields } from './documented-fields.ts';
import { etagChanges } from './etag-changes.ts';
import { filterRespected } from './filter-respected.ts';
import { freshIdentifier } from './fresh-identifier.ts';
import { headers } from './headers.ts';
import { idempotentRepeat } from './idempotent-repeat.ts';
import { identifierByServer } from './identifier-by-server.ts';
import { identifierUnique } from './identifier-unique.ts';
import { jsonText } from './json-text.ts';
import { keptValue } from './kept-value.ts';
import { limitRespected } from './limit-respected.ts';
import { link } from './link.ts';
import { literalValue } from './literal-value.ts';
import { locationLeads } from './location-leads.ts';
import { mediaType } from './media-type.ts';
import { negotiation } from './negotiation.ts';
import { notModified } from './not-modified.ts';
import { pagesComplete } from './pages-complete.ts';
import { pagesDisjoint } from './pages-disjoint.ts';
import { readOnlyIgnored } from './read-only-ignored.ts';
import { refusalChangesNothing } from './refusal-changes-nothing.ts';
import { refusal } from './refusal.ts';
import { safeMethodSafe } from './safe-method-safe.ts';
import { schema } from './schema.ts';
import { schemeSpelling } from './scheme-spelling.ts';
import { selfLeads } from './self-leads.ts';
import { serverError } from './server-error.ts';
import { sortRespected } from './sort-respected.ts';
import { status } from './status.ts';
import { totalCounted } from './total-counted.ts';
import { undocumentedField } from './undocumented-field.ts';
import { undocumentedMediaTypeRefused } from './undocumented-media-type-refused.ts';
import { updateKept } from './update-kept.ts';
import { updatePartial } from './update-partial.ts';
import { useAfterDelete } from './use-after-delete.ts';
import { writeOnlyHidden } from './write-only-hidden.ts';
import { writeOnly } from './write-only.ts';
import { wrongCredentialsRefused } from './wrong-credentials-refused.ts';

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
  answerIsState,
  updatePartial,
  refusalChangesNothing,
  identifierByServer,
  readOnlyIgnored,
  writeOnlyHidden,
  identifierUnique,
  deletedGone,
  idempotentRepeat,
  locationLeads,
  selfLeads,
  etagChanges,
  notModified,
  negotiation,
  undocumentedMediaTypeRefused,
  wrongCredentialsRefused,
  safeMethodSafe,
];
