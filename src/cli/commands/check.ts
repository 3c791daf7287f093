import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Contract } from '../../model/contract.ts';
import type { Run } from '../../model/run.ts';
import type { ShardReport } from '../../model/shard-report.ts';
import type { Target } from '../../model/exchange.ts';
import { overrideHeaders, type Overrides } from '../../messages/overrides.ts';
import { ContractError, UsageError } from '../../errors.ts';
import { plural } from '../../text/wording.ts';
import { embeddedTarget } from '../../run/mock-target.ts';
import { observeEach, type CheckOptions, type RunEvent } from '../../run/check.ts';
import { concludeRuns, type ConcludeOptions, type SeenRun } from '../../run/conclude-run.ts';
import { concludeRecorded } from '../../run/recorded/check-recorded.ts';
import { baseRequests } from '../../run/baseline/baselines.ts';
import { selectPhases } from '../../run/phases/index.ts';
import { chooseOperations, contractsWithChosen } from '../../run/operation-filter.ts';
import {
  permissionFor,
  refuseUnknownAllowances,
  type Permission,
  type PermissionOptions,
} from '../../run/permissions/permissions.ts';
import { isSafe } from '../../http/methods.ts';
import { plan, preview } from '../../run/phases/plan.ts';
import { reproduce } from '../../judge/finding.ts';
import { createRunSecrets } from '../../judge/secrets.ts';
import { readCleanupRule, type CleanupRule } from '../../exchange/cleanup.ts';
import { display, isDocumentPath } from '../../document/find.ts';
import { replaceFile } from '../../docs/replace-file.ts';
import { REPORTERS } from '../../report/index.ts';
import { formatEntry } from '../../report/wording.ts';
import { isLoopback } from '../../exchange/proxy.ts';
import { readConfig, type Config, type TargetConfig } from '../config.ts';
import { openCallbackListener, type CallbackListenerOptions } from '../../exchange/callback-listener.ts';
import { readCallbackAddress } from '../values/callbacks.ts';
import { connect, tokenHeaders } from '../connect.ts';
import { CONTRACTS_OPTION, contractsFrom, loadContracts, type ContractsFrom } from '../contracts.ts';
import { CHECK_EXITS, exitCode, EXIT } from '../exit-codes.ts';
import { readBaseUrl, readOverrides } from '../values/overrides.ts';
import type { Io } from '../io.ts';
import { printWarnings } from '../repair-notes.ts';
import { suggest, type Command, type GivenOptions } from '../options.ts';
import { PHASE_OPTIONS, readPhases } from '../phase-options.ts';
import { FILTER_OPTIONS, readFilters } from '../filter-options.ts';
import { readReports, writeReports } from '../report-options.ts';
import { followRecordings, judgeRecordings, readJobs, readKeep, RECORDING_OPTIONS } from '../recordings.ts';
import { filtersOf, readShardOption, shardOfRun, SHARD_OPTION } from '../shard-options.ts';
import { formatRequests, readRequests } from '../requests-file.ts';
import { readDuration } from '../values/duration.ts';

