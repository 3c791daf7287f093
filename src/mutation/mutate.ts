import type { Contract, Statement, Unspecified } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import type { Pointer } from '../model/json.ts';
import { analyze } from '../bindings/analyze.ts';
import { coverageCases } from '../cases/coverage/coverage.ts';
import { exampleCases } from '../cases/examples.ts';
import { byOperation, makeCases, unspecified } from '../cases/plan.ts';
import { CHECKS } from '../judge/checks/index.ts';
import { runChecks, runChecksAcross } from '../judge/run-checks.ts';
import { createBindings, prepareJudgement, type Judgement } from '../judge/judgement.ts';
import { decodeRequest } from '../messages/decode-request.ts';
import { createRouter } from '../contract/router.ts';
import { createMock } from '../mock/mock.ts';
import { bodyValues } from './operators/response-bodies.ts';
import { listConstraints } from '../schema/constraints.ts';
import { repeatedIdentifiers, sameAnswer, wrongDefaults } from './operators/identifiers.ts';
import { headers, messages } from './operators/responses.ts';
import type { Mutant, Operator, Server, Subject } from './mutant.ts';
import { narrowed, unknownClauses } from './operators/requests.ts';

/** Every family of mutants. */
const OPERATORS: readonly Operator[] = [
  bodyValues,
  messages,
  headers,
  repeatedIdentifiers,
  sameAnswer,
  wrongDefaults,
  unknownClauses,
  narrowed,
];

/** What became of a mutant. */
export interface MutantResult {
  id: string;
  operation: string;
  family: string;
  title: string;
  clause: Pointer;
  statement?: Statement;
  outcome: 'killed' | 'survived' | 'equivalent' | 'open';
  /** The check that killed it, and the case that it was killed by; or why it is equivalent, or what leaves it open. */
  by: string;
  /** Set where a mutant that was proved equivalent was killed all the same: the proof or the check is wrong. */
  contradiction?: true;
}

/** What mutation testing found of one contract. */
export interface MutationRun {
  contract: Contract;
  mutants: MutantResult[];
  killed: number;
  survived: number;
  /** Killed of those that should be, from 0 to 100. */
  score: number;
  /** Clauses that no mutant was killed for: nothing shows that they are needed. */
  idle: Pointer[];
  /** What the documents leave open. */
  unspecified: Unspecified[];
  /** Why nothing can be said: the server that is not mutated fails the run. */
  undecided?: string;
  /** Milliseconds. */
  duration: number;
}

export interface MutateOptions {
  onProgress?: (done: number, of: number) => void;
  signal?: AbortSignal;
}

/**
 * Makes the contract's own server wrong in one way at a time and sees whether the conformance run notices.
 * Without sockets; a mutant counts as killed only by a check's violation, never by a crash.
 */
export async function mutate(contract: Contract, { onProgress, signal }: MutateOptions = {}): Promise<MutationRun> {
  const started = performance.now();
  const cases = makeCases(contract, [exampleCases, coverageCases]);
  const judgeCases = createJudge(contract, cases);
  const needed = new Set<Pointer>();
  const server = createServer(contract);
  const unchanged = await judgeCases(server, undefined, needed);
  const mutants = unchanged ? [] : createMutants(contract);
  const results: MutantResult[] = [];
  for (const mutant of mutants) {
    if (signal?.aborted) break;
    const killer = await judgeCases(server, mutant, needed);
    results.push(resultOf(contract, mutant, killer));
    onProgress?.(results.length, mutants.length);
  }
  const count = (outcome: MutantResult['outcome']) => results.filter((result) => result.outcome === outcome).length;
  const [killed, survived] = [count('killed'), count('survived')];
  const undecided = unchanged
    ? `the server that nothing was changed in fails: ${unchanged.check} at ${unchanged.case}`
    : signal?.aborted
      ? 'it was stopped'
      : mutants.length === 0
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
    ...(undecided && { undecided }),
    duration: performance.now() - started,
  };
}

/** The mutants of every operation of a contract. */
function createMutants(contract: Contract): Mutant[] {
  return contract.operations.flatMap((operation) => {
    const examples = operation.examples.map((example) => ({ example, leaves: analyze(contract, operation, example) }));
    const subject: Subject = { contract, operation, examples };
    return OPERATORS.flatMap((operator) => operator(subject));
  });
}

