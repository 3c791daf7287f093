import { CONTRACTS_OPTION, loadNamed } from '../config/contracts.ts';
import { DONE_EXITS, EXIT } from '../terminal/exit-codes.ts';
import { printWarnings } from '../repair-notes.ts';
import { besides, DETAIL_OPTIONS, readDetail } from '../options/detail-options.ts';
import type { Command } from '../options/options.ts';
import { plain, plural } from '../../text/wording.ts';

export const list: Command = {
  name: 'list',
  summary: 'Lists the contracts and their operations.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: DONE_EXITS,
  options: { ...CONTRACTS_OPTION, json: { about: 'Writes JSON.' }, ...DETAIL_OPTIONS },
  examples: ['assay list', 'assay list openstack-image-v1'],
  async run(given, io) {
    const detail = readDetail(given);
    const told = besides(io, detail);
    const contracts = await loadNamed(given, told);
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
      io.out(`${plain(JSON.stringify(listed, null, 2), true)}\n`);
      return EXIT.conforms;
    }
    printWarnings(contracts, told, detail);
    for (const { name, file, title, operations } of contracts) {
      io.out(`${plain(`${name}  ${title}`)}\n  ${plain(file)}\n`);
      for (const { method, path, examples } of operations)
        io.out(`  ${plain(`${method} ${path}`)}  (${plural(examples.length, 'example')})\n`);
    }
    return EXIT.conforms;
  },
};