export const check: Command = {
  name: 'check',
  summary: 'Checks a server against its contract.',
  operands: '[contract… | target]',
  maxOperands: Infinity,
  exits: CHECK_EXITS,
  options: {
    target: { value: 'URL', about: 'Where the API is, base path included.', default: 'the embedded mock' },
    ...RECORDING_OPTIONS,
    header: { value: "'Name: value'", about: 'A header field for every request.', multiple: true, short: 'H' },
    set: { value: 'NAME=VALUE', about: 'The value of a parameter, in place of the documented one.', multiple: true },
    ...PHASE_OPTIONS,
    ...FILTER_OPTIONS,
    requests: {
      value: 'FILE',
      about: 'Requests that the target accepts, by operation, as --save-requests writes them.',
    },
    'save-requests': { value: 'FILE', about: 'Writes the first accepted request of each operation to a file.' },
    report: {
      value: 'FORMAT[=FILE]',
      about: `One of ${Object.keys(REPORTERS).join(', ')}; to stdout unless a file is named.`,
      default: 'pretty',
      multiple: true,
    },
    ...SHARD_OPTION,
    callbacks: {
      value: 'PORT[=URL]',
      about:
        'Listens for callbacks and webhooks of the target, and judges them. =URL is where it finds them; HOST: before the port listens elsewhere than on the loopback address.',
      default: 'none',
    },
    strict: { about: 'Counts notes as violations.' },
    'dry-run': { about: 'Prints the requests as curl lines and sends none.' },
    workers: { value: 'N', about: 'Requests under way at once.', default: '4' },
    rate: { value: 'N', about: 'Requests a second, at the most.', default: 'no limit' },
    timeout: { value: 'TIME', about: 'For a whole exchange, as in 10s or 500ms.', default: '10s' },
    ca: { value: 'FILE', about: 'PEM of the certification authorities to trust.', default: "the system's" },
    insecure: { about: 'Accepts any certificate.' },
    config: {
      value: 'FILE',
      about: 'Targets and waivers.',
      default: 'assay.yaml of this folder, or above it in the repository',
    },
    ...CONTRACTS_OPTION,
  },
  examples: [
    'assay check',
    "assay check openstack-image-v1 --target https://glance.example.org \\\n      --header 'X-Auth-Token: …'",
    'assay check petstore.yaml --target http://127.0.0.1:8080 --strict',
    'assay check vendor-a --max-examples 500 --max-time 30s        # fuzzing',
    'assay check --har recorded.har',
    'assay check vendor-a        # a target of assay.yaml',
  ],
  stopsItself: true,
  async run(given, io) {
    const reports = readReports(given.list('report'), REPORTERS);
    const config = await readConfig(given.text('config'));
    const setup = readSetup(given, config);
    const loaded = await loadTargets(setup, config, contractsFrom(given, config));
    printWarnings(loaded, io);
    const { filters } = setup.options;
    const contracts = filters ? contractsWithChosen(loaded, filters) : loaded;
    const shard = readShardOption(given, reports, setup.options);
    const recordings = given.list('har');
    const isRecorded = recordings.length > 0;
    if (given.has('follow') && (shard || !isRecorded))
      throw new UsageError(
        shard
          ? '--follow judges what is still written, and --shard a part of what is there'
          : '--follow needs a recording',
        shard ? 'Give one of the two.' : 'For instance: --har traffic.ndjson --follow',
      );
    if (shard && !isRecorded) setup.options.filters = filtersOf(shard, contracts, filters);
    refuseUnknownSettings(loaded, setup.options.overrides?.set ?? {});

    refuseUnknownAllowances(contracts, setup.options.allow ?? []);
    const saved = given.text('save-requests');
    if (saved !== undefined) refuseMissingFolder(saved);
    setup.options.requests = await readRequests(loaded, config, setup.name, given.text('requests'));

    if (given.has('dry-run')) {
      const base = setup.url ?? 'http://127.0.0.1:4010';
      // The embedded mock keeps nothing, so that it can lose nothing.
      const options = setup.url === undefined ? { ...setup.options, allow: ['all'] } : setup.options;
      if (setup.url !== undefined) announce(contracts, setup, io);
      for (const contract of contracts) {
        const { mask, isMadeUp } = createRunSecrets(contract, new Map(), options);
        for (const testCase of await preview(contract, options))
          io.out(`${mask(reproduce(contract, base, testCase, isMadeUp))}\n`);
      }
      return EXIT.conforms;
    }

    const conclude: ConcludeOptions = {
      strict: given.has('strict'),
      waivers: config?.waivers ?? [],
      ...usedOf(config, setup),
      ...(setup.name !== undefined && { targetName: setup.name }),
    };
    const jobs = readJobs(given);
    const keep = isRecorded ? readKeep(given.text('keep')) : Infinity;
    const part = shard && shardOfRun(shard, { contracts, options: setup.options, conclude, keep, isRecorded });
    if (shard) conclude.shard = shard;
    const judge = async (): Promise<{ runs: Run[]; report?: ShardReport | undefined }> => {
      if (!isRecorded) {
        const options = { ...setup.options, ...conclude, onEvent: progress(io) };
        const seen = await observeTarget(contracts, setup, options, io);
        return { report: part?.describe(seen), runs: concludeRuns(seen, conclude) };
      }
      const chosen = contracts.map((contract) => chooseOperations(contract, filters));
      const seen = given.has('follow')
        ? await followRecordings(chosen, recordings, { keep, maxTime: setup.maxTime }, io)
        : await judgeRecordings(chosen, recordings, { keep, jobs, shard, onBytes: part?.onBytes }, io);
      const report = part?.describeRecorded(chosen, seen);
      return { report, runs: concludeRecorded(chosen, seen.part, seen, { ...conclude, recordedOnly: true }) };
    };
    const { runs, report } = await judge();
    if (io.stopAtOnce?.aborted) listLeftovers(runs, io);
    await writeReports(reports, REPORTERS, runs, io, report && { shard: report });
    if (saved !== undefined) await replaceFile(saved, formatRequests(runs));
    return exitCode(runs.map(({ verdict }) => verdict));
  },
};

