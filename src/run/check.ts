import type { Contract, Operation, RequestValues } from '../model/contract.ts';
import { unvariedParameters } from '../cases/coverage/coverage.ts';
import { basesOf, hasEncoder } from '../cases/valid-requests.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NO_OVERRIDES, type Overrides } from '../messages/overrides.ts';
import type { Result, Run } from '../model/run.ts';
import type { Undecided } from '../model/finding.ts';
import { problemOfGiven } from '../cases/baseline/given.ts';
import type { GivenRequests } from '../cases/baseline/known.ts';
import { UsageError } from '../errors.ts';
import { resourcesOf } from '../contract/resources/resources.ts';
import type { Case } from '../model/case.ts';
import type { Exchange, Target } from '../model/exchange.ts';
import { createJudge, type Judge } from '../judge/judge.ts';
import { nothingWasSent, undecidedOf } from '../judge/verdict.ts';
import { cleanUp, isUnseen, type CleanupRule, type Creation, type MayUndo } from '../exchange/cleanup.ts';
import { sendCases } from '../exchange/send-cases.ts';
import { createSender, type Sender, type SenderOptions } from '../exchange/sender.ts';
import { withCanary } from './canary.ts';
import { concludeRun, concludeRuns, presentDay, type ConcludeOptions, type SeenRun } from './conclude-run.ts';
import { createBaselines, searchedOperations } from './baseline/baselines.ts';
import { createMarks } from './baseline/marks.ts';
import { sendByBaselines } from './baseline/send.ts';
import { createKnownValues, type KnownValues } from './known-values.ts';
import { createRouter } from '../contract/router.ts';
import { plain } from '../text/wording.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { chooseOperations } from './operation-filter.ts';
import { createPermissions, type Permissions } from './permissions/permissions.ts';
import { casesForCreated } from './phases/created.ts';
import type { PhaseContext, PhaseDefinition, PhaseOptions, PhaseOutcome } from './phases/phase.ts';
import { plan, type PlanOptions } from './phases/plan.ts';
import { selectPhases } from './phases/index.ts';
import { hasExactExamples } from '../contract/exact-examples.ts';
import { withSecondTry } from './second-try.ts';
import { watchBasePath, withoutFindings } from './missing-base-path.ts';
import { stopAtFailures } from './stop-at-failures.ts';
import { stoppable, type StoppableSender } from './stoppable-sender.ts';
import { undoCreated } from './undo-created.ts';
import { watchUnproved } from './unproved-creations.ts';

export interface CheckOptions
  extends PlanOptions, PhaseOptions, ConcludeOptions, Pick<SenderOptions, 'rate' | 'signal'> {
  /** Requests that the target accepts, by operation id: they are tried before any other. */
  requests?: GivenRequests;
  /** How to undo what an operation creates, by its id. */
  cleanup?: Map<string, CleanupRule>;
  /** Ends the clean-up too: what is left is listed. */
  stopAtOnce?: AbortSignal;
  /** Nothing more is sent once so many violations were found, each fingerprint counted once. */
  maxFailures?: number;
  /** Told what the run does, as it does it. */
  onEvent?: (event: RunEvent) => void;
}

export type RunEvent =
  | { kind: 'planned'; cases: Case[] }
  /**
   * `of` is how many are known of so far: generated cases and sequences are counted as they come.
   * `isLimit` is set where fewer may be sent.
   */
  | { kind: 'answered'; case: Case; exchange: Exchange; done: number; of: number; isLimit?: true }
  | { kind: 'ended' };

/**
 * Holds a target to a contract: plans the cases, sends them, judges the responses, and comes to a verdict.
 * Nothing that a target answers makes it throw.
 * @throws ContractError when the contract cannot be used
 * @throws UsageError for a phase that does not exist, and for a given request that the contract does not allow
 */
