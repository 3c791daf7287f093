import { relative } from 'node:path';
import type { Contract } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { ContractError, type UsageError } from '../../errors.ts';
import { ownVersion } from '../../version.ts';

/** The state of a running mock. */
export interface HealthInput {
  mode: string;
  /** Seconds. */
  uptime: number;
  contracts: Contract[];
  /** The errors of contracts that cannot be read now, by name; their last valid state is served, if there is one. */
  errors: ReadonlyMap<string, UsageError>;
  /** When each contract was read. */
  loaded: (contract: Contract) => Date;
  /** The number of requests. */
  requests: number;
}

/** The mock's health document. */
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
