import type { Check } from '../judgement.ts';
import { acceptance } from './acceptance.ts';
import { answerIsState } from './behaviour/answer-is-state.ts';
import { body } from './body.ts';
import { boundValue } from './bound-value.ts';
import { callback } from './callback.ts';
import { createdListed } from './behaviour/created-listed.ts';
import { createdReadable } from './behaviour/created-readable.ts';
import { credentials } from './credentials.ts';
import { defaultApplied } from './behaviour/default-applied.ts';
import { defaultValue } from './default-value.ts';
import { deletedGone } from './behaviour/deleted-gone.ts';
import { documentedFields } from './documented-fields.ts';
import { etagChanges } from './behaviour/etag-changes.ts';
import { filterRespected } from './behaviour/filter-respected.ts';
import { freshIdentifier } from './fresh-identifier.ts';
import { headers } from './headers.ts';
import { idempotentRepeat } from './behaviour/idempotent-repeat.ts';
import { identifierByServer } from './behaviour/identifier-by-server.ts';
import { identifierUnique } from './behaviour/identifier-unique.ts';
import { jsonText } from './json-text.ts';
import { keptValue } from './behaviour/kept-value.ts';
import { limitRespected } from './behaviour/limit-respected.ts';
import { link } from './link.ts';
import { literalValue } from './literal-value.ts';
import { locationLeads } from './behaviour/location-leads.ts';
import { mediaType } from './media-type.ts';
import { negotiation } from './behaviour/negotiation.ts';
import { notModified } from './behaviour/not-modified.ts';
import { pagesComplete } from './behaviour/pages-complete.ts';
import { pagesDisjoint } from './behaviour/pages-disjoint.ts';
import { readOnlyIgnored } from './behaviour/read-only-ignored.ts';
import { refusalChangesNothing } from './behaviour/refusal-changes-nothing.ts';
import { refusal } from './refusal.ts';
import { safeMethodSafe } from './behaviour/safe-method-safe.ts';
import { schema } from './schema.ts';
import { schemeSpelling } from './scheme-spelling.ts';
import { selfLeads } from './behaviour/self-leads.ts';
import { serverError } from './server-error.ts';
import { sortRespected } from './behaviour/sort-respected.ts';
import { status } from './status.ts';
import { totalCounted } from './behaviour/total-counted.ts';
import { undocumentedField } from './undocumented-field.ts';
import { undocumentedStatus } from './undocumented-status.ts';
import { undocumentedMediaTypeRefused } from './behaviour/undocumented-media-type-refused.ts';
import { updateKept } from './behaviour/update-kept.ts';
import { updatePartial } from './behaviour/update-partial.ts';
import { useAfterDelete } from './use-after-delete.ts';
import { writeOnlyHidden } from './behaviour/write-only-hidden.ts';
import { writeOnly } from './write-only.ts';
import { wrongCredentialsRefused } from './behaviour/wrong-credentials-refused.ts';

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
  undocumentedStatus,
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
  callback,
];
