import { parameterFacts, type ParameterFacts } from '../../../cases/behaviour/parameter-facts.ts';
import { normalise } from '../../../contract/resources/names.ts';
import type { Basis } from '../../../judge/behaviour/relation.ts';
import { countOf, judgeTotals } from './list-totals.ts';
import { keyOfThing, membersAround, readPage, readPages, type ResourceList, type Page, type Pages } from './pages.ts';

/** Judges the pages of a list: their length, and whether they hold all of it once. */
export async function judgePaging(list: ResourceList, whole: Pages): Promise<void> {
  const { client, kept, operation } = list;
  const { limit } = kept.rules;
  const facts = limit && parameterFacts(client.contract, operation, limit.name);
  const total = whole.things.length;
  if (!facts || total < 2) return;
  const size = Math.max(facts.minimum ?? 1, Math.ceil(total / PAGES), Math.min(2, total - 1));
  if (size >= total || (facts.maximum !== undefined && size > facts.maximum)) return;
  const least = facts.minimum ?? 1;
  if (least > 0 && least < size) {
    const page = await readPage(list, { [facts.parameter.name]: least }, `the request for a page of ${least}`);
    if (page) tellLimit(list, facts, page, least, total);
  }
  const walks: ('parameters' | 'links')[] = ['parameters', 'links'];
  for (const by of walks) {
    const walked = await readPages(list, {}, `the request for a page of ${size} (${by})`, { size, by });
    const [first] = walked?.pages ?? [];
    if (!walked || !first) continue;
    if (by === 'parameters') {
      tellLimit(list, facts, first, size, total);
      await judgeTotals(list, walked, total, () => countOf(list, {}));
    }
    await tellPages(list, whole, walked, by);
  }
}

/** Tells how many things a page has, of those that there are. */
export function tellLimit(
  { client }: ResourceList,
  facts: ParameterFacts,
  page: Page,
  limit: number,
  available: number,
): void {
  client.tell(page.answer, {
    ...{ kind: 'page', parameter: facts.parameter.name, limit, count: page.things.length, available },
    basis: basisOfLimit(facts),
  });
}

/** A list is asked for in about so many pages. */
const PAGES = 6;

async function tellPages(list: ResourceList, whole: Pages, walked: Pages, by: 'parameters' | 'links'): Promise<void> {
  const basis = by === 'links' ? basisOfLinks(list, whole) : basisOfPages(list);
  const last = walked.pages.at(-1);
  if (!basis || !last || !walked.isWhole) return;
  const pages = walked.pages.map(({ things }) => things.map(keyOfThing));
  const all = whole.things.map(keyOfThing);
  const shown = pages.flat();
  const isExact = shown.length === new Set(shown).size && all.every((id) => shown.includes(id));
  if (!isExact) {
    // Somebody may have changed the list meanwhile.
    const again = await readPages(list, {}, 'the request for the whole list, once more');
    if (!again || again.things.map(keyOfThing).join() !== all.join()) return;
  }
  list.client.tell(last.answer, {
    ...{ kind: 'pages', pages, all, basis },
    by: by === 'links' ? 'followed by its links' : `asked for by ${pageParameter(list)}`,
  });
}

function pageParameter({ kept: { rules } }: ResourceList): string {
  return (rules.offset ?? rules.page ?? rules.cursor)?.name ?? 'its links';
}

function basisOfLimit({ parameter, pointer, description, maximum, byDefault, types }: ParameterFacts): Basis {
  if (description !== '') return { clause: pointer, rests: 'description' };
  const isStated = types.has('integer') && (maximum !== undefined || byDefault !== undefined);
  return { clause: parameter.schema ?? pointer, rests: isStated ? 'schema' : 'name' };
}

/** Undefined where no parameter says which page. */
function basisOfPages({ client, operation, kept: { rules } }: ResourceList): Basis | undefined {
  const name = (rules.offset ?? rules.page ?? rules.cursor)?.name;
  const facts = name === undefined ? undefined : parameterFacts(client.contract, operation, name);
  return facts && { clause: facts.pointer, rests: facts.description === '' ? 'name' : 'description' };
}

/** What says that a list links to its next page: a documented header, or a member beside the list. */
function basisOfLinks({ operation }: ResourceList, { pages }: Pages): Basis | undefined {
  const header = operation.responses.flatMap(({ headers }) => headers).find(({ name }) => /^link$/i.test(name));
  if (header) return { clause: header.pointer, rests: 'header' };
  const [first] = pages;
  const hasNext = membersAround(first?.answer.body).some(([name]) => NEXT.test(normalise(name)));
  return hasNext ? { clause: operation.pointer, rests: 'name' } : undefined;
}

const NEXT = /^(next|nextlink|nexturl|nexthref|nextpageurl)$/;