export async function check(contract: Contract, target: Target, options: CheckOptions = {}): Promise<Run> {
  const problem = problemOfGiven([contract], options.requests ?? {});
  if (problem) throw new UsageError(`requests: ${problem.message}`, problem.hint);
  return concludeRun(await observe(contract, target, options), options);
}

/**
 * Holds targets to several contracts, one after the other. A waiver is needed where a finding of any of them needs it.
 * @param open makes the target of a contract, which is closed when its run has ended
 */
export async function checkEach(
  contracts: Contract[],
  open: (contract: Contract) => Promise<Target>,
  options: CheckOptions = {},
): Promise<Run[]> {
  const seen: SeenRun[] = [];
  for (const contract of contracts) {
    const target = await open(contract);
    try {
      seen.push(await observe(contract, target, options));
    } finally {
      await target.close();
    }
  }
  return concludeRuns(seen, options);
}

/** Runs every phase against the target, and undoes what was created whatever happens. */
async function observe(whole: Contract, target: Target, options: CheckOptions): Promise<SeenRun> {
  const started = performance.now();
  const contract = chooseOperations(whole, options.filters);
  const ledger = createLedger();
  // What keeps nothing can lose nothing.
  const allowed = target.stateless ? { ...options, allow: ['all'] } : options;
  const permissions = createPermissions(contract, allowed, ledger);
  const phases = selectPhases(options.phases);
  const names = phases.map(({ name }) => name);
  // What keeps nothing accepts what the contract shows.
  const searched = target.stateless ? [] : searchedOperations(contract, names);
  const planned = plan(contract, allowed);
  compileSchemas(contract, searched.length > 0 || phases.some(({ run }) => run !== undefined), planned);
  options.onEvent?.({ kind: 'planned', cases: planned });

  const { cleanup: rules = new Map<string, CleanupRule>(), overrides, rate, signal } = options;
  const creations: Creation[] = [];
  const known = createKnownValues(whole, {
    baseUrl: target.baseUrl,
    ledger,
    permissions,
    ...(options.overrides && { overrides: options.overrides }),
  });
  const unproved = watchUnproved(whole, target.baseUrl, ledger, ({ id }) => rules.has(id));
  const basePath = watchBasePath(contract, target.baseUrl);
  const sending = createSender(target, {
    ...(rate !== undefined && { rate }),
    ...(signal && { signal }),
    onSent: (testCase, exchange) => {
      basePath.see(testCase, exchange);
      if (basePath.isSure()) sender.stop('the base path of the API is missing');
      if (!target.stateless) {
        known.learn(testCase, exchange);
        unproved.see(testCase, exchange);
      }
      const isUntold = testCase.operation.method === 'POST' && isUnseen(exchange);
      if (rules.has(testCase.operation.id) || isUntold) creations.push({ testCase, exchange });
    },
  });
  const second = withSecondTry(sending, (operation) => hasExactExamples(contract, operation));
  const canary = withCanary(stoppable(guarded(second.sender, permissions)));
  const { sender } = canary;
  const judge = createJudge(contract, target.baseUrl, { overrides: withGivenHeaders(overrides, options.requests) });
  const progress = reportProgress(contract, phases, planned.length, options);
  const countFailures = failureCounter(contract, target, options, judge, sender);
  const onExchange: PhaseContext['onExchange'] = (testCase, exchange) => {
    countFailures(testCase);
    progress(testCase, exchange);
  };
  const leftovers: SeenRun['leftovers'] = [];
  const mark = createMarks();
  const baselines = createBaselines({
    contract,
    options: allowed,
    sender,
    judge,
    permissions,
    known,
    resources: resourcesOf(whole),
    phases: names,
    planned,
    onExchange,
    mark,
  });
  let sent: Case[] = [];
  let outcomes: PhaseOutcome[];
  try {
    const context = { contract, target, options, judge, sender, permissions, ledger, known, baselines, onExchange };
    if (!target.stateless) await listFirst(contract, options, known, sender);
    sent = await sendByBaselines(searched, planned, { ...context, options: allowed, mark });
    const others = { ...contract, operations: contract.operations.filter((one) => !searched.includes(one)) };
    sent.push(...(await sendLater(casesForCreated(others, options, permissions, ledger), context)));
    outcomes = [];
    for (const phase of phases) if (phase.run) outcomes.push(await phase.run(context));
  } finally {
    // What was created has to go, also after a signal or an error.
    leftovers.push(
      ...(await cleanUp(
        target,
        creations,
        rules,
        overrides?.headers ?? [],
        options.stopAtOnce,
        mayUndo(whole, ledger),
      )),
    );
    leftovers.push(
      ...(await undoCreated(whole, target, ledger, {
        ...(overrides && { overrides }),
        ...(options.filters && { filters: options.filters }),
        ...(options.stopAtOnce && { signal: options.stopAtOnce }),
        except: new Set(rules.keys()),
      })),
      ...unproved.leftovers(),
    );
    options.onEvent?.({ kind: 'ended' });
  }
  const {
    results: judged,
    mask,
    isMadeUp,
  } = judge.conclude(
    [...baselines.cases, ...sent, ...outcomes.flatMap(({ cases }) => cases)],
    sender.stopReason === undefined ? {} : { unsent: sender.stopReason },
  );
  const refused = baselines.undecided(mask);
  const missing = basePath.missing();
  const results = missing ? withoutFindings(judged, missing) : judged;
  const heldBack = heldBackOf(contract, permissions, results);
  const wasStopped = results.length === 0 && signal?.aborted === true;
  return {
    contract,
    target: target.name,
    phases: [...new Set(results.map(({ case: { phase } }) => phase))],
    results,
    ...outcomes.reduce((all, { details }) => ({ ...all, ...details }), {}),
    undecided: missing
      ? [missing]
      : [
          ...(wasStopped
            ? [nothingWasSent()]
            : results.length === 0 && refused.length > 0
              ? []
              : undecidedOf(contract, results)),
          ...refused,
          ...canary.undecided(),
          ...outcomes.flatMap(({ undecided }) => undecided),
        ],
    ...(baselines.cases.length > 0 && { accepted: baselines.accepted(ledger) }),
    unjudged: [
      ...withoutEncoder(contract),
      ...(phases.some(({ name }) => name === 'coverage') ? withoutVariation(contract) : []),
      ...second.unjudged(),
      ...baselines.learned(mask),
      ...outcomes.flatMap(({ unjudged }) => unjudged),
    ],
    leftovers,
    heldBack,
    duration: performance.now() - started,
    mask,
    ...(isMadeUp && { isMadeUp }),
  };
}

