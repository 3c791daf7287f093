import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { PathValues } from '../../cases/baseline/known.ts';
import { namedByClient } from '../../contract/resources/named-by-client.ts';
import { isAtOrBelow, renamed, shapeOfPath } from '../../contract/resources/path-shapes.ts';
import { reference } from '../../contract/resources/names.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import type { Sender } from '../../exchange/sender.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { namesIn } from '../../messages/path-template.ts';
import type { KnownValues } from '../state/known-values.ts';
import type { Ledger } from '../state/ledger.ts';
import { readCase } from './read-case.ts';
import { namesakesOf } from './search-levels.ts';

export interface FreshPathContext {
  contract: Contract;
  sender: Pick<Sender, 'send'>;
  known: Pick<KnownValues, 'valuesFor'>;
  ledger: Pick<Ledger, 'recordFresh' | 'isAbsent'>;
  overrides: Overrides;
  mark(): string;
}

/**
 * A path under which an operation may create something, below things that are there, and which a GET has answered with 404 or 410. It ends
 * with a thing that the run created elsewhere, where such things are tied to others (`PUT /projects/{project}/roles/{role}` of a
 * role), else with a name that has a mark of the run. Undefined where the operation makes nothing, or no such path is found.
 */
export async function freshPath(context: FreshPathContext, operation: Operation): Promise<PathValues | undefined> {
  const { contract, sender, ledger } = context;
  const resource = namedByClient(contract, operation);
  const last = namesIn(operation.path).at(-1);
  const outer = resource && outerValues(context, operation, resource);
  if (!resource?.read || last === undefined || !outer) return undefined;
  const tied = createdElsewhere(context, resource, last);
  for (const name of tied.length > 0 ? tied : [freshName(context, resource) ?? []].flat()) {
    const values: JsonObject = { ...outer, [last]: name };
    const item = { template: operation.path, params: values };
    const inRead = renamed(values, operation.path, resource.read.path);
    await sender.send(readCase(context, resource.read, 'the request that looks whether a name is free', inRead));
    if (!ledger.isAbsent(item)) continue;
    ledger.recordFresh(item);
    return { values, from: tied.length > 0 ? 'what this run created' : 'a name that nothing had', isFresh: true };
  }
  return undefined;
}

/** So many things that the run created are tied to another one before it counts as having all. */
const TIED = 3;

/** The things of the same word that a POST of this run created in a collection of their own. */
function createdElsewhere({ contract, known }: FreshPathContext, resource: Resource, parameter: string): Json[] {
  const others = namesakesOf(resourcesOf(contract), reference(parameter)?.word ?? parameter).filter(
    (one) => one !== resource && one.create.some(({ method }) => method === 'POST'),
  );
  const settings = others.flatMap(({ read }) => (read ? known.valuesFor(read) : []));
  return settings
    .flatMap((setting) => setting.at(-1) ?? [])
    .filter(({ provenance }) => provenance === 'created')
    .map(({ value }) => value)
    .slice(0, TIED);
}

/** The parameters before the last one, of something that is there. */
function outerValues(
  { contract, known }: FreshPathContext,
  operation: Operation,
  { item = '' }: Resource,
): JsonObject | undefined {
  const names = namesIn(operation.path).slice(0, -1);
  if (names.length === 0) return {};
  const collection = shapeOfPath(item.slice(0, item.lastIndexOf('/')));
  const beside = contract.operations.find(({ path }) => shapeOfPath(path) === collection);
  const above = contract.operations.find(
    ({ path }) => namesIn(path).length === names.length && isAtOrBelow(collection, path),
  );
  const from = beside ?? above;
  const setting = from && known.valuesFor(from).find((one) => one.every(({ provenance }) => THERE.has(provenance)));
  return from && setting
    ? renamed(Object.fromEntries(setting.map(({ name, value }) => [name, value])), from.path, operation.path)
    : undefined;
}

const THERE = new Set(['created', 'given', 'listed']);

/** A name that the schema allows, and that ends with a mark. */
function freshName({ contract, mark }: FreshPathContext, { parameter }: Resource): string | undefined {
  const end = mark();
  const schema = parameter?.schema;
  return [`assay-${end}`, `assay${end}`, `assay_${end}`, end, end.toUpperCase()].find(
    (name) => schema === undefined || contract.accepts(schema, name),
  );
}
