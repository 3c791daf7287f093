import { resolve } from 'node:path';
import type { Contract } from '../../model/contract.ts';
import { display } from '../../document/find.ts';
import { UsageError } from '../../errors.ts';
import type { ConcludeOptions } from '../../run/conclude-run.ts';
import { contractsWithChosen } from '../../run/operation-filter.ts';
import { refuseUnknownAllowances } from '../../run/permissions/permissions.ts';
import { readConfig, type Config } from '../config/config.ts';
import { contractsFrom } from '../config/contracts.ts';
import { readRequests } from '../config/requests-file.ts';
import { loadTargets, readSetup, type Setup } from '../options/check-setup.ts';
import { readDetail } from '../options/detail-options.ts';
import { suggest, type GivenOptions } from '../options/options.ts';
import { printWarnings } from '../repair-notes.ts';
import type { Io } from '../terminal/io.ts';

/** What a check is about, as the command line and the configuration have it. */
export interface GivenCheck {
  setup: Setup;
  /** Those that the filters leave something of. */
  contracts: Contract[];
  conclude: ConcludeOptions;
  /** The recordings that are judged in place of a target. */
  recordings: string[];
}

/** @throws UsageError for what is wrong in either, or in a contract */
export async function readCheck(given: GivenOptions, io: Io): Promise<GivenCheck> {
  const config = await readConfig(given.text('config'));
  const setup = readSetup(given, config);
  const loaded = await loadTargets(setup, config, contractsFrom(given, config, io));
  printWarnings(loaded, io, readDetail(given));
  const { filters, overrides, allow = [] } = setup.options;
  const contracts = filters ? contractsWithChosen(loaded, filters) : loaded;
  refuseUnknownSettings(loaded, overrides?.set ?? {});
  refuseUnknownAllowances(contracts, allow);
  setup.options.requests = await readRequests(loaded, config, setup.name, given.text('requests'));
  const conclude = {
    strict: given.has('strict'),
    waivers: config?.waivers ?? [],
    ...usedOf(config, setup),
    ...(setup.name !== undefined && { targetName: setup.name }),
  };
  return { setup, contracts, conclude, recordings: given.list('har') };
}

/** What a run takes from the configuration, for its reports. */
function usedOf(config: Config | undefined, { name }: Setup): Pick<ConcludeOptions, 'configuration'> {
  const uses = [
    ...(name === undefined ? [] : ['target' as const]),
    ...((config?.waivers ?? []).length > 0 ? ['waivers' as const] : []),
  ];
  return config && uses.length > 0 ? { configuration: { file: display(resolve(config.file)), uses } } : {};
}

/** A mistyped name would set nothing, and nobody would see. */
function refuseUnknownSettings(contracts: Contract[], set: Record<string, string>): void {
  const operations = contracts.flatMap((contract) => contract.operations);
  const keys = operations.flatMap(({ security }) => security.flat()).filter(({ type }) => type === 'apiKey');
  const settable = keys.filter(({ in: where }) => where !== 'header').flatMap(({ name = [] }) => name);
  const known = [
    ...new Set([...operations.flatMap(({ parameters }) => parameters.map(({ name }) => name)), ...settable]),
  ];
  const unknown = Object.keys(set).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const isHeader = keys.some(({ in: where, name = '' }) => where === 'header' && name === unknown);
  throw new UsageError(
    `no operation has a parameter ${unknown} to --set`,
    isHeader ? `It is a header: --header '${unknown}: …'` : suggest(unknown, known),
  );
}