/** Ends the sending once the run has the violations that it may have. */
function failureCounter(
  contract: Contract,
  target: Target,
  { maxFailures, waivers = [], today = presentDay(), targetName = target.name }: CheckOptions,
  judge: Judge,
  sender: StoppableSender,
): (testCase: Case) => void {
  if (maxFailures === undefined) return () => {};
  const run = { contract, target: targetName };
  return stopAtFailures(maxFailures, judge, { waivers, today, run }, (reason) => sender.stop(reason));
}

/** What the secrets of a run are told by: header fields of single operations count, too. */
function withGivenHeaders({ headers, set }: Overrides = NO_OVERRIDES, requests: GivenRequests = {}): Overrides {
  return { headers: [...headers, ...Object.values(requests).flatMap((one) => Object.entries(one.headers ?? {}))], set };
}

/** A sender that sends nothing that is held back, whatever a phase asks for. */
function guarded(sender: Sender, permissions: Permissions): Sender {
  return Object.defineProperties({} as Sender, {
    ...Object.getOwnPropertyDescriptors(sender),
    send: {
      value: async (testCase: Case) => (permissions.heldBack(testCase) ? undefined : sender.send(testCase)),
    },
  });
}

/** The documented request bodies that nothing here can write, and that are not sent. */
function withoutEncoder({ operations }: Contract): Undecided[] {
  return operations.flatMap((operation) =>
    (operation.body?.media ?? [])
      .filter(({ examples, type }) =>
        [...examples.values()].some(
          ({ value }) =>
            !hasEncoder(operation, { path: {}, query: {}, header: {}, cookie: {}, mediaType: type, body: value }),
        ),
      )
      .map(({ type }) => ({
        operation: operation.id,
        reason: `no documented request of the media type ${type} was sent: its example is no text, and assay cannot write it`,
      })),
  );
}

