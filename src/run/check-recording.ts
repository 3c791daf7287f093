import { isDeepStrictEqual } from 'node:util';
import type { Contract, Example, RequestValues, Operation } from '../model/contract.ts';
import type { Run } from '../model/run.ts';
import type { Undecided } from '../model/finding.ts';
import type { Case, Expectation } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import { requestMedia } from '../messages/request-media.ts';
import { createJudge } from '../judge/judge.ts';
import { decodeRequest, type RequestError } from '../messages/decode-request.ts';
import { createRouter } from '../contract/router.ts';
import type { Recorded } from '../exchange/recordings/recorded.ts';
import { unusableSchemas } from '../judge/verdict.ts';
import { plain, plural } from '../text/wording.ts';
import { concludeRuns, type ConcludeOptions, type SeenRun } from './conclude-run.ts';

/** Answers that say something of the state of the server, or of what the client holds, and nothing of the request. */
const OF_THE_STATE = new Set([304, 401, 403, 404, 408, 409, 410, 412, 421, 423, 424, 425, 428, 429, 503]);

export interface RecordedOptions extends ConcludeOptions {
  /** Leaves out the contracts that nothing was recorded of; the first stays where that would leave none. */
  recordedOnly?: boolean;
}

/** A recorded exchange with the case that it is judged as. */
interface Draft {
  testCase: Case;
  exchange: Exchange;
}

/**
 * Holds recorded exchanges to contracts: one run for each contract, of the requests that its operations match.
 * A request that breaks the contract and was accepted is a finding; one that was refused is fine. What nothing matches,
 * and refusals that depend on the server's state, are listed as not judged.
 * @param name what was recorded, for the report
 */
export function checkRecorded(
  contracts: Contract[],
  recorded: Recorded[],
  name: string,
  options: RecordedOptions = {},
): Run[] {
  const started = performance.now();
  const router = createRouter(contracts);
  const drafts = new Map<Contract, Draft[]>(contracts.map((contract) => [contract, []]));
  const unjudged = new Map<Contract, Undecided[]>(contracts.map((contract) => [contract, []]));
  const unmatched: Undecided[] = [];

  for (const { name: id, exchange } of recorded) {
    const { request } = exchange;
    const match = router.match(request.method, request.path);
    if (match.kind !== 'operation') {
      unmatched.push({ case: id, reason: `no operation matches ${request.method} ${request.path.split('?', 1)[0]}` });
      continue;
    }
    const { contract, operation, params } = match;
    const read = decodeRequest(contract, operation, params, request);
    // No request, whatever it is, makes a server fail.
    const hasFailed = 'response' in exchange.outcome && exchange.outcome.response.status >= 500;
    const open = hasFailed ? undefined : whatIsOpen(contract, operation, read.inputs);
    if (open !== undefined) {
      unjudged.get(contract)?.push({ operation: operation.id, case: id, reason: open });
      continue;
    }
    const found = draft(operation, id, exchange, read.inputs, read.errors);
    if (Array.isArray(found)) drafts.get(contract)?.push(...found);
    else unjudged.get(contract)?.push(found);
  }

  const seen = contracts.map((contract, index): SeenRun => {
    const own = drafts.get(contract) ?? [];
    // The same exchange may be recorded twice, so that identifiers are not compared across exchanges.
    const judge = createJudge(contract, recorded[0]?.origin ?? '', { isRecorded: true });
    for (const { testCase, exchange } of own) judge.judge(testCase, exchange);
    const { results, mask, isMadeUp } = judge.conclude(
      own.map(({ testCase }) => testCase),
      { across: false },
    );
    const operations = new Set(own.map(({ testCase }) => testCase.operation));
    const judged = new Set(results.flatMap(({ undecided, exchange }) => (undecided || !exchange ? [] : [exchange])));
    return {
      contract,
      target: name,
      phases: ['recorded'],
      results,
      recorded: { judged: judged.size, exchanges: recorded.length },
      undecided: [
        ...results.flatMap(({ undecided }) => undecided ?? []),
        ...unusableSchemas(contract, operations),
        ...(own.length === 0 ? [nothingRecorded(contract)] : []),
      ],
      unjudged: [...(unjudged.get(contract) ?? []), ...(index === 0 ? unmatched : [])],
      heldBack: [],
      leftovers: [],
      duration: performance.now() - started,
      mask,
      ...(isMadeUp && { isMadeUp }),
    };
  });
  const told = options.recordedOnly ? withRecorded(seen) : seen;
  return concludeRuns(options.strict ? withMinority(told, seen) : told, options);
}

