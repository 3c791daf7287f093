import type { Operation } from '../../../model/contract.ts';
import { parameterFacts } from '../../../cases/behaviour/parameter-facts.ts';
import { isAtOrBelow } from '../../../contract/resources/path-shapes.ts';
import { normalise } from '../../../contract/resources/names.ts';
import { namesIn } from '../../../messages/path-template.ts';
import type { Json } from '../../../model/json.ts';
import { objectsIn } from '../../../json/objects-in.ts';
import { isObject, lastToken, ownMember } from '../../../json/pointer.ts';
import type { Basis } from '../../../judge/behaviour/relation.ts';
import { judgeSelf } from '../addresses.ts';
import type { ResourceClient } from '../resource-client.ts';
import { tellWriteOnly } from '../one-sided.ts';
import type { Change } from '../writes/changes.ts';
import { make, type Made, type Maker } from '../writes/create.ts';
import type { KnownThings } from '../known-things.ts';
import { leaveFirstValues } from './changed-filters.ts';
import { judgeDefaults } from './list-defaults.ts';
import { judgeFilters } from './list-filters.ts';
import { judgeOrder, tellStatedOrder } from './list-order.ts';
import { judgePaging } from './list-paging.ts';
import { countOf, judgeTotals } from './list-totals.ts';
import { settledMembers } from '../compare.ts';
import { readThing, shownIn } from '../things.ts';
import { isOwn, resourceList, readPages, type ResourceList, type Page, type Pages } from './pages.ts';

/** Judges the list of a resource, in which the run's own things have to be. */
export async function judgeList(client: ResourceClient, knownThings: KnownThings, maker: Maker): Promise<void> {
  const { list: operation } = client.resource;
  const [first] = knownThings.made;
  if (!operation || !first || !saysWhere(client, operation, first)) return;
  const steps = knownThings.made.map(({ by }) => by);
  const largest = resourceList(client, operation, first, steps);
  const { most: _, ...usual } = largest;
  // The largest page that is documented may be larger than the target wants.
  let [list, whole] = [largest, await findAll(largest, knownThings.made)];
  if (!whole) [list, whole] = [usual, await findAll(usual, knownThings.made)];
  if (whole) await judgeItems(list, whole, knownThings);
  if (!whole?.isWhole) return;
  if (await fillPage(list, whole, knownThings, maker))
    whole = await readPages(list, {}, 'the request for the longer list');
  if (!whole?.isWhole) return;
  await judgePaging(list, whole);
  await judgeTotals(list, whole, whole.things.length, () => countOf(list, {}));
  await judgeDefaults(list, whole);
  tellStatedOrder(list, whole, knownThings);
  await judgeOrder(list, knownThings);
}

/** Whether it is known which of several lists a thing is in: that of the project which it was created in. */
function saysWhere({ overrides, resource }: ResourceClient, { path }: Operation, { params }: Made): boolean {
  const isOfItem = resource.item !== undefined && isAtOrBelow(resource.item, path);
  return isOfItem || namesIn(path).every((name) => Object.hasOwn(params, name) || overrides.set[name] !== undefined);
}

/** Judges the run's own things as the list shows them: what is only sent, and their own addresses. */
async function judgeItems({ client }: ResourceList, whole: Pages, knownThings: KnownThings): Promise<void> {
  const [first] = knownThings.made;
  knownThings.listed = new Set(whole.things.flatMap(({ id }) => id ?? []));
  if (first && knownThings.made.every((one) => whole.things.some((thing) => isOwn(thing, one))))
    knownThings.wasListed = true;
  for (const { answer, things } of whole.pages) {
    if (first) tellWriteOnly(client, first, answer, 'list');
    const own = things.find((thing) => knownThings.made.some((one) => isOwn(thing, one)));
    const made = own && knownThings.made.find((one) => isOwn(own, one));
    if (own && made) {
      await judgeSelf(client, made, answer, own, 'list');
      return;
    }
  }
}

