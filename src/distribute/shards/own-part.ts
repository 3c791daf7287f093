/** Which part of a run a shard does. Each shard finds it by itself, and all of them find the same. */
import { createHash } from 'node:crypto';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Shard } from '../../model/shard.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';

/** Whether a recorded entry is the shard's. By a hash of its number: traffic often repeats with a period. */
export function isOwnEntry({ index, count }: Shard): (number: number) => boolean {
  return (number) => mixed(number) % count === index - 1;
}

/** The last step of MurmurHash3: each bit of the number changes half of the others. */
function mixed(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * The contract with the shard's operations alone. What works on the same things stays together: what one creates, another reads and
 * deletes. These families go to the shards in the order of a hash of their names, each to the shard that has the fewest operations.
 * @param whole the contract with all its operations, from which the families are told
 * @param chosen the contract with the operations that are sent requests
 */
export function ownOperations(whole: Contract, chosen: Contract, { index, count }: Shard): Contract {
  const families = new Map(
    [...familiesOf(whole, chosen.operations)].map(([name, operations]) => [hashOf(name), operations]),
  );
  const hashes = [...families.keys()].sort();
  const shares = Array.from({ length: count }, (): Operation[] => []);
  // Not always from the first shard on: of several small contracts it would get all.
  const start = Number.parseInt(hashes.at(0)?.slice(0, 8) ?? '', 16) % count;
  for (const hash of hashes) {
    const least = shares.reduce((fewest, share) => (share.length < fewest.length ? share : fewest));
    least.push(...(families.get(hash) ?? []));
  }
  const own = new Set(shares[(index - 1 + start) % count]);
  return { ...chosen, operations: chosen.operations.filter((operation) => own.has(operation)) };
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/** How many shards of a live run have something to do, at the most. */
export function countParts(whole: Contract, chosen: Contract): number {
  return familiesOf(whole, chosen.operations).size;
}

/** Operations by the outermost thing that they work on; an operation that works on none is a family of its own. */
function familiesOf(whole: Contract, operations: readonly Operation[]): Map<string, Operation[]> {
  const resources = resourcesOf(whole);
  const families = new Map<string, Operation[]>();
  for (const operation of operations) {
    const { method, path, parameters } = operation;
    const named = parameters.filter((one) => one.in === 'path').map(({ name }) => resources.named(operation, name));
    const outermost = [...named, resources.of(operation)?.resource].find((one) => one !== undefined);
    const resource = outermost && rootOf(outermost);
    const name = resource ? `${resource.collection} ${resource.item} ${resource.name}` : `${method} ${path}`;
    families.set(name, [...(families.get(name) ?? []), operation]);
  }
  return families;
}

function rootOf(resource: Resource): Resource {
  const seen = new Set<Resource>();
  let root = resource;
  while (root.parent && !seen.has(root)) {
    seen.add(root);
    root = root.parent;
  }
  return root;
}