/** The parameters of which only the first are varied, as an operation has too many. */
function withoutVariation({ operations }: Contract): Undecided[] {
  return operations.flatMap((operation) => {
    const left = unvariedParameters(operation);
    const [first] = left;
    return first === undefined
      ? []
      : [
          {
            operation: operation.id,
            reason: `${left.length} of its ${operation.parameters.length} parameters, from ${first.in} ${plain(first.name)} on, were not varied: there are too many`,
          },
        ];
  });
}

/** Whether an address out of an answer may be sent a clean-up request: a path of the contract has to name what the run created. */
function mayUndo(contract: Contract, ledger: Ledger): MayUndo {
  const router = createRouter([contract]);
  return (method, path) => {
    const match = router.match(method, path);
    if (match.kind === 'none') return 'unknown';
    if (match.kind === 'method') return false;
    return ledger.provenance({ template: match.operation.path, params: match.params }) === 'created';
  };
}

/** The operations that were sent nothing because they are held back. */
function heldBackOf(contract: Contract, permissions: Permissions, results: Result[]): Undecided[] {
  const sent = new Set(results.flatMap(({ case: { operation }, exchange }) => (exchange ? [operation] : [])));
  return contract.operations.flatMap((operation) => {
    const permission = permissions.of(operation);
    return permission.may === 'send' || sent.has(operation) ? [] : [permission.heldBack];
  });
}

/** Lists what is there before anything is created, so that nothing of it is taken for created. */
async function listFirst(
  contract: Contract,
  { overrides = NO_OVERRIDES }: CheckOptions,
  known: KnownValues,
  sender: Sender,
): Promise<void> {
  for (const operation of new Set(contract.operations.flatMap((one) => known.listing(one) ?? []))) {
    const [base] = basesOf(contract, operation, overrides);
    if (base) await sender.send(listCase(operation, base.inputs, overrides));
  }
}

/** A request that is not judged. */
function listCase(operation: Operation, inputs: RequestValues, overrides: Overrides): Case {
  const title = 'the request that lists what is there';
  const request = encodeRequest(operation, inputs, overrides);
  const expect = { kind: 'accepted' as const, clause: operation.pointer, at: 'request', mayRefuse: true as const };
  return { id: `${operation.id} > ${title}`, phase: 'examples', operation, title, inputs, request, expect };
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

/** Emits an event for each exchange, with how many are done and how many there are. */
function reportProgress(
  contract: Contract,
  phases: PhaseDefinition[],
  planned: number,
  options: CheckOptions,
): PhaseContext['onExchange'] {
  const limits = phases.flatMap((phase) => phase.limit?.(contract, options) ?? []);
  const most = limits.reduce((sum, limit) => sum + limit, planned);
  const isLimit = limits.length > 0 && { isLimit: true as const };
  let done = 0;
  return (testCase, exchange) => {
    done += 1;
    options.onEvent?.({ kind: 'answered', case: testCase, exchange, done, of: Math.max(most, done), ...isLimit });
  };
}

/** Compiles the schemas of the responses, so that a contract that cannot be used is refused before anything is sent. */
function compileSchemas(contract: Contract, sendsMore: boolean, planned: Case[]): void {
  const operations = new Set(sendsMore ? contract.operations : planned.map(({ operation }) => operation));
  for (const { media, headers } of [...operations].flatMap(({ responses }) => responses))
    for (const { schema } of [...media, ...headers]) if (schema) contract.accepts(schema, null);
}
