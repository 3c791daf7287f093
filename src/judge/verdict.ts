import type { Contract, Operation } from '../model/contract.ts';
import type { Result, Run } from '../model/run.ts';
import type { Finding, Undecided, Verdict } from '../model/finding.ts';
import { formatUnusable, unusableOf } from '../contract/unusable-schemas.ts';
import { plain } from '../text/wording.ts';

/** The findings of a run, one a fingerprint with the number of cases that showed it, worst first. */
export function group(results: Result[]): Finding[] {
  const groups = new Map<string, Finding>();
  for (const { case: testCase, findings } of results) {
    for (const finding of findings) {
      const known = groups.get(finding.fingerprint);
      if (!known) groups.set(finding.fingerprint, { ...finding });
      else {
        known.count += 1;
        // What is a violation in one case and a note in another is a violation; the smallest case that shows it is the one to repeat.
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
 * What keeps a run from being green: a case that could not be judged, so also a documented example that was never
 * compared, nothing to send at all, or a schema that nothing can be held to.
 */
export function undecidedOf(contract: Contract, results: Result[]): Undecided[] {
  const undecided = results.flatMap((result) => (result.undecided ? [result.undecided] : []));
  const unusable = unusableSchemas(contract, contract.operations);
  return results.length === 0 ? [nothingToSend(contract), ...unusable] : merge([...undecided, ...unusable]);
}

/** The schemas of operations that cannot be used: what they ask for was not checked. */
export function unusableSchemas(contract: Contract, operations: Iterable<Operation>): Undecided[] {
  return [...operations].flatMap((operation) =>
    unusableOf(contract, operation).map((one) => ({ operation: operation.id, ...formatted(one) })),
  );
}

function formatted(one: Parameters<typeof formatUnusable>[0]): Pick<Undecided, 'reason' | 'hint'> {
  const { reason, hint } = formatUnusable(one);
  return { reason: plain(reason), hint };
}

/** What a run comes to, its waivers considered. @param strict lets notes count as violations */
export function verdictOf(
  { findings, undecided, staleWaivers }: Pick<Run, 'findings' | 'undecided' | 'staleWaivers'>,
  strict = false,
): Verdict {
  const violated = findings.some((finding) => fails(finding, strict));
  if (violated || staleWaivers.length > 0) return 'violates';
  return undecided.length > 0 ? 'undecided' : 'conforms';
}

/** Whether a finding fails its run. @param strict lets notes count as violations */
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

/** The same reason is told once an operation, with how many cases it kept from being judged. */
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
