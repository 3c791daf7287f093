import type { Case } from '../../model/case.ts';
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Exchange, Response, Target } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Undecided } from '../../model/finding.ts';
import { IDENTIFIERS, normalise } from '../../contract/resources/names.ts';
import { renamed } from '../../contract/resources/path-shapes.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { createRouter } from '../../contract/router.ts';
import { basesOf } from '../../cases/valid-requests.ts';
import { isSafe } from '../../http/methods.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { isObject, ownMember } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { plural } from '../../text/wording.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { pathOf } from '../../messages/path-template.ts';
import type { Marks } from '../baseline/marks.ts';
import type { ListedItem } from '../state/learn-lists.ts';
import type { KnownValues } from '../state/known-values.ts';
import { isTellingText, itemPath, type Item, type Ledger } from '../state/ledger.ts';
import { listCase } from '../state/list-first.ts';
import { isWholeList } from '../state/whole-list.ts';
import { isExcluded, type OperationFilters } from '../operation-filter.ts';
import { makesNew } from '../permissions/effect.ts';
import { onlyReads } from '../permissions/held-back-words.ts';
import { deletionCurl, deletionFor } from './undo-created.ts';
import { limitTime } from '../../exchange/time-limit.ts';
import { isClientError, isServerError, isSuccessful } from '../../http/status.ts';

/** So many lists are asked for at most, and for so many milliseconds. */
const MAX_LISTS = 50;
const TIME_LIMIT = 30_000;

/** Of so many requests that were refused it is kept what they would have created. */
const MAX_REFUSED = 2_000;

/** So many new things are named. */
const MAX_NEW = 1_000;

/** So many identifiers that answers named are kept. */
const MAX_ANSWERED = 10_000;

/** What lists show at the end of a run, whatever the answers to the requests said. */
export interface LastLists {
  /** Notes what lists show first, and requests that create. */
  see(testCase: Case, exchange: Exchange): void;
  /**
   * Asks for the lists of what the run asked to create, and for those whose first answer is known, once what was created has been
   * deleted. What a refused request made under a name of this run is entered into the ledger, and so is what is new and was named by an
   * answer to a creation.
   */
  look(signal?: AbortSignal): Promise<LastLook>;
}

export interface LastLook {
  /** Requests that were refused, and that made something nevertheless: a mark of the run proves it. */
  made: MadeThough[];
  /** What is listed and may be left of the run. */
  left: Undecided[];
}

/** One of the requests with the same names, all of them refused, made something. */
export interface MadeThough {
  case: Case;
  exchange: Exchange;
  /** How many were refused with these names. */
  count: number;
  /** The path of what was made. */
  path: string;
}

export interface LastListsOptions {
  target: Target;
  ledger: Ledger;
  known: Pick<KnownValues, 'itemsIn'>;
  marks: Pick<Marks, 'in'>;
  overrides?: Overrides;
  /** What is left out of the run is not listed either. */
  filters?: OperationFilters;
}

/** A list, and what it is about. */
interface List {
  resource: Resource;
  operation: Operation;
  inputs: RequestValues;
}

