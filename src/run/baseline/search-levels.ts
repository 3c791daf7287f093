import type { Contract, Operation } from '../../model/contract.ts';
import { mediaOf } from '../../cases/json-first.ts';
import { namesOfMadeText } from '../../contract/resources/made-texts.ts';
import { namedByClient } from '../../contract/resources/named-by-client.ts';
import { namedInBody } from '../../contract/resources/named-in-body.ts';
import { normalise, singular } from '../../contract/resources/names.ts';
import type { Resource, Resources } from '../../contract/resources/resource.ts';
import { shapeOfSchema } from '../../contract/resources/shape.ts';

/** Operations that do not wait for each other, in the order of what needs what. */
export function levelsOf(contract: Contract, resources: Resources, operations: readonly Operation[]): Operation[][] {
  const levels = new Map<string, { rank: number; level: Asking[] }>();
  const makersOf = makersOfTexts(contract);
  for (const operation of resources.inOrder([...operations])) {
    const others = othersIn(contract, resources, operation);
    const needs =
      others.length > 0 ||
      namedInBody(contract, operation) !== undefined ||
      membersOf(contract, operation).some((name) => (makersOf.get(normalise(name)) ?? operation) !== operation)
        ? 1
        : 0;
    // What makes a thing under a name of its own comes before what goes through such things.
    const depth = depthOf(operation) - (namedByClient(contract, operation) ? 1 : 0);
    const rank = 2 * depth + needs;
    const key = `${rank} ${resources.of(operation)?.role ?? 'other'}`;
    const { level } = levels.get(key) ?? { level: [] };
    levels.set(key, { rank, level: [...level, { operation, others }] });
  }
  return [...levels.values()]
    .sort((one, other) => one.rank - other.rank)
    .flatMap(({ level }) => inTurns(resources, level));
}

/** An operation, and the resources that its body names. */
interface Asking {
  operation: Operation;
  others: readonly Resource[];
}

/** Operations of one level, those that create what others of it name before these: a project, then the issue that lies in one. */
function inTurns(resources: Resources, level: readonly Asking[]): Operation[][] {
  const turns: Operation[][] = [];
  let waiting = level;
  while (waiting.length > 0) {
    const made = new Set(waiting.flatMap(({ operation }) => resources.createdBy(operation)));
    const ready = waiting.filter(({ others }) => !others.some((one) => made.has(one)));
    // Where each waits for another one, nothing says which comes first.
    const turn = new Set(ready.length > 0 ? ready : waiting);
    turns.push([...turn].map(({ operation }) => operation));
    waiting = waiting.filter((one) => !turn.has(one));
  }
  return turns;
}

/** The resources that members of the body name one of, which have to be there before: `petId`, or `pet`. */
export function othersIn(contract: Contract, resources: Resources, operation: Operation): Resource[] {
  const own = resources.createdBy(operation);
  const fed = resources.feeders(operation).flatMap(({ to, resource }) => ('pointer' in to ? [resource] : []));
  const names = membersOf(contract, operation);
  return [...fed, ...names.flatMap((name) => namesakesOf(resources, name))].filter((one) => !own.includes(one));
}

/** The members of an operation's body. */
function membersOf(contract: Contract, operation: Operation): string[] {
  const schema = mediaOf(operation)?.schema;
  return schema === undefined ? [] : [...shapeOfSchema(contract, schema).members.keys()];
}

/** The operations that make a text, by what it may be called. */
function makersOfTexts(contract: Contract): ReadonlyMap<string, Operation> {
  const found =
    makers.get(contract) ??
    new Map(
      contract.operations.flatMap((operation) =>
        namesOfMadeText(contract, operation).map((name): [string, Operation] => [name, operation]),
      ),
    );
  makers.set(contract, found);
  return found;
}

/** A search asks for the levels in each of its rounds. */
const makers = new WeakMap<Contract, ReadonlyMap<string, Operation>>();

/** The resources that are called as a member is: `collection`, or several `roles`. */
export function namesakesOf(resources: Resources, name: string): Resource[] {
  const words = [normalise(name), normalise(singular(name))];
  const [only] = words.flatMap((word) => resources.called(word) ?? []);
  return only ? [only] : resources.all.filter((one) => words.includes(normalise(one.name)));
}

/** The more things a path goes through, the more. */
function depthOf({ path }: Operation): number {
  return path.split('{').length;
}