/** What a run takes from the configuration, for its reports. */
function usedOf(config: Config | undefined, { name }: Setup): Pick<ConcludeOptions, 'configuration'> {
  const uses = [
    ...(name === undefined ? [] : ['target' as const]),
    ...((config?.waivers ?? []).length > 0 ? ['waivers' as const] : []),
  ];
  return config && uses.length > 0 ? { configuration: { file: display(resolve(config.file)), uses } } : {};
}

/** What the command line and the configuration come to. */
interface Setup {
  /** The name of the target in the configuration. */
  name?: string;
  contracts: string[];
  url?: string;
  target: Partial<TargetConfig>;
  cleanup: Map<string, CleanupRule>;
  options: Pick<
    CheckOptions,
    | 'overrides'
    | 'phases'
    | 'workers'
    | 'rate'
    | 'seed'
    | 'maxExamples'
    | 'filters'
    | 'maxFailures'
    | 'requests'
    | keyof PermissionOptions
  >;
  timeout: number;
  maxTime?: number;
  /** Where callbacks come in. */
  callbacks?: CallbackListenerOptions;
}

/** Flags go before what the configuration says of the target. */
function readSetup(given: GivenOptions, config: Config | undefined): Setup {
  const [first] = given.operands;
  // A document is what its path says, whatever a file calls a target.
  const isName = first !== undefined && given.operands.length === 1 && !isDocumentPath(first);
  const named = isName ? config?.target(first) : undefined;
  const target: Partial<TargetConfig> = named ?? {};
  if (named && given.text('target'))
    throw new UsageError(`${first} is a target of ${config?.file}, and --target names another`, 'Give one of the two.');
  const url = given.text('target') ?? target.url;
  if (url !== undefined) readBaseUrl(url, named ? `targets.${first}.url` : '--target');
  if (given.list('har').length > 0 && url !== undefined && !named)
    throw new UsageError('--har judges what was recorded, and --target asks a server', 'Give one of the two.');
  const callbacks = given.text('callbacks');
  if (callbacks !== undefined && url === undefined)
    throw new UsageError('--callbacks takes what a server sends, and there is none', 'Name one with --target.');
  const { maxTime, ...phases } = readPhases(given, target);
  return {
    ...(named && first !== undefined && { name: first }),
    contracts: named ? [named.contract].flat() : given.operands,
    ...(url !== undefined && { url }),
    target: {
      ...target,
      tls: {
        ...target.tls,
        ...(given.text('ca') && { ca: given.text('ca') as string }),
        ...(given.has('insecure') && { insecure: true }),
      },
    },
    cleanup: new Map(
      Object.entries(target.cleanup ?? {}).flatMap(([id, text]) => {
        const rule = readCleanupRule(text);
        return rule ? [[id, rule] as const] : [];
      }),
    ),
    options: {
      overrides: mergeGiven(target, readOverrides(given.list('header'), given.list('set'))),
      ...phases,
      ...readFilters(given, target),
      workers: given.number('workers', { min: 1, max: 64, whole: true }) ?? target.workers ?? 4,
      ...rateOf(given.number('rate', { min: 0.001 }) ?? target.rate),
    },
    timeout:
      readDuration('--timeout', given.text('timeout')) ?? readDuration('timeout', target.timeout?.toString()) ?? 10_000,
    ...(maxTime !== undefined && { maxTime }),
    ...(callbacks !== undefined && { callbacks: readCallbackAddress(callbacks) }),
  };
}

function rateOf(rate: number | undefined): { rate?: number } {
  return rate === undefined ? {} : { rate };
}

function mergeGiven({ headers = {}, set = {}, auth }: Partial<TargetConfig>, flags: Overrides): Overrides {
  const configured = [
    ...tokenHeaders(auth),
    ...readOverrides(
      Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      [],
    ).headers,
  ];
  return {
    headers: overrideHeaders(configured, flags.headers),
    set: { ...Object.fromEntries(Object.entries(set).map(([name, value]) => [name, String(value)])), ...flags.set },
  };
}

/** A run may take long, and what it found would be lost. */
function refuseMissingFolder(file: string): void {
  if (!existsSync(dirname(file)))
    throw new UsageError(`there is no folder ${dirname(file)} for the requests`, 'Make the folder first.');
}

/** A mistyped name would set nothing, and nobody would see. */
function refuseUnknownSettings(contracts: Contract[], set: Record<string, string>): void {
  const known = [
    ...new Set(
      contracts.flatMap(({ operations }) => operations.flatMap(({ parameters }) => parameters.map(({ name }) => name))),
    ),
  ];
  const unknown = Object.keys(set).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(`no operation has a parameter ${unknown} to --set`, suggest(unknown, known));
}

