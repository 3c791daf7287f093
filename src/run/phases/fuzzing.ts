import type { PhaseOutcome } from './phase.ts';
import type { Contract } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import type { GeneratedCase } from '../../cases/fuzzing/fuzzer.ts';
import type { PlanOptions } from '../../cases/plan.ts';
import type { Judge } from '../../judge/judge.ts';
import { sendCases } from '../../exchange/send-cases.ts';
import type { Sender } from '../../exchange/sender.ts';
import { createShrinker, isStopped } from './shrink.ts';

/** Cases of one operation, unless more are asked for. */
export const DEFAULT_MAX_EXAMPLES = 100;

export interface FuzzOptions {
  /** Repeats a run; one is drawn where none is given. */
  seed?: number;
  /** Cases of one operation, at the most. */
  maxExamples?: number;
}

/** Cases that are sent before what they showed is looked into. */
const BATCH = 20;
/** An operation that so many valid requests were sent to, and none accepted, was not tested. */
const ENOUGH = 5;

/**
 * Generates cases, sends them a batch at a time, operation by operation in turn, and makes what shows a violation as
 * small as it still shows it. Where time runs out, what was not generated is no case.
 */
export async function runFuzzing(
  contract: Contract,
  options: PlanOptions & FuzzOptions & { workers?: number },
  {
    court: judge,
    sender,
    onExchange,
  }: { court: Judge; sender: Sender; onExchange: (testCase: Case, exchange: Exchange) => void },
): Promise<PhaseOutcome> {
  const { maxExamples = DEFAULT_MAX_EXAMPLES } = options;
  const seed = options.seed ?? drawSeed();
  const { fuzzers, unjudged } = await createFuzzers(contract, options, seed);
  const found: PhaseOutcome = {
    cases: [],
    exchanges: [],
    fuzzing: {
      seed,
      ...(options.seed === undefined && { drawn: true as const }),
      maxExamples,
      generated: 0,
      shrinks: 0,
    },
    unjudged,
    undecided: [],
  };
  const shrinker = await createShrinker(contract, { court: judge, sender, found });

  let left = fuzzers.map((fuzzer) => ({ fuzzer, count: maxExamples }));
  while (left.length > 0 && !sender.isOver) {
    for (const entry of left) {
      if (sender.isOver) break;
      const batch: GeneratedCase[] = [];
      const answered = new Set<Case>();
      const source = {
        *[Symbol.iterator]() {
          for (let nth = 0; nth < BATCH && entry.count > 0; nth += 1) {
            const next = entry.fuzzer.next();
            entry.count = next ? entry.count - 1 : 0;
            if (!next) return;
            batch.push(next);
            yield next.case;
          }
        },
      };
      await sendCases(source, sender, {
        ...(options.workers !== undefined && { workers: options.workers }),
        onExchange: (testCase, exchange) => {
          if (isStopped(exchange)) return;
          answered.add(testCase);
          shrinker.note(testCase, exchange);
          onExchange(testCase, exchange);
        },
      });
      for (const generated of batch) {
        if (!answered.has(generated.case)) continue;
        found.cases.push(...(await shrinker.smallest(generated)));
        found.fuzzing.generated += 1;
      }
    }
    left = left.filter(({ count }) => count > 0);
  }
  found.undecided.push(...neverAccepted(contract, found));
  return found;
}

/** The cases that a run would send, as far as its answers do not change them. */
export async function generate(
  contract: Contract,
  options: PlanOptions & FuzzOptions & { seed: number },
): Promise<Case[]> {
  const { fuzzers } = await createFuzzers(contract, options, options.seed);
  return fuzzers.flatMap((fuzzer) => {
    const cases: Case[] = [];
    while (cases.length < (options.maxExamples ?? DEFAULT_MAX_EXAMPLES)) {
      const next = fuzzer.next();
      if (!next) break;
      cases.push(next.case);
    }
    return cases;
  });
}

export function drawSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

/** fast-check is loaded by who fuzzes, and by nobody else. */
async function createFuzzers(contract: Contract, { overrides = NO_OVERRIDES }: PlanOptions, seed: number) {
  const { createFuzzer } = await import('../../cases/fuzzing/fuzzer.ts');
  const all = contract.operations.map((operation) => ({
    operation,
    fuzzer: createFuzzer(contract, operation, overrides, seed),
  }));
  return {
    fuzzers: all.flatMap(({ fuzzer }) => fuzzer ?? []),
    unjudged: all.flatMap(({ operation, fuzzer }): Undecided[] =>
      fuzzer
        ? []
        : [{ operation: operation.id, reason: 'nothing was generated: no valid request is known to start from' }],
    ),
  };
}

/** Where all valid requests were refused, for reasons that each may have, nothing was tested. */
function neverAccepted(contract: Contract, { exchanges }: PhaseOutcome): Undecided[] {
  return contract.operations.flatMap((operation): Undecided[] => {
    const statuses = exchanges.flatMap(({ of: testCase, exchange: { outcome } }) =>
      testCase.operation === operation && testCase.expect.kind === 'accepted' && 'response' in outcome
        ? [outcome.response.status]
        : [],
    );
    // A failure or a redirect is a finding, and speaks for itself.
    if (statuses.length < ENOUGH || statuses.some((status) => status < 400 || status >= 500)) return [];
    const most = [...new Set(statuses)].slice(0, 3).join(', ');
    return [
      {
        operation: operation.id,
        reason: `none of ${statuses.length} generated requests that fit the contract was accepted (${most})`,
        hint: 'Name what is there with --set, or give credentials that may do more.',
      },
    ];
  });
}
