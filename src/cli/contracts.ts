import type { Contract } from '../model.ts';
import { selectContracts } from '../contract/find.ts';
import { loadContract } from '../contract/load.ts';
import type { GivenOptions, Option } from './options.ts';

/** The flag that every command with contracts has. */
export const CONTRACTS_OPTION: Record<string, Option> = {
  contracts: { value: 'DIR', about: 'Folder of contracts, each <name>/openapi.yaml.', default: 'openapi, else those of assay' },
};

/** Contracts by name or path, all where none is named. */
export async function loadContracts(names: string[], folder?: string): Promise<Contract[]> {
  const files = await selectContracts(names, folder);
  return Promise.all(files.map(({ name, file }) => (name ? loadContract(file, name) : loadContract(file))));
}

/** The contracts that a command line names, all where it names none. */
export function loadNamed(given: GivenOptions): Promise<Contract[]> {
  return loadContracts(given.operands, given.text('contracts'));
}
