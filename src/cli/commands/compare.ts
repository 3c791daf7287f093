import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { compareReports, compareWith, fails, type Comparison } from '../../compare/comparison.ts';
import { COMPARISON_REPORTERS } from '../../compare/report/index.ts';
import type { SavedReport } from '../../compare/saved-report.ts';
import { UsageError } from '../../errors.ts';
import { EXIT, type ExitMeanings } from '../terminal/exit-codes.ts';
import type { Io } from '../terminal/io.ts';
import { besides, DETAIL_OPTIONS, readDetail, type Detail } from '../options/detail-options.ts';
import { parseOptions, type Command, type GivenOptions } from '../options/options.ts';
import { formatCommandLine } from '../options/command-line.ts';
import { readReports, writeReports } from '../options/report-options.ts';
import { createProblemOf, readJsonFile } from '../saved-report.ts';
import { check } from './check.ts';

const EXITS: ExitMeanings = {
  conforms: 'nobody breaks anything (with --baseline: nothing new)',
  violates: 'somebody does',
  usage: 'usage or contract error',
  undecided: 'nothing could be judged of somebody',
};

/** A column: a report that was saved, or what is checked now. */
interface Source {
  name: string;
  file?: string;
  /** A target of assay.yaml, a URL, or a recording. */
  target?: string;
}

export const compare: Command = {
  name: 'compare',
  summary: 'Holds several targets against one contract, side by side.',
  operands: '<report.json|recording.har|target|URL>…',
  maxOperands: Infinity,
  exits: EXITS,
  options: {
    contract: {
      value: 'CONTRACT',
      about: 'What URLs and recordings are held against; a target of assay.yaml names its own.',
    },
    phases: { value: 'LIST', about: 'What targets are sent, as for check.', default: 'as for check' },
    header: {
      value: 'FIELD',
      about: "Added to every request, as for check: 'Name: value'.",
      multiple: true,
      hiddenAfter: ':',
    },
    config: { value: 'FILE', about: 'The configuration.', default: 'assay.yaml, searched upwards' },
    baseline: {
      value: 'FILE',
      about:
        'A comparison that --report json wrote: shows what got better or worse since, and fails for what is new alone.',
    },
    report: {
      value: 'FORMAT[=FILE]',
      about: `One of ${Object.keys(COMPARISON_REPORTERS).join(', ')}; to stdout unless a file is named.`,
      default: 'pretty',
      multiple: true,
    },
    ...DETAIL_OPTIONS,
  },
  examples: [
    'assay compare vendor-a.json vendor-b.json',
    'assay compare staging production --report html=compare.html',
    'assay compare a=http://127.0.0.1:4010 recorded.har --contract petstore.yaml',
  ],
  stopsItself: true,
  async run(given, io) {
    const detail = readDetail(given);
    const told = besides(io, detail);
    const reports = readReports(given.list('report'), COMPARISON_REPORTERS);
    const sources = given.operands.map(readSource);
    if (sources.length === 0)
      throw new UsageError('compare needs what it compares', 'Give JSON reports, targets of assay.yaml, or URLs.');
    const twice = sources.find(({ name }, nth) => sources.findIndex((one) => one.name === name) !== nth);
    if (twice)
      throw new UsageError(`two are called ${twice.name}`, `Name them: compare a=${twice.file ?? twice.target} b=…`);
    const baseline = given.text('baseline');
    const before = baseline === undefined ? undefined : await readBaseline(baseline);
    const problemOf = createProblemOf('report');
    const read = new Map<string, SavedReport>();
    for (const { name, file, target } of sources) {
      if (io.stop.aborted) return EXIT.undecided;
      if (file !== undefined) read.set(name, await readSaved(file, problemOf));
      else if (target !== undefined) read.set(name, await checkNow(target, given, told, detail));
    }
    const comparisons = compareReports(read).map((one) =>
      before === undefined
        ? one
        : compareWith(
            one,
            before.find(({ contract }) => contract === one.contract),
          ),
    );
    await writeReports(reports, COMPARISON_REPORTERS, comparisons, io, {
      command: formatCommandLine(compare, given),
      ...(detail && { detail }),
    });
    if (comparisons.some(fails)) return EXIT.violates;
    const verdicts = [...read.values()].flatMap(({ runs }) => runs.map(({ verdict }) => verdict));
    return verdicts.includes('undecided') ? EXIT.undecided : EXIT.conforms;
  },
};

const URL_LIKE = /^https?:\/\//i;
const RECORDING = /\.(har|ndjson|jsonl|har\.gz|ndjson\.gz|jsonl\.gz)$/i;

/** `a=http://…`, `staging`, `report.json`, `vendor=report.json`. */
function readSource(text: string): Source {
  const [, given, rest = text] = /^([\w. -]+)=(.+)$/.exec(text) ?? [];
  if (/\.json$/i.test(rest) && !URL_LIKE.test(rest))
    return { name: given ?? basename(rest).replace(/\.json$/i, ''), file: rest };
  return { name: given ?? rest, target: rest };
}

async function readSaved(file: string, problemOf: ReturnType<typeof createProblemOf>): Promise<SavedReport> {
  const hint = 'Give a JSON report, as --report json=FILE of check writes it.';
  const report = await readJsonFile(file, hint);
  const problem = problemOf(report);
  if (problem !== undefined) throw new UsageError(`${file} is not as assay writes reports: ${problem}`, hint);
  return report as unknown as SavedReport;
}

async function readBaseline(file: string): Promise<Comparison[]> {
  const hint = 'Give a comparison, as compare --report json=FILE writes it.';
  const saved = await readJsonFile(file, hint);
  const problem = createProblemOf('comparison')(saved);
  if (problem !== undefined) throw new UsageError(`${file} is no comparison: ${problem}`, hint);
  return (saved as unknown as { comparisons: Comparison[] }).comparisons;
}

/** Checks a target as `assay check` does, and reads its report. */
async function checkNow(target: string, given: GivenOptions, io: Io, detail: Detail): Promise<SavedReport> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-compare-'));
  const file = join(folder, 'report.json');
  const contract = given.text('contract');
  const named = contract === undefined ? [] : [contract];
  const checked = URL_LIKE.test(target)
    ? [...named, `--target=${target}`]
    : RECORDING.test(target)
      ? [...named, `--har=${target}`]
      : [target];
  const passed = (RECORDING.test(target) ? ['config'] : ['phases', 'config']).flatMap((name) => {
    const value = given.text(name);
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  const args = [
    ...checked,
    ...passed,
    // A recording is sent nothing.
    ...(RECORDING.test(target) ? [] : given.list('header').map((field) => `--header=${field}`)),
    ...(detail ? [`--${detail}`] : []),
    `--report=json=${file}`,
    '--report=pretty',
  ];
  try {
    // What check prints is in the comparison.
    await check.run(parseOptions(check, args), { ...io, out: () => {} });
    return (await readJsonFile(file, 'Look at what check says of the target.')) as unknown as SavedReport;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
