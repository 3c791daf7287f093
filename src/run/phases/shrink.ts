import type { Contract } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { GeneratedCase } from '../../cases/fuzzing/fuzzer.ts';
import { valueAt } from '../../json/pointer.ts';
import type { Judge, ViolationKey } from '../../judge/judge.ts';
import type { Sender } from '../../exchange/sender.ts';
import type { PhaseOutcome } from './phase.ts';

/** Requests that are sent to make one finding smaller. */
const SHRINKS = 150;
/** Smaller cases that are looked at for one step, whether they are sent or were before. */
const CANDIDATES = 1_000;
/** Findings of one operation that are made smaller. */
const SHRUNK = 20;

/** Makes generated cases smaller against the target. */
export interface Shrinker {
  /** Hears an exchange, and keeps it for the clean-up. */
  note(testCase: Case, exchange: Exchange): void;
  /** The smallest cases that show what a case shows and nothing showed before; else the case itself. */
  smallest(generated: GeneratedCase): Promise<Case[]>;
}

/** @param found what the phase came to so far; exchanges are added to it */
export async function createShrinker(
  contract: Contract,
  { court: judge, sender, found }: { court: Judge; sender: Sender; found: Pick<PhaseOutcome, 'exchanges' | 'fuzzing'> },
): Promise<Shrinker> {
  const { localizeFault: blame } = await import('../../cases/fuzzing/fault-localization.ts');
  const known = new Set<string>();
  const shrunk = new Map<string, number>();
  const blamed = new Map<string, Place[]>();

  function note(testCase: Case, exchange: Exchange): void {
    judge.judge(testCase, exchange);
    found.exchanges.push({ of: testCase, exchange });
  }

  async function smallest(generated: GeneratedCase): Promise<Case[]> {
    const smaller: Case[] = [];
    for (const violation of judge.violations(generated.case)) {
      if (known.has(violation.fingerprint)) continue;
      const least = await explain(generated, violation);
      for (const { fingerprint } of judge.violations(least)) known.add(fingerprint);
      smaller.push(least);
    }
    return smaller.length > 0 ? [...new Set(smaller)] : [generated.case];
  }

  /** The smallest case of one violation, told by what it is about. */
  async function explain(generated: GeneratedCase, { check, fingerprint, at }: ViolationKey): Promise<Case> {
    const { operation } = generated.case;
    const isOfRequest = at.startsWith('request');
    const places = blamed.get(`${operation.id} ${check}`) ?? [];
    // What the request differs in need not be what is wrong with it: the one that it differs from may show the same.
    const base = isOfRequest ? generated.base() : undefined;
    const isOfBase = base !== undefined && (await shows(base, (one) => one.check === check));
    const start = isOfBase ? base : generated.case;
    const before = isOfRequest && places.map((place) => retold(start, place)).find((of) => of !== undefined);
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
    const as = isOfRequest ? blame(contract, least) : least;
    if (as === least || as.expect.kind !== 'accepted') return least;
    rehear(least, as);
    blamed.set(`${operation.id} ${check}`, [...places, as.expect]);
    return as;
  }

  /** A case that has in it what another was blamed for, told in the same way. */
  function retold(testCase: Case, { clause, at }: Place): Case | undefined {
    const place = /^request body(#.*)$/.exec(at)?.[1];
    const isThere = place === undefined ? isSent(testCase, at) : valueAt(testCase.inputs.body, place) !== undefined;
    if (!isThere || testCase.expect.kind !== 'accepted' || !/^request( body)?$/.test(testCase.expect.at))
      return undefined;
    const told: Case = { ...testCase, expect: { ...testCase.expect, clause, at } };
    rehear(testCase, told);
    return told;
  }

  function rehear(testCase: Case, as: Case): void {
    const entry = found.exchanges.find((one) => one.of === testCase);
    if (entry) judge.judge((entry.of = as), entry.exchange);
  }

  /** Sends a case, and tells whether its answer shows what is looked for. */
  async function shows(testCase: Case, isIt: (one: ViolationKey) => boolean): Promise<boolean> {
    const exchange = await sender.send(testCase.request);
    if (!exchange || isStopped(exchange)) return false;
    found.fuzzing.shrinks += 1;
    note(testCase, exchange);
    return judge.violations(testCase).some(isIt);
  }

  /** Tries smaller cases against the target, and goes on from the first that still shows it. @param part what of each is sent */
  async function shrink(
    generated: GeneratedCase,
    start: Case,
    part: (candidate: GeneratedCase) => Case | undefined,
    isIt: (one: ViolationKey) => boolean,
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

  return { note, smallest };
}

/** What a case was blamed for. */
type Place = Pick<Extract<Case['expect'], { kind: 'accepted' }>, 'clause' | 'at'>;

/** Whether a case has the parameter that a place names: `request query limit`. */
function isSent({ inputs }: Case, at: string): boolean {
  const [, where, name] = /^request (path|query|header|cookie) (.+)$/.exec(at) ?? [];
  return where !== undefined && name !== undefined && inputs[where as 'path'][name] !== undefined;
}

/** What was under way when the time was up. */
export function isStopped({ outcome }: Exchange): boolean {
  return 'failure' in outcome && outcome.failure.kind === 'stopped';
}

/** Tells one request from another. */
function told({ request: { path, headers, body } }: Case): string {
  return JSON.stringify([path, headers, body ? Buffer.from(body).toString('latin1') : null]);
}
