import { basename } from 'node:path';
import type { Contract } from '../../model/contract.ts';
import { selectContracts } from '../../document/find.ts';
import { isUrl } from '../../document/reference-policy.ts';
import { loadContract, type LoadOptions } from '../../contract/load.ts';
import { proxyAgent } from '../../exchange/proxy.ts';
import { readConfig, type Config } from './config.ts';
import type { GivenOptions, Option } from '../options/options.ts';
import type { Io } from '../terminal/io.ts';
import type { ShowStage } from '../terminal/progress.ts';

/** The flags that every command with contracts has. */
export const CONTRACTS_OPTION: Record<string, Option> = {
  contracts: {
    value: 'DIR',
    about: 'Folder of contracts, each <name>/openapi.yaml.',
    default: 'openapi, else that of assay',
  },
  'allow-remote-refs': { about: 'Follows $refs to other servers.' },
};

/** Where contracts are looked for, and how they are read. */
export interface ContractsFrom extends LoadOptions {
  folder?: string;
  /** Shows which one is read. */
  stage?: ShowStage | undefined;
}

/** From the command line, then from the configuration. */
export function contractsFrom(given: GivenOptions, config: Config | undefined, io: Pick<Io, 'stage'>): ContractsFrom {
  const folder = given.text('contracts') ?? config?.contracts;
  return {
    ...(folder !== undefined && { folder }),
    ...((given.has('allow-remote-refs') || config?.allowRemoteRefs) && { allowRemoteRefs: true }),
    agentFor: (url) => proxyAgent(url, { rejectUnauthorized: true }),
    stage: io.stage,
  };
}

/** Contracts by name, path or URL; all of the folder if none is named. A path that the user gives may refer to any file. */
export async function loadContracts(names: string[], from: ContractsFrom): Promise<Contract[]> {
  const { folder, stage, ...options } = from;
  const files = await selectContracts(names, folder);
  stage?.({ what: `reading ${files.map(({ name, file }) => name || basename(file)).join(', ')}` });
  const contracts = await Promise.all(
    files.map(({ name, file }) =>
      name
        ? loadContract(file, name, { ...options, confined: true })
        : loadContract(file, undefined, { ...options, confined: isUrl(file) }),
    ),
  );
  stage?.();
  return contracts;
}

/** The contracts that a command line names; all of the folder if it names none. */
export async function loadNamed(given: GivenOptions, io: Pick<Io, 'stage'>): Promise<Contract[]> {
  return loadContracts(given.operands, contractsFrom(given, await readConfig(), io));
}
