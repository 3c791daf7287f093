import type { Contract, Operation } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import type { Exchange, Response } from '../model/exchange.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { identify, resourcesOf, type Resource } from '../cases/sequences/created-resources.ts';
import { resolveLinks } from '../cases/sequences/links.ts';
import { readFields } from '../http/header-fields.ts';
import { readJson } from '../json/parse-json.ts';
import { isObject } from '../json/pointer.ts';
import { compileSegments } from '../messages/path-template.ts';
import type { Ledger } from './ledger.ts';

/** Notes in the ledger what exchanges tell of the things on the target. */
export interface Learner {
  learn(testCase: Case, exchange: Exchange): void;
  /** The operation that lists what another creates: what it shows before was not created by the run. */
  listing(operation: Operation): Operation | undefined;
}

/** Members of an answer that may name a thing, besides that of the path parameter's own name. */
const IDENTIFIERS = ['id', '_id', 'uuid', 'guid', 'uid', 'key', 'slug', 'name'];

/** @param baseUrl of the target, so that a URI can be read as a path of the contract */
export function createLearner(contract: Contract, baseUrl: string, ledger: Ledger): Learner {
  const resources = resourcesOf(contract, resolveLinks(contract).links);
  const listed = new Set<string>();

  function learnCreation(resource: Resource, testCase: Case, response: Response): void {
    const { inputs, request, operation } = testCase;
    const found = identify(contract, resource, { inputs, request, response }, baseUrl);
    if ('reason' in found) return;
    const item = { template: resource.path, params: found.path };
    const isProved =
      response.status === 201 || readFields(response.headers).has('location') || listed.has(pathOf(request.path));
    if (isProved) ledger.recordCreated({ ...item, by: operation.id, case: testCase.id });
  }

  function learnList(resource: Resource, testCase: Case, response: Response): void {
    const read = readJson(new TextDecoder().decode(response.body));
    if (!('value' in read) || read.value === undefined) return;
    const name = compileSegments(resource.path).at(-1)?.names.at(-1);
    if (name === undefined) return;
    const wanted = new Set([name.toLowerCase(), ...IDENTIFIERS]);
    for (const value of valuesOf(read.value, wanted))
      ledger.record({ template: resource.path, params: { ...testCase.inputs.path, [name]: value } }, 'listed');
    if (isWhole(read.value, response)) listed.add(pathOf(testCase.request.path));
  }

  return {
    learn: (testCase, { outcome }) => {
      if (!('response' in outcome)) return;
      const { operation, inputs } = testCase;
      const { response } = outcome;
      const isSuccess = response.status >= 200 && response.status < 300;
      const item = { template: operation.path, params: inputs.path };
      if (operation.method === 'DELETE' && (isSuccess || response.status === 404 || response.status === 410))
        ledger.recordGone(item);
      if (!isSuccess) return;
      for (const resource of resources) {
        if (resource.create === operation) learnCreation(resource, testCase, response);
        if (operation.method === 'GET' && resource.create.path === operation.path)
          learnList(resource, testCase, response);
        if (operation.method === 'GET' && resource.path === operation.path) ledger.record(item, 'listed');
      }
    },
    listing: (operation) =>
      resources.some(({ create }) => create === operation)
        ? contract.operations.find(({ method, path }) => method === 'GET' && path === operation.path)
        : undefined,
  };
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? target;
}

/** The texts and numbers under such names, at any depth. */
function valuesOf(value: Json, names: Set<string>): (string | number)[] {
  const found: (string | number)[] = [];
  const left: Json[] = [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (Array.isArray(next)) for (const item of next) left.push(item);
    if (typeof next === 'string' || typeof next === 'number') continue;
    if (!isObject(next)) continue;
    for (const [name, child] of Object.entries(next)) {
      if (names.has(name.toLowerCase()) && (typeof child === 'string' || typeof child === 'number')) found.push(child);
      if (typeof child === 'object' && child !== null) left.push(child);
    }
  }
  return found;
}

/** Whether a list says nothing of further pages: what it does not show is then not there. */
function isWhole(value: Json, response: Response): boolean {
  if (/rel="?next"?/i.test(readFields(response.headers).get('link') ?? '')) return false;
  if (!isObject(value)) return Array.isArray(value);
  const lists = Object.values(value).filter((child): child is Json[] => Array.isArray(child));
  const members: JsonObject = {
    ...value,
    ...(isObject(value['meta']) && value['meta']),
    ...(isObject(value['links']) && value['links']),
  };
  const isMore = Object.entries(members).some(
    ([name, child]) =>
      (/^(next|next_?page|next_?cursor|has_?more|cursor)/i.test(name) &&
        child !== null &&
        child !== false &&
        child !== '') ||
      (/^(total|total_?count|count)$/i.test(name) &&
        typeof child === 'number' &&
        lists.some((list) => list.length < child)),
  );
  return lists.length > 0 && !isMore;
}
