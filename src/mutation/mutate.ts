import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Contract, Operation } from '../model/contract.ts';
import type { Finding } from '../model/finding.ts';
import type { Pointer } from '../model/json.ts';
import { analyze } from '../bindings/analyze.ts';
import { coverageCases } from '../cases/coverage/coverage.ts';
import { exampleCases } from '../cases/examples.ts';
import { makeCases, unspecified } from '../cases/plan.ts';
import type { Fault } from './behaviour/behaviour-mutant.ts';
import { behaviourMutants } from './behaviour/behaviour-mutants.ts';
import { openLiveRuns, withCreations, type LiveRuns } from './behaviour/live-runs.ts';
import { OPERATORS } from './operators/index.ts';
import { idleClauses } from './idle-clauses.ts';
import { type Killer, createMutantJudge } from './mutant-judge.ts';
import { createConformingServer } from './conforming-server.ts';
import type { MutantResult, MutationRun, SetAside } from './mutation-run.ts';
import type { Mutant, Subject } from './mutant.ts';

export interface MutateOptions {
  onProgress?: (done: number, of: number) => void;
  /** Stops it; the results so far are kept. */
  signal?: AbortSignal;
}

/**
 * Puts one fault at a time into the contract's conforming server, and tests whether the conformance run notices it.
 * Without sockets. Only a check's violation kills a mutant, never a crash. Where the contract documents things that are created and
 * asked for again, faults in what the server does with them follow, each judged by a run (behaviour/).
 */
export async function mutate(contract: Contract, { onProgress, signal }: MutateOptions = {}): Promise<MutationRun> {
  const started = performance.now();
  const cases = makeCases(contract, [exampleCases, coverageCases]);
  const judgeCases = createMutantJudge(contract, cases);
  const needed = new Set<Pointer>();
  const server = createConformingServer(contract);
  const setAside: SetAside[] = [];
  const sound: Operation[] = [];
  for (const operation of contract.operations) {
    if (await isStopped(signal)) break;
    const failed = await judgeCases(server, operation, undefined, needed);
    if (failed) setAside.push({ operation: operation.id, reason: `${failed.check} at ${failed.case}` });
    else sound.push(operation);
  }
  const mutants = createMutants(contract, sound);
  const opened = (await isStopped(signal)) ? undefined : await openLiveRuns(contract, signal);
  const live = opened && 'findings' in opened ? opened : undefined;
  if (opened && !('findings' in opened)) setAside.push(opened);
  const behaviour = live ? behaviourMutants(contract, live.reached) : [];
  const results: MutantResult[] = [];
  for (const mutant of mutants) {
    if (await isStopped(signal)) break;
    const killer = await judgeCases(server, mutant.operation, mutant, needed);
    const result = resultOf(contract, mutant, killer);
    // What no case by itself shows may be seen where things are kept: then cases differ from what was accepted.
    const findings = result.outcome === 'survived' && live ? await seen(contract, live, mutant) : [];
    // A run that was stopped did not see everything.
    if (live && signal?.aborted) break;
    results.push(findings.length > 0 ? seenLive(result, findings) : result);
    onProgress?.(results.length, mutants.length + behaviour.length);
  }
  for (const mutant of behaviour) {
    if (!live || (await isStopped(signal))) break;
    const result = resultOf(contract, mutant, undefined);
    const findings = await live.findings(mutant.fault(), ['behaviour']);
    if (signal?.aborted) break;
    results.push(seenLive(result, findings));
    onProgress?.(results.length, mutants.length + behaviour.length);
  }
  const count = (outcome: MutantResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const [killed, survived] = [count('killed'), count('survived')];
  const [failed] = setAside;
  const undecided = signal?.aborted
    ? 'it was stopped'
    : failed && sound.length === 0
      ? `the server that nothing was changed in fails: ${failed.reason}`
      : mutants.length + behaviour.length === 0
        ? 'the contract has no documented answer to make mutants of'
        : undefined;
  return {
    contract,
    mutants: results,
    killed,
    survived,
    score: killed + survived === 0 ? 0 : (100 * killed) / (killed + survived),
    idle: undecided === undefined ? idleClauses(contract, results, needed) : [],
    unspecified: unspecified(contract),
    ...(setAside.length > 0 && { setAside }),
    ...(undecided && { undecided }),
    duration: performance.now() - started,
  };
}

/** Whether to stop. Nothing else here waits for anything, so timers and signals get their turn here alone. */
async function isStopped(signal: AbortSignal | undefined): Promise<boolean> {
  if (signal) await nextTurn();
  return signal?.aborted === true;
}

/** The mutants of some operations of a contract. */
function createMutants(contract: Contract, operations: Operation[]): Mutant[] {
  return operations.flatMap((operation) => {
    const examples = operation.examples.map((example) => ({ example, leaves: analyze(contract, operation, example) }));
    const subject: Subject = { contract, operation, examples };
    return OPERATORS.flatMap((operator) => operator.mutants(subject));
  });
}

function resultOf(
  contract: Contract,
  { id, family, title, clause, operation, equivalent, open }: Omit<Mutant, 'answer'>,
  killer: Killer | undefined,
): MutantResult {
  const statement = contract.statement(clause);
  const common = { id, operation: operation.id, family, title, clause, ...(statement && { statement }) };
  if (killer?.inference !== undefined && !equivalent)
    return { ...common, outcome: 'open', by: `a note, as it rests on an inference: ${killer.inference}` };
  if (killer && killer.inference === undefined)
    return {
      ...common,
      outcome: 'killed',
      by: `${killer.check} at ${killer.case}`,
      ...((equivalent ?? open) && { contradiction: true as const }),
    };
  if (equivalent) return { ...common, outcome: 'equivalent', by: equivalent };
  if (open) return { ...common, outcome: 'open', by: open };
  return { ...common, outcome: 'survived', by: '' };
}

/** The families of faults that depend on what is sent, and not on what is kept. */
const REQUESTS = new Set(['acceptance', 'refusal', 'server error']);

/** A mutant's fault in the answers to its own operation. */
const faultOf =
  ({ operation, answer }: Mutant): Fault =>
  (request, server) =>
    server.operationOf(request) === operation ? answer(server, request) : server.answer(request);

/** What a run shows of a fault where things are kept. */
function seen(contract: Contract, live: LiveRuns, mutant: Mutant): Promise<Finding[]> {
  return REQUESTS.has(mutant.family)
    ? live.findings(faultOf(mutant), ['coverage'], withCreations(contract, mutant.operation))
    : live.findings(faultOf(mutant), ['examples', 'behaviour']);
}

/** The result of a mutant by what a run says of it. */
function seenLive(survived: MutantResult, findings: Finding[]): MutantResult {
  const violation = findings.find(({ severity }) => severity === 'violation');
  if (violation) return { ...survived, outcome: 'killed', by: `${violation.check} at ${violation.case}` };
  const [note] = findings;
  return note
    ? { ...survived, outcome: 'open', by: `a note (${note.check}), as the contract does not say so` }
    : survived;
}
