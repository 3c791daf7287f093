import type { Contract } from '../model/contract.ts';
import type { AffectedOperation, Finding } from '../model/finding.ts';
import type { Pointer } from '../model/json.ts';
import { isObject, lastToken, parentPointer } from '../json/pointer.ts';
import { resolvePointer } from '../schema/references.ts';

/** Longer schemas are taken for different ones: nobody writes them out twice. */
const MAX_SCHEMA = 20_000;

/**
 * Makes the findings of several operations that have one cause one finding: the same check, the same difference, and the same
 * clause, once `$ref`s are followed to where it is written, or written out again word for word. The one with the smallest
 * request stands for all; each keeps its fingerprint. What fuzzing found and a planned case had shown is counted to that.
 */
export function groupByCause(contract: Contract, findings: Finding[]): Finding[] {
  const cause = createCauses(contract);
  const groups = new Map<string, Group[]>();
  for (const finding of withoutRepeats(findings, cause)) {
    const key = [
      finding.severity,
      JSON.stringify(finding.waived),
      cause(finding),
      finding.message,
      difference(finding),
    ].join('\n');
    const known = groups.get(key) ?? [];
    groups.set(key, known);
    // Two places of one answer are two findings.
    let group = known.find(({ operations }) => !operations.has(finding.operation));
    if (!group) known.push((group = { findings: [], operations: new Set() }));
    group.findings.push(finding);
    group.operations.add(finding.operation);
  }
  return [...groups.values()].flat().map((group) => merge(group.findings));
}

interface Group {
  findings: Finding[];
  operations: Set<string>;
}

function merge(findings: Finding[]): Finding {
  const [first, ...others] = findings as [Finding, ...Finding[]];
  if (others.length === 0) return first;
  const smallest = others.reduce((least, one) => (one.curl.length < least.curl.length ? one : least), first);
  return {
    ...smallest,
    count: findings.reduce((sum, { count }) => sum + count, 0),
    operations: findings.flatMap(affected),
  };
}

function affected({ operations, operation, fingerprint, count }: Finding): AffectedOperation[] {
  return operations ?? [{ operation, fingerprint, count }];
}

/** What is expected and came: a status as it is, and of values what kind they are. */
function difference({ at, expected, actual }: Finding): string {
  const isValue = /^(body|header)/.test(at);
  return [lastToken(at), expected, isValue ? kindOf(actual) : actual].join('\n');
}

function kindOf(shown: string): string {
  if (shown.startsWith('"')) return 'text';
  if (/^-?\d/.test(shown)) return 'number';
  if (/^(true|false)$/.test(shown)) return 'truth value';
  return /^(\[|an array)/.test(shown) ? 'array' : /^(\{|an object)/.test(shown) ? 'object' : shown;
}

/** The clause of a finding as a text that is the same wherever the same is written. */
function createCauses(contract: Contract): (finding: Pick<Finding, 'check' | 'clause'>) => string {
  const known = new Map<Pointer, string>();
  return ({ check, clause }) => {
    let written = known.get(clause);
    if (written === undefined) known.set(clause, (written = whereWritten(contract, clause)));
    return `${check}\n${written}`;
  };
}

function whereWritten({ document }: Contract, clause: Pointer): string {
  const found = resolvePointer(document, clause);
  if (!found) return clause;
  const isKeyword = !isObject(found.value);
  const owner = isKeyword ? parentPointer(found.pointer) : found.pointer;
  const node = isKeyword ? resolvePointer(document, owner)?.value : found.value;
  if (!owner.startsWith('#/paths/') || !isObject(node)) return found.pointer;
  const text = JSON.stringify(node);
  return text.length > MAX_SCHEMA ? found.pointer : `${text}\n${isKeyword ? lastToken(found.pointer) : ''}`;
}

/** Counts what a generated request showed to the finding of a planned one that tells the same. */
function withoutRepeats(findings: Finding[], cause: (finding: Finding) => string): Finding[] {
  if (!findings.some(({ generated }) => generated)) return findings;
  const keysOf = (finding: Finding) => {
    const about = `${finding.operation}\n${JSON.stringify(finding.waived)}`;
    const isFault = finding.check === 'server-error' && finding.said !== undefined;
    return [`${about}\n${cause(finding)}`, ...(isFault ? [`${about}\n${finding.actual} ${finding.said}`] : [])];
  };
  const planned = new Map<string, Finding>();
  const listed = new Map<Finding, Finding>();
  for (const finding of [...findings.filter((one) => !one.generated), ...findings.filter((one) => one.generated)]) {
    const keys = keysOf(finding);
    const same = finding.generated && keys.map((key) => planned.get(key)).find(Boolean);
    if (same && (same.severity === 'violation' || finding.severity === 'note')) {
      same.operations = [...affected(same), ...affected(finding)];
      same.count += finding.count;
      continue;
    }
    const own = { ...finding };
    listed.set(finding, own);
    if (!finding.generated) for (const key of keys) if (!planned.has(key)) planned.set(key, own);
  }
  return findings.flatMap((finding) => listed.get(finding) ?? []);
}
