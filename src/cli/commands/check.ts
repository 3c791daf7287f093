import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Contract } from '../../model/contract.ts';
import type { Run } from '../../model/run.ts';
import type { Shard } from '../../model/shard.ts';
import type { ShardReport } from '../../model/shard-report.ts';
import { UsageError } from '../../errors.ts';
import { observeEach, type CheckOptions, type RunEvent } from '../../run/check.ts';
import { concludeRuns, type SeenRun } from '../../run/conclude-run.ts';
import { concludeRecorded } from '../../run/recorded/check-recorded.ts';
import { chooseOperations } from '../../run/operation-filter.ts';
import { preview } from '../../run/phases/plan.ts';
import { reproduce } from '../../judge/finding.ts';
import { createSecrets } from '../../judge/secrets.ts';
import { replaceFile } from '../../docs/replace-file.ts';
import { PIECES, REPORTERS } from '../../report/index.ts';
import { formatEntry } from '../../report/wording.ts';
import { announce, progress } from '../announce.ts';
import { openTarget } from '../checking/open-target.ts';
import { readCheck } from '../checking/read-check.ts';
import { logRequests } from '../request-log.ts';
import { CHECK_OPTIONS } from '../options/check-options.ts';
import type { Setup } from '../options/check-setup.ts';
import { openCallbackListener } from '../../exchange/callback-listener.ts';
import { CHECK_EXITS, exitCode, EXIT } from '../terminal/exit-codes.ts';
import type { Io } from '../terminal/io.ts';
import { readKept } from '../options/kept-results.ts';
import type { Command, GivenOptions } from '../options/options.ts';
import { formatCommandLine } from '../options/command-line.ts';
import { besides, readDetail, type Detail } from '../options/detail-options.ts';
import { readQueueOptions } from '../options/queue-options.ts';
import { readReports, writeReports } from '../options/report-options.ts';
import { checkOverQueue } from '../queue/check-over-queue.ts';
import { followRecordings, judgeRecordings } from '../recordings.ts';
import { caseMakers } from '../options/case-makers.ts';
import { readJobs } from '../options/jobs-option.ts';
import { filtersOf, readShardOption, shardOfRun } from '../options/shard-options.ts';
import { formatRequests } from '../config/requests-file.ts';
import { limitTime } from '../../exchange/time-limit.ts';

export const check: Command = {
  name: 'check',
  summary: 'Checks a server against its contract.',
  operands: '[contract… | target]',
  maxOperands: Infinity,
  exits: CHECK_EXITS,
  options: CHECK_OPTIONS,
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
    const queue = readQueueOptions(given);
    const read = await readCheck(given, told);
    const { setup, contracts, conclude, recordings } = read;
    const { filters } = setup.options;
    const isRecorded = recordings.length > 0;
    const shard = readShardOption(given, reports, setup.options);
    refuseFollowing(given, isRecorded, shard);
    if (shard && !isRecorded) setup.options.filters = filtersOf(shard, contracts, filters);
    const saved = given.text('save-requests');
    if (saved !== undefined) refuseMissingFolder(saved);

    if (given.has('dry-run')) {
      const base = setup.url ?? 'http://127.0.0.1:4010';
      // The embedded mock keeps nothing, so that it can lose nothing.
      const options = setup.url === undefined ? { ...setup.options, allow: ['all'] } : setup.options;
      if (setup.url !== undefined) await announce(contracts, setup, io);
      for (const contract of contracts) {
        const { mask, isMadeUp } = createSecrets(contract, options);
        for (const testCase of await preview(contract, options))
          io.out(`${mask(reproduce(contract, base, testCase, isMadeUp))}\n`);
      }
      return EXIT.conforms;
    }

    const jobs = readJobs(given);
    const { keep, spool, spools } = readKept(given.text('keep'), reports, shard !== undefined || queue !== undefined);
    const part = shard && shardOfRun(shard, { contracts, options: setup.options, conclude, keep, isRecorded });
    if (shard) conclude.shard = shard;
    const judge = async (): Promise<{ runs: Run[]; report?: ShardReport | undefined }> => {
      if (queue) return { runs: await checkOverQueue(given, read, { ...queue, keep }, told) };
      if (!isRecorded) {
        const onEvent = tellEvents(contracts, setup.options, told, detail);
        const options = {
          ...setup.options,
          ...conclude,
          keep,
          spool,
          onEvent,
          makers: caseMakers(jobs, setup.options),
        };
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

/** @throws UsageError where `--follow` has nothing to follow, or a part of it alone */
function refuseFollowing(given: GivenOptions, isRecorded: boolean, shard: Shard | undefined): void {
  if (!given.has('follow')) return;
  if (shard)
    throw new UsageError(
      '--follow judges what is still written, and --shard a part of what is there',
      'Give one of the two.',
    );
  if (!isRecorded) throw new UsageError('--follow needs a recording', 'For instance: --har traffic.ndjson --follow');
}

/** A run may take long, and what it found would be lost. */
function refuseMissingFolder(file: string): void {
  if (!existsSync(dirname(file)))
    throw new UsageError(`there is no folder ${dirname(file)} for the requests`, 'Make the folder first.');
}

async function observeTarget(contracts: Contract[], setup: Setup, options: CheckOptions, io: Io): Promise<SeenRun[]> {
  const { url, maxTime, cleanup } = setup;
  const signal = maxTime === undefined ? io.stop : limitTime(maxTime, io.stop);
  if (maxTime !== undefined) io.limit?.(maxTime);
  io.stage?.({ what: 'planning the requests' });
  const planned = url === undefined ? undefined : await announce(contracts, setup, io);
  const open = (contract: Contract) => openTarget(contract, setup);
  const callbacks = setup.callbacks && (await openCallbackListener(setup.callbacks));
  if (callbacks) io.err(`assay: callbacks and webhooks come in at ${callbacks.url}\n`);
  try {
    return await observeEach(contracts, open, {
      ...options,
      ...(planned && { planned }),
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
