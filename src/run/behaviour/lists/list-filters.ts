import type { Json } from '../../../model/json.ts';
import { parameterFacts, type ParameterFacts } from '../../../cases/behaviour/parameter-facts.ts';
import { isObject } from '../../../json/pointer.ts';
import { scalarText } from '../../../json/scalar-text.ts';
import type { Basis } from '../../../judge/behaviour/relation.ts';
import type { ResourceClient } from '../resource-client.ts';
import type { Made } from '../writes/create.ts';
import type { KnownThings } from '../known-things.ts';
import { tellLimit } from './list-paging.ts';
import { countOf, judgeTotals } from './list-totals.ts';
import { isOwn, readPage, readPages, type Pages, type ResourceList } from './pages.ts';

/** So many filters of a list are tried. */
const MOST_FILTERS = 8;

/**
 * Asks for a list by each filter that has the name of a member, with a value that some of the run's own things have.
 * @param unfiltered the list without any; undefined where it is not known
 */
export async function judgeFilters(
  list: ResourceList,
  knownThings: KnownThings,
  unfiltered: Pages | undefined,
): Promise<void> {
  const { client, operation, kept } = list;
  for (const { name, member } of kept.rules.filters.slice(0, MOST_FILTERS)) {
    const facts = parameterFacts(client.contract, operation, name);
    if (facts) await judgeFilter(list, thingsToFind(knownThings, facts, unfiltered), facts, member);
  }
  await judgeBoth(list, thingsToFind(knownThings, undefined, unfiltered));
}

/** What a list shows by default: by another filter, it leaves out whatever the default of one leaves out (`state=open`). */
function thingsToFind(knownThings: KnownThings, facts: ParameterFacts | undefined, unfiltered: Pages | undefined) {
  if (!unfiltered?.isWhole || facts?.byDefault) return knownThings;
  const made = knownThings.made.filter((one) => unfiltered.things.some((thing) => isOwn(thing, one)));
  return { ...knownThings, made };
}

/** So many values of a filter are asked for: each shows something that the others do not. */
const MOST_VALUES = 4;

async function judgeFilter(
  list: ResourceList,
  knownThings: KnownThings,
  facts: ParameterFacts,
  member: string,
): Promise<void> {
  const { client } = list;
  const { schema } = facts.parameter;
  const values = valuesToAsk(knownThings.made.map((made) => memberOf(client, knownThings, made, member))).filter(
    (one) => !isPrecise(one, facts) && (schema === undefined || client.contract.accepts(schema, asSent(facts, one))),
  );
  const isClosed = facts.values.length > 0 || facts.types.has('boolean');
  for (const [nth, value] of values.slice(0, isClosed ? MOST_VALUES : 1).entries())
    await judgeValue(list, knownThings, facts, member, value, nth === 0);
}

/** A time of day, where the filter may be one for a day. */
function isPrecise(value: Json, { format }: ParameterFacts): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) && format !== 'date-time';
}

function asSent({ types }: ParameterFacts, value: Json): Json {
  return types.has('array') ? [value] : value;
}

async function judgeValue(
  list: ResourceList,
  knownThings: KnownThings,
  facts: ParameterFacts,
  member: string,
  value: Json,
  isFirst: boolean,
): Promise<void> {
  const { client, kept, operation } = list;
  const { name } = facts.parameter;
  const own = knownThings.made.map((made) => ({ made, value: memberOf(client, knownThings, made, member) }));
  const query = { [name]: asSent(facts, value) };
  const pages = await readPages(list, query, `the request for the list by ${name}`);
  const last = pages?.pages.at(-1);
  if (!pages || !last) return;
  const isExact = facts.values.length > 0 || typeof value !== 'string';
  const wrong = pages.things.flatMap((thing): Json[] => {
    const shown = thing.value[member] ?? own.find(({ made }) => isOwn(thing, made))?.value;
    return shown === undefined || shown === null || fits(shown, value, isExact) ? [] : [shown];
  });
  const missing = own.filter(
    (one) =>
      one.value !== undefined && isSame(one.value, value) && !pages.things.some((thing) => isOwn(thing, one.made)),
  );
  if (missing.length > 0 && !pages.isWhole) return;
  client.tell(last.answer, {
    ...{ kind: 'filtered', at: `request query ${name}`, parameter: name, value, wrong, missing: missing.length },
    basis: basisOf(facts, typeof value),
  });
  if (!pages.isWhole || wrong.length > 0 || missing.length > 0) return;
  await judgeTotals(list, pages, pages.things.length, () => countOf(list, query));
  const limit = kept.rules.limit && parameterFacts(client.contract, operation, kept.rules.limit.name);
  const least = limit?.minimum ?? 1;
  if (!isFirst || !limit || pages.things.length <= least || least < 1) return;
  const page = await readPage(
    list,
    { ...query, [limit.parameter.name]: least },
    `the request for a page of the list by ${name}`,
  );
  if (page) tellLimit(list, limit, page, least, pages.things.length);
}

