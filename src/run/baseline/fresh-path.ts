import type { Case } from '../../model/case.ts';
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { JsonObject } from '../../model/json.ts';
import type { PathValues } from '../../cases/baseline/known.ts';
import { fillRequired } from '../../cases/fill-required.ts';
import { namedByClient } from '../../contract/resources/named-by-client.ts';
import { renamed, shapeOfPath } from '../../contract/resources/path-shapes.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import type { Sender } from '../../exchange/sender.ts';
import { applyOverrides, type Overrides } from '../../messages/overrides.ts';
import { namesIn } from '../../messages/path-template.ts';
import type { KnownValues } from '../state/known-values.ts';
import type { Ledger } from '../state/ledger.ts';
import { unjudgedCase } from '../state/list-first.ts';

export interface FreshPathContext {
  contract: Contract;
  sender: Pick<Sender, 'send'>;
  known: Pick<KnownValues, 'valuesFor'>;
  ledger: Pick<Ledger, 'recordFresh' | 'isAbsent'>;
  overrides: Overrides;
  mark(): string;
}

/**
 * A path under which an operation may create something: a name with a mark of the run, below things that are there, which a GET has
 * answered with 404 or 410. Undefined where the operation makes nothing, or no such name is found.
 */
export async function freshPath(context: FreshPathContext, operation: Operation): Promise<PathValues | undefined> {
  const { contract, sender, ledger, overrides } = context;
  const resource = namedByClient(contract, operation);
  const last = namesIn(operation.path).at(-1);
  const outer = resource && outerValues(context, operation, resource);
  const name = resource && freshName(context, resource);
  if (!resource?.read || last === undefined || !outer || name === undefined) return undefined;
  const values: JsonObject = { ...outer, [last]: name };
  await sender.send(readCase(contract, resource.read, renamed(values, operation.path, resource.read.path), overrides));
  const item = { template: operation.path, params: values };
  if (!ledger.isAbsent(item)) return undefined;
  ledger.recordFresh(item);
  return { values, from: 'a name that nothing had', isFresh: true };
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
    ({ path }) => namesIn(path).length === names.length && `${collection}/`.startsWith(`${shapeOfPath(path)}/`),
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

function readCase(contract: Contract, read: Operation, path: JsonObject, overrides: Overrides): Case {
  const empty: RequestValues = { path: {}, query: {}, header: {}, cookie: {} };
  const given = applyOverrides(read, empty, overrides);
  const inputs = fillRequired(contract, read, { ...given, path: { ...given.path, ...path } });
  return unjudgedCase(read, 'the request that looks whether a name is free', inputs, overrides);
}
