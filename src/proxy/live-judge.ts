import type { Contract } from '../model/contract.ts';
import type { Finding } from '../model/finding.ts';
import type { Run } from '../model/run.ts';
import type { Recorded, Unreadable } from '../exchange/recordings/recorded.ts';
import type { JournalFinding } from '../mock/journal/journal-entry.ts';
import { concludeRecorded, type RecordedOptions } from '../run/recorded/check-recorded.ts';
import { createRecordedJudge, emptyPart, mergeRecordedPart } from '../run/recorded/recorded-part.ts';

/** Judges exchanges one by one, and knows at any time what they come to. */
export interface LiveJudge {
  /** @returns what is wrong with it, violations first */
  judge(recorded: Recorded | Unreadable): JournalFinding[];
  /** The runs of all that was judged so far. */
  runs(options: RecordedOptions): Run[];
}

/** @param name what the run was of @param keep how many exchanges are kept beside those of findings */
export function createLiveJudge(contracts: Contract[], name: string, keep: number): LiveJudge {
  let found: Finding[] = [];
  const judge = createRecordedJudge(
    contracts,
    contracts.map(() => keep),
    { batch: 1, onResult: ({ findings }) => void found.push(...findings) },
  );
  const whole = emptyPart(contracts);
  const began = performance.now();
  let count = 0;
  return {
    judge: (recorded) => {
      found = [];
      judge.add(recorded, count);
      count += 1;
      return found.map(describe).sort((one, other) => rank(one) - rank(other));
    },
    runs: (options) => {
      mergeRecordedPart(whole, judge.part(), keep);
      return concludeRecorded(contracts, whole, { name, duration: performance.now() - began, problems: [] }, options);
    },
  };
}

function rank({ severity }: JournalFinding): number {
  return severity === 'violation' ? 0 : 1;
}

function describe({ check, severity, at, message, statement }: Finding): JournalFinding {
  return { check, severity, at, message, ...(statement && { says: statement.says }) };
}
