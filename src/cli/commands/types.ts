import { plural } from '../../text/wording.ts';
import { staleTypes, writeTypes } from '../../docs/typescript-types.ts';
import { CONTRACTS_OPTION, loadNamed } from '../config/contracts.ts';
import { DONE_EXITS, EXIT } from '../terminal/exit-codes.ts';
import type { Command } from '../options/options.ts';

export const types: Command = {
  name: 'types',
  summary: 'Writes the TypeScript types of the contracts.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: { ...DONE_EXITS, violates: 'with --check, a file is out of date' },
  options: {
    out: {
      value: 'DIR',
      about: 'Folder for <contract>.ts; made if it is missing.',
      default: 'generated',
      short: 'o',
    },
    check: { about: 'Writes nothing; the exit code is 1 if a file is out of date.' },
    ...CONTRACTS_OPTION,
  },
  examples: ['assay types', 'assay types petstore.yaml --out src/api', 'assay types --check'],
  async run(given, io) {
    const contracts = await loadNamed(given, io);
    const folder = given.text('out') ?? 'generated';
    io.stage?.({ what: 'making the types' });
    if (given.has('check')) {
      const stale = await staleTypes(contracts, folder);
      for (const { file } of stale) io.err(`${file} is out of date; run: assay types --out ${folder}\n`);
      if (stale.length === 0) io.out(`${plural(contracts.length, 'file')} of types up to date\n`);
      return stale.length === 0 ? EXIT.conforms : EXIT.violates;
    }
    const files = await writeTypes(contracts, folder);
    io.out(files.length > 0 ? files.map((file) => `${file}\n`).join('') : 'up to date\n');
    return EXIT.conforms;
  },
};
