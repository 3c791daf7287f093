import type { JsonObject, Pointer } from '../../../model/json.ts';
import { descriptionAt } from '../../../contract/description-at.ts';
import { normalise } from '../../../contract/resources/names.ts';
import { shapeOfSchema } from '../../../contract/resources/shape.ts';
import { isObject, joinPointer } from '../../../json/pointer.ts';
import type { Basis } from '../../../judge/behaviour/relation.ts';
import { readPage, readPages, type ResourceList, type Page, type Pages } from './pages.ts';

const TOTAL = /^(total|totalcount|totalitems|totalresults|totalelements|totalnumber)$/;
const TOTAL_HEADER = /^x-(total|total-count|pagination-total)$/i;
const SAID = /\b(total|all pages|number of|how many|count of)\b/i;
/** What is said of the items of one page is no total. */
const OF_A_PAGE = /\b(this|the|each|current|a|per) page\b|\bpages\b(?<!all pages)/i;

/**
 * Holds what a list says of the number of its things against the number.
 * @param count on all pages
 * @param recount counts once more: somebody may have changed the list meanwhile
 */
export async function judgeTotals(
  list: ResourceList,
  { pages }: Pages,
  count: number,
  recount: () => Promise<number | undefined>,
): Promise<void> {
  const [first] = pages;
  if (!first) return;
  for (const said of totalsIn(list, first)) {
    if (said.total !== count) {
      // Two more readings of the same page say the same, and there are as many things as before.
      const title = 'the request for a page with a total, once more';
      const again = [await readPage(list, first.query, title), await readPage(list, first.query, title)];
      const isSteady = again.every(
        (page) => page && totalsIn(list, page).some((one) => one.at === said.at && one.total === said.total),
      );
      if (!isSteady || (await recount()) !== count) continue;
    }
    list.client.tell(first.answer, { kind: 'counted', ...said, count });
  }
}

/** How many things a list has now. */
export async function countOf(list: ResourceList, query: JsonObject): Promise<number | undefined> {
  const pages = await readPages(list, query, 'the request for the list, to count it once more');
  return pages?.isWhole ? pages.things.length : undefined;
}

interface Total {
  at: string;
  total: number;
  basis: Basis;
}

/** What the answer to a list says of the number of things on all pages. */
function totalsIn({ client: { contract }, operation, kept }: ResourceList, { answer }: Page): Total[] {
  const found: Total[] = [];
  const add = (at: string, total: unknown, clause: Pointer): void => {
    const { pointer } = contract.resolve(clause);
    const description = descriptionAt(contract, clause);
    if (typeof total !== 'number' || OF_A_PAGE.test(description)) return;
    found.push({ at, total, basis: { clause: pointer, rests: SAID.test(description) ? 'description' : 'name' } });
  };
  for (const { at, value, clause } of documentedMembers(kept, answer.body)) add(`body${at}`, value, clause);
  for (const { name, pointer } of operation.responses.flatMap(({ headers }) => headers)) {
    const value = TOTAL_HEADER.test(name) ? answer.fields.get(name.toLowerCase()) : undefined;
    if (value !== undefined && /^\d+$/.test(value)) add(`header ${name}`, Number(value), pointer);
  }
  return found;
}

/** The documented members beside a list that are called a total: of the answer, or of an object in it. */
function documentedMembers({ contract, members }: ResourceList['kept'], body: unknown) {
  const { schema } = members;
  if (schema === undefined || !isObject(body)) return [];
  const shape = shapeOfSchema(contract, schema);
  return [...shape.members].flatMap(([name, { clause }]): { at: Pointer; value: unknown; clause: Pointer }[] => {
    const value = body[name];
    const at = joinPointer('#', name);
    if (TOTAL.test(normalise(name))) return [{ at, value, clause }];
    if (!isObject(value)) return [];
    return [...shapeOfSchema(contract, clause).members].flatMap(([inner, own]) =>
      TOTAL.test(normalise(inner)) ? [{ at: joinPointer(at, inner), value: value[inner], clause: own.clause }] : [],
    );
  });
}