/** A page of the default length is seen to be one only where there are more things than that. */
const MOST_CREATED = 26;

/** Creates as many things as make a page of the default length full, where they can be deleted. */
async function fillPage(
  { client, kept, operation }: ResourceList,
  whole: Pages,
  knownThings: KnownThings,
  maker: Maker,
): Promise<boolean> {
  const { context, resource, contract } = client;
  const name = kept.rules.limit?.name;
  const byDefault = name === undefined ? undefined : parameterFacts(contract, operation, name)?.byDefault?.value;
  const missing = typeof byDefault === 'number' ? byDefault + 1 - whole.things.length : 0;
  const canBeUndone = resource.remove && context.permissions.of(resource.remove).may !== 'hold back';
  if (missing <= 0 || missing > MOST_CREATED || !canBeUndone) return false;
  for (let nth = 0; nth < missing && !client.isOver; nth += 1) {
    const one = await make(client, maker, knownThings.made.length);
    if (!one) return false;
    knownThings.made.push(one);
  }
  return true;
}

/** Reads all of a list, twice where something of the run's own is not in it, and tells of what is missing. */
async function findAll(list: ResourceList, made: Made[]): Promise<Pages | undefined> {
  const { client, operation } = list;
  const title = 'the request for the list of what was created';
  let pages = await readPages(list, {}, title);
  const missing = (from: Pages) =>
    made.filter((one) => !from.things.some((thing) => isOwn(thing, one)) && !isHidden(one.inputs.body));
  if (pages && missing(pages).length > 0) pages = await readPages(list, {}, `${title}, once more`);
  if (!pages) return undefined;
  const [lost] = missing(pages);
  const last = pages.pages.at(-1);
  const one = lost ?? made[0];
  // What was not seen may stand on the pages that were not read.
  if (last && one && (!lost || pages.isWhole))
    client.tell(last.answer, {
      kind: 'own thing listed',
      by: one.by.case.operation.id,
      isListed: lost === undefined,
      basis: basisOfListing(client, operation),
    });
  return pages;
}

const HIDING = /^(is)?(hidden|private|unlisted|invisible|draft|archived)$/;

/** Whether what is sent says that not everyone is shown it: `hidden: 1`. */
function isHidden(body: Json | undefined): boolean {
  const members = isObject(body) ? Object.entries(body) : [];
  return members.some(([name, value]) => HIDING.test(normalise(name)) && (value === true || value === 1));
}

/** A change takes nothing out of the list of its collection. */
async function tellLost(list: ResourceList, one: Made, pages: Pages): Promise<void> {
  const { client, operation } = list;
  const again = pages.isWhole
    ? await readPages(list, {}, 'the request for the list of what was changed, once more')
    : undefined;
  const last = again?.pages.at(-1);
  if (!again?.isWhole || !last || again.things.some((thing) => isOwn(thing, one))) return;
  const by = client.resource.update[0]?.id ?? '';
  client.tell(last.answer, { kind: 'own thing listed', by, isListed: false, basis: basisOfListing(client, operation) });
}

/**
 * Tells of things in the list with texts of this run that no creation made, and that no list had before: a change copied what it should
 * have changed. A creation that was refused may have made one all the same.
 */
function tellCopies(
  { client }: ResourceList,
  { answer, things }: Page,
  pages: Pages,
  { listed = new Set() }: KnownThings,
  changes: Change[],
): void {
  const { resource, context } = client;
  const [update] = resource.update;
  const { item, parameter } = resource;
  const made = pages.things.find((thing) => thing.id !== undefined);
  if (!update || item === undefined || !parameter || !made || things.length === 0) return;
  const mark = client.mark().slice(0, MARK);
  const changed = changes.flatMap(({ inputs: { body } }) => objectsIn(body).flatMap((one) => Object.values(one)));
  const copies = pages.things.filter(({ id, value }) => {
    const isOurs = Object.values(value).some(
      (text) =>
        typeof text === 'string' &&
        text.toLowerCase().includes(mark) &&
        (changes.length === 0 || changed.includes(text)),
    );
    const params = { ...answer.case.inputs.path, [parameter.name]: id ?? '' };
    return (
      isOurs &&
      id !== undefined &&
      !listed.has(id) &&
      context.ledger.provenance({ template: item, params }) !== 'created'
    );
  });
  client.tell(answer, {
    kind: 'copied',
    by: update.id,
    copies: copies.length,
    basis: { clause: update.pointer, rests: 'HTTP' },
  });
}

