/** The public API of assay. */
export type * from './model/json.ts';
export type * from './model/contract.ts';
export type * from './model/binding.ts';
export type * from './model/exchange.ts';
export type * from './model/case.ts';
export type * from './model/finding.ts';
export type * from './model/run.ts';
export type * from './model/shard.ts';
export type * from './model/shard-report.ts';
export { check, type CheckOptions, type RunEvent } from './run/check.ts';
export { embeddedTarget } from './run/mock-target.ts';
export { ContractError, UsageError } from './errors.ts';
export { findContracts, type ContractFile } from './document/find.ts';
export { loadContract, type LoadOptions } from './contract/load.ts';
export {
  watchContracts,
  type ContractEvent,
  type ContractsUpdate,
  type Watch,
  type WatchOptions,
} from './contract/watch.ts';
export type { GivenRequest, GivenRequests } from './cases/baseline/known.ts';
export { plan, type PlanOptions } from './run/phases/plan.ts';
export type { FilterKind, OperationFilters, Patterns } from './run/operation-filter.ts';
export type { PermissionOptions } from './run/permissions/permissions.ts';
export { analyze } from './bindings/analyze.ts';
export { CHECKS } from './judge/checks/index.ts';
export { mutate, type MutateOptions } from './mutation/mutate.ts';
export { type MutantResult, type MutationRun } from './mutation/mutation-run.ts';
export { checkRecorded, type RecordedOptions } from './run/recorded/check-recorded.ts';
export { readCleanupRule, type CleanupRule } from './exchange/cleanup.ts';
export { REPORTERS, type Reporter, type ReportOptions } from './report/index.ts';
export type * from './model/override.ts';
export { withOverrides } from './mock/overrides/read-overrides.ts';
export { createMock, type Mock, type MockOptions } from './mock/mock.ts';
export type { JournalEntry, JournalMessage } from './mock/journal/journal-entry.ts';
export type { JournalFilter } from './mock/journal/filter.ts';
export { startMock, type StartMockOptions, type StartedMock } from './mock/server/server.ts';
export { httpTarget, type HttpTargetOptions } from './exchange/http-target.ts';
export { readHar } from './exchange/recordings/read-har.ts';
export type { Lacks, Recorded } from './exchange/recordings/recorded.ts';
export {
  openCallbackListener,
  type CallbackListener,
  type CallbackListenerOptions,
  type ReceivedRequest,
} from './exchange/callback-listener.ts';
export { inProcessTarget } from './exchange/in-process-target.ts';
export { withRetries, type RetryOptions } from './exchange/retries.ts';