/** Asks by two filters at once, with the values of one of the run's own things. */
async function judgeBoth(list: ResourceList, knownThings: KnownThings): Promise<void> {
  const { client, operation, kept } = list;
  const [one, other] = kept.rules.filters.flatMap(({ name, member }) => {
    const facts = parameterFacts(client.contract, operation, name);
    return facts && (facts.values.length > 0 || facts.types.has('boolean')) ? [{ facts, member }] : [];
  });
  if (!one || !other) return;
  const valueOf = (made: Made, { member, facts }: typeof one): Json | undefined => {
    const value = memberOf(client, knownThings, made, member);
    const { schema } = facts.parameter;
    return value !== undefined && (schema === undefined || client.contract.accepts(schema, asSent(facts, value)))
      ? value
      : undefined;
  };
  const ask = async (a: Json, b: Json, made?: Made): Promise<void> => {
    const [first, second] = [one.facts.parameter.name, other.facts.parameter.name];
    const query = { [first]: asSent(one.facts, a), [second]: asSent(other.facts, b) };
    const pages = await readPages(list, query, `the request for the list by ${first} and ${second}`);
    const last = pages?.pages.at(-1);
    if (!pages || !last) return;
    const wrong = pages.things.flatMap(({ value }): Json[] => {
      const shown = value[other.member];
      return shown === undefined || shown === null || isSame(shown, b) ? [] : [shown];
    });
    const isMissing = made !== undefined && pages.isWhole && !pages.things.some((thing) => isOwn(thing, made));
    client.tell(last.answer, {
      ...{ kind: 'filtered', at: `request query ${second}`, parameter: `${second} beside ${first}`, value: b },
      ...{ wrong, missing: isMissing ? 1 : 0, basis: basisOf(other.facts, typeof b) },
    });
  };
  for (const made of knownThings.made) {
    const [a, b] = [valueOf(made, one), valueOf(made, other)];
    // Something has to fit the one filter and not the other.
    const tells = knownThings.made.some(
      (rest) => isSame(valueOf(rest, one) ?? null, a ?? null) && !isSame(valueOf(rest, other) ?? null, b ?? null),
    );
    if (a === undefined || b === undefined || !tells) continue;
    await ask(a, b, made);
    return;
  }
  // No two of them differ in one alone: then another value has to leave a thing out.
  const [made] = knownThings.made;
  const [a, b] = made ? [valueOf(made, one), valueOf(made, other)] : [];
  const others: Json[] = other.facts.values.length > 0 ? other.facts.values : [true, false];
  const wanted = others.find((value) => b !== undefined && !isSame(value, b));
  if (a !== undefined && wanted !== undefined) await ask(a, wanted);
}

/** A member of a thing as it was read; as it was sent where a read does not tell. */
function memberOf(client: ResourceClient, { reads }: KnownThings, made: Made, member: string): Json | undefined {
  const read = reads.get(made);
  const value = read?.thing.value[member];
  if (value !== undefined && value !== null) return value;
  // What a read could show and does not, the thing does not have.
  if (read && client.kept(read.answer.case.operation, 'read').members.names.has(member)) return undefined;
  return isObject(made.inputs.body) ? made.inputs.body[member] : undefined;
}

/** Values that some have and some do not come first: only they show whether a filter does anything. */
function valuesToAsk(values: (Json | undefined)[]): Json[] {
  const scalars = values
    .flatMap((value) => (Array.isArray(value) ? value.slice(0, 1) : [value]))
    .filter(
      (value): value is Json => value !== undefined && value !== null && typeof value !== 'object' && value !== '',
    );
  const telling = scalars.filter((value) => values.some((other) => other !== undefined && !isSame(other, value)));
  const all = [...new Set([...telling, ...scalars])];
  if (!all.every((one) => typeof one === 'number')) return all;
  // A number in the middle shows also what is taken as the least or the most.
  const sorted = [...all].sort((a, b) => a - b);
  const middle = sorted[sorted.length >> 1] as number;
  return [middle, ...sorted.filter((one) => one !== middle)];
}

function isSame(value: Json, wanted: Json): boolean {
  if (Array.isArray(value)) return value.some((one) => isSame(one, wanted));
  return scalarText(value) === scalarText(wanted);
}

/** A free text may be looked for as a part of another one. */
function fits(value: Json, wanted: Json, isExact: boolean): boolean {
  if (isSame(value, wanted)) return true;
  if (Array.isArray(value)) return value.some((one) => fits(one, wanted, isExact));
  if (isObject(value)) return true;
  return !isExact && scalarText(value).toLowerCase().includes(scalarText(wanted).toLowerCase());
}

function basisOf({ pointer, values, description }: ParameterFacts, type: string): Basis {
  if (values.length > 0) return { clause: pointer, rests: 'enum' };
  if (description !== '') return { clause: pointer, rests: 'description' };
  return { clause: pointer, rests: type === 'boolean' ? 'schema' : 'name' };
}
