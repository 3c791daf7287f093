import type { Contract, Operation } from '../model/contract.ts';
import type { Result, Run } from '../model/run.ts';
import type { Finding, Undecided, Verdict } from '../model/finding.ts';
import { formatUnusable, unusableOf } from '../contract/unusable-schemas.ts';
import { plain } from '../text/wording.ts';

/** The findings of a run, one for each fingerprint with the number of its cases, worst first. */
export function group(results: Result[]): Finding[] {
  const groups = new Map<string, Finding>();
  for (const { case: testCase, findings } of results) {
    for (const finding of findings) {
      const known = groups.get(finding.fingerprint);
      if (!known) groups.set(finding.fingerprint, { ...finding });
      else {
        known.count += 1;
        // A violation in one case and a note in another is a violation; the smallest case is shown for repetition.
        if (order(finding) < order(known) || (isAlike(finding, known) && finding.curl.length < known.curl.length))
          Object.assign(known, { ...finding, count: known.count, case: testCase.id });
      }
    }
  }
  return [...groups.values()].sort((a, b) => order(a) - order(b));
}

const order = ({ severity }: Finding) => (severity === 'violation' ? 0 : 1);
const isAlike = (one: Finding, other: Finding) => order(one) === order(other);

/**
 * Why a run is undecided: a case that could not be judged, such as a documented example that was never compared, nothing to
 * send, or a schema that cannot be used.
 */
export function undecidedOf(contract: Contract, results: Result[]): Undecided[] {
  const undecided = results.flatMap((result) => (result.undecided ? [result.undecided] : []));
  const unusable = unusableSchemas(contract, contract.operations);
  return results.length === 0 ? [nothingToSend(contract), ...unusable] : merge([...undecided, ...unusable]);
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

function nothingToSend(contract: Contract): Undecided {
  return contract.operations.length === 0
    ? { reason: `${contract.name} has no operations` }
    : {
        reason: `no operation of ${contract.name} has a documented example`,
        hint: 'Add examples to the contract, or run more phases.',
      };
}

/** Each reason is reported once for an operation, with the number of undecided cases. */
function merge(undecided: Undecided[]): Undecided[] {
  const groups = new Map<string, Undecided[]>();
  for (const entry of undecided) {
    const key = `${entry.operation} ${entry.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].map((same) => {
    const [first, ...others] = same as [Undecided, ...Undecided[]];
    return others.length === 0 ? first : { ...first, case: `${first.case} and ${others.length} more` };
  });
}
