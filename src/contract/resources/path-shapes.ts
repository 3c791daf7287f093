import { compileSegments } from '../../messages/path-template.ts';

/** A path with the names of its parameters left out, so that `/pets/{id}` and `/pets/{petId}` are the same. */
export function shapeOfPath(path: string): string {
  return path.replace(/\/$/, '').replace(/\{[^{}]*\}/g, '{}');
}

/** A path, and the run of segments at its end that are one parameter each. */
export interface ItemPath {
  /** `/repos` of `/repos/{owner}/{repo}`. */
  collection: string;
  item: string;
  /** The names of the parameters at the end, the last one last. */
  names: string[];
}

/**
 * The paths of things that a path runs through, the outermost first: `/shops/{shop}` and `/shops/{shop}/pets/{pet}`.
 * @param isCollection whether something is listed or created at a path, and things lie directly below it
 */
export function itemPaths(path: string, isCollection: (path: string) => boolean): ItemPath[] {
  const texts = path.replace(/\/$/, '').split('/').slice(1);
  const segments = compileSegments(`/${texts.join('/')}`);
  const found: ItemPath[] = [];
  let [names, collection]: [string[], string] = [[], ''];
  for (const [index, { pieces, names: own }] of segments.entries()) {
    const before = `/${texts.slice(0, index).join('/')}`;
    const at = `/${texts.slice(0, index + 1).join('/')}`;
    if (own.length !== 1 || pieces.join('') !== '') {
      [names, collection] = [[], at];
      continue;
    }
    // What is listed or created under a parameter makes that a part of the collection: `/items/{collection}`.
    if (names.length > 0 && isCollection(before)) [names, collection] = [[], before];
    names = [...names, ...own];
    const isLast = !/^\{[^{}]*\}$/.test(texts[index + 1] ?? '');
    if (collection !== '' && (isCollection(collection) || (isLast && !isCollection(at))))
      found.push({ collection, item: at, names });
  }
  return found;
}
