import type { Contract, Operation } from '../../model/contract.ts';
import type { Undecided } from '../../model/finding.ts';
import type { Case } from '../../model/case.ts';
import { NO_OVERRIDES } from '../../messages/overrides.ts';
import type { Fuzzer, GeneratedCase } from '../../cases/fuzzing/fuzzer.ts';
import { sendCases } from '../../exchange/send-cases.ts';
import type { Ending } from '../../exchange/sender.ts';
import { plural } from '../../text/wording.ts';
import { endedEarly, type PhaseContext, type PhaseDefinition, type PhaseOptions, type PhaseOutcome } from './phase.ts';
import type { Start } from '../baseline/baseline.ts';
import { createMadeAhead, PART, type CaseMakers, type MadeAhead } from './made-ahead.ts';
import { startsByOperation } from './starts.ts';
import { createAnswers } from './never-accepted.ts';
import { createShrinker, isCutShort } from './shrink.ts';

/** Cases of one operation, unless another number is asked for. */
const DEFAULT_MAX_EXAMPLES = 100;
/** Cases that are sent before the violations that they showed are made smaller. */
const BATCH = 20;
/** Batches that are made before their turn, where others make them. */
const AHEAD = 16;

/** Sends requests that are generated from the schemas, and reports each violation with the smallest request that shows it. */
export const fuzzing: PhaseDefinition = {
  name: 'fuzzing',
  run,
  preview,
  limit,
  announce: (contracts, options) => {
    const most = contracts.reduce((sum, contract) => sum + limit(contract, options), 0);
    return `up to ${most} generated ones`;
  },
  test: { title: 'generated requests', of: 'operation' },
  settings: [
    {
      key: 'maxExamples',
      flag: 'max-examples',
      about: 'Adds fuzzing: generated requests of each operation, at the most.',
      default: String(DEFAULT_MAX_EXAMPLES),
      min: 1,
      max: 1_000_000,
    },
    {
      key: 'seed',
      flag: 'seed',
      about: 'Adds fuzzing, and generates the same requests as a run with that seed.',
      default: 'drawn, and printed',
      min: 0,
      max: 2 ** 31 - 1,
    },
  ],
};

function limit({ operations }: Contract, { maxExamples = DEFAULT_MAX_EXAMPLES }: PhaseOptions): number {
  return operations.length * maxExamples;
}

/**
 * Sends generated cases in batches, one operation after the other and round again, and shrinks what shows a violation.
 * Stopped before all were sent, the phase is undecided. A time limit is part of the plan: then only an operation that
 * no request was generated for is.
 */
async function run(context: PhaseContext): Promise<PhaseOutcome> {
  const makers = context.options.makers?.(context.contract);
  try {
    return await sendGenerated(context, makers);
  } finally {
    await makers?.close();
  }
}

async function sendGenerated(
  { contract, options, judge, sender, permissions, ledger, baselines, fold, onExchange }: PhaseContext,
  makers: CaseMakers | undefined,
): Promise<PhaseOutcome> {
  const { maxExamples = DEFAULT_MAX_EXAMPLES } = options;
  const seed = options.seed ?? drawSeed();
  const { fuzzers, unjudged } = await createFuzzers(
    contract,
    seed,
    startsByOperation(baselines, permissions, ledger),
    makers,
  );
  const answers = createAnswers();
  const shrinker = await createShrinker(contract, judge, sender, answers.add);
  let generated = 0;

  const entries = fuzzers.map((one) => ({ ...one, planned: maxExamples, issued: 0, answered: 0 }));
  let left = entries;
  while (left.length > 0 && !sender.isOver) {
    for (const [at, entry] of left.entries()) {
      if (sender.isOver) break;
      askAhead(left, at);
      await entry.ahead.ready();
      const batch: GeneratedCase[] = [];
      const answered = new Set<Case>();
      const source = {
        *[Symbol.iterator]() {
          for (let nth = 0; nth < BATCH && entry.issued < entry.planned; nth += 1) {
            const next = entry.fuzzer.next();
            if (!next) {
              entry.planned = entry.issued;
              return;
            }
            entry.issued += 1;
            batch.push(next);
            yield next.case;
          }
        },
      };
      await sendCases(source, sender, {
        ...(options.workers !== undefined && { workers: options.workers }),
        onExchange: (testCase, exchange) => {
          if (isCutShort(exchange)) return;
          answered.add(testCase);
          shrinker.add(testCase, exchange);
          onExchange(testCase, exchange);
        },
      });
      const counted: Case[] = [];
      for (const made of batch) {
        if (!answered.has(made.case)) continue;
        counted.push(...(await shrinker.smallest(made)));
        generated += 1;
        entry.answered += 1;
      }
      shrinker.forget(counted);
      fold.add(counted);
    }
    left = left.filter(({ issued, planned }) => issued < planned);
  }
  const planned = entries.reduce((sum, entry) => sum + entry.planned, 0);
  const drawn = options.seed === undefined && { drawn: true as const };
  return {
    cases: [],
    unjudged,
    undecided: [
      ...answers.neverAccepted(contract),
      ...notDone(
        sender.ending,
        `${generated} of ${plural(planned, 'generated request')}`,
        entries.flatMap(({ operation, answered }) => (answered === 0 ? [operation.id] : [])),
        generated < planned,
      ),
    ],
    details: { fuzzing: { seed, ...drawn, maxExamples, generated, shrinks: shrinker.shrinks } },
  };
}

