import type { Contract, Json, Operation } from '../model.ts';
import { isObject, joinPointer, parentPointer, valueAt } from './pointer.ts';

/** The paths of the servers that an operation has: its own, its path's or the contract's (OpenAPI 3.1 §4.8.5). */
export function basePaths({ document }: Contract, { pointer }: Operation): string[] {
  const places = [pointer, parentPointer(pointer), '#'].map((at) => valueAt(document, joinPointer(at, 'servers')));
  const servers = places.find((value) => Array.isArray(value) && value.length > 0);
  return Array.isArray(servers) ? [...new Set(servers.map(basePath))].filter((path) => path !== '') : [];
}

/** The path of a server's URL, its variables at their defaults, without a slash at its end. */
function basePath(server: Json): string {
  if (!isObject(server) || typeof server['url'] !== 'string') return '';
  const variables = isObject(server['variables']) ? server['variables'] : {};
  const url = server['url'].replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const variable = variables[name];
    return isObject(variable) ? String(variable['default'] ?? '') : '';
  });
  try {
    return new URL(url, 'http://localhost/').pathname.replace(/\/+$/, '');
  } catch {
    return '';
  }
}
