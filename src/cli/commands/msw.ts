import { join } from 'node:path';
import { pageModule } from '../../browser/page-module.ts';
import { makeFolder } from '../../docs/make-folder.ts';
import { replaceFile } from '../../docs/replace-file.ts';
import { CONTRACTS_OPTION } from '../config/contracts.ts';
import type { Command } from '../options/options.ts';
import { loadServed } from '../serving/served-contracts.ts';
import { SERVE_OPTIONS } from '../serving/serve.ts';
import { DONE_EXITS, EXIT } from '../terminal/exit-codes.ts';

export const msw: Command = {
  name: 'msw',
  summary: 'Writes the mock as one module for pages with MSW.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: DONE_EXITS,
  options: {
    out: {
      value: 'DIR',
      about: 'Folder for handlers.js and handlers.d.ts; made if it is missing.',
      default: 'public/assay',
      short: 'o',
    },
    ...(SERVE_OPTIONS['overrides'] && { overrides: SERVE_OPTIONS['overrides'] }),
    ...CONTRACTS_OPTION,
  },
  examples: ['assay msw', 'assay msw petstore.yaml --out public/assay'],
  async run(given, io) {
    const contracts = await loadServed(given, io);
    io.stage?.({ what: 'writing the module' });
    const { code, types } = await pageModule(contracts);
    const folder = given.text('out') ?? 'public/assay';
    await makeFolder(folder);
    for (const [name, text] of [
      ['handlers.js', code],
      ['handlers.d.ts', types],
    ] as const) {
      const file = join(folder, name);
      await replaceFile(file, text);
      io.out(`${file}\n`);
    }
    return EXIT.conforms;
  },
};
