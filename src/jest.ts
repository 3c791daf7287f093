import type { Contract, Operation } from './model/contract.ts';
import type { Run } from './model/run.ts';
import type { Finding, Undecided } from './model/finding.ts';
import type { Case } from './model/case.ts';
import type { Target } from './model/exchange.ts';
import { embeddedTarget } from './run/mock-target.ts';
import { check, type CheckOptions } from './run/check.ts';
import type { RequestSettings } from './run/check-options.ts';
import { chooseOperations } from './run/operation-filter.ts';
import { permissionFor } from './run/permissions/permissions.ts';
import { selectPhases } from './run/phases/index.ts';
import { plan } from './run/phases/plan.ts';
import { fails } from './judge/verdict.ts';
import { selectContracts } from './document/find.ts';
import { loadContract } from './contract/load.ts';
import { describeFinding } from './report/pretty/pretty.ts';
import { fingerprintsOf, waiverOf } from './report/results.ts';
import { httpTarget } from './exchange/http-target.ts';
import { withRetries } from './exchange/retries.ts';

export interface ConformanceOptions
  extends RequestSettings, Pick<CheckOptions, 'strict' | 'waivers' | 'today' | 'targetName' | 'cleanup'> {
  /** A contract, its name, or the path of an OpenAPI document. */
  contract: Contract | string;
  /** A target or its URL; without one, the contract's own mock inside this process. */
  target?: Target | string;
}

/** The part of a Jest-like test runner that is needed here, taken from its globals. */
interface Runner {
  describe(name: string, body: () => void): void;
  test(name: string, body: () => Promise<void> | void): void;
  beforeAll(body: () => Promise<void>, timeout?: number): void;
}

/** A whole run may wait for a slow target, in milliseconds. */
const RUN_TIMEOUT = 10 * 60 * 1000;

/**
 * Registers a conformance run as tests: a `describe` for each operation and a `test` for each case. Generated requests are one
 * test for each operation, sequences of requests one test for the contract. A test fails with the findings that the command
 * line would show, unless a waiver covers them. A stale waiver fails a separate test, and so does an undecided reason that
 * belongs to no case. Await it at the top of a test file:
 *
 *     await describeConformance({ contract: 'openapi/my-api/openapi.yaml', target: 'http://127.0.0.1:8080' });
 */
export async function describeConformance({
  contract: named,
  target: given,
  ...options
}: ConformanceOptions): Promise<void> {
  const { describe, test, beforeAll } = globalThis as unknown as Runner;
  if (typeof describe !== 'function')
    throw new Error(
      'describeConformance registers tests with the globals of Jest: call it in a test file, and leave injectGlobals on',
    );
  const contract = chooseOperations(typeof named === 'string' ? await load(named) : named, options.filters);
  // A stateless target needs no undoing.
  const isStateless = given === undefined || (typeof given === 'object' && given.stateless === true);
  const cases = plan(contract, isStateless ? { ...options, allow: ['all'] } : options);
  const forCreated = isStateless
    ? []
    : contract.operations.filter((one) => permissionFor(contract, one, options).may === 'send to created');
  const groups = selectPhases(options.phases).flatMap(({ name, test: group }) => (group ? [{ name, ...group }] : []));
  const perOperation = groups.filter((group) => group.of === 'operation');
  const perContract = groups.filter((group) => group.of === 'contract');
  let concluded: Run | undefined;
  const ended = (): Run => {
    if (!concluded) throw failure('the run did not end');
    return concluded;
  };
  const strict = options.strict ?? false;

  describe(contract.name, () => {
    beforeAll(async () => {
      const target = typeof given === 'string' ? withRetries(httpTarget(given)) : (given ?? embeddedTarget(contract));
      concluded = await check(contract, target, options);
      if (typeof given !== 'object') await target.close();
    }, RUN_TIMEOUT);
    // A reason without a case fails none of their tests, and undecided is never green.
    test('has no undecided reason outside of its cases', () => assertDecided(ended()));
    if ((options.waivers ?? []).length > 0) test('needs each of its waivers', () => assertWaivers(ended()));
    for (const { name, title } of perContract)
      test(title, () => assertAll(ended(), strict, ({ phase }) => phase === name));

    for (const operation of contract.operations) {
      const own = cases.filter((testCase) => testCase.operation === operation);
      const isForCreated = forCreated.includes(operation);
      if (own.length === 0 && perOperation.length === 0 && !isForCreated) continue;
      describe(`${operation.method} ${operation.path}`, () => {
        for (const { id, title } of own) test(title, () => assertConforms(ended(), strict, id, operation));
        if (isForCreated)
          test('requests for what the run created', () =>
            assertAll(
              ended(),
              strict,
              ({ phase, operation: of }) => of === operation && (phase === 'examples' || phase === 'coverage'),
              operation,
            ));
        for (const { name, title } of perOperation)
          test(title, () =>
            assertAll(
              ended(),
              strict,
              (testCase) => testCase.phase === name && testCase.operation === operation,
              operation,
            ),
          );
      });
    }
  });
}

