import type { Case } from '../../model/case.ts';
import type { Judge } from '../../judge/judge.ts';
import { isWaived, type WaivedBy } from '../../judge/waivers.ts';
import { plural } from '../../text/wording.ts';

/**
 * Counts violations, each fingerprint once, and tells when there are enough of them. What a waiver covers is not counted.
 * @param stop called with the reason
 * @returns looks at a case that was judged
 */
export function stopAtFailures(
  limit: number,
  judge: Pick<Judge, 'violations'>,
  waivedBy: WaivedBy,
  stop: (reason: string) => void,
): (testCase: Case) => void {
  const seen = new Set<string>();
  return (testCase) => {
    for (const violation of judge.violations(testCase))
      if (!isWaived(violation, waivedBy)) seen.add(violation.fingerprint);
    if (seen.size >= limit) stop(`${plural(limit, 'violation')} had been found, as --max-failures asks`);
  };
}
