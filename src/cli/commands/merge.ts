import { existsSync } from 'node:fs';
import type { Contract } from '../../model/contract.ts';
import type { ShardContract } from '../../model/shard-report.ts';
import { loadContract } from '../../contract/load.ts';
import { isUrl } from '../../document/reference-policy.ts';
import { chooseShards } from '../../distribute/shards/choose-shards.ts';
import { describeContract } from '../../distribute/shards/describe-shard.ts';
import { mergeShards } from '../../distribute/shards/merge-shards.ts';
import { UsageError } from '../../errors.ts';
import { proxyAgent } from '../../exchange/proxy.ts';
import { REPORTERS } from '../../report/index.ts';
import { CHECK_EXITS, exitCode } from '../terminal/exit-codes.ts';
import type { Command } from '../options/options.ts';
import { formatCommandLine } from '../options/command-line.ts';
import { DETAIL_OPTIONS, readDetail } from '../options/detail-options.ts';
import { readReports, writeReports } from '../options/report-options.ts';
import { readShardReports } from '../shard-reports.ts';

export const merge: Command = {
  name: 'merge',
  summary: 'Puts the reports of shards together to those of the whole run.',
  operands: 'report…',
  maxOperands: Infinity,
  exits: CHECK_EXITS,
  options: {
    report: {
      value: 'FORMAT[=FILE]',
      about: `One of ${Object.keys(REPORTERS).join(', ')}; to stdout unless a file is named.`,
      default: 'pretty',
      multiple: true,
    },
    contract: {
      value: 'FILE',
      about: 'Where a contract of the run is, in their order.',
      default: 'where the shards had it',
      multiple: true,
    },
    ...DETAIL_OPTIONS,
    'allow-partial': {
      about: 'Merges what there is where a shard is missing, stands there twice or belongs to another run: undecided.',
    },
  },
  examples: ["assay merge 'reports/*.json'", "assay merge 'reports/*.json' --report junit=report.xml"],
  async run(given, io) {
    const detail = readDetail(given);
    const reports = readReports(given.list('report'), REPORTERS);
    const chosen = chooseShards(await readShardReports(given.operands), given.has('allow-partial'));
    const files = given.list('contract');
    const contracts: Contract[] = [];
    for (const [index, one] of (chosen.shards[0]?.run.contracts ?? []).entries())
      contracts.push(await loadSame(one, files[index] ?? one.file));
    const runs = mergeShards(contracts, chosen);
    await writeReports(reports, REPORTERS, runs, io, {
      command: formatCommandLine(merge, given),
      ...(detail && { detail }),
    });
    return exitCode(runs.map(({ verdict }) => verdict));
  },
};

/** The contract that a shard read. @throws UsageError if it is not there, or says something else */
async function loadSame({ name, digest, confined, allowRemoteRefs }: ShardContract, file: string): Promise<Contract> {
  if (!isUrl(file) && !existsSync(file))
    throw new UsageError(
      `${file}: the contract ${name} of the shards is not there`,
      'Merge in the folder in which they ran, or give it: --contract FILE',
    );
  const contract = await loadContract(file, name, {
    confined,
    allowRemoteRefs,
    agentFor: (url) => proxyAgent(url, { rejectUnauthorized: true }),
  });
  if (describeContract(contract).digest === digest) return contract;
  throw new UsageError(
    `${file} is not the contract ${name} that the shards had`,
    'Merge with the same version of it, or give it: --contract FILE',
  );
}
