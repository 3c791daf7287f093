import type { Run } from '../../model/run.ts';
import type { HeaderField, Target } from '../../model/exchange.ts';
import { check } from '../../run/check.ts';
import { createMock } from '../../mock/mock.ts';
import { pretty } from '../../report/pretty/pretty.ts';
import { createPaint } from '../../report/colors.ts';
import { httpTarget } from '../../exchange/http-target.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { CONTRACTS_OPTION } from '../config/contracts.ts';
import { CHECK_EXITS, exitCode } from '../terminal/exit-codes.ts';
import { loadServed } from '../serving/served-contracts.ts';
import { watch, WATCH_OPTION } from '../serving/watch.ts';
import { printRequests } from '../serving/request-lines.ts';
import { printWarnings } from '../repair-notes.ts';
import { besides, DETAIL_OPTIONS, readDetail } from '../options/detail-options.ts';
import type { Command, Option } from '../options/options.ts';
import { exampleCurl } from '../serving/example-request.ts';
import { readMode, serve, SERVE_OPTIONS, untilStopped } from '../serving/serve.ts';

/** What can be kept is kept; everything else is answered as in echo. */
const START_MODE = 'stateful';

export const start: Command = {
  name: 'start',
  summary: 'Serves mock and docs, and checks every contract.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: CHECK_EXITS,
  options: {
    ...SERVE_OPTIONS,
    ...DETAIL_OPTIONS,
    mode: { ...SERVE_OPTIONS['mode'], default: START_MODE } as Option,
    ...WATCH_OPTION,
    ...CONTRACTS_OPTION,
  },
  examples: ['assay start', 'assay start --port 0'],
  stopsItself: true,
  async run(given, io) {
    const detail = readDetail(given);
    const told = besides(io, detail);
    const contracts = await loadServed(given, told);
    printWarnings(contracts, told, detail);
    const mock = await serve(contracts, given, io, START_MODE);
    io.out(`mock and docs of ${contracts.map(({ name }) => name).join(', ')} at ${mock.url}\n\n`);

    const target = withoutFaults(httpTarget(mock.url));
    const before = mock.state?.show();
    const runs: Run[] = [];
    for (const contract of contracts) runs.push(await check(contract, target, { signal: io.stop }));
    await target.close();
    // The journal is for requests of others, not for those of this run, and so is what is kept.
    mock.clearRequests();
    if (before && given.has('state')) mock.state?.replace(before);
    else mock.state?.reset();

    const paint = createPaint(io.colour.out);
    const rows = runs.map(
      ({ contract, verdict }) =>
        [contract.name, mock.url, `${mock.url}/__assay/${contract.name}.html`, verdict] as const,
    );
    const widthOf = (column: number) => Math.max(...[HEAD, ...rows].map((row) => (row[column] ?? '').length));
    const line = (cells: readonly string[]) =>
      cells
        .map((cell, column) => cell.padEnd(widthOf(column)))
        .join('  ')
        .trimEnd();
    io.out(
      `${paint('bold', line(HEAD))}\n${rows.map((row) => paint(row[3] === 'conforms' ? 'green' : 'red', line(row))).join('\n')}\n`,
    );

    const failed = runs.filter(({ verdict }) => verdict !== 'conforms');
    if (failed.length > 0) io.out(`\n${pretty(failed, { colour: io.colour.out, ...(detail && { detail }) })}`);
    io.out(`\nTry:\n  ${exampleCurl(contracts, mock.url)}\n  npx assay check --help\n\nCtrl-C stops.\n`);
    const endPrinting = printRequests(mock, io, detail);
    await watch(mock, contracts, given, io, async (contract) => {
      // Inside the process, not over HTTP: these requests do not belong in the journal.
      const { handle } = createMock([contract], { mode: readMode(given, START_MODE) });
      const { verdict } = await check(contract, withoutFaults(inProcessTarget('the mock', handle)), {
        signal: io.stop,
      });
      return `${contract.name} ${verdict}`;
    });
    await untilStopped(mock, io.stop, endPrinting);
    return exitCode(runs.map(({ verdict }) => verdict));
  },
};

/** A target whose responses have no faults, delays or custom answers, whatever the mock is started with. */
function withoutFaults(target: Target): Target {
  const noFaults: HeaderField[] = [
    ['X-Assay-Delay', '0'],
    ['X-Assay-Chaos', 'none'],
    ['X-Assay-Overrides', 'none'],
  ];
  return {
    ...target,
    send: (request, signal) => target.send({ ...request, headers: [...request.headers, ...noFaults] }, signal),
  };
}

const HEAD = ['contract', 'mock', 'docs', 'verdict'];
