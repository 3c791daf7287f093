import type { Contract, Operation } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isObject, joinPointer, lastToken, parentPointer, valueAt } from '../json/pointer.ts';

/**
 * The URLs of an operation's servers, with the defaults of their variables. An operation has servers of its own, else those
 * of its path, else those of the contract (OpenAPI 3.1 §4.8.5).
 */
export function serverUrls(contract: Contract, operation: Operation): string[] {
  return serversOf(contract, operation).flatMap((server) => urlsOf(server).slice(0, 1));
}

/** The path of an operation's first server, its variables at their defaults, without a slash at its end: `/v2`, or nothing. */
export function defaultBasePath(contract: Contract, operation: Operation): string {
  return pathOfUrl(serverUrls(contract, operation)[0] ?? '');
}

/** The paths of an operation's servers, without a slash at the end, for each value of variables that have an `enum`. */
export function basePaths(contract: Contract, operation: Operation): string[] {
  return [...new Set(serversOf(contract, operation).flatMap(urlsOf).map(pathOfUrl))].filter((path) => path !== '');
}

function serversOf({ document }: Contract, { pointer }: Operation): Json[] {
  const places = [pointer, pathItemOf(pointer), '#'].map((at) => valueAt(document, joinPointer(at, 'servers')));
  return places.find((value): value is Json[] => Array.isArray(value) && value.length > 0) ?? [];
}

/** Operations of other methods stand one level deeper (OpenAPI 3.2, additionalOperations). */
function pathItemOf(operation: Pointer): Pointer {
  const parent = parentPointer(operation);
  return lastToken(parent) === 'additionalOperations' ? parentPointer(parent) : parent;
}

/** The most URLs that one server may expand to: their number is the product of its enumerations. */
const URLS_LIMIT = 100;

/** The URLs of a server for each value of its variables, the one with all defaults first (OpenAPI 3.1 §4.8.6). */
function urlsOf(server: Json): string[] {
  if (!isObject(server) || typeof server['url'] !== 'string') return [];
  const variables = isObject(server['variables']) ? server['variables'] : {};
  let urls = [''];
  for (const [index, part] of server['url'].split(/\{([^{}]+)\}/).entries()) {
    const texts = index % 2 === 0 ? [part] : valuesOf(variables, part);
    urls = urls.flatMap((url) => texts.map((text) => url + text)).slice(0, URLS_LIMIT);
  }
  return urls;
}

function valuesOf(variables: JsonObject, name: string): string[] {
  const variable = variables[name];
  if (!isObject(variable)) return [''];
  const listed = Array.isArray(variable['enum']) ? variable['enum'].map(String) : [];
  return [...new Set([String(variable['default'] ?? ''), ...listed])];
}

function pathOfUrl(url: string): string {
  try {
    return new URL(url, 'http://localhost/').pathname.replace(/\/+$/, '');
  } catch {
    return '';
  }
}
