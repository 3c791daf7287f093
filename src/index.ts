/** The public API of assay. */
export type * from './model.ts';
export { check, type CheckOptions, type RunEvent } from './engine.ts';
export { embeddedTarget } from './embedded.ts';
export { ContractError, UsageError } from './contract/error.ts';
export { findContracts, type ContractFile } from './contract/find.ts';
export { loadContract } from './contract/load.ts';
export { plan, type PlanOptions } from './cases/plan.ts';
export { analyse } from './binding/analyse.ts';
export { CHECKS } from './checks/index.ts';
export { mutate, type MutantResult, type MutateOptions, type MutationRun } from './mutation/mutate.ts';
export { checkRecorded } from './recorded.ts';
export { REPORTERS, type Reporter, type ReportOptions } from './report/index.ts';
export { createMock, type Mock, type MockOptions } from './mock/mock.ts';
export { startMock, type StartMockOptions, type StartedMock } from './mock/server.ts';
export { httpTarget, type HttpTargetOptions } from './target/http.ts';
export { readHar, type Recorded } from './target/har.ts';
export { inProcessTarget } from './target/in-process.ts';
export { withRetries, type RetryOptions } from './target/retries.ts';
