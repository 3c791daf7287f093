import type { Contract, Operation } from '../model/contract.ts';
import type { Result, Run } from '../model/run.ts';
import type { Case } from '../model/case.ts';
import type { Exchange, Target } from '../model/exchange.ts';
import { DEFAULT_PHASES, plan, unspecified, type PlanOptions } from '../cases/plan.ts';
import { respell, schemeSpelling, spellingBreach } from '../judge/checks/scheme-spelling.ts';
import { DEFAULT_MAX_EXAMPLES, runFuzzing, type FuzzOptions } from './phases/fuzzing.ts';
import { type PhaseOutcome } from './phases/phase.ts';
import { runSequences } from './phases/sequences.ts';
import { createJudge, type Judge } from '../judge/judge.ts';
import { cleanUp, type CleanupRule, type Creation } from '../exchange/cleanup.ts';
import { sendCases, type SendOptions } from '../exchange/send-cases.ts';
import { createSender, type SenderOptions } from '../exchange/sender.ts';
import { judgeStatements } from '../judge/source-coverage.ts';
import { group, undecidedOf, verdictOf } from '../judge/verdict.ts';

export interface CheckOptions extends PlanOptions, FuzzOptions, SenderOptions, Omit<SendOptions, 'onExchange'> {
  /** How to undo what an operation creates, by its id. */
  cleanup?: Map<string, CleanupRule>;
  /** Lets notes count as violations. */
  strict?: boolean;
  /** Told what the run does, as it does it. */
  onEvent?: (event: RunEvent) => void;
}

export type RunEvent =
  | { kind: 'planned'; cases: Case[] }
  /** `of` is how many are known of so far: generated cases and sequences are counted as they come. */
  | { kind: 'answered'; case: Case; exchange: Exchange; done: number; of: number }
  | { kind: 'ended' };

/**
 * Holds a target to a contract: plans the cases, sends them, judges the answers, and comes to a verdict.
 * Nothing that a target does makes it throw.
 * @throws ContractError when the contract cannot be used
 */
export async function check(contract: Contract, target: Target, options: CheckOptions = {}): Promise<Run> {
  const started = performance.now();
  const { phases = DEFAULT_PHASES, maxExamples = DEFAULT_MAX_EXAMPLES, overrides: given } = options;
  const planned = plan(contract, options);
  const [fuzzes, follows] = [phases.includes('fuzzing'), phases.includes('sequences')];
  compileSchemas(fuzzes || follows ? contract.operations : planned.map(({ operation }) => operation), contract);
  options.onEvent?.({ kind: 'planned', cases: planned });

  const judge = createJudge(contract, target.baseUrl);
  const sender = createSender(target, options);
  let done = 0;
  const most = planned.length + (fuzzes ? contract.operations.length * maxExamples : 0);
  const answered = (testCase: Case, exchange: Exchange) =>
    options.onEvent?.({ kind: 'answered', case: testCase, exchange, done: (done += 1), of: Math.max(most, done) });
  let refused: Case | undefined;
  await sendCases(planned, sender, {
    ...options,
    onExchange: (testCase, exchange) => {
      judge.judge(testCase, exchange);
      if (
        testCase.expect.kind === 'documented' &&
        'response' in exchange.outcome &&
        exchange.outcome.response.status === 401
      )
        refused ??= testCase;
      answered(testCase, exchange);
    },
  });
  if (refused) await trySpelling(refused, target, judge, options.signal);
  const door = { court: judge, sender, onExchange: answered };
  const outcome = fuzzes ? await runFuzzing(contract, options, door) : undefined;
  const followed = follows
    ? await runSequences(contract, target, { ...(given && { overrides: given }) }, door)
    : undefined;
  const { results, mask } = judge.conclude([...planned, ...(outcome?.cases ?? []), ...(followed?.cases ?? [])]);

  // Also after the signal was given: what was created has to go, also by requests that only made another one smaller.
  const rules = options.cleanup ?? new Map<string, CleanupRule>();
  const leftovers = await cleanUp(
    target,
    [...creations(results), ...smallerCreations(outcome, results)],
    rules,
    given?.headers ?? [],
  );
  const findings = group(results);
  const undecided = [
    ...(results.length === 0 && options.signal?.aborted
      ? [{ reason: 'nothing was sent: the run had been stopped' }]
      : undecidedOf(contract, results)),
    ...(outcome?.undecided ?? []),
    ...(followed?.undecided ?? []),
  ];
  const staleWaivers: string[] = [];
  options.onEvent?.({ kind: 'ended' });
  return {
    contract,
    target: target.name,
    phases: [...new Set(results.map(({ case: { phase } }) => phase))],
    results,
    ...(outcome && { fuzzing: outcome.fuzzing }),
    findings,
    undecided,
    unspecified: unspecified(contract),
    unjudged: [...(outcome?.unjudged ?? []), ...(followed?.unjudged ?? [])],
    statements: judgeStatements(contract, results, findings),
    staleWaivers,
    leftovers,
    verdict: verdictOf({ findings, undecided, staleWaivers }, options.strict),
    duration: performance.now() - started,
    mask,
  };
}

/** What was created on the way to a smaller case, and by the cases that a smaller one stands for. */
function smallerCreations(outcome: PhaseOutcome | undefined, results: Result[]): Creation[] {
  const told = new Set(results.map(({ case: testCase }) => testCase));
  return (outcome?.exchanges ?? [])
    .filter(({ of: testCase }) => !told.has(testCase))
    .map(({ of: { id, operation, inputs }, exchange }) => ({ operation: operation.id, case: id, inputs, exchange }));
}

function creations(results: Result[]): Creation[] {
  return results.flatMap(({ case: { id, operation, inputs }, exchange }) =>
    exchange ? [{ operation: operation.id, case: id, inputs, exchange }] : [],
  );
}

/** Compiles what answers will be held to, so that a contract which cannot be used is told before anything is sent. */
function compileSchemas(operations: Operation[], contract: Contract): void {
  const responses = [...new Set(operations)].flatMap((operation) => operation.responses);
  for (const { media, headers } of responses)
    for (const { schema } of [...media, ...headers]) if (schema) contract.accepts(schema, null);
}

/** Sends a request whose credentials were refused once more, their scheme in other letters: if that is accepted, the refusal was wrong. */
async function trySpelling(
  testCase: Case,
  target: Target,
  judge: Judge,
  signal: AbortSignal | undefined,
): Promise<void> {
  const request = testCase.operation.security.length > 0 && !signal?.aborted ? respell(testCase.request) : undefined;
  const violation = request && spellingBreach(testCase, await target.send(request, signal));
  if (violation) judge.report(testCase, { check: schemeSpelling, violation });
}
