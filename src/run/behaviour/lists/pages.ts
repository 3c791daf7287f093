import type { Operation } from '../../../model/contract.ts';
import type { Json, JsonObject } from '../../../model/json.ts';
import { parameterFacts } from '../../../cases/behaviour/parameter-facts.ts';
import type { KeptOperation } from '../../../contract/resources/kept-operation.ts';
import { normalise } from '../../../contract/resources/names.ts';
import { shownList, type ShownThing } from '../../../contract/resources/shown.ts';
import { isObject } from '../../../json/pointer.ts';
import { isWholeList } from '../../state/whole-list.ts';
import { isDone, plainInputs, type Answer, type ResourceClient } from '../resource-client.ts';
import type { Made } from '../writes/create.ts';

/** One page of a list. */
export interface Page {
  answer: Answer;
  things: ShownThing[];
  /** What was asked for. */
  query: JsonObject;
}

/** Some pages of a list, one after the other. */
export interface Pages {
  pages: Page[];
  things: ShownThing[];
  /** Whether the last of them ends the list. */
  isWhole: boolean;
}

/** A list, and how it is asked for. */
export interface ResourceList {
  client: ResourceClient;
  operation: Operation;
  kept: KeptOperation;
  /** A thing of the list, whose path parameters the list has. */
  made: Made;
  after: Answer[];
  /** The most things of a page. */
  most?: { name: string; value: number };
}

/** A walk ends after so many pages. */
const MAX_PAGES = 12;
/** Where no maximum is documented. */
const LARGE = 100;

export function resourceList(client: ResourceClient, operation: Operation, made: Made, after: Answer[]): ResourceList {
  const kept = client.kept(operation, 'list');
  const limit = kept.rules.limit && parameterFacts(client.contract, operation, kept.rules.limit.name);
  const most = limit && { name: limit.parameter.name, value: Math.min(limit.maximum ?? LARGE, LARGE) };
  return { client, operation, kept, made, after, ...(most && { most }) };
}

/** Asks for one page. */
export async function readPage(
  list: ResourceList,
  query: JsonObject,
  title: string,
  path?: string,
): Promise<Page | undefined> {
  const { client, operation, kept, made, after } = list;
  const inputs = plainInputs(client, operation, made.params);
  const answer = await client.ask(operation, { ...inputs, query: { ...inputs.query, ...query } }, title, {
    after,
    ...(path !== undefined && { request: (request) => ({ ...request, path }) }),
  });
  const shown = answer && isDone(answer) ? shownList(kept, answer.body) : undefined;
  return answer && shown ? { answer, things: shown.things, query } : undefined;
}

/** How a list is asked for page by page. */
export interface Walk {
  /** Things of a page; as many as may be unless given. */
  size?: number;
  /** Whether the next page is asked for by the documented parameters, where there are any, or by what the page links to. */
  by?: 'parameters' | 'links';
}

/** Asks for the pages of a list, until one is the last. */
export async function readPages(
  list: ResourceList,
  query: JsonObject,
  title: string,
  { size: wanted, by = 'parameters' }: Walk = {},
): Promise<Pages | undefined> {
  const { most } = list;
  const size = wanted ?? most?.value;
  const own: JsonObject = { ...query, ...(most && size !== undefined && { [most.name]: size }) };
  const first = await readPage(list, own, title);
  if (!first) return undefined;
  const pages = [first];
  const seen = new Set(first.things.map(keyOfThing));
  for (let page: Page | undefined = first; page && pages.length < MAX_PAGES;) {
    if (page.things.length === 0) return { ...joined(pages), isWhole: true };
    const next = by === 'links' ? linkOf(list, page) : nextOf(list, page, pages);
    if (next === undefined) return { ...joined(pages), isWhole: by === 'links' || isLast(page, most && size) };
    page = await readPage(list, { ...own, ...next.query }, `${title}, page ${pages.length + 1}`, next.path);
    if (!page) break;
    pages.push(page);
    const news = page.things.filter((thing) => !seen.has(keyOfThing(thing)));
    // A list that gives the same page again has no further ones.
    if (news.length === 0) return { ...joined(pages), isWhole: true };
    for (const thing of news) seen.add(keyOfThing(thing));
  }
  return { ...joined(pages), isWhole: false };
}

function joined(pages: Page[]): Pick<Pages, 'pages' | 'things'> {
  const things = new Map(pages.flatMap((page) => page.things).map((thing) => [keyOfThing(thing), thing]));
  return { pages, things: [...things.values()] };
}

/** The same for one thing on several pages. */
export function keyOfThing({ id, value }: ShownThing): string {
  return id ?? JSON.stringify(value);
}

