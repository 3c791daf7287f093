import type { Contract, Finding, Result, Run, Undecided } from './model.ts';

/** The findings of a run, one a fingerprint with the number of cases that showed it, worst first. */
export function group(results: Result[]): Finding[] {
  const groups = new Map<string, Finding>();
  for (const { case: of, findings } of results) {
    for (const finding of findings) {
      const known = groups.get(finding.fingerprint);
      if (!known) groups.set(finding.fingerprint, { ...finding });
      else {
        known.count += 1;
        // The smallest case that shows it is the one to repeat.
        if (finding.curl.length < known.curl.length) Object.assign(known, { ...finding, count: known.count, case: of.id });
      }
    }
  }
  const order = (finding: Finding) => (finding.severity === 'violation' ? 0 : 1);
  return [...groups.values()].sort((a, b) => order(a) - order(b));
}

/**
 * Conforms, violates or undecided. Undecided is never green: a run that could not judge a case,
 * never compared a documented example, or had nothing to send, proves nothing.
 */
export function decide(contract: Contract, results: Result[], { strict = false }: { strict?: boolean }): Pick<Run, 'undecided' | 'verdict'> {
  const undecided = results.flatMap((result) => (result.undecided ? [result.undecided] : []));
  if (results.length === 0) undecided.push(nothingToSend(contract));
  const violated = results.some(({ findings }) => findings.some(({ severity }) => strict || severity === 'violation'));
  return { undecided: merge(undecided), verdict: violated ? 'violates' : undecided.length > 0 ? 'undecided' : 'conforms' };
}

function nothingToSend(contract: Contract): Undecided {
  return contract.operations.length === 0
    ? { reason: `${contract.name} has no operations` }
    : { reason: `no operation of ${contract.name} has a documented example`, hint: 'Add examples to the contract, or run more phases.' };
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
