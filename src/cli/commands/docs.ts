import { writeDocs } from '../../docs/write.ts';
import { CONTRACTS_OPTION, loadNamed } from '../config/contracts.ts';
import { DONE_EXITS, EXIT } from '../terminal/exit-codes.ts';
import type { Command } from '../options/options.ts';

export const docs: Command = {
  name: 'docs',
  summary: 'Writes the documentation as pages that need no network.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: DONE_EXITS,
  options: {
    out: { value: 'DIR', about: 'Folder for the pages; made if it is missing.', default: 'site', short: 'o' },
    ...CONTRACTS_OPTION,
  },
  examples: ['assay docs --out site'],
  async run(given, io) {
    const contracts = await loadNamed(given, io);
    io.stage?.({ what: 'rendering the pages' });
    const files = await writeDocs(contracts, given.text('out') ?? 'site');
    io.out(files.map((file) => `${file}\n`).join(''));
    return EXIT.conforms;
  },
};