/** How the page behind another one is asked for; undefined where there is none, or nobody knows how. */
function nextOf(list: ResourceList, page: Page, pages: Page[]): Next | undefined {
  const { rules } = list.kept;
  if (rules.offset) {
    const count = pages.reduce((sum, { things }) => sum + things.length, 0);
    return { query: { [rules.offset.name]: count } };
  }
  if (rules.page) return { query: { [rules.page.name]: rules.page.first + pages.length } };
  if (rules.cursor) {
    const cursor = membersAround(page.answer.body).find(
      ([name, value]) => CURSOR.test(name) && typeof value === 'string' && value !== '',
    )?.[1];
    if (typeof cursor === 'string' && !cursor.includes('://')) return { query: { [rules.cursor.name]: cursor } };
  }
  return linkOf(list, page);
}

interface Next {
  query: JsonObject;
  /** In place of what the query makes. */
  path?: string;
}

/** The page that another one links to. */
function linkOf({ client }: ResourceList, { answer }: Page): Next | undefined {
  const member = membersAround(answer.body).find(([name, value]) => NEXT.test(name) && typeof value === 'string');
  const link = nextLink(answer) ?? member?.[1];
  const from = answer.case.request.path;
  const path = typeof link === 'string' ? localPathOf(link, client.context.target.baseUrl, from) : undefined;
  return path !== undefined && path !== from ? { query: {}, path } : undefined;
}

/** Whether nothing says that there is a further page: a full one may have one behind it. */
function isLast({ answer, things }: Page, size: number | undefined): boolean {
  return isWholeList(answer.body ?? null, answer.response) && (size === undefined || things.length < size);
}

const CURSOR = /^(next|nextcursor|nextpagetoken|nexttoken|endcursor|cursor|continuationtoken|after)$/;
const NEXT = /^(next|nextlink|nexturl|nexthref|nextpage|nextpageurl)$/;

/** The scalar members that stand beside a list, by their normalised names; those of a link that is an object as well. */
export function membersAround(body: Json | undefined): [name: string, value: Json][] {
  if (!isObject(body)) return [];
  const around = Object.entries(body).flatMap(([name, value]): [string, Json][] =>
    isObject(value) ? [...Object.entries(value), ...hrefOf(name, value)] : [[name, value]],
  );
  const links = around.flatMap(([name, value]) => (isObject(value) ? hrefOf(name, value) : []));
  return [...around, ...links].map(([name, value]) => [normalise(name), value]);
}

function hrefOf(name: string, value: JsonObject): [string, Json][] {
  return typeof value['href'] === 'string' ? [[name, value['href']]] : [];
}

/** The address of the next page (RFC 8288 §3). */
export function nextLink({ fields }: Answer): string | undefined {
  for (const [, address, parameters = ''] of (fields.get('link') ?? '').matchAll(LINK)) {
    const [, quoted, token] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^",;\s]*))/i.exec(parameters) ?? [];
    if ((quoted ?? token ?? '').toLowerCase().split(/\s+/).includes('next')) return address;
  }
  return undefined;
}

const LINK = /<([^<>]*)>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^",;\s]*))?)*)/g;

/** A reference as the path of a request; undefined where it leads to another host. */
export function localPathOf(reference: string, baseUrl: string, from: string): string | undefined {
  const base = `${baseUrl.replace(/\/$/, '')}${from}`;
  if (!URL.canParse(reference, base)) return undefined;
  const [url, own] = [new URL(reference, base), new URL(baseUrl)];
  if (url.origin !== own.origin) return undefined;
  const prefix = own.pathname.replace(/\/$/, '');
  const path = url.pathname + url.search;
  return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

/** Whether a reference leads to the same host and to nothing that is below the base path (RFC 3986 §5.2). */
export function isPastBase(reference: string, baseUrl: string, from: string): boolean {
  const base = `${baseUrl.replace(/\/$/, '')}${from}`;
  if (!URL.canParse(reference, base)) return false;
  const [url, own] = [new URL(reference, base), new URL(baseUrl)];
  return url.origin === own.origin && !url.pathname.startsWith(`${own.pathname.replace(/\/$/, '')}/`);
}

/** Whether a thing of a list is what the run made. */
export function isOwn({ id, value }: ShownThing, made: Made): boolean {
  if (id !== undefined) return id === made.id;
  const { body } = made.inputs;
  const sent = isObject(body) ? Object.entries(body) : [];
  return sent.some(([name, one]) => typeof one === 'string' && one.length >= 6 && value[name] === one);
}