async function load(name: string): Promise<Contract> {
  const [found] = await selectContracts([name]);
  if (!found) throw new Error(`there is no contract ${name}`);
  return found.name ? loadContract(found.file, found.name, { confined: true }) : loadContract(found.file);
}

function assertDecided({ undecided }: Run): void {
  const whole = undecided.filter((entry) => entry.case === undefined);
  if (whole.length > 0) throw failure(whole.map(describeUndecided).join('\n'));
}

function assertWaivers({ staleWaivers }: Run): void {
  if (staleWaivers.length > 0) throw failure(staleWaivers.join('\n'));
}

function assertConforms(run: Run, strict: boolean, id: string, operation: Operation): void {
  const result = run.results.find(({ case: testCase }) => testCase.id === id);
  // Where the target accepts another request than the planned one, the operation's cases are made from that.
  if (!result)
    return assertAll(
      run,
      strict,
      ({ phase, operation: of }) => of.id === operation.id && (phase === 'examples' || phase === 'coverage'),
      operation,
    );
  if (result.undecided) throw undecidedFailure(result.undecided);
  assertFindings(run, strict, result.findings);
}

/** Cases that are not known before they are sent: none of them may have a violation, or be undecided. */
function assertAll(run: Run, strict: boolean, isOf: (testCase: Case) => boolean, operation?: Operation): void {
  const results = run.results.filter(({ case: testCase }) => isOf(testCase));
  const shown = new Set(results.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)));
  assertFindings(
    run,
    strict,
    run.findings.filter((finding) => fingerprintsOf(finding).some((fingerprint) => shown.has(fingerprint))),
  );
  const open = results.flatMap(({ undecided }) => undecided ?? []);
  // An undecided reason without a case is reported with its operation, or with the contract.
  const whole = run.undecided.filter(
    (entry) => entry.case === undefined && (operation === undefined || entry.operation === operation.id),
  );
  const [first] = [...open, ...whole];
  if (first) throw undecidedFailure(first);
}

/** Throws the findings that fail the run. The run's own list says which of them are waived. */
function assertFindings(run: Run, strict: boolean, findings: Finding[]): void {
  const failing = findings.filter(({ severity, fingerprint }) => {
    const waiver = waiverOf(run, fingerprint);
    return fails({ severity, ...(waiver && { waived: waiver }) }, strict);
  });
  if (failing.length > 0) throw failure(failing.map((finding) => describeFinding(run, finding)).join('\n'));
}

function undecidedFailure(undecided: Undecided): Error {
  return failure(describeUndecided(undecided));
}

function describeUndecided({ reason, hint }: Undecided): string {
  return `undecided: ${reason}${hint ? `\n${hint}` : ''}`;
}

/** An error without a stack, because its place in assay says nothing about the target. */
function failure(message: string): Error {
  const error = new Error(`\n${message}`);
  error.stack = error.message;
  return error;
}
