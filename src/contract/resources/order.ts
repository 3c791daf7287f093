import { isSafe } from '../../http/methods.ts';
import type { Operation } from '../../model/contract.ts';
import type { Feeder, Resource, ResourceRole } from './resource.ts';

const STAGES: Record<ResourceRole, number> = { create: 0, list: 0, read: 1, update: 2, delete: 3 };

/**
 * Orders operations so that each comes after what may give it its values: creations and lists, then reads, then changes,
 * then deletions. What others lie in, or refer to, is made before them and deleted after them.
 */
export function orderOf(
  operations: Operation[],
  roleOf: (operation: Operation) => { resource: Resource; role: ResourceRole } | undefined,
  feeders: (operation: Operation) => Feeder[],
): Operation[] {
  const levels = new Map<Resource, number>();
  /** How long the chain of resources is that one needs; one that needs itself, through others too, ends it. */
  const levelOf = (resource: Resource, needing: Resource[]): number => {
    const known = levels.get(resource);
    if (known !== undefined) return known;
    if (needing.includes(resource) || needing.length > MOST) return 0;
    const needed = new Set(resource.create.flatMap((create) => feeders(create).map((feeder) => feeder.resource)));
    for (let { parent } = resource; parent; parent = parent.parent) needed.add(parent);
    needed.delete(resource);
    const level = Math.max(0, ...[...needed].map((one) => levelOf(one, [...needing, resource]) + 1));
    levels.set(resource, level);
    return level;
  };
  const rankOf = (operation: Operation): Rank => {
    const role = roleOf(operation);
    const stage = role ? STAGES[role.role] : isSafe(operation.method) ? 1 : operation.method === 'DELETE' ? 3 : 2;
    const level = role
      ? levelOf(role.resource, [])
      : Math.max(0, ...feeders(operation).map(({ resource }) => levelOf(resource, []) + 1));
    return [stage, stage === 3 ? -level : level, Number(role?.role === 'create')];
  };
  const ranked = operations.map((operation) => ({ operation, rank: rankOf(operation) }));
  return ranked.toSorted((a, b) => compare(a.rank, b.rank)).map(({ operation }) => operation);
}

/** Longer chains are circles in all but name. */
const MOST = 20;

/** The stage of an operation, the level of its resource there, and whether it creates: equal ones stay in their order. */
type Rank = [stage: number, level: number, creates: number];

function compare(a: Rank, b: Rank): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
