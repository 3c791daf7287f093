import type { JsonObject } from '../../model/json.ts';
import { compileSegments, namesIn } from '../../messages/path-template.ts';

const FORMAT = /(?<=[^/])\.(?:json|xml)$/;

/** The format at the end of a path, as `.json`; empty where it has none. */
export function formatAtEnd(path: string): string {
  return FORMAT.exec(path)?.[0] ?? '';
}

/** A path without the format at its end: `/pets/{id}` of `/pets/{id}.json`, below which `/pets/{id}/photos.json` lies. */
export function withoutFormat(path: string): string {
  return path.replace(/\/$/, '').replace(FORMAT, '');
}

/** A path with the names of its parameters left out, so that `/pets/{id}` and `/pets/{petId}` are the same. */
export function shapeOfPath(path: string): string {
  return withoutFormat(path).replace(/\{[^{}]*\}/g, '{}');
}

/** Whether a path is another one, or goes on from it, whatever its parameters are called. */
export function isAtOrBelow(path: string, above: string | undefined): boolean {
  return above !== undefined && `${shapeOfPath(path)}/`.startsWith(`${shapeOfPath(above)}/`);
}

/** A path, and the run of segments at its end that are one parameter each. */
export interface ItemPath {
  /** `/repos` of `/repos/{owner}/{repo}`. */
  collection: string;
  item: string;
  /** The names of the parameters at the end, the last one last. */
  names: string[];
}

/** What stands at a path that ends in a parameter and goes on with another one: `/tags/{type}` of `/tags/{type}/{value}`. */
export type Middle = 'thing' | 'collection' | 'part';

/**
 * The paths of things that a path runs through, the outermost first: `/shops/{shop}` and `/shops/{shop}/pets/{pet}`.
 * @param middleAt what stands at a path that goes on with a parameter in this document; undefined where none goes on so
 */
export function itemPaths(path: string, middleAt: (path: string) => Middle | undefined): ItemPath[] {
  const texts = withoutFormat(path).split('/').slice(1);
  const segments = compileSegments(`/${texts.join('/')}`);
  const found: ItemPath[] = [];
  let [names, collection]: [string[], string] = [[], ''];
  for (const [index, { pieces, names: own }] of segments.entries()) {
    const at = `/${texts.slice(0, index + 1).join('/')}`;
    if (own.length !== 1 || pieces.join('') !== '') {
      [names, collection] = [[], at];
      continue;
    }
    names = [...names, ...own];
    const middle = middleAt(at);
    if (collection !== '' && (middle === undefined || middle === 'thing')) found.push({ collection, item: at, names });
    // What is created under a parameter makes that a part of the collection: `/items/{collection}`.
    if (middle === 'thing' || middle === 'collection') [names, collection] = [[], at];
  }
  return found;
}

/** The same values under the names that another path of the same shape has for them. */
export function renamed(values: JsonObject, from: string, to = from): JsonObject {
  const old = namesIn(from);
  const names = namesIn(to);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [names[old.indexOf(name)] ?? name, value]));
}
