import type { Case, Contract, Exchange, Fuzzing, Undecided } from '../model.ts';
import { NOTHING_GIVEN } from '../cases/encode.ts';
import type { GeneratedCase } from '../cases/fuzzing.ts';
import type { PlanOptions } from '../cases/plan.ts';
import { valueAt } from '../contract/pointer.ts';
import type { Court, Violation } from '../findings.ts';
import { conduct } from '../target/conduct.ts';
import type { Sender } from '../target/sender.ts';

/** Cases of one operation, unless more are asked for. */
export const DEFAULT_MAX_EXAMPLES = 100;

export interface FuzzOptions {
  /** Repeats a run; one is drawn where none is given. */
  seed?: number;
  /** Cases of one operation, at the most. */
  maxExamples?: number;
}

/** What the phase came to: its cases, and each exchange of it, those of smaller cases too. */
export interface Fuzzed {
  cases: Case[];
  exchanges: { of: Case; exchange: Exchange }[];
  fuzzing: Fuzzing;
  /** Operations that nothing was generated for, and why. */
  unjudged: Undecided[];
  /** Operations of which no generated request was ever accepted. */
  undecided: Undecided[];
}

/** Cases that are sent before what they showed is looked into. */
const BATCH = 20;
/** Requests that are sent to make one finding smaller. */
const SHRINKS = 150;
/** Smaller cases that are looked at for one step, whether they are sent or were before. */
const CANDIDATES = 1_000;
/** Findings of one operation that are made smaller. */
const SHRUNK = 20;
/** An operation that so many valid requests were sent to, and none accepted, was not tested. */
const ENOUGH = 5;

/**
 * Generates cases, sends them a batch at a time, operation by operation in turn, and makes what shows a violation as
 * small as it still shows it. Where time runs out, what was not generated is no case.
 */
export async function fuzz(
  contract: Contract,
  options: PlanOptions & FuzzOptions & { workers?: number },
  { court, sender, onExchange }: { court: Court; sender: Sender; onExchange: (of: Case, exchange: Exchange) => void },
): Promise<Fuzzed> {
  const { maxExamples = DEFAULT_MAX_EXAMPLES } = options;
  const seed = options.seed ?? drawSeed();
  const { fuzzers, unjudged } = await createFuzzers(contract, options, seed);
  const { blame } = await import('../cases/fuzzing-blame.ts');
  const found: Fuzzed = {
    cases: [],
    exchanges: [],
    fuzzing: { seed, ...(options.seed === undefined && { drawn: true as const }), maxExamples, generated: 0, shrinks: 0 },
    unjudged,
    undecided: [],
  };
  const known = new Set<string>();
  const shrunk = new Map<string, number>();
  const blamed = new Map<string, Place[]>();
  const note = (of: Case, exchange: Exchange) => {
    court.hear(of, exchange);
    found.exchanges.push({ of, exchange });
  };

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
      await conduct(source, sender, {
        ...(options.workers !== undefined && { workers: options.workers }),
        onExchange: (of, exchange) => {
          if (isStopped(exchange)) return;
          answered.add(of);
          note(of, exchange);
          onExchange(of, exchange);
        },
      });
      for (const generated of batch) {
        if (!answered.has(generated.case)) continue;
        found.cases.push(...(await smallest(generated)));
        found.fuzzing.generated += 1;
      }
    }
    left = left.filter(({ count }) => count > 0);
  }
  found.undecided.push(...neverAccepted(contract, found));
  return found;

  /** The smallest cases that show what a case shows and nothing showed before; else the case itself. */
  async function smallest(generated: GeneratedCase): Promise<Case[]> {
    const smaller: Case[] = [];
    for (const violation of court.violations(generated.case)) {
      if (known.has(violation.fingerprint)) continue;
      const found = await explain(generated, violation);
      for (const { fingerprint } of court.violations(found)) known.add(fingerprint);
      smaller.push(found);
    }
    return smaller.length > 0 ? [...new Set(smaller)] : [generated.case];
  }

  /** The smallest case of one violation, told by what it is about. */
  async function explain(generated: GeneratedCase, { check, fingerprint, at }: Violation): Promise<Case> {
    const { operation } = generated.case;
    const isOfRequest = at.startsWith('request');
    const known = blamed.get(`${operation.id} ${check}`) ?? [];
    // What the request differs in need not be what is wrong with it: the one that it differs from may show the same.
    const base = isOfRequest ? generated.base() : undefined;
    const isOfBase = base !== undefined && (await shows(base, (one) => one.check === check));
    const start = isOfBase ? base : generated.case;
    const before = isOfRequest && known.map((place) => retold(start, place)).find((of) => of !== undefined);
    if (before) return before;
    const count = shrunk.get(operation.id) ?? 0;
    shrunk.set(operation.id, count + 1);
    if (count >= SHRUNK) return start;
    const least = isOfBase
      ? await shrink(
          generated,
          base,
          (candidate) => candidate.base(),
          (one) => one.check === check,
        )
      : await shrink(
          generated,
          generated.case,
          (candidate) => candidate.case,
          (one) => one.fingerprint === fingerprint,
        );
    const told = isOfRequest ? blame(contract, least) : least;
    if (told === least || told.expect.kind !== 'accepted') return least;
    rehear(least, told);
    blamed.set(`${operation.id} ${check}`, [...known, told.expect]);
    return told;
  }

  /** A case that has in it what another was blamed for, told in the same way. */
  function retold(of: Case, { clause, at }: Place): Case | undefined {
    const place = /^request body(#.*)$/.exec(at)?.[1];
    const isThere = place === undefined ? isSent(of, at) : valueAt(of.inputs.body, place) !== undefined;
    if (!isThere || of.expect.kind !== 'accepted' || !/^request( body)?$/.test(of.expect.at)) return undefined;
    const told: Case = { ...of, expect: { ...of.expect, clause, at } };
    rehear(of, told);
    return told;
  }

  function rehear(of: Case, as: Case): void {
    const entry = found.exchanges.find((one) => one.of === of);
    if (entry) court.hear((entry.of = as), entry.exchange);
  }

  /** Sends a case, and tells whether its answer shows what is looked for. */
  async function shows(of: Case, isIt: (one: Violation) => boolean): Promise<boolean> {
    const exchange = await sender.send(of.request);
    if (!exchange || isStopped(exchange)) return false;
    found.fuzzing.shrinks += 1;
    note(of, exchange);
    return court.violations(of).some(isIt);
  }

  /** Tries smaller cases against the target, and goes on from the first that still shows it. @param part what of each is sent */
  async function shrink(
    generated: GeneratedCase,
    start: Case,
    part: (candidate: GeneratedCase) => Case | undefined,
    isIt: (one: Violation) => boolean,
  ): Promise<Case> {
    let [current, least] = [generated, start];
    let budget = SHRINKS;
    const tried = new Set([told(start)]);
    const next = async (): Promise<boolean> => {
      let candidates = CANDIDATES;
      for (const candidate of current.shrink()) {
        if ((candidates -= 1) < 0) return false;
        const of = part(candidate);
        if (!of || tried.has(told(of))) continue;
        tried.add(told(of));
        budget -= 1;
        if (budget < 0 || sender.isOver) return false;
        if (!(await shows(of, isIt))) continue;
        [current, least] = [candidate, of];
        return true;
      }
      return false;
    };
    while (await next());
    return least;
  }
}

