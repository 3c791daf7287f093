import type { Json, JsonObject } from '../../../model/json.ts';
import { parameterFacts, type ParameterFacts } from '../../../cases/behaviour/parameter-facts.ts';
import { normalise } from '../../../contract/resources/names.ts';
import type { Basis } from '../../../judge/behaviour/relation.ts';
import type { Shelf } from '../shelf.ts';
import { isOwn, readPage, type ListBench } from './pages.ts';

/** So many values of a parameter are tried. */
const MOST_VALUES = 6;

/** Asks for a list in each documented order. */
export async function judgeOrder(list: ListBench, shelf: Shelf): Promise<void> {
  const { bench, operation, kept } = list;
  const { sort, direction } = kept.rules;
  const facts = sort && parameterFacts(bench.contract, operation, sort.name);
  if (!facts) return;
  const directions = direction ? (parameterFacts(bench.contract, operation, direction.name)?.values ?? []) : [];
  for (const value of valuesOf(list, facts).slice(0, MOST_VALUES)) {
    const order = sortMember(list, value);
    if (!order) continue;
    const isArray = facts.types.has('array');
    const asked: JsonObject = { [facts.parameter.name]: isArray ? [value] : value };
    if (!direction || directions.length === 0) {
      await judgeOne(list, shelf, facts, asked, value, order);
      continue;
    }
    for (const way of directions.slice(0, 2)) {
      const isDescending = /^desc/i.test(String(way));
      await judgeOne(list, shelf, facts, { ...asked, [direction.name]: way }, value, { ...order, isDescending });
    }
  }
}

interface Order {
  member: string;
  isDescending: boolean;
}

async function judgeOne(
  list: ListBench,
  shelf: Shelf,
  facts: ParameterFacts,
  query: JsonObject,
  value: Json,
  { member, isDescending }: Order,
): Promise<void> {
  const { bench, most } = list;
  const page = await readPage(
    list,
    { ...query, ...(most && { [most.name]: most.value }) },
    `the request for the list ordered by ${member}${isDescending ? ', the last first' : ''}`,
  );
  if (!page) return;
  const all = page.things.map((thing) => thing.value[member] ?? null);
  // Of texts that others wrote, nobody knows the collation.
  const isText = all.some((key) => typeof key === 'string' && !/^\d{4}-\d{2}-\d{2}/.test(key));
  const own = page.things.filter((thing) => shelf.made.some((one) => isOwn(thing, one)));
  const keys = isText ? own.map((thing) => thing.value[member] ?? null) : all;
  bench.tell(page.answer, {
    kind: 'sorted',
    ...{ parameter: facts.parameter.name, value, keys, isDescending },
    basis: basisOf(facts, member),
  });
}

/** What a list may be ordered by: what the parameter lists, else the members that its description names. */
function valuesOf({ kept }: ListBench, { values, description, byDefault }: ParameterFacts): Json[] {
  if (values.length > 0) return values;
  const words = new Set(description.split(/[^\w-]+/));
  const named = [...kept.members.names].filter((name) => words.has(name));
  const negative = named.filter((name) => words.has(`-${name}`)).map((name) => `-${name}`);
  return [...(byDefault ? [byDefault.value] : []), ...named, ...negative];
}

function basisOf({ pointer, values, description }: ParameterFacts, member: string): Basis {
  if (values.length > 0) return { clause: pointer, rests: 'enum' };
  return { clause: pointer, rests: description.includes(member) ? 'description' : 'name' };
}

/** The member that a value orders by: `title`, `-price`, `price:desc`, `price desc`, `price_desc`. */
export function sortMember({ kept }: ListBench, value: Json): Order | undefined {
  if (typeof value !== 'string') return undefined;
  const [, sign = '', name = '', order] =
    /^\s*([-+]?)([\w.$-]+?)(?:[\s:._-]+(asc|desc|ascending|descending))?\s*$/i.exec(value) ?? [];
  const member = [...kept.members.names].find((one) => normalise(one) === normalise(name));
  if (member === undefined) return undefined;
  return { member, isDescending: order === undefined ? sign === '-' : /^desc/i.test(order) };
}
