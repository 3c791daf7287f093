import { writeDocs } from '../../docs/write.ts';
import { CONTRACTS_OPTION, loadNamed } from '../config/contracts.ts';
import { DONE_EXITS, EXIT } from '../terminal/exit-codes.ts';
import { besides, DETAIL_OPTIONS, readDetail } from '../options/detail-options.ts';
import type { Command } from '../options/options.ts';
import { printWarnings } from '../repair-notes.ts';

export const docs: Command = {
  name: 'docs',
  summary: 'Writes the documentation as pages that need no network.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: DONE_EXITS,
  options: {
    out: { value: 'DIR', about: 'Folder for the pages; made if it is missing.', default: 'site', short: 'o' },
    ...DETAIL_OPTIONS,
    ...CONTRACTS_OPTION,
  },
  examples: ['assay docs --out site'],
  async run(given, io) {
    const detail = readDetail(given);
    const told = besides(io, detail);
    const contracts = await loadNamed(given, told);
    if (detail === 'verbose') printWarnings(contracts, told, detail);
    told.stage?.({ what: 'rendering the pages' });
    const files = await writeDocs(contracts, given.text('out') ?? 'site');
    io.out(files.map((file) => `${file}\n`).join(''));
    return EXIT.conforms;
  },
};