export function watchLists(
  contract: Contract,
  { target, ledger, known, marks, overrides = NO_OVERRIDES, filters }: LastListsOptions,
): LastLists {
  const resources = resourcesOf(contract);
  const router = createRouter([contract]);
  /** The lists of what the run asked to create, by path. */
  const lists = new Map<string, List>();
  /** The lists of which all was shown, by path, with the paths of the things that were there first. */
  const first = new Map<string, List & { items: ReadonlySet<string> }>();
  /** By the texts of their bodies. */
  const refused = new Map<string, RefusedCreation>();
  /** Names with a mark in requests that were not refused. */
  const taken = new Set<string>();
  /** What answers to creations call things that no path names so, by their resource: the `id` of what `{name}` stands for. */
  const answered = new Map<Resource, Map<string, Answered>>();
  let answeredCount = 0;
  /** What answers to POSTs that no resource is known to be made by call what they made: `/users/signup`. */
  const madeElsewhere = new Map<string, Answered>();
  const creating = new Map<Operation, Resource[]>();
  /** Whether anything was sent that may have made something. */
  let hasChanged = false;
  const listing = new Map(
    resources.all.flatMap((resource) => (resource.list ? [[resource.list, resource] as const] : [])),
  );

  function resourcesMadeBy(operation: Operation): Resource[] {
    const before = creating.get(operation);
    if (before) return before;
    const made = makesNew(contract, operation) ? resources.createdBy(operation) : [];
    creating.set(operation, made);
    return made;
  }

  function noteList(resource: Resource, path: RequestValues['path'], from: string): void {
    const { list } = resource;
    if (!list || lists.size >= MAX_LISTS || isExcluded(list, filters?.exclude)) return;
    const [base] = basesOf(contract, list, overrides);
    if (!base) return;
    const inputs = { ...base.inputs, path: { ...base.inputs.path, ...renamed(path, from, list.path) } };
    const key = pathOf(encodeRequest(list, inputs, overrides).path);
    if (!lists.has(key)) lists.set(key, { resource, operation: list, inputs });
  }

  /** What a list shows first, where it shows all. */
  function noteFirst(testCase: Case, response: Response): void {
    const { operation, inputs, request, expect } = testCase;
    const resource = listing.get(operation);
    const path = pathOf(request.path);
    if (!resource || expect.kind === 'refused' || first.has(path) || first.size >= MAX_LISTS) return;
    if (isExcluded(operation, filters?.exclude) || !isWhole(response)) return;
    const items = known.itemsIn(resource, testCase, response).map(itemPath);
    first.set(path, { resource, operation, inputs, items: new Set(items) });
  }

  /** The refused request that asked for a thing, where the target did not show that before. */
  function refusedFor(item: ListedItem): RefusedCreation | undefined {
    const { shown } = item;
    if (!isObject(shown) || ledger.isKnownCreated(item) || ledger.isGone(item)) return undefined;
    return [...refused.values()].find(
      ({ items, texts, sent }) =>
        items.includes(item.template) &&
        texts.every(([name, value]) => ownMember(shown, name) === value) &&
        !ledger.wasListed(item, sent),
    );
  }

  function noteAnswered(made: Resource[], testCase: Case, response: Response, sent: number): void {
    for (const text of identifiersIn(jsonIn(response.body)))
      for (const resource of made) {
        const texts = answered.get(resource) ?? new Map<string, Answered>();
        answered.set(resource, texts);
        if (texts.has(text) || answeredCount >= MAX_ANSWERED) continue;
        texts.set(text, { case: testCase, sent });
        answeredCount += 1;
      }
  }

  /**
   * An identifier of what a POST made counts for whatever list shows it, where it is no number, and a 201, a mark of the run or the address
   * of something that a DELETE takes away proves it.
   */
  function noteMadeElsewhere(testCase: Case, response: Response, sent: number): void {
    const { operation } = testCase;
    if (operation.method !== 'POST' || onlyReads(operation)) return;
    const shown = jsonIn(response.body);
    if (!isObject(shown) || !makesNew(contract, operation)) return;
    const isMarked = (value: Json) => typeof value === 'string' && marks.in(value).length > 0;
    const isProved = response.status === 201 || Object.values(shown).some(isMarked);
    for (const text of [...(isProved ? identifiersIn(shown) : []), ...addressedIn(shown)])
      if (isTellingText(text) && madeElsewhere.size < MAX_ANSWERED && !madeElsewhere.has(text))
        madeElsewhere.set(text, { case: testCase, sent });
  }

  /** The names of what a DELETE takes away at a path that an answer has: `{"Path": "/pets/a1b2"}`. */
  function addressedIn(shown: JsonObject): string[] {
    return Object.values(shown).flatMap((value) => {
      const match = typeof value === 'string' && value.startsWith('/') ? router.match('DELETE', value) : undefined;
      return match && 'operation' in match ? nameOf(match) : [];
    });
  }

  /** Whether this run made what is new in a list; that is then entered into the ledger. */
  function isOwn(resource: Resource, listed: ListedItem): boolean {
    return isAnswered(resource, listed) || isMarkedNew(resource, listed);
  }

  /** Whether what is new in a list has a mark of the run in its name: no answer told of it, as none came in time, or it told of others. */
  function isMarkedNew({ create }: Resource, listed: ListedItem): boolean {
    const [maker] = create;
    if (!maker || marks.in(nameOf(listed)).length === 0) return false;
    const { template, params } = listed;
    return ledger.recordCreated({ template, params, by: maker.id, case: `${maker.id} > a request without an answer` });
  }

  /** Whether an answer of this run said that it made what is new in a list. */
  function isAnswered(resource: Resource, listed: ListedItem): boolean {
    const texts = answered.get(resource);
    const own = [nameOf(listed), ...identifiersIn(listed.shown)];
    const [source] = own.flatMap((text) => texts?.get(text) ?? madeElsewhere.get(text) ?? []);
    if (!source) return false;
    const { template, params } = listed;
    const { case: testCase, sent } = source;
    return ledger.recordCreated({ template, params, by: testCase.operation.id, case: testCase.id }, sent);
  }

  function leftover(listed: ListedItem, why: string, source: { operation: string; case?: string }): Undecided {
    const curl = deletionCurl(contract, target, listed, { overrides, ...(filters && { filters }) });
    return { ...source, reason: `${itemPath(listed)} ${why}${curl}` };
  }

  /** What one list shows that may be left of the run. */
  function leftIn(
    resource: Resource,
    items: ListedItem[],
    before: ReadonlySet<string> | undefined,
  ): LastLook & { others: ListedItem[] } {
    const gone = new Map(ledger.created().flatMap((item) => (item.isGone ? [[itemPath(item), item]] : [])));
    const look: LastLook = { made: [], left: [] };
    const others: ListedItem[] = [];
    for (const listed of items) {
      const path = itemPath(listed);
      const deleted = gone.get(path);
      const source = deleted ? undefined : refusedFor(listed);
      if (deleted)
        look.left.push(
          leftover(listed, 'was deleted and is still listed', { operation: deleted.by, case: deleted.case }),
        );
      else if (source?.isMarked) {
        const { template, params } = listed;
        const { case: testCase, exchange, count, texts, sent } = source;
        ledger.recordCreated({ template, params, by: testCase.operation.id, case: testCase.id }, sent);
        const isOnlyRefused = texts.every(([, value]) => !taken.has(String(value)));
        if (isOnlyRefused && isRefusal(exchange)) look.made.push({ case: testCase, exchange, count, path });
      } else if (source) {
        const { case: testCase } = source;
        const why = 'is listed, was in no list before, and is what a refused request asked for';
        look.left.push(leftover(listed, why, { operation: testCase.operation.id, case: testCase.id }));
      } else if (before && !before.has(path) && !ledger.isKnownCreated(listed) && !isOwn(resource, listed))
        others.push(listed);
    }
    return { ...look, others };
  }

  /** What is new in lists and known by no other way, each once: several lists may show the same thing, and logs name it too. */
  function leftNew(others: { listed: ListedItem; operation: Operation }[]): Undecided[] {
    const names = new Set(ledger.created().map(nameOf));
    const byName = new Map<string, { listed: ListedItem; operation: Operation }>();
    for (const one of others) {
      const name = nameOf(one.listed);
      if (names.has(name)) continue;
      const known = byName.get(name);
      if (!known || (!canBeDeleted(known.listed) && canBeDeleted(one.listed))) byName.set(name, one);
    }
    const all = [...byName.values()];
    const why = 'is listed, and was not when the run began: an answer did not say that it was made';
    const told = all
      .slice(0, MAX_NEW)
      .map(({ listed, operation }) => leftover(listed, why, { operation: operation.id }));
    const more = all.length - told.length;
    return more > 0
      ? [...told, { reason: `lists show ${plural(more, 'further thing')} that they did not show when the run began` }]
      : told;
  }

  function canBeDeleted(listed: ListedItem): boolean {
    return deletionFor(contract, listed, overrides, filters) !== undefined;
  }

  return {
    see: (testCase, exchange) => {
      const { outcome, startedAt } = exchange;
      hasChanged ||= !isSafe(testCase.request.method);
      const response = 'response' in outcome ? outcome.response : undefined;
      if (response && isSuccess(response)) noteFirst(testCase, response);
      const made = resourcesMadeBy(testCase.operation);
      const { body } = testCase.inputs;
      if (made.length === 0) {
        if (response && isSuccess(response) && startedAt !== undefined)
          noteMadeElsewhere(testCase, response, startedAt);
        return;
      }
      const { expect } = testCase;
      // What is created below a path that names nothing is in no list.
      const isElsewhere = 'at' in expect && expect.at.startsWith('request path ');
      if (!isElsewhere) for (const resource of made) noteList(resource, testCase.inputs.path, testCase.operation.path);
      const texts = isObject(body) ? Object.entries(body).filter(([, value]) => typeof value === 'string') : [];
      const marked = texts.flatMap(([, value]) => (marks.in(String(value)).length > 0 ? [String(value)] : []));
      if (!isRefusal(exchange)) for (const text of marked) taken.add(text);
      if (startedAt === undefined || ledger.hasCreated(testCase.id)) return;
      if (response && isSuccess(response)) noteAnswered(made, testCase, response, startedAt);
      // A conflict says that the thing was there already.
      if (response && (isSuccessful(response.status) || response.status === 409)) return;
      const key = JSON.stringify([testCase.operation.id, texts]);
      const known = refused.get(key);
      if (known) known.count += 1;
      if (known || texts.length === 0 || refused.size >= MAX_REFUSED) return;
      const items = made.flatMap(({ item }) => item ?? []);
      refused.set(key, {
        case: testCase,
        exchange,
        sent: startedAt,
        count: 1,
        items,
        texts,
        isMarked: marked.length > 0,
      });
    },
    look: async (signal) => {
      const all: LastLook = { made: [], left: [] };
      const others: { listed: ListedItem; operation: Operation }[] = [];
      const unread = new Map<string, string>();
      const grown = new Set<string>();
      const hasGone = ledger.created().some(({ isGone }) => isGone);
      const asked = new Map<string, List>([
        ...(hasGone || refused.size > 0 ? lists : []),
        ...(hasChanged ? first : []),
      ]);
      const limit = limitTime(TIME_LIMIT, signal);
      for (const [path, { resource, operation, inputs }] of [...asked].slice(0, MAX_LISTS)) {
        if (limit.aborted) break;
        const list = listCase(operation, inputs, overrides);
        const exchange = await target.send(list.request, limit).catch(() => undefined);
        if (!exchange) continue;
        const failure = failureOf(exchange);
        if (failure !== undefined && first.has(path)) unread.set(operation.id, failure);
        if (!('response' in exchange.outcome) || !isSuccess(exchange.outcome.response)) continue;
        const { response } = exchange.outcome;
        // All that was there first is known: whatever else a page shows is new, also where there are more pages by now.
        const before = first.get(path)?.items;
        if (before && !isWhole(response)) grown.add(operation.id);
        const found = leftIn(resource, known.itemsIn(resource, list, response), before);
        all.made.push(...found.made);
        all.left.push(...found.left);
        others.push(...found.others.map((listed) => ({ listed, operation })));
      }
      for (const [operation, failure] of unread)
        all.left.push({
          operation,
          reason: `its list could be read when the run began, and not at its end (${failure}), so that nobody knows whether it lists something new`,
        });
      for (const operation of grown)
        all.left.push({
          operation,
          reason:
            'its list had one page when the run began, and has more at its end: what is new on the first one is named here, and no more',
        });
      all.left.push(...leftNew(others));
      return all;
    },
  };
}

