import type { Contract } from '../../model/contract.ts';
import type { Shard } from '../../model/shard.ts';
import type { ShardContract, ShardReport, SharedRun } from '../../model/shard-report.ts';
import { createMasker } from '../../contract/mask-known-values.ts';
import type { SeenRun } from '../../run/conclude-run.ts';
import type { SeenRecording } from '../../run/recorded/check-recorded.ts';
import type { ContractPart } from '../../run/recorded/recorded-part.ts';
import { ownVersion } from '../../version.ts';
import { digestOf } from '../digest.ts';
import { packEntries, packEntry, packRecorded, packSeen } from './pack.ts';

/** What a run is told from others by. @param contracts with all their operations */
export function describeRun(
  contracts: readonly Contract[],
  given: Omit<SharedRun, 'version' | 'contracts'>,
): SharedRun {
  return { version: ownVersion(), contracts: contracts.map(describeContract), ...given };
}

export function describeContract(contract: Contract): ShardContract {
  const { name, file, reading } = contract;
  const { confined = false, allowRemoteRefs = false } = reading;
  return { name, file, digest: digestOf(contract), confined, allowRemoteRefs };
}

/** What a shard of a live run saw, for its report. */
export function describeSeen({ index, count }: Shard, run: SharedRun, seen: readonly SeenRun[]): ShardReport {
  return { index, count, run, parts: seen.map(packSeen) };
}

/** What a shard of recorded traffic saw, for its report. */
export function describeRecorded(
  { index, count }: Shard,
  run: SharedRun,
  contracts: readonly Contract[],
  { part, name, duration, problems }: SeenRecording,
): ShardReport {
  const maskings = contracts.map((contract, at) => ({
    contract,
    mask: createMasker(part.contracts[at]?.secrets ?? []),
    isMadeUp: () => false,
  }));
  const all = { mask: createMasker(part.contracts.flatMap(({ secrets }) => [...secrets])) };
  return {
    ...{ index, count, run },
    parts: maskings.map((masking, at) => packRecorded(masking, name, duration, part.contracts[at] as ContractPart)),
    recorded: {
      exchanges: part.exchanges,
      unmatched: packEntries(all, part.unmatched),
      problems: problems.map((entry) => packEntry(all, entry)),
    },
  };
}
