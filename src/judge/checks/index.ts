import type { Check } from '../judgement.ts';
import { acceptance } from './acceptance.ts';
import { answerIsState } from './behaviour/writes/answer-is-state.ts';
import { body } from './body.ts';
import { boundValue } from './bound-value.ts';
import { callback } from './callback.ts';
import { createdListed } from './behaviour/writes/created-listed.ts';
import { createdReadable } from './behaviour/writes/created-readable.ts';
import { credentials } from './credentials.ts';
import { defaultApplied } from './behaviour/lists/default-applied.ts';
import { defaultValue } from './default-value.ts';
import { deletedGone } from './behaviour/writes/deleted-gone.ts';
import { documentedFields } from './documented-fields.ts';
import { etagChanges } from './behaviour/messages/etag-changes.ts';
import { filterRespected } from './behaviour/lists/filter-respected.ts';
import { freshIdentifier } from './fresh-identifier.ts';
import { headers } from './headers.ts';
import { idempotentRepeat } from './behaviour/writes/idempotent-repeat.ts';
import { identifierByServer } from './behaviour/writes/identifier-by-server.ts';
import { identifierUnique } from './behaviour/writes/identifier-unique.ts';
import { jsonText } from './json-text.ts';
import { keptValue } from './behaviour/writes/kept-value.ts';
import { limitRespected } from './behaviour/lists/limit-respected.ts';
import { link } from './link.ts';
import { literalValue } from './literal-value.ts';
import { locationLeads } from './behaviour/messages/location-leads.ts';
import { mediaType } from './media-type.ts';
import { negotiation } from './behaviour/messages/negotiation.ts';
import { notModified } from './behaviour/messages/not-modified.ts';
import { pagesComplete } from './behaviour/lists/pages-complete.ts';
import { pagesDisjoint } from './behaviour/lists/pages-disjoint.ts';
import { readOnlyIgnored } from './behaviour/writes/read-only-ignored.ts';
import { refusalChangesNothing } from './behaviour/writes/refusal-changes-nothing.ts';
import { refusal } from './refusal.ts';
import { safeMethodSafe } from './behaviour/messages/safe-method-safe.ts';
import { schema } from './schema.ts';
import { schemeSpelling } from './scheme-spelling.ts';
import { selfLeads } from './behaviour/messages/self-leads.ts';
import { serverError } from './server-error.ts';
import { sortRespected } from './behaviour/lists/sort-respected.ts';
import { status } from './status.ts';
import { totalCounted } from './behaviour/lists/total-counted.ts';
import { undocumentedField } from './undocumented-field.ts';
import { undocumentedStatus } from './undocumented-status.ts';
import { undocumentedMediaTypeRefused } from './behaviour/messages/undocumented-media-type-refused.ts';
import { updateKept } from './behaviour/writes/update-kept.ts';
import { updatePartial } from './behaviour/writes/update-partial.ts';
import { useAfterDelete } from './use-after-delete.ts';
import { writeOnlyHidden } from './behaviour/messages/write-only-hidden.ts';
import { writeOnly } from './write-only.ts';
import { rightCredentialsAccepted } from './behaviour/messages/right-credentials-accepted.ts';
import { wrongCredentialsRefused } from './behaviour/messages/wrong-credentials-refused.ts';

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
  rightCredentialsAccepted,
  safeMethodSafe,
  callback,
];
