import type { JsonObject } from '../../model/json.ts';

/** Members that hold the thing's own address. */
const OWN_URI = /^(self|href|url|uri|self_?link)$/i;

/** The thing with its own address where the documented answer shows one. */
export function withOwnUri(thing: JsonObject, shown: JsonObject, path: string): JsonObject {
  const names = Object.keys(thing).filter((name) => OWN_URI.test(name) && typeof shown[name] === 'string');
  return { ...thing, ...Object.fromEntries(names.map((name) => [name, inPlaceOf(String(shown[name]), path)])) };
}

/** An address in the form of another: on the same server where that names one. */
function inPlaceOf(address: string, path: string): string {
  const [origin = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(address) ?? [];
  return origin + path;
}
