import type { Contract, MediaType } from '../../model/contract.ts';
import type { Violation } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import { applicable, applicableBelow, describesMember, type Subschema } from '../../schema/subschemas.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import type { Check } from '../judgement.ts';
import { MAX_ITEMS } from '../source-coverage.ts';

/** The most reported fields of one response. */
const AT_MOST = 10;

/** Fields that the contract does not mention: allowed, and worth knowing. */
export const undocumentedField: Check = {
  id: 'undocumented-field',
  title: 'The body has no field that the contract does not speak of (a note).',
  rests: { kind: 'inference', because: 'what a contract does not speak of is not forbidden' },
  each: ({ contract, media, response, expect }) => {
    // A server may send back the undocumented fields of a generated request.
    const isEcho = expect.kind === 'accepted' && expect.mayNormalize === true;
    if (!media?.schema || response.json === undefined || isEcho) return [];
    const found: Violation[] = [];
    const place = { at: '#', ...shownOf(media) };
    visit(contract, applicable(contract, media.schema, response.json), response.json, place, found);
    return found;
  },
};

/** A place in the body, and the values of the documented examples there. */
interface Place {
  at: string;
  shown: Json[];
  shownBelow: ShownBelow;
}

function visit(contract: Contract, schemas: Subschema[], value: Json, place: Place, found: Violation[]): void {
  const { at, shown, shownBelow } = place;
  if (typeof value !== 'object' || value === null) return;
  const owner = schemas.find(({ schema }) => isObject(schema['properties']));
  // Only the first items of an array are searched.
  const names = Array.isArray(value) ? Object.keys(value.slice(0, MAX_ITEMS)) : Object.keys(value);
  for (const name of names) {
    if (found.length >= AT_MOST) return;
    const below = shownBelow(shown, name);
    const own = { at: joinPointer(at, name), shown: below, shownBelow };
    const known =
      below.length > 0 ||
      Array.isArray(value) ||
      !owner ||
      schemas.some((subschema) => describesMember(subschema, name));
    if (known)
      visit(
        contract,
        applicableBelow(contract, schemas, value, name),
        (value as { [name: string]: Json })[name] ?? null,
        own,
        found,
      );
    else
      found.push({
        severity: 'note',
        clause: owner.pointer,
        at: `body${own.at}`,
        message: `answers with ${show(name)}, which the contract does not speak of`,
        expected: 'nothing',
        actual: show(value[name]),
      });
  }
}

export type ShownBelow = (shown: Json[], name: string) => Json[];

const shownIn = new WeakMap<MediaType, Omit<Place, 'at'>>();

/** The documented examples of a media type, and what they show below a place. */
export function shownOf(media: MediaType): Omit<Place, 'at'> {
  let known = shownIn.get(media);
  if (!known) {
    known = { shown: [...media.examples.values()].map(({ value }) => value), shownBelow: createShownBelow() };
    shownIn.set(media, known);
  }
  return known;
}

/** The examples' values of a member; an item of an array may have what any item of the examples has. Cached: there may be millions. */
function createShownBelow(): ShownBelow {
  const known = new Map<Json[], Map<string, Json[]>>();
  const items = new Map<Json[], Json[]>();
  return (shown, name) => {
    if (shown.length === 0) return shown;
    if (shown.every((value) => Array.isArray(value))) {
      const all = items.get(shown) ?? shown.flat();
      items.set(shown, all);
      return all;
    }
    const members = known.get(shown) ?? new Map<string, Json[]>();
    known.set(shown, members);
    const before = members.get(name);
    if (before) return before;
    const below = shown.flatMap((value) => belowOf(value, name));
    // A target chooses the names of what no example shows.
    if (below.length > 0) members.set(name, below);
    return below;
  };
}

function belowOf(value: Json, name: string): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) && Object.hasOwn(value, name) ? [value[name] as Json] : [];
}
