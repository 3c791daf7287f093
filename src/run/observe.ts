import type { Case } from '../model/case.ts';
import type { Relation } from '../judge/behaviour/relation.ts';
import type { Contract } from '../model/contract.ts';
import type { Target } from '../model/exchange.ts';
import type { GivenRequests } from '../cases/baseline/known.ts';
import { resourcesOf } from '../contract/resources/resources.ts';
import { sendCases } from '../exchange/send-cases.ts';
import { createJudge, type Judge } from '../judge/judge.ts';
import { nothingWasSent, undecidedOf, unusableSchemas } from '../judge/verdict.ts';
import { NO_OVERRIDES, type Overrides } from '../messages/overrides.ts';
import { createBaselines } from './baseline/baselines.ts';
import { sendByBaselines, type SendContext } from './baseline/send.ts';
import { receiveCallbacks } from './callbacks/receive-callbacks.ts';
import type { CheckOptions } from './check-options.ts';
import { presentDay, type SeenRun } from './conclude-run.ts';
import { leaveClean, type LeftBehind } from './ending/leave-clean.ts';
import type { MadeThough } from './ending/list-last.ts';
import { createLiveFold, type LiveFold } from './fold/live-fold.ts';
import { mapResults, type Spool } from './fold/spool.ts';
import { heldBackOf, withoutEncoder, withoutVariation } from './left-out.ts';
import { listFirst } from './state/list-first.ts';
import { withoutFinding, withoutFindings } from './sending/missing-base-path.ts';
import { casesForCreated } from './phases/created.ts';
import type { PhaseContext, PhaseOutcome } from './phases/phase.ts';
import { prepare, type Preparation } from './prepare.ts';
import { stopAtFailures } from './sending/stop-at-failures.ts';
import type { StoppableSender } from './sending/stoppable-sender.ts';
import { createWatchedSender, type WatchedSender } from './sending/watched-sender.ts';

/** Runs every phase against the target, and undoes what was created whatever happens. */
export async function observe(whole: Contract, target: Target, given: CheckOptions): Promise<SeenRun> {
  const started = performance.now();
  const preparation = await prepare(whole, target, given);
  const { onEvent } = preparation.options;
  onEvent?.({ kind: 'planned', cases: preparation.planned });
  const watched = createWatchedSender(preparation);
  const context = createContext(preparation, watched);
  let outcomes: PhaseOutcome[];
  let left: LeftBehind;
  try {
    outcomes = await sendAll(preparation, context);
  } finally {
    // What was created has to go, also after a signal or an error.
    left = await leaveClean(preparation, watched);
    onEvent?.({ kind: 'ended' });
  }
  for (const made of left.made) tellMade(context, made);
  const seen = conclude(preparation, watched, context, outcomes);
  return { ...seen, leftovers: left.leftovers, duration: performance.now() - started };
}

/** Tells of a request that was refused and made something nevertheless; where nothing else is told of it, it is a case of its own. */
function tellMade({ judge, baselines, fold }: RunContext, { case: testCase, exchange, count, path }: MadeThough): void {
  if (!('response' in exchange.outcome)) return;
  baselines.keep(testCase, exchange);
  const { operation } = testCase;
  const relation: Relation = {
    kind: 'refused and made',
    by: operation.id,
    status: exchange.outcome.response.status,
    count,
    path,
    basis: { clause: operation.pointer, rests: 'HTTP' },
  };
  if (judge.relate(testCase, relation)) return;
  // The judge has let go of it.
  const again: Case = { ...testCase, id: `${testCase.id} > what it made` };
  judge.enter(again, exchange, []);
  judge.relate(again, relation);
  fold.add([again]);
}

interface RunContext extends SendContext {
  fold: LiveFold;
  spool: Spool | undefined;
}

/** What every phase works with. */
function createContext(preparation: Preparation, { sender, known, isWithheld }: WatchedSender): RunContext {
  const { whole, contract, target, options, names, ledger, permissions, planned, marks } = preparation;
  const mark = marks.series();
  const judge = createJudge(contract, target.baseUrl, {
    overrides: withGivenHeaders(options.overrides, options.requests),
  });
  const progress = reportProgress(preparation, judge);
  const countFailures = failureCounter(preparation, judge, sender);
  const onExchange: PhaseContext['onExchange'] = (testCase, exchange) => {
    countFailures(testCase);
    progress(testCase, exchange);
  };
  const resources = resourcesOf(whole);
  const shared = { contract, options, sender, judge, permissions, known, onExchange, mark };
  const baselines = createBaselines({ ...shared, ledger, whole, resources, phases: names, planned });
  const spool = options.spool?.(contract);
  const fold = createLiveFold(contract, whole.operations, judge, {
    keep: options.keep ?? Infinity,
    spool,
    first: baselines.cases,
    isLeftOut: isWithheld,
    unsent: () => sender.stopReason,
  });
  return { ...shared, target, ledger, baselines, marks, fold, spool };
}

