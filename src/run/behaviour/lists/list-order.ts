import type { Json, JsonObject } from '../../../model/json.ts';
import { parameterFacts, type ParameterFacts } from '../../../cases/behaviour/parameter-facts.ts';
import { descriptionAt } from '../../../contract/description-at.ts';
import { responseFor } from '../../../contract/examples.ts';
import type { ShownThing } from '../../../contract/resources/shown.ts';
import { normalise } from '../../../contract/resources/names.ts';
import type { Basis } from '../../../judge/behaviour/relation.ts';
import type { Answer } from '../resource-client.ts';
import type { KnownThings } from '../known-things.ts';
import { isOwn, readPage, readPages, type ResourceList, type Pages } from './pages.ts';

/** So many values of a parameter are tried. */
const MOST_VALUES = 6;

/** Asks for a list in each documented order. */
export async function judgeOrder(list: ResourceList, knownThings: KnownThings): Promise<void> {
  const { client, operation, kept } = list;
  const { sort, direction } = kept.rules;
  const facts = sort && parameterFacts(client.contract, operation, sort.name);
  if (!facts) return;
  const way = direction && parameterFacts(client.contract, operation, direction.name);
  const directions = way?.values ?? [];
  const byDefault = defaultDirection(`${facts.description} ${way?.description ?? ''}`, way?.byDefault?.value);
  let isWalked = false;
  for (const value of valuesOf(list, facts).slice(0, MOST_VALUES)) {
    const said = sortMember(list, value);
    if (!said) continue;
    const order = saysDirection(value) || byDefault === undefined ? said : { ...said, isDescending: byDefault };
    const isArray = facts.types.has('array');
    const asked: JsonObject = { [facts.parameter.name]: isArray ? [value] : value };
    if (!direction || directions.length === 0) {
      isWalked = await judgeOne(list, knownThings, facts, asked, value, order, isWalked);
      continue;
    }
    for (const given of directions.slice(0, 2)) {
      const isDescending = /^desc/i.test(String(given));
      isWalked = await judgeOne(
        list,
        knownThings,
        facts,
        { ...asked, [direction.name]: given },
        value,
        { ...order, isDescending },
        isWalked,
      );
    }
  }
}

/** `-price`, `price:desc`: a value that says itself in which direction. */
function saysDirection(value: Json): boolean {
  return typeof value === 'string' && /^\s*[-+]|[\s:._-](asc|desc|ascending|descending)\s*$/i.test(value);
}

/** Whether a list is descending where nobody asks for a direction: “Default direction is desc”, “in descending order by default”. */
export function defaultDirection(description: string, byDefault: Json | undefined): boolean | undefined {
  const said =
    typeof byDefault === 'string'
      ? byDefault
      : (/\bdefaults?\b[^.)]{0,60}?\b((?:a|de)sc)/i.exec(description)?.[1] ??
        /\b((?:a|de)sc)(?:ending)?\b[^.,;]{0,20}\bdefault\b/i.exec(description)?.[1]);
  return said === undefined || !/^(a|de)sc/i.test(said) ? undefined : /^desc/i.test(said);
}

const STATED = /\bthe (oldest|newest|latest|most recent)(?: \w+)? (?:is |are |come |comes |stand |stands )?first\b/i;

/** Holds a list to what the contract says of its order: `the oldest first`. Numbers or times of the things have to tell their age. */
export function tellStatedOrder(
  { client, operation, kept }: ResourceList,
  pages: Pages,
  knownThings: KnownThings,
): void {
  const [page] = pages.pages;
  const said = [operation.pointer, responseFor(operation, 200)?.pointer].flatMap((pointer) => {
    const { pointer: clause } = client.contract.resolve(pointer ?? operation.pointer);
    const [, which] = STATED.exec(descriptionAt(client.contract, clause)) ?? [];
    return which === undefined ? [] : [{ clause, which: which.toLowerCase() }];
  })[0];
  if (!said || !page) return;
  const listed = pages.things.flatMap((thing) => {
    const nth = knownThings.made.findIndex((one) => isOwn(thing, one));
    return nth < 0 ? [] : [{ nth, thing }];
  });
  const byAge = listed.toSorted((a, b) => a.nth - b.nth).map(({ thing }) => thing.value);
  const times = [...kept.members.names].filter((name) => /^(created|added|posted|date_?created)/i.test(name));
  const ages = (times.length > 0 ? times : [kept.identifier ?? '']).map((name) =>
    byAge.map((value) => ageOf(value[name])),
  );
  const isTold = ages.some(
    (all) => all.length > 2 && all.every((age, index) => index === 0 || age > (all[index - 1] ?? NaN)),
  );
  if (!isTold) return;
  client.tell(page.answer, {
    ...{ kind: 'sorted', at: 'body', parameter: 'the time of creation', value: `the ${said.which} first` },
    keys: listed.map(({ nth }) => nth),
    isDescending: said.which !== 'oldest',
    basis: { clause: said.clause, rests: 'description' },
  });
}

function ageOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : NaN;
}

interface Order {
  member: string;
  isDescending: boolean;
}

/** Holds a list against one order. @param isWalked whether one was asked for page by page already @returns the same afterwards */
async function judgeOne(
  list: ResourceList,
  knownThings: KnownThings,
  facts: ParameterFacts,
  query: JsonObject,
  value: Json,
  { member, isDescending }: Order,
  isWalked: boolean,
): Promise<boolean> {
  const { client, most } = list;
  const title = `the request for the list ordered by ${member}${isDescending ? ', the last first' : ''}`;
  const keysOf = (things: ShownThing[]) => things.map((thing) => thing.value[member] ?? null);
  // Of texts that others wrote, nobody knows the collation.
  const areTexts = (keys: Json[]) => keys.some((key) => typeof key === 'string' && !/^\d{4}-\d{2}-\d{2}/.test(key));
  const tell = (answer: Answer, things: ShownThing[]): void => {
    const all = keysOf(things);
    const own = things.filter((thing) => knownThings.made.some((one) => isOwn(thing, one)));
    client.tell(answer, {
      kind: 'sorted',
      ...{ parameter: facts.parameter.name, value, isDescending, basis: basisOf(facts, member) },
      keys: areTexts(all) ? keysOf(own) : all,
    });
  };
  const page = await readPage(list, { ...query, ...(most && { [most.name]: most.value }) }, title);
  if (!page) return isWalked;
  tell(page.answer, page.things);
  if (isWalked || !most || page.things.length < LEAST_OF_TWO || areTexts(keysOf(page.things))) return isWalked;
  // The order is that of the list, and not that of each page.
  const size = Math.ceil(page.things.length / 2);
  const pages = await readPages(list, query, `${title}, page by page`, { size });
  const last = pages?.pages.at(-1);
  if (pages && last) tell(last.answer, pages.things);
  return true;
}

/** Fewer things than these do not show an order on two pages. */
const LEAST_OF_TWO = 4;

/** What a list may be ordered by: what the parameter lists, else the members that its description names. */
function valuesOf({ kept }: ResourceList, { values, description, byDefault }: ParameterFacts): Json[] {
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
export function sortMember({ kept }: ResourceList, value: Json): Order | undefined {
  if (typeof value !== 'string') return undefined;
  const [, sign = '', name = '', order] =
    /^\s*([-+]?)([\w.$-]+?)(?:[\s:._-]+(asc|desc|ascending|descending))?\s*$/i.exec(value) ?? [];
  const member = [...kept.members.names].find((one) => normalise(one) === normalise(name));
  if (member === undefined) return undefined;
  return { member, isDescending: order === undefined ? sign === '-' : /^desc/i.test(order) };
}
