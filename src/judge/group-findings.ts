import type { Request } from '../model/exchange.ts';
import type { Result } from '../model/run.ts';
import type { Finding } from '../model/finding.ts';

/** The findings of one fingerprint. */
export interface FindingGroup {
  /** That of the smallest case; its count is that of all. */
  finding: Finding;
  /** The smallest case with it, and its number among all cases. */
  shown: { result: Result; number: number };
  /** How long its request is, and those before it. */
  size: number;
  /** Where it was found first: the number of the case, and its place among the findings of that. */
  first: readonly [number: number, place: number];
}

/** Findings by fingerprint. Groups of two parts of a run merge into those of the whole, in whatever order. */
export type FindingGroups = Map<string, FindingGroup>;

/** Adds the findings of one case. @param number the case's number among all cases of the run */
export function addFindings(groups: FindingGroups, result: Result, number: number): void {
  const size = sizeOf(result);
  result.findings.forEach((found, place) => {
    const group = { finding: found, shown: { result, number }, size };
    const first = [number, place] as const;
    const known = groups.get(found.fingerprint);
    // Most findings of a long run are only counted: their texts are not even written.
    if (known && !isSmaller(group, known)) {
      known.finding.count += found.count;
      known.first = earlier(first, known.first);
    } else addGroup(groups, { ...group, finding: { ...found, case: result.case.id }, first });
  });
}

/** Adds the groups of another part of the run. */
export function mergeFindings(groups: FindingGroups, others: FindingGroups): void {
  for (const group of others.values()) addGroup(groups, { ...group, finding: { ...group.finding } });
}

function addGroup(groups: FindingGroups, group: FindingGroup): void {
  const { finding } = group;
  const known = groups.get(finding.fingerprint);
  if (!known) {
    groups.set(finding.fingerprint, group);
    return;
  }
  const count = known.finding.count + finding.count;
  known.first = earlier(group.first, known.first);
  if (isSmaller(group, known)) {
    known.finding = finding;
    known.shown = group.shown;
    known.size = group.size;
  }
  known.finding.count = count;
}

/** A violation in one case and a note in another is a violation; then the smallest request is shown, as it is easiest to repeat. */
function isSmaller(one: Omit<FindingGroup, 'first'>, other: FindingGroup): boolean {
  return (
    (rank(one.finding) - rank(other.finding) || one.size - other.size || one.shown.number - other.shown.number) < 0
  );
}

/** How long the request of a case is, and those before it. */
function sizeOf({ case: testCase }: Result): number {
  return [testCase, ...(testCase.after ?? [])].reduce((sum, { request }) => sum + sizeOfRequest(request), 0);
}

function sizeOfRequest({ method, path, headers, body }: Request): number {
  const fields = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return method.length + path.length + fields + (body?.byteLength ?? 0);
}

/** The findings, one for each fingerprint with the number of its cases, worst first. */
export function listFindings(groups: FindingGroups): Finding[] {
  return [...groups.values()]
    .sort((one, other) => rank(one.finding) - rank(other.finding) || compareFirst(one.first, other.first))
    .map(({ finding }) => finding);
}

const rank = ({ severity }: Finding) => (severity === 'violation' ? 0 : 1);

function earlier(one: FindingGroup['first'], other: FindingGroup['first']): FindingGroup['first'] {
  return compareFirst(one, other) < 0 ? one : other;
}

function compareFirst([one, place]: FindingGroup['first'], [other, otherPlace]: FindingGroup['first']): number {
  return one - other || place - otherPlace;
}
