import type { Case } from '../../model/case.ts';
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Exchange, Target } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import type { Undecided } from '../../model/finding.ts';
import { renamed } from '../../contract/resources/path-shapes.ts';
import type { Resource } from '../../contract/resources/resource.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { basesOf } from '../../cases/valid-requests.ts';
import { isObject, ownMember } from '../../json/pointer.ts';
import { formatCurl } from '../../judge/curl.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import type { Marks } from '../baseline/marks.ts';
import type { KnownValues, ListedItem } from '../state/known-values.ts';
import { itemPath, type Ledger } from '../state/ledger.ts';
import { listCase } from '../state/list-first.ts';
import { isExcluded, type OperationFilters } from '../operation-filter.ts';
import { effectOf } from '../permissions/effect.ts';
import { deletionFor } from './undo-created.ts';
import { limitTime } from '../../exchange/time-limit.ts';

/** So many lists are asked for at most, and for so many milliseconds. */
const MAX_LISTS = 50;
const TIME_LIMIT = 30_000;

/** Of so many requests that were refused it is kept what they would have created. */
const MAX_REFUSED = 2_000;

/** What lists show at the end of a run, whatever the answers to the requests said. */
export interface LastLists {
  /** Notes a request that creates. */
  see(testCase: Case, exchange: Exchange): void;
  /** Enters into the ledger what lists show under names of this run, though the request that made it was refused. */
  adopt(signal?: AbortSignal): Promise<void>;
  /** What lists still show of what was deleted. */
  stillListed(signal?: AbortSignal): Promise<Undecided[]>;
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
  /** The lists of what the run asked to create, by path. */
  const lists = new Map<string, List>();
  /** By the texts of their bodies. */
  const refused = new Map<string, RefusedCreation>();
  const creating = new Map<Operation, Resource[]>();

  function resourcesMadeBy(operation: Operation): Resource[] {
    const before = creating.get(operation);
    if (before) return before;
    const made = effectOf(contract, operation) === 'creates' ? resources.createdBy(operation) : [];
    creating.set(operation, made);
    return made;
  }

  function noteList(resource: Resource, path: RequestValues['path'], from: string): void {
    const { list } = resource;
    if (!list || lists.size >= MAX_LISTS || isExcluded(list, filters?.exclude)) return;
    const [base] = basesOf(contract, list, overrides);
    if (!base) return;
    const inputs = { ...base.inputs, path: { ...base.inputs.path, ...renamed(path, from, list.path) } };
    const key = encodeRequest(list, inputs, overrides).path;
    if (!lists.has(key)) lists.set(key, { resource, operation: list, inputs });
  }

  /** The refused request that asked for a thing, where the target did not show that before. */
  function refusedFor(item: ListedItem): RefusedCreation | undefined {
    const { shown } = item;
    if (!isObject(shown) || ledger.provenance(item) === 'created' || ledger.isGone(item)) return undefined;
    return [...refused.values()].find(
      ({ items, texts, sent }) =>
        items.includes(item.template) &&
        texts.every(([name, value]) => ownMember(shown, name) === value) &&
        !ledger.wasListed(item, sent),
    );
  }

  async function* shown(signal?: AbortSignal): AsyncGenerator<ListedItem> {
    const limit = limitTime(TIME_LIMIT, signal);
    for (const { resource, operation, inputs } of lists.values()) {
      if (limit.aborted) return;
      const list = listCase(operation, inputs, overrides);
      const exchange = await target.send(list.request, limit).catch(() => undefined);
      if (!exchange || !('response' in exchange.outcome)) continue;
      const { response } = exchange.outcome;
      if (response.status < 200 || response.status > 299) continue;
      yield* known.itemsIn(resource, list, response);
    }
  }

  return {
    see: (testCase, { outcome, startedAt }) => {
      const made = resourcesMadeBy(testCase.operation);
      if (made.length === 0) return;
      const { expect } = testCase;
      // What is created below a path that names nothing is in no list.
      const isElsewhere = 'at' in expect && expect.at.startsWith('request path ');
      if (!isElsewhere) for (const resource of made) noteList(resource, testCase.inputs.path, testCase.operation.path);
      if (startedAt === undefined || ledger.hasCreated(testCase.id)) return;
      // A conflict says that the thing was there already.
      if ('response' in outcome && (outcome.response.status < 300 || outcome.response.status === 409)) return;
      const { body } = testCase.inputs;
      if (!isObject(body) || refused.size >= MAX_REFUSED) return;
      const texts = Object.entries(body).filter(([, value]) => typeof value === 'string');
      const key = JSON.stringify([testCase.operation.id, texts]);
      if (texts.length === 0 || refused.has(key)) return;
      const isMarked = texts.some(([, value]) => marks.in(String(value)).length > 0);
      const asked = { by: testCase.operation.id, case: testCase.id, sent: startedAt };
      refused.set(key, { ...asked, items: made.flatMap(({ item }) => item ?? []), texts, isMarked });
    },
    adopt: async (signal) => {
      if (refused.size === 0) return;
      for await (const item of shown(signal)) {
        const source = refusedFor(item);
        if (!source?.isMarked) continue;
        const { template, params } = item;
        ledger.recordCreated({ template, params, by: source.by, case: source.case }, source.sent);
      }
    },
    stillListed: async (signal) => {
      const gone = new Map(ledger.created().flatMap((item) => (item.isGone ? [[itemPath(item), item]] : [])));
      if (gone.size === 0 && refused.size === 0) return [];
      const left: Undecided[] = [];
      for await (const listed of shown(signal)) {
        const path = itemPath(listed);
        const source = gone.get(path) ?? refusedFor(listed);
        if (!source) continue;
        const deletion = deletionFor(contract, listed, overrides, filters);
        const curl = deletion ? `: ${formatCurl(target.baseUrl, deletion.request, deletion.operation)}` : '';
        const why = gone.has(path)
          ? 'was deleted and is still listed'
          : 'is listed, was in no list before, and is what a refused request asked for';
        left.push({ operation: source.by, case: source.case, reason: `${path} ${why}${curl}` });
      }
      return left;
    },
  };
}

/** A request that creates and was refused. */
interface RefusedCreation {
  by: string;
  case: string;
  /** In milliseconds since 1970. */
  sent: number;
  /** The paths of what it would have made. */
  items: string[];
  /** The members at the top of its body that are texts. */
  texts: [name: string, value: Json][];
  /** Whether one of them has a mark, so that nobody else can have made what is called so. */
  isMarked: boolean;
}
