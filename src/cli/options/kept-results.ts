import type { Contract } from '../../model/contract.ts';
import { UsageError } from '../../errors.ts';
import { PIECES } from '../../report/index.ts';
import { KEPT } from '../../run/fold/fold.ts';
import { createSpool, type Spool } from '../../run/fold/spool.ts';
import type { ReportRequest } from './report-options.ts';

/** What a run keeps of its results. */
export interface KeptResults {
  /** How many in memory, beside those that findings show. */
  keep: number;
  /** Those opened so far: each takes all results of a contract. */
  spools: Spool[];
  /** Opens one; absent unless a report lists all results. */
  spool?: (contract: Contract) => Spool;
}

/**
 * What `--keep` asks for. All results of a run go to a file, as memory may not hold them, where a report lists them; those of a shard
 * stand in its report.
 * @throws UsageError if `--keep` is wrong
 */
export function readKept(text: string | undefined, reports: readonly ReportRequest[], isShard: boolean): KeptResults {
  const keep = readKeep(text);
  const spools: Spool[] = [];
  if (keep !== Infinity || isShard || !reports.some(({ format }) => Object.hasOwn(PIECES, format)))
    return { keep, spools };
  return {
    keep: KEPT,
    spools,
    spool: (contract) => {
      const opened = createSpool(contract);
      spools.push(opened);
      return opened;
    },
  };
}

/**
 * The value of `--keep` as a number.
 * @throws UsageError if it is none
 */
export function readKeep(text = String(KEPT)): number {
  if (text === 'findings') return 0;
  if (text === 'all') return Infinity;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--keep ${text} is neither findings, all nor a number`, 'For instance: --keep 1000');
}
