import type { Request } from '../../model/exchange.ts';

/** Tells requests apart that were made before. Of each it keeps a number of 52 bits, so that a million take some 16 MB. */
export interface SeenRequests {
  /** Notes a request, and says whether it is new. Of a million requests, one in ten thousand runs takes one for another. */
  add(request: Request): boolean;
  /** Whether a request was noted. */
  has(request: Request): boolean;
}

export function createSeenRequests(): SeenRequests {
  // Open addressing; a zero is a free place.
  let places = new Float64Array(64);
  let size = 0;

  function placeOf(all: Float64Array, key: number): number {
    let place = key % all.length;
    while (all[place] !== 0 && all[place] !== key) place = (place + 1) % all.length;
    return place;
  }

  function grow(): void {
    const larger = new Float64Array(places.length * 2);
    for (const key of places) if (key !== 0) larger[placeOf(larger, key)] = key;
    places = larger;
  }

  return {
    add: (request) => {
      const key = keyOf(request);
      const place = placeOf(places, key);
      if (places[place] === key) return false;
      places[place] = key;
      size += 1;
      if (size * 2 > places.length) grow();
      return true;
    },
    has: (request) => {
      const key = keyOf(request);
      return places[placeOf(places, key)] === key;
    },
  };
}

/** A number from 1 on that equal requests share, and hardly any others (two hashes like FNV-1a, of 26 bits each). */
function keyOf({ method, path, headers, body }: Request): number {
  let [one, other] = [0x811c9dc5, 0x9e3779b9];
  const mix = (code: number): void => {
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code, 0x85ebca6b);
    other ^= other >>> 13;
  };
  // What ends a text stands in no text.
  const mixText = (text: string): void => {
    for (let at = 0; at < text.length; at += 1) mix(text.charCodeAt(at));
    mix(0x1_0000);
  };
  mixText(method);
  mixText(path);
  for (const [name, value] of headers) {
    mixText(name);
    mixText(value);
  }
  if (body) {
    mix(0x1_0001);
    for (const byte of body) mix(byte);
  }
  return (one >>> 6) * 0x400_0000 + (other >>> 6) || 1;
}
