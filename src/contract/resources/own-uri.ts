import type { Pointer } from '../../model/json.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';

/** Members of an answer that hold the thing's own URI. */
const OWN_URI = /^#\/((links|_links)\/)?(self(\/href)?|href|url|uri|location|self_?link)$/i;

/** Where an answer has the URI of the thing that it is about. */
export function uriPlaces(value: unknown): Pointer[] {
  if (!isObject(value)) return [];
  const inner = Object.entries(value).flatMap(([name, child]) =>
    isObject(child)
      ? Object.entries(child).flatMap(([below, deeper]) => [
          joinPointer('#', name, below),
          ...(isObject(deeper) ? Object.keys(deeper).map((last) => joinPointer('#', name, below, last)) : []),
        ])
      : [],
  );
  return [...Object.keys(value).map((name) => joinPointer('#', name)), ...inner].filter((at) => OWN_URI.test(at));
}
