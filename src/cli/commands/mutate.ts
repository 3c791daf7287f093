import { mutate as mutateContract } from '../../mutation/mutate.ts';
import type { MutationRun } from '../../mutation/mutation-run.ts';
import { MUTATION_REPORTERS } from '../../mutation/report/index.ts';
import { CONTRACTS_OPTION, loadNamed } from '../config/contracts.ts';
import { EXIT } from '../terminal/exit-codes.ts';
import { besides, DETAIL_OPTIONS, readDetail } from '../options/detail-options.ts';
import type { Command } from '../options/options.ts';
import { ownCores, readJobs } from '../options/jobs-option.ts';
import { formatCommandLine } from '../options/command-line.ts';
import { readDuration } from '../values/duration.ts';
import { readReports, writeReports } from '../options/report-options.ts';
import { printWarnings } from '../repair-notes.ts';
import { limitTime } from '../../exchange/time-limit.ts';

export const mutate: Command = {
  name: 'mutate',
  summary: 'Puts faults into the mock, and lists those that no check notices.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: {
    conforms: 'every score is reached',
    violates: 'a score is below --fail-under',
    usage: 'usage or contract error',
    undecided: 'a part could not be scored',
  },
  options: {
    report: {
      value: 'FORMAT[=FILE]',
      about: 'pretty, json or html; to stdout unless a file is named.',
      default: 'pretty',
      multiple: true,
    },
    'max-time': {
      value: 'TIME',
      about: 'For each contract, as in 30s or 5m. What was found by then is reported, and the score is undecided.',
      default: 'no limit',
    },
    jobs: { value: 'N', about: 'Threads that judge mutants.', default: 'the cores, where it takes long' },
    'fail-under': { value: 'PERCENT', about: 'The score below which the exit code is 1.', default: '100' },
    ...DETAIL_OPTIONS,
    ...CONTRACTS_OPTION,
  },
  examples: [
    'assay mutate',
    'assay mutate cloud-foundry-v3-packages --report html=mutation.html',
    'assay mutate petstore.yaml --fail-under 90',
  ],
  stopsItself: true,
  async run(given, io) {
    const detail = readDetail(given);
    const told = besides(io, detail);
    const reports = readReports(given.list('report'), MUTATION_REPORTERS);
    const least = given.number('fail-under', { max: 100 }) ?? 100;
    const maxTime = readDuration('--max-time', given.text('max-time'));
    const jobs = readJobs(given) ?? ownCores();
    const contracts = await loadNamed(given, told);
    if (detail === 'verbose') printWarnings(contracts, told, detail);
    const runs: MutationRun[] = [];
    for (const contract of contracts) {
      const onProgress = (count: number, of: number) =>
        told.stage?.({ what: `changing ${contract.name}`, done: { count, noun: 'mutant', of } });
      const signal = maxTime === undefined ? io.stop : limitTime(maxTime, io.stop);
      runs.push(await mutateContract(contract, { signal, onProgress, jobs }));
    }
    await writeReports(reports, MUTATION_REPORTERS, runs, io, {
      command: formatCommandLine(mutate, given),
      ...(detail && { detail }),
    });
    if (runs.some(({ undecided, score }) => undecided === undefined && score < least)) return EXIT.violates;
    const isPart = ({ undecided, setAside }: MutationRun) => undecided !== undefined || setAside !== undefined;
    return runs.some(isPart) ? EXIT.undecided : EXIT.conforms;
  },
};
