import type { Contract, Operation } from '../model/contract.ts';
import type { Run } from '../model/run.ts';
import type { Finding, Undecided, Verdict } from '../model/finding.ts';
import { formatUnusable, unusableOf, unusablePaths } from '../contract/unusable-schemas.ts';
import { plain } from '../text/wording.ts';
import { addEntry, listEntries, mergeEntries, noEntries, type EntryGroups } from './entries.ts';

/**
 * Why a run is undecided: a case that could not be judged, such as a documented example that was never compared, nothing to
 * send, or a schema that cannot be used. Each reason is given once for an operation, with the number of undecided cases.
 * @param cases the number of cases, and those that could not be judged
 */
export function undecidedOf(
  contract: Contract,
  { counts, undecided }: { counts: Pick<Run['counts'], 'cases'>; undecided: EntryGroups },
): Undecided[] {
  const unusable = [...unusablePaths(contract).map(formatted), ...unusableSchemas(contract, contract.operations)];
  if (counts.cases === 0) return [nothingToSend(contract), ...unusable];
  const all = noEntries();
  mergeEntries(all, undecided);
  for (const entry of unusable) addEntry(all, entry, Infinity);
  return listEntries(all);
}

/** The unusable schemas of operations: their requirements were not checked. */
export function unusableSchemas(contract: Contract, operations: Iterable<Operation>): Undecided[] {
  return [...operations].flatMap((operation) =>
    unusableOf(contract, operation).map((one) => ({ operation: operation.id, ...formatted(one) })),
  );
}

function formatted(one: Parameters<typeof formatUnusable>[0]): Pick<Undecided, 'reason' | 'hint'> {
  const { reason, hint } = formatUnusable(one);
  return { reason: plain(reason), hint };
}

/** The verdict of a run with its waivers. @param strict whether notes count as violations */
export function verdictOf(
  { findings, undecided, staleWaivers }: Pick<Run, 'findings' | 'undecided' | 'staleWaivers'>,
  strict = false,
): Verdict {
  const violated = findings.some((finding) => fails(finding, strict));
  if (violated || staleWaivers.length > 0) return 'violates';
  return undecided.length > 0 ? 'undecided' : 'conforms';
}

/** Whether a finding fails its run. @param strict whether notes count as violations */
export function fails({ severity, waived }: Pick<Finding, 'severity' | 'waived'>, strict = false): boolean {
  return !waived && (strict || severity === 'violation');
}

/** Why a run that was stopped before its first request is undecided. */
export function nothingWasSent(): Undecided {
  return { reason: 'nothing was sent: the run had been stopped' };
}

/** Why a run without a case is undecided. */
export function nothingToSend(contract: Contract): Undecided {
  return contract.operations.length === 0
    ? { reason: `${contract.name} has no operations` }
    : {
        reason: `no operation of ${contract.name} has a documented example`,
        hint: 'Add examples to the contract, or run more phases.',
      };
}
