import { CONTRACTS_OPTION, loadNamed } from '../contracts.ts';
import { EXIT } from '../exit-codes.ts';
import { printWarnings } from '../repair-notes.ts';
import type { Command } from '../options.ts';
import { plural } from '../../text/wording.ts';

export const list: Command = {
  name: 'list',
  summary: 'Lists the contracts and their operations.',
  operands: '[contract…]',
  maxOperands: Infinity,
  options: { ...CONTRACTS_OPTION, json: { about: 'Writes JSON.' } },
  examples: ['assay list', 'assay list openstack-image-v1'],
  async run(given, io) {
    const contracts = await loadNamed(given);
    if (given.has('json')) {
      const listed = contracts.map(({ name, file, title, warnings, operations }) => ({
        name,
        file,
        title,
        notes: warnings.map(({ pointer, place, message }) => ({ pointer, place, message })),
        operations: operations.map(({ id, method, path, summary, examples }) => ({
          id,
          method,
          path,
          summary,
          examples: examples.map((example) => example.name),
        })),
      }));
      io.out(`${JSON.stringify(listed, null, 2)}\n`);
      return EXIT.conforms;
    }
    printWarnings(contracts, io);
    for (const { name, file, title, operations } of contracts) {
      io.out(`${name}  ${title}\n  ${file}\n`);
      for (const { method, path, examples } of operations)
        io.out(`  ${method} ${path}  (${plural(examples.length, 'example')})\n`);
    }
    return EXIT.conforms;
  },
};