/** The contract's mock: one for all mutants, as what it works out for an operation serves each of them. */
function createServer(contract: Contract): Server {
  let ids = 0;
  let forgiven: Parameters<Server['answer']>[1];
  const router = createRouter([contract]);
  const mock = createMock([contract], {
    // They differ at their start, so that one that is cut short is still like no other.
    newId: () => `${(ids += 1).toString(16).padStart(8, '0')}-0000-4000-8000-00000000000a`,
    forgives: (error) => forgiven?.(error) ?? false,
  });
  return {
    answer: (request, forgives) => {
      // The mock reads its requests before it first waits, so that no other request comes between.
      forgiven = forgives;
      const answered = mock.handle(request);
      forgiven = undefined;
      return answered;
    },
    read: (request) => {
      const match = router.match(request.method, request.path);
      return match.kind === 'operation'
        ? decodeRequest(contract, match.operation, match.params, request)
        : { inputs: { path: {}, query: {}, header: {}, cookie: {} }, errors: [] };
    },
  };
}

interface Killer {
  check: string;
  case: string;
}

/** Judges the cases of a mutant's operation against it until one kills it; notes every clause that was broken on the way. */
function createJudge(contract: Contract, cases: Case[]) {
  const bindings = createBindings(contract);
  const grouped = byOperation(cases);
  return async (server: Server, mutant: Mutant | undefined, needed: Set<Pointer>): Promise<Killer | undefined> => {
    const judgements: { testCase: Case; judged: Judgement }[] = [];
    for (const testCase of mutant ? (grouped.get(mutant.operation) ?? []) : cases) {
      const response = await (mutant ? mutant.answer(server, testCase.request) : server.answer(testCase.request));
      const { operation, title, inputs, expect } = testCase;
      const judged = prepareJudgement(
        { contract, operation, title, inputs, expect, baseUrl: 'http://127.0.0.1' },
        response,
        bindings,
      );
      judgements.push({ testCase, judged });
      // A mutant is told by its difference from the contract, and there is none from one that says two things.
      if (!mutant && judged.obstacle) return { check: 'schema', case: testCase.id };
      const found = runChecks(judged).reported.find(({ violation }) => violation.severity !== 'note');
      if (found) {
        noteClauses(judged, needed);
        return { check: found.check.id, case: testCase.id };
      }
    }
    const [across] = runChecksAcross(judgements.map(({ judged }) => judged));
    if (!across) return undefined;
    needed.add(across.reported.violation.clause);
    return {
      check: across.reported.check.id,
      case: judgements.find(({ judged }) => judged === across.judged)?.testCase.id ?? '',
    };
  };
}

/** Every clause that an exchange breaks, also those that are told as the consequence of another. */
function noteClauses(judged: Judgement, needed: Set<Pointer>): void {
  for (const check of CHECKS)
    for (const violation of check.each?.(judged) ?? []) if (violation.severity !== 'note') needed.add(violation.clause);
  for (const { pointer } of judged.errors) needed.add(pointer);
  if (judged.expect.kind === 'refused') needed.add(judged.expect.clause);
}

function resultOf(
  contract: Contract,
  { id, family, title, clause, operation, equivalent, open }: Mutant,
  killer: Killer | undefined,
): MutantResult {
  const statement = contract.statement(clause);
  const common = { id, operation: operation.id, family, title, clause, ...(statement && { statement }) };
  if (killer)
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

/** Constraints that no mutant was killed for, but for those that are proved to add nothing, or that are left open. */
function idleClauses(contract: Contract, results: MutantResult[], needed: Set<Pointer>): Pointer[] {
  const explained = new Set(
    results.filter(({ outcome }) => outcome === 'equivalent' || outcome === 'open').map(({ clause }) => clause),
  );
  return constraintsOf(contract).filter((pointer) => !needed.has(pointer) && !explained.has(pointer));
}

/** The constraints of every request and success response. */
function constraintsOf(contract: Contract): Pointer[] {
  const schemas = contract.operations.flatMap(({ body, responses }) =>
    [...(body?.media ?? []), ...responses.flatMap(({ media }) => media)].flatMap(({ schema }) => schema ?? []),
  );
  return [...new Set(schemas.flatMap((schema) => listConstraints(contract, schema)).map(({ pointer }) => pointer))];
}
