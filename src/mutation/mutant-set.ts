import type { Contract, Operation } from '../model/contract.ts';
import type { Finding } from '../model/finding.ts';
import type { Pointer } from '../model/json.ts';
import { analyze } from '../bindings/analyze.ts';
import { coverageCases } from '../cases/coverage/coverage.ts';
import { exampleCases } from '../cases/examples.ts';
import { makeCases } from '../cases/plan.ts';
import type { Fault } from './behaviour/behaviour-mutant.ts';
import { behaviourMutants } from './behaviour/behaviour-mutants.ts';
import { openLiveRuns, withCreations, type LiveRuns } from './behaviour/live-runs.ts';
import { isAborted } from './is-aborted.ts';
import { OPERATORS } from './operators/index.ts';
import { type Killer, createMutantJudge } from './mutant-judge.ts';
import { createConformingServer } from './conforming-server.ts';
import type { MutantResult, SetAside } from './mutation-run.ts';
import type { Mutant, Subject } from './mutant.ts';

/** The mutants of a contract, and what they are judged with. The same contract has the same mutants in the same order. */
export interface MutantSet {
  /** How many mutants there are. */
  count: number;
  setAside: SetAside[];
  /** How many operations the unchanged mock passes. */
  sound: number;
  /** Judges the mutant of a number; one at a time. Undefined where it was stopped meanwhile. */
  judge(number: number): Promise<JudgedMutant | undefined>;
}

export interface JudgedMutant {
  result: MutantResult;
  /** The clauses that its cases show to be violated. */
  needed: Pointer[];
}

/** Makes the mutants of each operation that the unchanged mock passes. @param signal stops it: there are then fewer */
export async function openMutantSet(contract: Contract, signal?: AbortSignal): Promise<MutantSet> {
  const cases = makeCases(contract, [exampleCases, coverageCases]);
  const judgeCases = createMutantJudge(contract, cases);
  const server = createConformingServer(contract);
  const setAside: SetAside[] = [];
  const sound: Operation[] = [];
  for (const operation of contract.operations) {
    if (await isAborted(signal)) break;
    const failed = await judgeCases(server, operation, undefined, new Set());
    if (failed) setAside.push({ operation: operation.id, reason: `${failed.check} at ${failed.case}` });
    else sound.push(operation);
  }
  const mutants = createMutants(contract, sound);
  const opened = (await isAborted(signal)) ? undefined : await openLiveRuns(contract, signal);
  const live = opened && 'findings' in opened ? opened : undefined;
  if (opened && !('findings' in opened)) setAside.push(opened);
  const behaviour = live ? behaviourMutants(contract, live.reached) : [];

  async function judgeMutant(mutant: Mutant): Promise<JudgedMutant | undefined> {
    const needed = new Set<Pointer>();
    // What it comes to depends on no mutant before it.
    server.reset();
    const killer = await judgeCases(server, mutant.operation, mutant, needed);
    const result = resultOf(contract, mutant, killer);
    // What no case by itself shows may be seen where things are kept: then cases differ from what was accepted.
    const findings = result.outcome === 'survived' && live ? await seen(contract, live, mutant) : [];
    // A run that was stopped did not see everything.
    if (live && signal?.aborted) return undefined;
    return { result: findings.length > 0 ? seenLive(result, findings) : result, needed: [...needed] };
  }

  async function judgeBehaviour(number: number): Promise<JudgedMutant | undefined> {
    const mutant = behaviour[number];
    if (!mutant || !live) return undefined;
    const findings = await live.findings(mutant.fault(), ['behaviour']);
    if (signal?.aborted) return undefined;
    return { result: seenLive(resultOf(contract, mutant, undefined), findings), needed: [] };
  }

  return {
    count: mutants.length + behaviour.length,
    setAside,
    sound: sound.length,
    judge: (number) => {
      const mutant = mutants[number];
      return mutant ? judgeMutant(mutant) : judgeBehaviour(number - mutants.length);
    },
  };
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
