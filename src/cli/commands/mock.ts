import { defaultBasePath } from '../../contract/servers.ts';
import { CONTRACTS_OPTION, loadNamed } from '../contracts.ts';
import { EXIT } from '../exit-codes.ts';
import { watch, WATCH_OPTION } from '../watch.ts';
import { printWarnings } from '../repair-notes.ts';
import type { Command } from '../options.ts';
import { serve, SERVE_OPTIONS, untilStopped } from '../serve.ts';
import { plain } from '../../text/wording.ts';

export const mock: Command = {
  name: 'mock',
  summary: 'Serves a mock that answers as the documents say.',
  operands: '[contract…]',
  maxOperands: Infinity,
  options: { ...SERVE_OPTIONS, ...WATCH_OPTION, ...CONTRACTS_OPTION },
  examples: [
    'assay mock',
    'assay mock cloud-foundry-v3-packages --mode static --port 8080',
    'assay mock petstore.yaml --watch',
    'assay mock petstore.yaml --mode stateful --state petstore.json',
    'assay mock --delay 200ms..1s --chaos 5%',
  ],
  stopsItself: true,
  async run(given, io) {
    const contracts = await loadNamed(given);
    printWarnings(contracts, io);
    const started = await serve(contracts, given, io);
    for (const contract of contracts) {
      const lines = contract.operations.map(
        (operation) =>
          `  ${operation.method.padEnd(6)} ${started.url}${defaultBasePath(contract, operation)}${plain(operation.path)}\n`,
      );
      io.out(`${plain(contract.name)}\n${lines.join('')}`);
    }
    io.out(
      `docs at ${started.url}/__assay/${given.number('journal') === 0 ? '' : `, requests at ${started.url}/__assay/requests`} — Ctrl-C stops\n`,
    );
    await watch(started, contracts, given, io);
    await untilStopped(started, io.stop);
    return EXIT.conforms;
  },
};