/** Sends the cases of all phases in their order; gives what each phase made during the run. */
async function sendAll(
  { contract, target, options, phases, searched, planned, ledger, permissions }: Preparation,
  context: SendContext,
): Promise<PhaseOutcome[]> {
  if (!target.stateless) await listFirst(contract, options, context.known, context.sender);
  const { fold } = context;
  fold.add(await sendByBaselines(searched, planned, context));
  const others = { ...contract, operations: contract.operations.filter((one) => !searched.includes(one)) };
  fold.add(await sendLater(casesForCreated(others, options, permissions, ledger), context));
  const outcomes: PhaseOutcome[] = [];
  const take = (outcome: PhaseOutcome): void => {
    fold.add(outcome.cases);
    outcomes.push({ ...outcome, cases: [] });
  };
  for (const phase of phases) if (phase.run) take(await phase.run(context));
  if (options.callbacks) take(await receiveCallbacks(context, options.callbacks, options.callbackPatience));
  return outcomes;
}

/** Judges what can be judged only when all was sent, and says what is undecided or was left out. */
function conclude(
  { contract, target, options, names, ledger, permissions }: Preparation,
  { basePath, endless, lost, second, canary }: WatchedSender,
  { judge, baselines, fold: live, spool }: RunContext,
  outcomes: PhaseOutcome[],
): Omit<SeenRun, 'leftovers' | 'duration'> {
  const { mask, isMadeUp } = judge.secrets;
  const judged = live.conclude();
  const missing = basePath.missing();
  const fold = missing ? withoutFindings(judged, missing) : judged;
  const listed = spool && missing ? mapResults(spool, (result) => withoutFinding(result, missing)) : spool;
  const refused = baselines.undecided(mask);
  const tried = baselines.tried();
  const unanswered = () => {
    if (fold.counts.cases > 0) return undecidedOf(contract, fold);
    if (options.signal?.aborted) return [nothingWasSent()];
    // Another shard has what can be sent.
    if (options.shard) return unusableSchemas(contract, contract.operations);
    return refused.length > 0 ? [] : undecidedOf(contract, fold);
  };
  return {
    contract,
    target: target.name,
    phases: [...fold.phases],
    fold,
    ...(listed && { listed }),
    ...outcomes.reduce((all, { details }) => ({ ...all, ...details }), {}),
    undecided: missing
      ? [missing]
      : [
          ...unanswered(),
          ...refused,
          ...canary.undecided(),
          ...lost.undecided(),
          ...outcomes.flatMap(({ undecided }) => undecided),
        ],
    ...(baselines.cases.length > 0 && { accepted: baselines.accepted(ledger) }),
    ...(tried.length > 0 && { tried }),
    unjudged: [
      ...withoutEncoder(contract),
      ...(names.includes('coverage') ? withoutVariation(contract) : []),
      ...second.unjudged(),
      ...endless.unjudged(),
      ...baselines.learned(mask),
      ...outcomes.flatMap(({ unjudged }) => unjudged),
    ],
    heldBack: heldBackOf(contract, permissions, fold.reached, baselines),
    mask,
    isMadeUp,
  };
}

/** Ends the sending once the run has the violations that it may have. */
function failureCounter(
  { contract, target, options }: Preparation,
  judge: Judge,
  sender: StoppableSender,
): (testCase: Case) => void {
  const { maxFailures, waivers = [], today = presentDay(), targetName = target.name } = options;
  if (maxFailures === undefined) return () => {};
  const run = { contract, target: targetName };
  return stopAtFailures(maxFailures, judge, { waivers, today, run }, (reason) => sender.stop(reason));
}

/** The overrides that hold the secrets of a run: those of all requests, and header fields of single operations. */
function withGivenHeaders({ headers, set }: Overrides = NO_OVERRIDES, requests: GivenRequests = {}): Overrides {
  return { headers: [...headers, ...Object.values(requests).flatMap((one) => Object.entries(one.headers ?? {}))], set };
}

/** Sends cases that are made as they are sent, and gives those that were. */
async function sendLater(cases: Iterable<Case>, { judge, sender, onExchange }: PhaseContext): Promise<Case[]> {
  const sent: Case[] = [];
  // One at a time: what one deletes, the next must not need.
  await sendCases(cases, sender, {
    workers: 1,
    onExchange: (testCase, exchange) => {
      sent.push(testCase);
      judge.judge(testCase, exchange);
      onExchange(testCase, exchange);
    },
  });
  return sent;
}

/** Emits an event for each exchange, with how many are done, how many there are, and what was found. */
function reportProgress(
  { contract, phases, planned, options: { onEvent, ...options } }: Preparation,
  judge: Judge,
): PhaseContext['onExchange'] {
  if (!onEvent) return () => {};
  const limits = phases.flatMap((phase) => phase.limit?.(contract, options) ?? []);
  const most = limits.reduce((sum, limit) => sum + limit, planned.length);
  const isLimit = limits.length > 0 && { isLimit: true as const };
  const violations = new Set<string>();
  let done = 0;
  return (testCase, exchange) => {
    done += 1;
    for (const { fingerprint } of judge.violations(testCase)) violations.add(fingerprint);
    const counts = { done, of: Math.max(most, done), ...isLimit, violations: violations.size };
    onEvent({ kind: 'answered', case: testCase, exchange, ...counts });
  };
}
