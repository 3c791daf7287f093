import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Contract } from '../../model/contract.ts';
import type { Run } from '../../model/run.ts';
import type { ShardReport } from '../../model/shard-report.ts';
import type { Target } from '../../model/exchange.ts';
import { UsageError } from '../../errors.ts';
import { embeddedTarget } from '../../run/mock-target.ts';
import { observeEach, type CheckOptions, type RunEvent } from '../../run/check.ts';
import { concludeRuns, type ConcludeOptions, type SeenRun } from '../../run/conclude-run.ts';
import { concludeRecorded } from '../../run/recorded/check-recorded.ts';
import { chooseOperations, contractsWithChosen } from '../../run/operation-filter.ts';
import { refuseUnknownAllowances } from '../../run/permissions/permissions.ts';
import { preview } from '../../run/phases/plan.ts';
import { reproduce } from '../../judge/finding.ts';
import { createSecrets } from '../../judge/secrets.ts';
import { display } from '../../document/find.ts';
import { replaceFile } from '../../docs/replace-file.ts';
import { PIECES, REPORTERS } from '../../report/index.ts';
import { formatEntry } from '../../report/wording.ts';
import { announce, progress } from '../announce.ts';
import { logRequests } from '../request-log.ts';
import { loadTargets, readSetup, type Setup } from '../options/check-setup.ts';
import { readConfig, type Config } from '../config/config.ts';
import { openCallbackListener } from '../../exchange/callback-listener.ts';
import { connect } from '../config/connect.ts';
import { CONTRACTS_OPTION, contractsFrom } from '../config/contracts.ts';
import { CHECK_EXITS, exitCode, EXIT } from '../terminal/exit-codes.ts';
import type { Io } from '../terminal/io.ts';
import { printWarnings } from '../repair-notes.ts';
import { readKept } from '../options/kept-results.ts';
import { suggest, type Command } from '../options/options.ts';
import { formatCommandLine } from '../options/command-line.ts';
import { PHASE_OPTIONS } from '../options/phase-options.ts';
import { FILTER_OPTIONS } from '../options/filter-options.ts';
import { besides, DETAIL_OPTIONS, readDetail, type Detail } from '../options/detail-options.ts';
import { readReports, writeReports } from '../options/report-options.ts';
import { followRecordings, judgeRecordings, RECORDING_OPTIONS } from '../recordings.ts';
import { caseMakers } from '../options/case-makers.ts';
import { readJobs } from '../options/jobs-option.ts';
import { filtersOf, readShardOption, shardOfRun, SHARD_OPTION } from '../options/shard-options.ts';
import { formatRequests, readRequests } from '../config/requests-file.ts';
import { limitTime } from '../../exchange/time-limit.ts';

export const check: Command = {
  name: 'check',
  summary: 'Checks a server against its contract.',
  operands: '[contract… | target]',
  maxOperands: Infinity,
  exits: CHECK_EXITS,
  options: {
    target: { value: 'URL', about: 'Where the API is, base path included.', default: 'the embedded mock' },
    ...RECORDING_OPTIONS,
    header: {
      value: "'Name: value'",
      about: 'A header field for every request.',
      multiple: true,
      short: 'H',
      hiddenAfter: ':',
    },
    set: {
      value: 'NAME=VALUE',
      about: 'The value of a parameter, in place of the documented one.',
      multiple: true,
      hiddenAfter: '=',
    },
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
    ...DETAIL_OPTIONS,
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
    const detail = readDetail(given);
    const told = besides(io, detail);
    const reports = readReports(given.list('report'), REPORTERS);
    const config = await readConfig(given.text('config'));
    const setup = readSetup(given, config);
    const loaded = await loadTargets(setup, config, contractsFrom(given, config, told));
    printWarnings(loaded, told, detail);
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
        const { mask, isMadeUp } = createSecrets(contract, options);
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
    const { keep, spool, spools } = readKept(given.text('keep'), reports, shard !== undefined);
    const part = shard && shardOfRun(shard, { contracts, options: setup.options, conclude, keep, isRecorded });
    if (shard) conclude.shard = shard;
    const judge = async (): Promise<{ runs: Run[]; report?: ShardReport | undefined }> => {
      if (!isRecorded) {
        const onEvent = tellEvents(contracts, setup.options, told, detail);
        const options = { ...setup.options, ...conclude, keep, spool, onEvent, makers: caseMakers(jobs, setup.options) };
        const seen = await observeTarget(contracts, setup, options, told);
        return { report: part?.describe(seen), runs: concludeRuns(seen, conclude) };
      }
      const chosen = contracts.map((contract) => chooseOperations(contract, filters));
      if (spool) chosen.forEach(spool);
      const seen = given.has('follow')
        ? await followRecordings(chosen, recordings, { keep, spools, maxTime: setup.maxTime }, told)
        : await judgeRecordings(chosen, recordings, { keep, spools, jobs, shard, onBytes: part?.onBytes }, told);
      const report = part?.describeRecorded(chosen, seen);
      return { report, runs: concludeRecorded(chosen, seen.part, seen, { ...conclude, recordedOnly: true }) };
    };
    const { runs, report } = await judge();
    if (io.stopAtOnce?.aborted) listLeftovers(runs, io);
    await writeReports(reports, { ...REPORTERS, ...PIECES }, runs, io, {
      command: formatCommandLine(check, given),
      ...(report && { shard: report }),
      ...(detail && { detail }),
    });
    for (const one of spools) one.close();
    if (saved !== undefined) await replaceFile(saved, formatRequests(runs));
    return exitCode(runs.map(({ verdict }) => verdict));
  },
};

/** Shows what a run does while it does it. */
function tellEvents(contracts: Contract[], options: CheckOptions, io: Io, detail: Detail) {
  const tell = detail === 'verbose' ? [progress(io), logRequests(contracts, options, io)] : [progress(io)];
  return (event: RunEvent): void => {
    for (const one of tell) one(event);
  };
}

/** What a run takes from the configuration, for its reports. */
function usedOf(config: Config | undefined, { name }: Setup): Pick<ConcludeOptions, 'configuration'> {
  const uses = [
    ...(name === undefined ? [] : ['target' as const]),
    ...((config?.waivers ?? []).length > 0 ? ['waivers' as const] : []),
  ];
  return config && uses.length > 0 ? { configuration: { file: display(resolve(config.file)), uses } } : {};
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
  const signal = maxTime === undefined ? io.stop : limitTime(maxTime, io.stop);
  if (maxTime !== undefined) io.limit?.(maxTime);
  io.stage?.({ what: 'planning the requests' });
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
