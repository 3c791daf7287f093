import type { Undecided } from '../model/finding.ts';

/** The most reasons that are told apart. Beyond that they are counted: a recording may have any number of paths that nothing matches. */
const MAX_REASONS = 1_000;

/** Entries with the same reason about the same operation. */
export interface EntryGroup {
  /** The first of them, and its number among all cases. */
  entry: Undecided;
  number: number;
  count: number;
}

/** What could not be judged, or was not, by reason. Entries of two parts of a run merge into those of the whole. */
export interface EntryGroups {
  byReason: Map<string, EntryGroup>;
  /** How many entries have a reason that is not told apart any more. */
  others: number;
}

export function noEntries(): EntryGroups {
  return { byReason: new Map(), others: 0 };
}

/** Adds one entry. @param number the number of its case among all cases of the run */
export function addEntry(groups: EntryGroups, entry: Undecided, number: number): void {
  addGroup(groups, { entry, number, count: 1 });
}

/** Adds the entries of another part of the run. */
export function mergeEntries(groups: EntryGroups, others: EntryGroups): void {
  for (const group of others.byReason.values()) addGroup(groups, { ...group });
  groups.others += others.others;
}

/** Adds several entries that say the same. */
export function addGroup(groups: EntryGroups, group: EntryGroup): void {
  const { byReason } = groups;
  const key = `${group.entry.operation} ${group.entry.reason}`;
  const known = byReason.get(key);
  if (known) {
    known.count += group.count;
    if (group.number < known.number) Object.assign(known, { entry: group.entry, number: group.number });
  } else if (byReason.size < MAX_REASONS) byReason.set(key, group);
  else groups.others += group.count;
}

/** The entries in the order in which they came first, each with the number of those that say the same. */
export function listEntries({ byReason, others }: EntryGroups): Undecided[] {
  const groups = [...byReason.values()].sort((one, other) => one.number - other.number);
  return [
    ...groups.map(({ entry, count }) =>
      count === 1 ? entry : { ...entry, case: `${entry.case} and ${count - 1} more` },
    ),
    ...(others > 0 ? [{ reason: `${others} more, for further reasons` }] : []),
  ];
}