/** Has cases made of the operations that are next, and of those after them in the next round. */
function askAhead(left: readonly { ahead: MadeAhead; planned: number; issued: number }[], at: number): void {
  for (let next = at; next < at + AHEAD; next += 1) {
    const { ahead, planned, issued } = left[next % left.length] as (typeof left)[number];
    const rounds = 1 + Math.floor(next / left.length);
    ahead.ask(Math.min(rounds, Math.ceil((planned - issued) / PART)));
  }
}

/** What was planned and not sent. @param untried the operations that no generated request was sent to */
function notDone(ending: Ending | undefined, done: string, untried: string[], isShort: boolean): Undecided[] {
  if (!ending || !isShort) return [];
  if (ending !== 'time') return [endedEarly(ending, done)];
  return untried.map((operation) => ({
    operation,
    reason: 'the time was up before a generated request was sent',
    hint: 'Give more time with --max-time.',
  }));
}

/** The cases that a run would generate, as far as no response changes them. */
async function preview(contract: Contract, options: PhaseOptions): Promise<Case[]> {
  const { fuzzers } = await createFuzzers(contract, options.seed ?? drawSeed(), () => ({
    overrides: options.overrides ?? NO_OVERRIDES,
  }));
  return fuzzers.flatMap(({ fuzzer }) => {
    const cases: Case[] = [];
    while (cases.length < (options.maxExamples ?? DEFAULT_MAX_EXAMPLES)) {
      const next = fuzzer.next();
      if (!next) break;
      cases.push(next.case);
    }
    return cases;
  });
}

/** A seed for a run that was given none. */
export function drawSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}

/** The fuzzers of a contract's operations. fast-check takes long to load, so that only this phase loads it. */
async function createFuzzers(
  contract: Contract,
  seed: number,
  startOf: (operation: Operation) => Start | undefined,
  makers?: CaseMakers,
): Promise<{ fuzzers: { operation: Operation; fuzzer: Fuzzer; ahead: MadeAhead }[]; unjudged: Undecided[] }> {
  const { createFuzzer } = await import('../../cases/fuzzing/fuzzer.ts');
  const all = contract.operations.flatMap((operation) => {
    const start = startOf(operation);
    if (!start) return [];
    const ahead = createMadeAhead(makers?.of(operation, start, seed));
    const { overrides, bases } = start;
    return [{ operation, ahead, fuzzer: createFuzzer(contract, operation, overrides, seed, bases, ahead.find) }];
  });
  return {
    fuzzers: all.flatMap(({ operation, ahead, fuzzer }) => (fuzzer ? [{ operation, ahead, fuzzer }] : [])),
    unjudged: all.flatMap(({ operation, fuzzer }): Undecided[] =>
      fuzzer
        ? []
        : [{ operation: operation.id, reason: 'nothing was generated: no valid request is known to start from' }],
    ),
  };
}
