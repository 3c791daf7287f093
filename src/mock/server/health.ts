import { relative } from 'node:path';
import type { Contract } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { ContractError, type UsageError } from '../../errors.ts';
import { ownVersion } from '../../version.ts';

/** What is known of a mock that is up. */
export interface HealthInput {
  mode: string;
  /** Seconds. */
  uptime: number;
  contracts: Contract[];
  /** What is wrong with the files of contracts that are served as they last were good, or not at all, by name. */
  errors: ReadonlyMap<string, UsageError>;
  /** When each contract was read. */
  loaded: (contract: Contract) => Date;
  /** How many requests came. */
  requests: number;
}

/** A mock's answer to whether it is well. */
export function health({ mode, uptime, contracts, errors, loaded, requests }: HealthInput): Json {
  const served = contracts.map((contract) => ({
    name: contract.name,
    file: contract.file,
    operations: contract.operations.length,
    loaded: loaded(contract).toISOString(),
    ...errorOf(errors.get(contract.name)),
  }));
  const unserved = [...errors].filter(([name]) => !contracts.some((contract) => contract.name === name));
  return {
    status: 'ok',
    uptime,
    mode,
    contracts: [
      ...served,
      ...unserved.map(([name, error]) => ({
        name,
        ...(error instanceof ContractError && error.place && { file: relative(process.cwd(), error.place.file) }),
        operations: 0,
        ...errorOf(error),
      })),
    ],
    requests,
    memory: { rss: process.memoryUsage.rss() },
    version: ownVersion(),
  };
}

function errorOf(error: UsageError | undefined): { error?: string } {
  return error ? { error: [error.message, error.hint].filter(Boolean).join(' ') } : {};
}
