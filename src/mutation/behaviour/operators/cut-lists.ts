import type { Json, Pointer } from '../../../model/json.ts';
import { shapeOfSchema } from '../../../contract/resources/shape.ts';
import { isObject, parentPointer, valueAt } from '../../../json/pointer.ts';
import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import { editBody } from '../../mutant.ts';
import {
  behaviourMutant,
  inRole,
  onItems,
  onRequest,
  onSuccess,
  parameterOf,
  queryOf,
  withQuery,
  type BehaviourMutant,
  type BehaviourOperator,
  type Fault,
} from '../behaviour-mutant.ts';

const FAMILY = 'list';

/** A server whose lists have too much, too little, the wrong order, or a wrong total. */
export const cutLists: BehaviourOperator = {
  name: 'cut-lists',
  family: FAMILY,
  mutants: (subject) =>
    inRole(subject, 'list').flatMap((kept) => [
      ...parameterMutants(kept),
      behaviourMutant(kept, FAMILY, 'leaves out the last of each page', kept.operation.pointer, onItems(kept, butLast)),
      ...totalMutants(kept),
    ]),
};

const butLast = (items: Json[]) => (items.length > 1 ? items.slice(0, -1) : items);

function parameterMutants(kept: KeptOperation): BehaviourMutant[] {
  const { limit, page, offset, cursor, sort, filters } = kept.rules;
  const turned = (name: string) => onItems(kept, (items, query) => (query.has(name) ? [...items].reverse() : items));
  const isFurther = (query: URLSearchParams) =>
    (page !== undefined && Number(query.get(page.name) ?? page.first) > page.first) ||
    (offset !== undefined && Number(query.get(offset.name) ?? 0) > 0) ||
    (cursor !== undefined && query.has(cursor.name));
  const skips = onItems(kept, (items, query) => (isFurther(query) ? items.slice(1) : items));
  const oneMore = (name: string) =>
    onRequest(kept, (request) => {
      const asked = queryOf(request.path).get(name);
      return asked === null ? request : withQuery(request, name, String(Number(asked) + 1));
    });
  const rows: [name: string | undefined, title: string, fault: (name: string) => () => Fault][] = [
    [limit?.name, 'gives one more than the limit', oneMore],
    [page?.name ?? offset?.name ?? cursor?.name, 'skips one between two pages', () => skips],
    [sort?.name, 'turns the order round', turned],
    ...filters.map(({ name }): (typeof rows)[number] => [
      name,
      `loses the last that ${name} finds`,
      () => onItems(kept, (items, query) => (query.has(name) ? items.slice(0, -1) : items)),
    ]),
  ];
  return rows.flatMap(([name, title, fault]) => {
    const clause = name === undefined ? undefined : parameterOf(kept, 'query', name)?.pointer;
    return clause === undefined ? [] : [behaviourMutant(kept, FAMILY, title, clause, fault(name as string))];
  });
}

const TOTAL = /^total(?:_?count|_?items|_?results|_?elements)?$/i;

/** Mutants for a total that stands beside the list. */
function totalMutants(kept: KeptOperation): BehaviourMutant[] {
  const { contract, list, members } = kept;
  if (list === undefined || members.schema === undefined || parentPointer(list) !== '#') return [];
  const total = [...shapeOfSchema(contract, members.schema).members].find(([name]) => TOTAL.test(name));
  if (!total) return [];
  const [name, { clause }] = total;
  const counts = (count: (items: Json[], total: number) => number) =>
    onSuccess(kept, (response) => editBody(response, (body) => counted(body, list, name, count)));
  return [
    behaviourMutant(
      kept,
      FAMILY,
      `gives the length of the page as ${name}`,
      clause,
      counts((items) => items.length),
    ),
    behaviourMutant(
      kept,
      FAMILY,
      `counts one too many as ${name}`,
      clause,
      counts((_items, total) => total + 1),
    ),
  ];
}

function counted(body: Json, list: Pointer, name: string, count: (items: Json[], total: number) => number): Json {
  const items = valueAt(body, list);
  const total = isObject(body) ? body[name] : undefined;
  if (!isObject(body) || !Array.isArray(items) || typeof total !== 'number') return body;
  return { ...body, [name]: count(items, total) };
}
