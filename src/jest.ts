import type { Contract, Operation } from './model/contract.ts';
import type { Result, Run } from './model/run.ts';
import type { Case } from './model/case.ts';
import type { Target } from './model/exchange.ts';
import { embeddedTarget } from './run/mock-target.ts';
import { check, type CheckOptions } from './run/check.ts';
import { plan } from './cases/plan.ts';
import { selectContracts } from './document/find.ts';
import { loadContract } from './contract/load.ts';
import { describeFinding } from './report/pretty/pretty.ts';
import { httpTarget } from './exchange/http-target.ts';
import { withRetries } from './exchange/retries.ts';

export interface ConformanceOptions extends Pick<
  CheckOptions,
  'phases' | 'overrides' | 'strict' | 'workers' | 'rate' | 'seed' | 'maxExamples'
> {
  /** A contract, its name, or the path of an OpenAPI document. */
  contract: Contract | string;
  /** A target or its URL; without one, the contract's own mock inside this process. */
  target?: Target | string;
}

/** What this file needs of a Jest-like test runner; taken from its globals. */
interface Runner {
  describe(name: string, body: () => void): void;
  test(name: string, body: () => Promise<void> | void): void;
  beforeAll(body: () => Promise<void>, timeout?: number): void;
}

/** A whole run may wait for a slow target. */
const RUN_TIMEOUT = 10 * 60 * 1000;

/**
 * Registers a conformance run as tests: a `describe` for each operation and a `test` for each case; generated requests are
 * one test of their operation, and sequences of requests one test.
 * A test fails with the findings that the command line would show. Await it at the top of a test file:
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
  const contract = typeof named === 'string' ? await load(named) : named;
  const cases = plan(contract, options);
  const [fuzzes, follows] = (['fuzzing', 'sequences'] as const).map((phase) => options.phases?.includes(phase));
  let run: Run | undefined;

  describe(contract.name, () => {
    beforeAll(async () => {
      const target = typeof given === 'string' ? withRetries(httpTarget(given)) : (given ?? embeddedTarget(contract));
      run = await check(contract, target, options);
      if (typeof given !== 'object') await target.close();
    }, RUN_TIMEOUT);
    // A run that has nothing to send is undecided, and undecided is never green.
    if (cases.length === 0 && !fuzzes && !follows) test('has something to send', () => assertDecided(run));
    if (follows) test('sequences of requests', () => assertAll(run, ({ phase }) => phase === 'sequences'));

    for (const operation of contract.operations) {
      const own = cases.filter((testCase) => testCase.operation === operation);
      if (own.length === 0 && !fuzzes) continue;
      describe(`${operation.method} ${operation.path}`, () => {
        for (const { id, title } of own) test(title, () => assertConforms(run, id));
        if (fuzzes)
          test('generated requests', () =>
            assertAll(run, (testCase) => testCase.phase === 'fuzzing' && testCase.operation === operation, operation));
      });
    }
  });
}

async function load(name: string): Promise<Contract> {
  const [found] = await selectContracts([name]);
  if (!found) throw new Error(`there is no contract ${name}`);
  return found.name ? loadContract(found.file, found.name, { confined: true }) : loadContract(found.file);
}

function assertDecided(run: Run | undefined): void {
  if (!run || run.undecided.length > 0)
    throw failure(run?.undecided.map(({ reason }) => reason).join('\n') || 'the run did not end');
}

function assertConforms(run: Run | undefined, id: string): void {
  const result: Result | undefined = run?.results.find(({ case: testCase }) => testCase.id === id);
  if (!run || !result) throw failure('the run did not end');
  if (result.undecided)
    throw failure(`undecided: ${result.undecided.reason}${result.undecided.hint ? `\n${result.undecided.hint}` : ''}`);
  const violations = result.findings.filter(({ severity }) => severity === 'violation');
  if (violations.length > 0) throw failure(violations.map((finding) => describeFinding(run, finding)).join('\n'));
}

/** Of cases that are not known before they are sent: none of them may show a violation, or be undecided. */
function assertAll(run: Run | undefined, isOf: (testCase: Case) => boolean, operation?: Operation): void {
  if (!run) throw failure('the run did not end');
  const results = run.results.filter(({ case: testCase }) => isOf(testCase));
  const shown = new Set(results.flatMap(({ findings }) => findings.map(({ fingerprint }) => fingerprint)));
  const violations = run.findings.filter(
    ({ severity, fingerprint }) => severity === 'violation' && shown.has(fingerprint),
  );
  if (violations.length > 0) throw failure(violations.map((finding) => describeFinding(run, finding)).join('\n'));
  const open = results.flatMap(({ undecided }) => undecided ?? []);
  // What is undecided of no one case is told with its operation, or with the sequences.
  const whole = run.undecided.filter(
    (entry) => entry.case === undefined && (operation === undefined || entry.operation === operation.id),
  );
  const [first] = [...open, ...whole];
  if (first) throw failure(`undecided: ${first.reason}${first.hint ? `\n${first.hint}` : ''}`);
}

/** An error without a stack: where in assay it was thrown tells nothing of the target. */
function failure(message: string): Error {
  const error = new Error(`\n${message}`);
  error.stack = error.message;
  return error;
}
