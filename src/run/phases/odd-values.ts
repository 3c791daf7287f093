import type { Case } from '../../model/case.ts';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import { MAX_ODD_VALUES, oddValueCases, type OddCase } from '../../cases/odd-values/odd-values.ts';
import { sendCases } from '../../exchange/send-cases.ts';
import { isSafe } from '../../http/methods.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import { plural } from '../../text/wording.ts';
import { createOddCases } from '../odd-values/odd-cases.ts';
import { createReader } from '../odd-values/read-back.ts';
import { endedEarly, type PhaseContext, type PhaseDefinition, type PhaseOptions, type PhaseOutcome } from './phase.ts';
import { isCutShort } from './shrink.ts';
import { isClientError } from '../../http/status.ts';

/** Sends valid requests with one value each that servers get wrong: none makes a server fail, and what is taken is kept. */
export const oddValues: PhaseDefinition = {
  name: 'odd-values',
  isDefault: true,
  run: sendOddValues,
  preview,
  limit,
  announce: (contracts) => {
    const most = contracts.reduce((sum, contract) => sum + limit(contract), 0);
    return most === 0 ? undefined : `up to ${most} with odd values`;
  },
  test: { title: 'odd values', of: 'operation' },
};

/** What is written is read, too. */
function limit({ operations }: Contract): number {
  return operations.reduce(
    (sum, { method }) => sum + (method === 'DELETE' ? 0 : isSafe(method) ? MAX_ODD_VALUES : 2 * MAX_ODD_VALUES),
    0,
  );
}

async function preview({ operations, ...contract }: Contract, options: PhaseOptions): Promise<Case[]> {
  const { overrides = NO_OVERRIDES } = options;
  const whole = { ...contract, operations };
  return Promise.resolve(operations.flatMap((operation) => oddValueCases(whole, operation, { overrides })));
}

async function sendOddValues(context: PhaseContext): Promise<PhaseOutcome> {
  const { contract, options, judge, sender, marks } = context;
  const mark = marks.series();
  const casesOf = createOddCases(context, mark);
  const cases: Case[] = [];
  const reader = createReader(context, cases, mark);
  const refusals: Sent[] = [];
  let done = 0;

  const see = (testCase: OddCase, exchange: Exchange): boolean => {
    if (isCutShort(exchange)) return false;
    judge.judge(testCase, exchange);
    cases.push(testCase);
    context.onExchange(testCase, exchange);
    if (isRefusal(testCase, exchange)) refusals.push({ testCase, exchange });
    return true;
  };
  const operations = contract.operations.filter(({ method }) => method !== 'DELETE');
  const reads = operations.filter(({ method }) => isSafe(method));
  await sendCases(
    (function* () {
      for (const operation of reads) {
        yield* casesOf(operation);
        done += 1;
      }
    })(),
    sender,
    {
      ...(options.workers !== undefined && { workers: options.workers }),
      onExchange: (testCase, exchange) => void see(testCase as OddCase, exchange),
    },
  );
  // One at a time: each changes what the next one reads.
  for (const operation of operations.filter((one) => !reads.includes(one))) {
    for (const testCase of casesOf(operation)) {
      const exchange = sender.isOver ? undefined : await sender.send(testCase);
      if (exchange && see(testCase, exchange)) await reader.readBack(testCase, exchange);
    }
    if (sender.isOver) break;
    done += 1;
  }
  await reader.readLists();
  await forgive(context, refusals);
  const isShort = sender.ending !== undefined && done < operations.length;
  return {
    cases,
    unjudged: [],
    undecided:
      isShort && sender.ending
        ? [endedEarly(sender.ending, `the odd values of ${done} of ${plural(operations.length, 'operation')}`)]
        : [],
  };
}

interface Sent {
  testCase: OddCase;
  exchange: Exchange;
}

function isRefusal({ expect }: OddCase, { outcome }: Exchange): boolean {
  if (expect.kind !== 'accepted' || expect.mayRefuse === true || !('response' in outcome)) return false;
  return isClientError(outcome.response.status);
}

/** A refusal says something of a value only as long as the operation still accepts what it accepted before. */
async function forgive({ baselines, judge }: PhaseContext, refusals: readonly Sent[]): Promise<void> {
  const accepting = new Map<Operation, boolean>();
  for (const { testCase, exchange } of refusals) {
    const { operation, expect } = testCase;
    if (expect.kind !== 'accepted' || !baselines.of(operation)) continue;
    const isAccepted = accepting.get(operation) ?? (await baselines.isAcceptedAgain(operation));
    accepting.set(operation, isAccepted);
    if (isAccepted) continue;
    testCase.expect = { ...expect, mayRefuse: true };
    judge.judge(testCase, exchange);
  }
}
