import type { Contract } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { GeneratedCase } from '../../cases/fuzzing/fuzzer.ts';
import { valueAt } from '../../json/pointer.ts';
import type { Judge, ViolationKey } from '../../judge/judge.ts';
import type { Sender } from '../../exchange/sender.ts';

/** Requests that are sent to make one finding smaller. */
const MAX_REQUESTS = 150;
/** Smaller cases that are looked at for one step, whether they are sent or were sent before. */
const MAX_CANDIDATES = 1_000;
/** Findings of one operation that are made smaller. */
const MAX_SHRUNK = 20;

/** Finds smaller cases that show the same violation, by sending them. */
export interface Shrinker {
  /** How many requests were sent to find smaller cases. */
  readonly shrinks: number;
  /** Judges an exchange. */
  add(testCase: Case, exchange: Exchange): void;
  /** The smallest cases of the violations that are new in a case; the case itself where none is new. */
  smallest(generated: GeneratedCase): Promise<Case[]>;
  /** Lets go of all that was judged since, but for the cases that count. */
  forget(counted: readonly Case[]): void;
}

/** @param onJudged is told of each case that was judged */
export async function createShrinker(
  contract: Contract,
  judge: Judge,
  sender: Sender,
  onJudged: (testCase: Case, exchange: Exchange) => void = () => {},
): Promise<Shrinker> {
  // Loaded here, as fuzzing alone needs it.
  const { localizeFault } = await import('../../cases/fuzzing/fault-localization.ts');
  const judged = new Map<Case, Exchange>();
  const known = new Set<string>();
  const shrunk = new Map<string, number>();
  const faults = new Map<string, Fault[]>();
  let shrinks = 0;

  function add(testCase: Case, exchange: Exchange): void {
    judge.judge(testCase, exchange);
    judged.set(testCase, exchange);
    onJudged(testCase, exchange);
  }

  async function smallest(generated: GeneratedCase): Promise<Case[]> {
    const smaller: Case[] = [];
    for (const violation of judge.violations(generated.case)) {
      if (known.has(violation.fingerprint)) continue;
      const least = await localize(generated, violation);
      for (const { fingerprint } of judge.violations(least)) known.add(fingerprint);
      smaller.push(least);
    }
    return smaller.length > 0 ? [...new Set(smaller)] : [generated.case];
  }

  /** The smallest case of one violation, its expectation moved to the value that causes it. */
  async function localize(generated: GeneratedCase, { check, fingerprint, at }: ViolationKey): Promise<Case> {
    const { operation } = generated.case;
    const isOfRequest = at.startsWith('request');
    const before = faults.get(`${operation.id} ${check}`) ?? [];
    const sameCheck = (violation: ViolationKey) => violation.check === check;
    const sameFinding = (violation: ViolationKey) => violation.fingerprint === fingerprint;
    // The request that the case was made from may show the violation too: then the difference is not its cause.
    const base = isOfRequest ? generated.base() : undefined;
    const isOfBase = base !== undefined && (await shows(base, sameCheck));
    const start = isOfBase ? base : generated.case;
    const known = isOfRequest && before.map((fault) => movedTo(fault, start)).find((testCase) => testCase);
    if (known) return known;
    const count = shrunk.get(operation.id) ?? 0;
    shrunk.set(operation.id, count + 1);
    if (count >= MAX_SHRUNK) return start;
    const least = isOfBase
      ? await shrink(generated, base, (candidate) => candidate.base(), sameCheck)
      : await shrink(generated, generated.case, (candidate) => candidate.case, sameFinding);
    const localized = isOfRequest ? localizeFault(contract, least) : least;
    if (localized === least || localized.expect.kind !== 'accepted') return least;
    rejudge(least, localized);
    faults.set(`${operation.id} ${check}`, [...before, localized.expect]);
    return localized;
  }

  /** A case that sends the value that caused an earlier violation, its expectation moved there; else undefined. */
  function movedTo({ clause, at }: Fault, testCase: Case): Case | undefined {
    const place = /^request body(#.*)$/.exec(at)?.[1];
    const isThere = place === undefined ? isSent(testCase, at) : valueAt(testCase.inputs.body, place) !== undefined;
    if (!isThere || testCase.expect.kind !== 'accepted' || !/^request( body)?$/.test(testCase.expect.at))
      return undefined;
    const moved: Case = { ...testCase, expect: { ...testCase.expect, clause, at } };
    rejudge(testCase, moved);
    return moved;
  }

  function rejudge(testCase: Case, moved: Case): void {
    const exchange = judged.get(testCase);
    if (!exchange) return;
    judge.judge(moved, exchange);
    judged.set(moved, exchange);
  }

  /** Sends a case, and says whether its response shows the violation. */
  async function shows(testCase: Case, isIt: (violation: ViolationKey) => boolean): Promise<boolean> {
    const exchange = await sender.send(testCase);
    if (!exchange || isCutShort(exchange)) return false;
    shrinks += 1;
    add(testCase, exchange);
    return judge.violations(testCase).some(isIt);
  }

  /**
   * Sends smaller cases, and goes on from the first that still shows the violation.
   * @param part which request of a candidate is sent
   */
  async function shrink(
    generated: GeneratedCase,
    start: Case,
    part: (candidate: GeneratedCase) => Case | undefined,
    isIt: (violation: ViolationKey) => boolean,
  ): Promise<Case> {
    let [current, least] = [generated, start];
    let budget = MAX_REQUESTS;
    const tried = new Set([keyOf(start)]);
    const next = async (): Promise<boolean> => {
      let candidates = MAX_CANDIDATES;
      for (const candidate of current.shrink()) {
        if ((candidates -= 1) < 0) return false;
        const testCase = part(candidate);
        if (!testCase || tried.has(keyOf(testCase))) continue;
        tried.add(keyOf(testCase));
        budget -= 1;
        if (budget < 0 || sender.isOver) return false;
        if (!(await shows(testCase, isIt))) continue;
        [current, least] = [candidate, testCase];
        return true;
      }
      return false;
    };
    while (await next());
    return least;
  }

  return {
    get shrinks() {
      return shrinks;
    },
    add,
    smallest,
    forget: (counted) => {
      const kept = new Set(counted);
      for (const testCase of judged.keys()) if (!kept.has(testCase)) judge.discard(testCase);
      judged.clear();
    },
  };
}

/** The value in a request that causes a violation. */
type Fault = Pick<Extract<Case['expect'], { kind: 'accepted' }>, 'clause' | 'at'>;

/** Whether a case has the parameter that a place names: `request query limit`. */
function isSent({ inputs }: Case, at: string): boolean {
  const [, where, name] = /^request (path|query|header|cookie) (.+)$/.exec(at) ?? [];
  return where !== undefined && name !== undefined && inputs[where as 'path'][name] !== undefined;
}

/** Whether an exchange was under way when the run was stopped. */
export function isCutShort({ outcome }: Exchange): boolean {
  return 'failure' in outcome && outcome.failure.kind === 'stopped';
}

/** The same for equal requests. */
function keyOf({ request: { path, headers, body } }: Case): string {
  return JSON.stringify([path, headers, body ? Buffer.from(body).toString('latin1') : null]);
}
