import type { HeaderField } from '../../model/exchange.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, parentPointer, replaceAt, valueAt } from '../../json/pointer.ts';
import { cursorFor, type Page } from './select-page.ts';
import { normalise } from '../../contract/resources/names.ts';
import type { ListRules } from '../../contract/resources/list-rules.ts';
import { splitOnce } from '../../http/split-once.ts';

/** What the answer says of a page besides the things on it. */
interface PageFacts {
  page: Page;
  rules: ListRules;
  /** The path and query of a page that begins behind so many things. */
  link(offset: number): string;
}

type Fact = (facts: PageFacts) => Json | undefined;

const pageNumber: Fact = ({ page: { offset, limit }, rules }) =>
  limit > 0 ? Math.floor(offset / limit) + (rules.page?.first ?? 1) : undefined;
const lastPage: Fact = ({ page: { total, limit } }) => (limit > 0 ? Math.max(1, Math.ceil(total / limit)) : undefined);
const nextOffset: Fact = ({ page: { next } }) => next ?? null;
const nextPage: Fact = (facts) => (facts.page.next === undefined ? null : Number(pageNumber(facts)) + 1);
const nextCursor: Fact = ({ page: { next } }) => (next === undefined ? null : cursorFor(next));
const nextLink: Fact = ({ page: { next }, link }) => (next === undefined ? null : link(next));
const previousLink: Fact = ({ page: { offset, limit }, link }) =>
  offset > 0 ? link(Math.max(0, offset - limit)) : null;

/** Members that stand beside a list, by their names without case and signs, with what each says. */
const FACTS: [names: RegExp, fact: Fact][] = [
  [/^(total|totalcount|totalitems|totalresults|totalelements|count|itemcount)$/, ({ page }) => page.total],
  [/^(limit|pagesize|perpage|size|pagelength)$/, ({ page }) => page.limit],
  [/^(offset|skip|startindex)$/, ({ page }) => page.offset],
  [/^(page|pagenumber|currentpage|number)$/, pageNumber],
  [/^(pages|totalpages|pagecount|lastpage)$/, lastPage],
  [/^(hasmore|hasnext|hasnextpage|more)$/, ({ page }) => page.next !== undefined],
  [/^nextpage$/, nextPage],
  [/^nextoffset$/, nextOffset],
  [/^(nextcursor|nextpagetoken|nexttoken|endcursor|cursor)$/, nextCursor],
  [/^(next|nextlink|nexturl|nexthref)$/, nextLink],
  [/^(prev|previous|previouslink|prevlink)$/, previousLink],
];

/**
 * The answer to a list with what it says of the page: totals, the page's number, the address of the next one. Only members
 * that the documented answer shows or describes are filled, each with a value of the kind that it has there.
 */
export function fillEnvelope(answer: Json, list: Pointer, facts: PageFacts, conforms: (answer: Json) => boolean): Json {
  if (list === '#') return answer;
  let filled = answer;
  const around = valueAt(answer, parentPointer(list));
  const places: [Pointer, Json | undefined][] = [
    [parentPointer(list), around],
    ...(['meta', 'links', '_links', 'pagination', 'paging', 'page', 'pageInfo', 'page_info'] as const).map(
      (name): [Pointer, Json | undefined] => [
        `${parentPointer(list)}/${name}`,
        isObject(around) ? around[name] : undefined,
      ],
    ),
    ...(parentPointer(list) === '#' ? [] : [['#', answer] as [Pointer, Json]]),
  ];
  for (const [at, value] of places) {
    if (!isObject(value)) continue;
    for (const name of Object.keys(value)) {
      const fact = FACTS.find(([names]) => names.test(normalise(name)))?.[1];
      const said = fact?.(facts);
      if (said === undefined) continue;
      for (const one of [said, undefined]) {
        const next = replaceAt(filled, joinPointer(at, name), one);
        if (!isOfSameKind(value[name] ?? null, one) || !conforms(next)) continue;
        filled = next;
        break;
      }
    }
  }
  return filled;
}

/** A number stays a number, and a link that is an object does not become a text. */
function isOfSameKind(documented: Json, said: Json | undefined): boolean {
  if (said === null || said === undefined || documented === null) return true;
  return typeof documented === typeof said;
}

/** RFC 8288 §3, and the total in the header that is used for it. */
export function pageHeaders(names: string[], { page, link }: PageFacts): HeaderField[] {
  return names.flatMap((name): HeaderField[] => {
    if (/^link$/i.test(name)) return page.next === undefined ? [] : [[name, `<${link(page.next)}>; rel="next"`]];
    return /^x-(total|total-count|count|pagination-total)$/i.test(name) ? [[name, String(page.total)]] : [];
  });
}

/** The address of another page of the list that a request asked for: its own, with another page in it. */
export function pageLink(rules: ListRules, path: string, limit: number): (offset: number) => string {
  const [address, query = ''] = splitOnce(path, '?');
  return (offset) => {
    const next = new URLSearchParams(query);
    if (rules.offset) next.set(rules.offset.name, String(offset));
    else if (rules.page) next.set(rules.page.name, String(Math.floor(offset / Math.max(1, limit)) + rules.page.first));
    else if (rules.cursor) next.set(rules.cursor.name, cursorFor(offset));
    return `${address}?${next.toString()}`;
  };
}
