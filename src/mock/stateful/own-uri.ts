import type { Json, JsonObject } from '../../model/json.ts';
import { asSegment } from './addresses.ts';

/** Where a new thing is. */
export interface Whereabouts {
  /** The identifier that the documented answer has. */
  shownId: Json | undefined;
  id: Json;
  /** The thing's path on this server. */
  path: string;
}

/** Members that hold the thing's own address. */
const OWN_URI = /^(self|href|url|uri|self_?link)$/i;

/** The thing with its own address where the documented answer shows one. */
export function withOwnUri(thing: JsonObject, shown: JsonObject, where: Whereabouts): JsonObject {
  const names = Object.keys(thing).filter((name) => OWN_URI.test(name) && typeof shown[name] === 'string');
  return { ...thing, ...Object.fromEntries(names.map((name) => [name, ownUri(String(shown[name]), where)])) };
}

/** A documented address with the new identifier in it; one that names no identifier gives way to the path on this server. */
export function ownUri(documented: string, { shownId, id, path }: Whereabouts): string {
  const segments = documented.split('/');
  const at = segments.findLastIndex((segment) => shownId !== undefined && segment === asSegment(shownId));
  if (at >= 0) return segments.with(at, asSegment(id)).join('/');
  const [origin = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(documented) ?? [];
  return origin + path;
}
