import type { Contract } from '../../model/contract.ts';
import { defaultBasePath } from '../../contract/servers.ts';
import { CONTRACTS_OPTION } from '../config/contracts.ts';
import { DONE_EXITS, EXIT } from '../terminal/exit-codes.ts';
import { watch, WATCH_OPTION } from '../serving/watch.ts';
import { printWarnings } from '../repair-notes.ts';
import { besides, DETAIL_OPTIONS, readDetail, type Detail } from '../options/detail-options.ts';
import type { Command } from '../options/options.ts';
import { serve, SERVE_OPTIONS, untilStopped } from '../serving/serve.ts';
import { loadServed } from '../serving/served-contracts.ts';
import { printRequests } from '../serving/request-lines.ts';
import { plain, plural } from '../../text/wording.ts';

export const mock: Command = {
  name: 'mock',
  summary: 'Serves a mock that answers as the documents say.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: DONE_EXITS,
  options: { ...SERVE_OPTIONS, ...DETAIL_OPTIONS, ...WATCH_OPTION, ...CONTRACTS_OPTION },
  examples: [
    'assay mock',
    'assay mock cloud-foundry-v3-packages --mode static --port 8080',
    'assay mock petstore.yaml --watch',
    'assay mock petstore.yaml --mode stateful --state petstore.json',
    'assay mock --delay 200ms..1s --chaos 5%',
  ],
  stopsItself: true,
  async run(given, io) {
    const detail = readDetail(given);
    const told = besides(io, detail);
    const contracts = await loadServed(given, told);
    printWarnings(contracts, told, detail);
    const started = await serve(contracts, given, io);
    for (const contract of contracts)
      io.out(`${plain(contract.name)}\n${listing(contract, started.url, detail)}${overridden(contract)}`);
    io.out(
      `docs at ${started.url}/__assay/${given.number('journal') === 0 ? '' : `, requests at ${started.url}/__assay/requests`} — Ctrl-C stops\n`,
    );
    const endPrinting = printRequests(started, io, detail);
    await watch(started, contracts, given, io);
    await untilStopped(started, io.stop, endPrinting);
    return EXIT.conforms;
  },
};

/** So many operations are listed; of more there is one line, unless each is wanted. */
const MOST_LISTED = 20;

function listing(contract: Contract, url: string, detail: Detail): string {
  const { operations } = contract;
  const places = operations.map((operation) => `${url}${defaultBasePath(contract, operation)}`);
  if (operations.length === 0)
    return '  no operations: the document has no paths, and each request is answered with 404\n';
  if (operations.length > MOST_LISTED && detail !== 'verbose') {
    const bases = [...new Set(places)];
    const others = bases.length > 1 ? ` and ${plural(bases.length - 1, 'other base path')}` : '';
    return `  ${plural(operations.length, 'operation')} at ${bases[0]}${others}; --verbose lists them\n`;
  }
  return operations.map(({ method, path }, nth) => `  ${method.padEnd(6)} ${places[nth]}${plain(path)}\n`).join('');
}

/** Says that some answers are not those of the contract. */
function overridden({ overrides }: Contract): string {
  const ids = Object.keys(overrides ?? {});
  return ids.length === 0 ? '' : `  overrides of ${plain(ids.join(', '))}\n`;
}
