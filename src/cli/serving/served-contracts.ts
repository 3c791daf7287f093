import type { Contract } from '../../model/contract.ts';
import { loadContract } from '../../contract/load.ts';
import { UsageError } from '../../errors.ts';
import { withOverrides } from '../../mock/overrides/read-overrides.ts';
import { loadNamed } from '../config/contracts.ts';
import type { GivenOptions } from '../options/options.ts';
import type { Io } from '../terminal/io.ts';

/**
 * The contracts that a command line names, each with the overrides beside it, or with those of `--overrides`.
 * @throws UsageError for `--overrides` with several contracts
 */
export async function loadServed(given: GivenOptions, io: Pick<Io, 'stage'>): Promise<Contract[]> {
  const contracts = await loadNamed(given, io);
  const file = given.text('overrides');
  if (file !== undefined && contracts.length !== 1)
    throw new UsageError(
      `--overrides ${file} is for one contract, and ${contracts.length} are served`,
      'Name the contract: assay mock NAME --overrides FILE. Overrides beside a contract need no flag.',
    );
  return Promise.all(contracts.map((contract) => withOverrides(contract, file)));
}

/** Reads one of them again. */
export function servedLoader(given: GivenOptions): typeof loadContract {
  return async (...reading) => withOverrides(await loadContract(...reading), given.text('overrides'));
}
