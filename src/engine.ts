import type { Case, Contract, Exchange, Result, Run, Target } from './model.ts';
import { plan, unspecified, type PlanOptions } from './cases/plan.ts';
import { respell, schemeSpelling, spellingBreach } from './checks/scheme-spelling.ts';
import { openCourt, type Court } from './findings.ts';
import { cleanUp, type CleanupRule, type Creation } from './target/cleanup.ts';
import { conduct, type ConductOptions } from './target/conduct.ts';
import { judgeStatements } from './statements.ts';
import { group, undecidedOf, verdictOf } from './verdict.ts';

export interface CheckOptions extends PlanOptions, Omit<ConductOptions, 'onExchange'> {
  /** How to undo what an operation creates, by its id. */
  cleanup?: Map<string, CleanupRule>;
  /** Lets notes count as violations. */
  strict?: boolean;
  /** Told what the run does, as it does it. */
  onEvent?: (event: RunEvent) => void;
}

export type RunEvent = { kind: 'planned'; cases: Case[] } | { kind: 'answered'; case: Case; exchange: Exchange; done: number; of: number };

/**
 * Holds a target to a contract: plans the cases, sends them, judges the answers, and comes to a verdict.
 * Nothing that a target does makes it throw.
 * @throws ContractError when the contract cannot be used
 */
export async function check(contract: Contract, target: Target, options: CheckOptions = {}): Promise<Run> {
  const started = performance.now();
  const cases = plan(contract, options);
  compileSchemas(contract, cases);
  options.onEvent?.({ kind: 'planned', cases });

  let done = 0;
  const court = openCourt(contract, target.baseUrl);
  let refused: Case | undefined;
  await conduct(cases, target, {
    ...options,
    onExchange: (of, exchange) => {
      court.hear(of, exchange);
      if (of.expect.kind === 'documented' && 'response' in exchange.outcome && exchange.outcome.response.status === 401) refused ??= of;
      options.onEvent?.({ kind: 'answered', case: of, exchange, done: (done += 1), of: cases.length });
    },
  });
  if (refused) await trySpelling(refused, target, court, options.signal);
  const { results, mask } = court.conclude(cases);

  // Also after the signal was given: what was created has to go.
  const leftovers = await cleanUp(target, creations(results), options.cleanup ?? new Map<string, CleanupRule>(), options.given?.headers ?? []);
  const findings = group(results);
  const undecided = undecidedOf(contract, results);
  const staleWaivers: string[] = [];
  return {
    contract,
    target: target.name,
    phases: [...new Set(cases.map(({ phase }) => phase))],
    results,
    findings,
    undecided,
    unspecified: unspecified(contract),
    unjudged: [],
    statements: judgeStatements(contract, results, findings),
    staleWaivers,
    leftovers,
    verdict: verdictOf({ findings, undecided, staleWaivers }, options.strict),
    duration: performance.now() - started,
    mask,
  };
}

function creations(results: Result[]): Creation[] {
  return results.flatMap(({ case: { id, operation, inputs }, exchange }) => (exchange ? [{ operation: operation.id, case: id, inputs, exchange }] : []));
}

/** Compiles what answers will be held to, so that a contract which cannot be used is told before anything is sent. */
function compileSchemas(contract: Contract, cases: Case[]): void {
  const responses = [...new Set(cases.map(({ operation }) => operation))].flatMap((operation) => operation.responses);
  for (const { media, headers } of responses) for (const { schema } of [...media, ...headers]) if (schema) contract.accepts(schema, null);
}

/** Sends a request whose credentials were refused once more, their scheme in other letters: if that is accepted, the refusal was wrong. */
async function trySpelling(of: Case, target: Target, court: Court, signal: AbortSignal | undefined): Promise<void> {
  const request = of.operation.security.length > 0 && !signal?.aborted ? respell(of.request) : undefined;
  const breach = request && spellingBreach(of, await target.send(request, signal));
  if (breach) court.accuse(of, { check: schemeSpelling, breach });
}