/** So many letters of a mark are the same in all marks of a run. */
const MARK = 5;

/** After a change, the list shows a thing as a read does. */
export async function judgeChangedList(
  client: ResourceClient,
  knownThings: KnownThings,
  changes: Change[],
): Promise<void> {
  const { list: operation } = client.resource;
  const [one] = knownThings.made;
  if (!operation || !one || !knownThings.wasListed) return;
  const title = 'the request for what was changed, before its list';
  let read = shownIn(client, await readThing(client, one, title, [one.by]));
  const list = resourceList(client, operation, one, [one.by]);
  const first = knownThings.reads.get(one);
  const change = changes.findLast(({ operation: { id } }) => id === knownThings.changedBy);
  const more = first && read && change && (await leaveFirstValues(list, first, read, change));
  if (more) read = shownIn(client, await readThing(client, one, title, [one.by, more]));
  const pages = await readPages(list, {}, 'the request for the list of what was changed');
  const page = pages?.pages.find(({ things }) => things.some((thing) => isOwn(thing, one)));
  const listed = page?.things.find((thing) => isOwn(thing, one));
  if (read) knownThings.reads.set(one, read);
  // What an updated thing is filtered by is its new values.
  await judgeFilters(list, knownThings, pages);
  if (!read || !pages) return;
  if (!page || !listed) {
    await tellLost(list, one, pages);
    return;
  }
  tellCopies(list, page, pages, knownThings, changes);
  const by = knownThings.changedBy;
  if (by === undefined) return;
  const members = settledMembers(client, list.kept, knownThings, 'schema').filter(({ at }) => {
    const [shown, stored] = [listed, read.thing].map(({ value }) => ownMember(value, lastToken(at)));
    // A list may show what lies in a thing in short.
    return shown !== undefined && stored !== undefined && isFlat(shown) && isFlat(stored);
  });
  client.tell(page.answer, {
    ...{ kind: 'sent and read', by, after: 'change' },
    comparison: { members, place: listed.place, wanted: read.thing.value, actual: listed.value },
  });
}

/** Whether a value has no objects in it. */
function isFlat(value: Json): boolean {
  return Array.isArray(value) ? value.every((item) => !isObject(item) && !Array.isArray(item)) : !isObject(value);
}

/** What a list is to hold: everything, where nothing is said of a choice. */
function basisOfListing({ contract }: ResourceClient, operation: Operation): Basis {
  const { value, pointer } = contract.resolve(operation.pointer);
  const texts = isObject(value) ? [value['summary'], value['description']] : [];
  const said = texts.filter((one) => typeof one === 'string').join(' ');
  const chooses = operation.parameters.some(({ in: where, name }) => {
    const facts = where === 'query' && !PAGING.test(name) ? parameterFacts(contract, operation, name) : undefined;
    return facts !== undefined && (facts.byDefault !== undefined || facts.isRequired);
  });
  return { clause: pointer, rests: SCOPE.test(said) || chooses ? 'name' : 'HTTP' };
}

/** Words of a list that does not hold everything. */
const SCOPE =
  /\b(only|active|visible|approved|published|recent|latest|own(ed)?|mine|your|my|accessible|permitted|authori[sz]ed)\b/i;
const PAGING = /limit|page|size|offset|skip|count|top|sort|order|direction|take|start|cursor/i;