/** What a case was blamed for. */
type Place = Pick<Extract<Case['expect'], { kind: 'accepted' }>, 'clause' | 'at'>;

/** Whether a case has the parameter that a place names: `request query limit`. */
function isSent({ inputs }: Case, at: string): boolean {
  const [, where, name] = /^request (path|query|header|cookie) (.+)$/.exec(at) ?? [];
  return where !== undefined && name !== undefined && inputs[where as 'path'][name] !== undefined;
}

/** What was under way when the time was up. */
function isStopped({ outcome }: Exchange): boolean {
  return 'failure' in outcome && outcome.failure.kind === 'stopped';
}

/** Tells one request from another. */
function told({ request: { path, headers, body } }: Case): string {
  return JSON.stringify([path, headers, body ? Buffer.from(body).toString('latin1') : null]);
}

/** The cases that a run would send, as far as its answers do not change them. */
export async function generate(contract: Contract, options: PlanOptions & FuzzOptions & { seed: number }): Promise<Case[]> {
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
async function createFuzzers(contract: Contract, { given = NOTHING_GIVEN }: PlanOptions, seed: number) {
  const { createFuzzer } = await import('../cases/fuzzing.ts');
  const all = contract.operations.map((operation) => ({ operation, fuzzer: createFuzzer(contract, operation, given, seed) }));
  return {
    fuzzers: all.flatMap(({ fuzzer }) => fuzzer ?? []),
    unjudged: all.flatMap(({ operation, fuzzer }): Undecided[] =>
      fuzzer ? [] : [{ operation: operation.id, reason: 'nothing was generated: no valid request is known to start from' }],
    ),
  };
}

/** Where all valid requests were refused, for reasons that each may have, nothing was tested. */
function neverAccepted(contract: Contract, { exchanges }: Fuzzed): Undecided[] {
  return contract.operations.flatMap((operation): Undecided[] => {
    const statuses = exchanges.flatMap(({ of, exchange: { outcome } }) =>
      of.operation === operation && of.expect.kind === 'accepted' && 'response' in outcome ? [outcome.response.status] : [],
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
