import type { Contract, Json, Operation } from '../model.ts';
import { isObject, joinPointer, parentPointer, valueAt } from './pointer.ts';

/** The URLs of the servers that an operation has, their variables at their defaults: its own, its path's or the contract's (OpenAPI 3.1 §4.8.5). */
export function serverUrls({ document }: Contract, { pointer }: Operation): string[] {
  const places = [pointer, parentPointer(pointer), '#'].map((at) => valueAt(document, joinPointer(at, 'servers')));
  const servers = places.find((value) => Array.isArray(value) && value.length > 0);
  return Array.isArray(servers) ? servers.flatMap(serverUrl) : [];
}

/** The paths of an operation's servers, each without a slash at its end. */
export function basePaths(contract: Contract, operation: Operation): string[] {
  return [...new Set(serverUrls(contract, operation).map(pathOfUrl))].filter((path) => path !== '');
}

function serverUrl(server: Json): string[] {
  if (!isObject(server) || typeof server['url'] !== 'string') return [];
  const variables = isObject(server['variables']) ? server['variables'] : {};
  const url = server['url'].replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = variables[name];
    return isObject(variable) ? String(variable['default'] ?? '') : '';
  });
  return [url];
}

function pathOfUrl(url: string): string {
  try {
    return new URL(url, 'http://localhost/').pathname.replace(/\/+$/, '');
  } catch {
    return '';
  }
}
