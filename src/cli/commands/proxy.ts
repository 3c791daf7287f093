import { readFile } from 'node:fs/promises';
import { UsageError } from '../../errors.ts';
import { REPORTERS } from '../../report/index.ts';
import { createRecorder } from '../../proxy/recorder.ts';
import { startProxy } from '../../proxy/server.ts';
import { readConfig } from '../config/config.ts';
import { CONTRACTS_OPTION, contractsFrom, loadContracts } from '../config/contracts.ts';
import { formatCommandLine } from '../options/command-line.ts';
import { besides, DETAIL_OPTIONS, readDetail } from '../options/detail-options.ts';
import type { Command } from '../options/options.ts';
import { readReports, writeReports } from '../options/report-options.ts';
import { printWarnings } from '../repair-notes.ts';
import { readKeep } from '../options/kept-results.ts';
import { printRequests } from '../serving/request-lines.ts';
import { CHECK_EXITS, exitCode } from '../terminal/exit-codes.ts';
import { parseSize } from '../values/byte-size.ts';
import { readDuration } from '../values/duration.ts';
import { readBaseUrl } from '../values/overrides.ts';

export const proxy: Command = {
  name: 'proxy',
  summary: 'Passes traffic on to a server, and judges what passes.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: CHECK_EXITS,
  options: {
    target: { value: 'URL', about: 'The server behind it, base path included.' },
    port: { value: 'N', about: 'Port to listen on; 0 takes any that is free.', default: '4011', short: 'p' },
    host: { value: 'ADDRESS', about: 'Address to listen on.', default: '127.0.0.1' },
    'allow-host': {
      value: 'NAME',
      about: 'A further host name by which /__assay/ may be reached; those of this machine always may.',
      multiple: true,
    },
    record: {
      value: 'FILE',
      about: 'Writes what passes to a file as it passes: HAR, or an entry a line in FILE.ndjson.',
    },
    enforce: { about: 'Answers 502 in place of an answer that violates the contract.' },
    report: {
      value: 'FORMAT[=FILE]',
      about: `At the end, one of ${Object.keys(REPORTERS).join(', ')}; to stdout unless a file is named.`,
      default: 'pretty',
      multiple: true,
    },
    keep: {
      value: 'findings|N|all',
      about: 'How many exchanges reports list, beside those of findings.',
      default: 'findings',
    },
    'max-body': {
      value: 'SIZE',
      about: 'How much of each body is kept to be judged: 1MB, 512KB, or a number of bytes. All of it passes.',
      default: '1MB',
    },
    timeout: { value: 'TIME', about: 'For the head of an answer, as in 10s or 2m.', default: '60s' },
    strict: { about: 'Counts notes as violations.' },
    ca: { value: 'FILE', about: 'PEM of the certification authorities to trust.', default: "the system's" },
    insecure: { about: 'Accepts any certificate.' },
    ...DETAIL_OPTIONS,
    config: {
      value: 'FILE',
      about: 'Waivers.',
      default: 'assay.yaml of this folder, or above it in the repository',
    },
    ...CONTRACTS_OPTION,
  },
  examples: [
    'assay proxy petstore.yaml --target https://staging.example.org/v1',
    'assay proxy petstore.yaml --target http://127.0.0.1:8080 --record t.ndjson',
    'assay proxy petstore.yaml --target http://127.0.0.1:8080 --enforce',
    'curl -X POST http://127.0.0.1:4011/__assay/report?format=markdown',
  ],
  stopsItself: true,
  async run(given, io) {
    const detail = readDetail(given);
    const told = besides(io, detail);
    const reports = readReports(given.list('report'), REPORTERS);
    const target = given.text('target');
    if (target === undefined)
      throw new UsageError(
        'proxy needs a server to pass requests on to',
        'Give its URL: --target http://127.0.0.1:8080',
      );
    readBaseUrl(target, '--target');
    const config = await readConfig(given.text('config'));
    const contracts = await loadContracts(given.operands, contractsFrom(given, config, told));
    printWarnings(contracts, told, detail);
    const maxCopy = given.text('max-body');
    const timeout = readDuration('--timeout', given.text('timeout'));
    const keep = readKeep(given.text('keep') ?? 'findings');
    const ca = given.text('ca');
    const record = given.text('record');
    const started = await startProxy({
      contracts,
      target,
      port: given.number('port', { max: 65_535, whole: true }) ?? 4011,
      host: given.text('host') ?? '127.0.0.1',
      allowHosts: given.list('allow-host'),
      enforce: given.has('enforce'),
      keep,
      conclude: { strict: given.has('strict'), waivers: config?.waivers ?? [] },
      report: (runs, format) => (Object.hasOwn(REPORTERS, format) ? REPORTERS[format]?.(runs, {}) : undefined),
      ...(ca !== undefined && { ca: await readFile(ca, 'utf8').catch(() => refuseMissing(ca)) }),
      ...(given.has('insecure') && { insecure: true }),
      ...(maxCopy !== undefined && { maxCopy: parseSize(maxCopy, '--max-body') }),
      ...(timeout !== undefined && { timeout }),
      ...(record !== undefined && { recorder: await createRecorder(record) }),
    });
    io.out(
      `${started.url} passes on to ${target}\nrequests at ${started.url}/__assay/requests — Ctrl-C ends with a report\n`,
    );
    const endPrinting = printRequests(started, io, detail);
    if (!io.stop.aborted) await new Promise((resolve) => io.stop.addEventListener('abort', resolve, { once: true }));
    await started.close();
    endPrinting();
    const runs = started.runs();
    await writeReports(reports, REPORTERS, runs, io, {
      command: formatCommandLine(proxy, given),
      ...(detail && { detail }),
    });
    return exitCode(runs.map(({ verdict }) => verdict));
  },
};

function refuseMissing(file: string): never {
  throw new UsageError(`${file} cannot be read`, 'It names the certification authorities to trust, in PEM.');
}
