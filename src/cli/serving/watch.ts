import { resolve } from 'node:path';
import type { Contract } from '../../model/contract.ts';
import { contractsFolder } from '../../document/find.ts';
import { plain, plural } from '../../text/wording.ts';
import { watchContracts, type ContractEvent } from '../../contract/watch.ts';
import type { StartedMock } from '../../mock/server/server.ts';
import { readConfig } from '../config/config.ts';
import { contractsFrom } from '../config/contracts.ts';
import type { Io } from '../terminal/io.ts';
import { servedLoader } from './served-contracts.ts';
import type { GivenOptions, Option } from '../options/options.ts';

export const WATCH_OPTION: Record<string, Option> = {
  watch: { about: 'Reads a contract again when its file, or a file that it refers to, changes.', short: 'w' },
};

/**
 * With `--watch`: serves the last whole version of each contract, and reports each change on stderr. If the command line
 * names no contract, contracts that are added to the folder or removed from it are followed too.
 * @param judge gives one more line about a contract that was read again
 */
export async function watch(
  mock: StartedMock,
  contracts: Contract[],
  given: GivenOptions,
  io: Io,
  judge?: (contract: Contract) => Promise<string>,
): Promise<void> {
  if (!given.has('watch') || io.stop.aborted) return;
  const { folder = contractsFolder(), ...reading } = contractsFrom(given, await readConfig(), {});
  const watch = watchContracts(contracts, {
    ...(given.operands.length === 0 && { folder: resolve(folder) }),
    reading,
    load: servedLoader(given),
    onUpdate: ({ contracts: whole, errors, events }) => {
      mock.reload(whole, errors);
      for (const event of events) {
        io.err(formatUpdate(event));
        if (judge && 'contract' in event)
          void judge(event.contract).then((words) => io.stop.aborted || io.err(`${plain(words)}\n`));
      }
    },
  });
  io.stop.addEventListener('abort', watch.close, { once: true });
}

function formatUpdate(event: ContractEvent): string {
  switch (event.kind) {
    case 'reloaded':
    case 'added':
      return `${event.kind} ${plain(event.contract.name)} (${plural(event.contract.operations.length, 'operation')})\n`;
    case 'removed':
      return `removed ${plain(event.name)}\n`;
    case 'broken': {
      const { name, error, known } = event;
      const meanwhile = known ? `${name} is served as it was.` : `${name} is not served.`;
      return `assay: ${plain(error.message)}\n  ${plain([error.hint, meanwhile].filter(Boolean).join(' '))}\n`;
    }
  }
}