/** Where less than half of the exchanges could be judged, the first run says so. */
function withMinority(told: SeenRun[], all: SeenRun[]): SeenRun[] {
  const exchanges = all[0]?.recorded?.exchanges ?? 0;
  const judged = all.reduce((sum, { recorded }) => sum + (recorded?.judged ?? 0), 0);
  if (judged * 2 >= exchanges) return told;
  const minority: Undecided = {
    reason: `${judged} of ${plural(exchanges, 'recorded exchange')} could be judged, and --strict asks for half of them`,
    hint: 'Name the contracts of the others as well, or record less beside them.',
  };
  return told.map((one, index) => (index === 0 ? { ...one, undecided: [...one.undecided, minority] } : one));
}

/** The runs that judged something; what was not judged is listed with the first. */
function withRecorded(seen: SeenRun[]): SeenRun[] {
  const judged = seen.filter(({ results }) => results.length > 0);
  const unjudged = [...new Set(seen.flatMap((one) => one.unjudged))];
  return judged.length > 0 ? judged.map((one, index) => (index === 0 ? { ...one, unjudged } : one)) : seen.slice(0, 1);
}

function nothingRecorded({ name }: Contract): Undecided {
  return {
    reason: `nothing that was recorded could be held to ${name}`,
    hint: 'Record requests to the operations of this contract.',
  };
}

/** Why a request says nothing of the server: the documents leave open what becomes of it. */
function whatIsOpen(contract: Contract, operation: Operation, inputs: RequestValues): string | undefined {
  const media = requestMedia(operation, inputs);
  const { body } = inputs;
  if (!media || body === undefined) return undefined;
  const left = media.unspecified.find(({ schema }) => contract.accepts(schema, body));
  return left && `the documents leave open what becomes of the request: ${left.says}`;
}

/** What to hold against the contract, or why nothing can be. */
function draft(
  operation: Operation,
  id: string,
  exchange: Exchange,
  inputs: RequestValues,
  errors: RequestError[],
): Draft[] | Undecided {
  if ('failure' in exchange.outcome)
    return { operation: operation.id, case: id, reason: exchange.outcome.failure.message };
  const { status } = exchange.outcome.response;
  const make = (title: string, expect: Expectation, suffix = ''): Draft => ({
    exchange,
    testCase: { id: id + suffix, phase: 'recorded', operation, title, inputs, request: exchange.request, expect },
  });
  const [error] = errors;
  const doubt = errors.find(({ undecided }) => undecided);
  if (doubt) return { operation: operation.id, case: id, reason: plain(`${doubt.message} (${doubt.clause})`) };
  if (error) {
    const refused = make(`a request that breaks the contract (${error.message})`, {
      kind: 'refused',
      clause: error.clause,
      at: error.kind === 'security' ? 'credentials' : inRequest(error.at),
    });
    // An answer that accepts is held to the documented success as well.
    const accepted = make(
      'that request',
      { kind: 'accepted', clause: error.clause, at: inRequest(error.at) },
      ' (its answer)',
    );
    return status < 300 ? [refused, accepted] : [refused];
  }
  if (OF_THE_STATE.has(status))
    return {
      operation: operation.id,
      case: id,
      reason: `a valid request was answered with ${status}, which depends on the state of the server`,
    };
  const example = operation.examples.find((candidate) => equals(candidate, inputs));
  if (example?.response) return [make(`the documented example ${example.name}`, { kind: 'documented', example })];
  return [
    make('a valid request', { kind: 'accepted', clause: operation.body?.pointer ?? operation.pointer, at: 'request' }),
  ];
}

function inRequest(at: string): string {
  return at.startsWith('request') ? at : `request ${at}`;
}

/** Whether a request is a documented one: the same query and body; which resource its path names is no matter. */
function equals({ request }: Example, inputs: RequestValues): boolean {
  return isDeepStrictEqual(request.body, inputs.body) && isDeepStrictEqual(request.query, inputs.query);
}