async function observeTarget(contracts: Contract[], setup: Setup, options: CheckOptions, io: Io): Promise<SeenRun[]> {
  const { url, timeout, maxTime, cleanup, target } = setup;
  const signal = maxTime === undefined ? io.stop : AbortSignal.any([io.stop, AbortSignal.timeout(maxTime)]);
  if (maxTime !== undefined) io.limit?.(maxTime);
  if (url !== undefined) announce(contracts, setup, io);
  const open = async (contract: Contract): Promise<Target> =>
    url === undefined
      ? embeddedTarget(contract)
      : connect({
          url,
          timeout,
          workers: options.workers ?? 4,
          ...target.tls,
          ...(target.auth && { auth: target.auth }),
        });
  const callbacks = setup.callbacks && (await openCallbackListener(setup.callbacks));
  if (callbacks) io.err(`assay: callbacks and webhooks come in at ${callbacks.url}\n`);
  try {
    return await observeEach(contracts, open, {
      ...options,
      cleanup,
      signal,
      ...(callbacks && { callbacks }),
      ...(io.stopAtOnce && { stopAtOnce: io.stopAtOnce }),
    });
  } finally {
    await callbacks?.close();
  }
}

/** Who stops a run twice waits for no report. */
function listLeftovers(runs: Run[], io: Io): void {
  for (const run of runs)
    for (const entry of run.leftovers) io.err(`assay: created, and not undone: ${formatEntry(run, entry)}\n`);
}

/** Says, before the run, how many requests a server gets, what they may create, and what is held back: in one line for one's own machine. */
function announce(contracts: Contract[], { url = '', target, options }: Setup, io: Io): void {
  if (target.tls?.insecure)
    io.err('assay: --insecure accepts any certificate, so nothing proves that this is the server\n');
  const chosen = contracts.map((contract) => chooseOperations(contract, options.filters));
  const cases = chosen.flatMap((contract) => plan(contract, options));
  const changing = cases.filter(({ request, expect }) => expect.kind !== 'refused' && !isSafe(request.method));
  const more = selectPhases(options.phases).flatMap((phase) => phase.announce?.(chosen, options) ?? []);
  const searches = chosen.reduce((sum, contract) => sum + baseRequests(contract, options), 0);
  if (searches > 0) more.unshift(`up to ${searches} that look for one which each operation accepts`);
  const besides = more.length > 0 ? `, and ${more.join(' and ')}` : '';
  const permissions = chosen.flatMap((contract) =>
    contract.operations.map((operation) => ({ operation, ...permissionFor(contract, operation, options) })),
  );
  const ids = (may: Permission['may']) =>
    permissions.filter((permission) => permission.may === may).map(({ operation }) => operation.id);
  const [created, held] = [ids('send to created'), ids('hold back')];
  const head = `assay: ${plural(cases.length, 'request')} to ${url}, ${changing.length} of them meant to create or change something${besides}`;
  if (isLoopback(url)) {
    const rest = [
      ...(created.length > 0 ? [`${plural(created.length, 'operation')} only sent what the run creates`] : []),
      ...(held.length > 0 ? [`${held.length} held back`] : []),
    ];
    return io.err(`${[head, ...rest].join('; ')}\n`);
  }
  const creating = [...new Set(changing.map(({ operation }) => operation.id))];
  io.err(`${head}\n`);
  if (creating.length > 0) io.err(`  may create: ${creating.join(', ')}\n`);
  if (created.length > 0) io.err(`  only sent what this run creates: ${created.join(', ')}\n`);
  if (held.length > 0) io.err(`  held back (--allow OPERATION sends it): ${held.join(', ')}\n`);
}

/** Shows on a terminal how far a run is, in one line. */
function progress(io: Io): (event: RunEvent) => void {
  if (!io.interactive) return () => {};
  return (event) => {
    if (event.kind === 'ended') io.err('\r\u001b[K');
    if (event.kind !== 'answered') return;
    const most = event.isLimit ? 'at most ' : '';
    io.err(event.done < event.of ? `\r${event.done} of ${most}${plural(event.of, 'request')}\u001b[K` : '\r\u001b[K');
  };
}

/** The contracts of a run. @throws UsageError naming the line of the configuration, where that names one that is not there */
async function loadTargets(
  { name, contracts }: Setup,
  config: Config | undefined,
  from: ContractsFrom,
): Promise<Contract[]> {
  if (name === undefined || !config) return loadContracts(contracts, from);
  const loaded: Contract[] = [];
  for (const [nth, contract] of contracts.entries())
    try {
      loaded.push(...(await loadContracts([contract], from)));
    } catch (error) {
      if (!(error instanceof UsageError) || error instanceof ContractError) throw error;
      const { file, line } = config.contractPlace(name, nth);
      throw new UsageError(`${file}:${line}: ${error.message}`, error.hint);
    }
  return loaded;
}
