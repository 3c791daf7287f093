import type { Contract, Operation } from '../../model/contract.ts';
import { namesIn } from '../../messages/path-template.ts';
import { requestShapes } from './identities.ts';
import { normalise, reference, singular } from './names.ts';
import type { Resource } from './resource.ts';
import { resourcesOf } from './resources.ts';
import { answerShapes, type Shape } from './shape.ts';

/** Things that belong to one other thing alone: the template of the path of one of them, and its parameter. */
export interface Belongings {
  item: string;
  parameter: string;
}

/** So deep a thing may say where it belongs: `{"data": {"attributes": {"category": …}}}`. */
const MAX_DEPTH = 4;

/**
 * What a body would take from where it belongs, by the name of the member that names it: `articles` of `POST /categories`, as each article
 * has one `category`. A member of any other name takes nothing that is known.
 */
export function belongingsIn(contract: Contract, operation: Operation): (member: string) => Belongings | undefined {
  const found = known.get(contract) ?? new Map<Operation, ReadonlyMap<string, Belongings>>();
  known.set(contract, found);
  const belongings = found.get(operation) ?? belongingsOf(contract, operation);
  found.set(operation, belongings);
  return (member) =>
    belongings.size === 0
      ? undefined
      : [member, singular(member), reference(member)?.word ?? '']
          .map((word) => belongings.get(normalise(word)))
          .find((one) => one !== undefined);
}

const known = new WeakMap<Contract, Map<Operation, ReadonlyMap<string, Belongings>>>();

function belongingsOf(contract: Contract, operation: Operation): ReadonlyMap<string, Belongings> {
  const resources = resourcesOf(contract);
  const placed = resources.of(operation)?.resource;
  const owners = [...resources.createdBy(operation), ...(placed ? [placed] : [])];
  if (!operation.body || owners.length === 0) return new Map();
  return new Map(
    resources.all.flatMap((other): [string, Belongings][] => {
      const { item, parameter, name } = other;
      if (owners.includes(other) || !item || !parameter || namesIn(item).length > 1) return [];
      const belongs = owners.some((owner) => belongsTo(contract, other, owner));
      return belongs ? [[normalise(name), { item, parameter: parameter.name }]] : [];
    }),
  );
}

/** Whether a thing says of which one other thing it is. */
function belongsTo(contract: Contract, thing: Resource, owner: Resource): boolean {
  const word = normalise(owner.name);
  const shapes = [thing.read, thing.list, ...thing.create].flatMap((operation) =>
    operation ? [...answerShapes(contract, operation), ...requestShapes(contract, operation)] : [],
  );
  return shapes.some(({ shape }) => says(shape, new Set([word, `${word}id`]), MAX_DEPTH));
}

function says(shape: Shape, names: ReadonlySet<string>, depth: number): boolean {
  const own = [...shape.members.keys()];
  const isOne = (name: string) => shape.member(name)?.types.includes('array') !== true;
  if (own.some((name) => names.has(normalise(name)) && isOne(name))) return true;
  if (depth === 0) return false;
  const items = shape.items();
  if (items && says(items, names, depth - 1)) return true;
  return own.some((name) => {
    const member = shape.member(name);
    return member !== undefined && says(member, names, depth - 1);
  });
}