/** A request that creates and was refused. */
interface RefusedCreation {
  /** The first of those with the same texts. */
  case: Case;
  exchange: Exchange;
  count: number;
  /** In milliseconds since 1970. */
  sent: number;
  /** The paths of what it would have made. */
  items: string[];
  /** The members at the top of its body that are texts. */
  texts: [name: string, value: Json][];
  /** Whether one of them has a mark, so that nobody else can have made what is called so. */
  isMarked: boolean;
}

/** A creation whose answer named something. */
interface Answered {
  case: Case;
  /** In milliseconds since 1970. */
  sent: number;
}

/** The texts and numbers with which an answer or a list names things, whatever the paths of the contract ask for: `["92"]`, `{"Id": "a1"}`. */
function identifiersIn(body: Json | undefined): string[] {
  const all = Array.isArray(body) ? body.slice(0, MAX_NEW) : [body];
  return all.flatMap((one) => {
    if (typeof one === 'string' || typeof one === 'number') return [String(one)];
    if (!isObject(one)) return [];
    return Object.entries(one).flatMap(([name, value]) =>
      IDENTIFIERS.includes(normalise(name)) && (typeof value === 'string' || typeof value === 'number')
        ? [String(value)]
        : [],
    );
  });
}

/** The value that names a thing in its collection. */
function nameOf({ params }: Pick<Item, 'params'>): string {
  return scalarText(Object.values(params).at(-1) ?? '');
}

function isSuccess({ status }: Response): boolean {
  return isSuccessful(status);
}

function isWhole(response: Response): boolean {
  const body = jsonIn(response.body);
  return body !== undefined && isWholeList(body, response);
}

/** Why a list could not be read; undefined where it was, or is no longer there. */
function failureOf({ outcome }: Exchange): string | undefined {
  if ('failure' in outcome) return outcome.failure.message;
  const { status } = outcome.response;
  return isServerError(status) ? String(status) : undefined;
}

/** An answer that says that nothing was done: a failure may come after the deed. */
function isRefusal({ outcome }: Exchange): boolean {
  return 'response' in outcome && isClientError(outcome.response.status);
}
