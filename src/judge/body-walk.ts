/*
 * One pass over a body, in place of one for each question: which of its values are secret, which clauses it could have violated, and
 * whether it has a member that nobody documents or that is only sent. What is asked at a place follows from the schemas that apply there,
 * and is remembered with them.
 */
import type { Contract, MediaType } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { hasMarks, secrecyOf, type Above, type Secrecy } from '../contract/secrets.ts';
import { isObject } from '../json/pointer.ts';
import {
  applicable,
  applicableBelow,
  describesMember,
  isUnconditionalBelow,
  longestPrefix,
  type Subschema,
} from '../schema/subschemas.ts';
import { shownOf, type ShownBelow } from './checks/undocumented-field.ts';
import { MAX_DEPTH, MAX_ITEMS } from './source-coverage.ts';

/** What bodies come to. */
export interface Walked {
  /** The secret values, in their order. */
  secrets: string[];
  /** What will take the clauses; undefined where nobody asks for them. */
  touched: Set<Pointer> | undefined;
  /** The places whose clauses it does not have yet. */
  fresh: Touchable[];
}

/** What has clauses that are added to others once. */
export interface Touchable {
  clauses: readonly Pointer[];
  /** What took these clauses last. */
  touchedIn: Set<Pointer> | undefined;
}

/** Adds the clauses of what was gone over. */
export function touchFresh({ fresh, touched }: Walked): void {
  if (!touched) return;
  for (const one of fresh) {
    for (const clause of one.clauses) touched.add(clause);
    one.touchedIn = touched;
  }
}

/** Goes over bodies of one place in a contract. @returns false if the body has to be looked at in full */
export type BodyWalk = (body: Json, into: Walked) => boolean;

/** A target chooses its values: what is remembered is bounded. */
const MOST_SPOTS = 20_000;
const MOST_NAMES = 1_000;
const MOST_LISTS = 50;
/** The longest body that is gone over, in values. */
const MOST_VALUES = 10_000;

/** What is known of the values at one place, to which the same schemas apply. */
interface Spot extends Secrecy, Touchable {
  schemas: Subschema[];
  /** Whether they, or what is below them, say anything of secrets. */
  isMarking: boolean;
  isWriteOnly: boolean;
  /** The values of the documented examples here; undefined where members need not be documented. */
  shown: Json[] | undefined;
  /** Where members are described, if they are. */
  hasOwner: boolean;
  members: Map<string, Below>;
  items: Below[];
  longestPrefix: number;
}

/** A member or the items of a spot. */
interface Below {
  isDocumented: boolean;
  shown: Json[] | undefined;
  name: string | undefined;
  above: Above;
  /** Whatever the value is. */
  always: Spot | undefined;
  spots: Map<Subschema[], Spot>;
}

/**
 * @param schema of the body, if there is one
 * @param media of an answer: its members have to be documented
 */
export function createBodyWalk(contract: Contract, schema: Pointer | undefined, media?: MediaType): BodyWalk {
  const roots = new Map<Subschema[], Spot>();
  const examples = media && shownOf(media);
  const shownBelow: ShownBelow = examples?.shownBelow ?? (() => []);
  const isMarking = schema !== undefined && hasMarks(contract, schema);
  let count = 0;
  let visited = 0;

  function spotOf(
    schemas: Subschema[],
    { name, above, shown }: Pick<Below, 'name' | 'above' | 'shown'>,
    isMarked: boolean,
  ): Spot {
    count += 1;
    return {
      ...secrecyOf(isMarked ? schemas : [], name, above),
      schemas,
      isMarking: isMarked,
      isWriteOnly: schemas.some((one) => one.schema['writeOnly'] === true),
      shown,
      clauses: schemas.flatMap(({ pointer, schema: { if: condition } }) =>
        condition === undefined ? [pointer] : [pointer, `${pointer}/if`],
      ),
      touchedIn: undefined,
      hasOwner: schemas.some((one) => isObject(one.schema['properties'])),
      ...{ members: new Map(), items: [], longestPrefix: longestPrefix(schemas) },
    };
  }

  function memberOf(spot: Spot, name: string): Below | undefined {
    if (spot.members.size >= MOST_NAMES || count >= MOST_SPOTS) return undefined;
    const shown = spot.shown && shownBelow(spot.shown, name);
    const below: Below = {
      isDocumented:
        shown === undefined ||
        shown.length > 0 ||
        !spot.hasOwner ||
        spot.schemas.some((subschema) => describesMember(subschema, name)),
      ...{ shown, name, above: spot.object, always: undefined, spots: new Map() },
    };
    spot.members.set(name, below);
    return below;
  }

  function itemOf(spot: Spot, index: number): Below {
    const shown = spot.shown && shownBelow(spot.shown, String(index));
    const below: Below = {
      ...{ isDocumented: true, shown, name: undefined, above: spot.list, always: undefined, spots: new Map() },
    };
    spot.items[index] = below;
    return below;
  }

  function spotBelow(spot: Spot, below: Below, value: Json, token: string): Spot | undefined {
    const schemas = applicableBelow(contract, spot.schemas, value, token);
    const known = below.spots.get(schemas);
    if (known) return known;
    if (below.spots.size >= MOST_LISTS || count >= MOST_SPOTS) return undefined;
    const isMarked = spot.isMarking && schemas.some(({ pointer }) => hasMarks(contract, pointer));
    const found = spotOf(schemas, below, isMarked);
    below.spots.set(schemas, found);
    if (isUnconditionalBelow(contract, spot.schemas, value, token)) below.always = found;
    return found;
  }

  /** @param isLookedAt whether it is more than a value that may hold secrets: not behind the first items of a list */
  function visit(spot: Spot, value: Json, into: Walked, isLookedAt: boolean, depth: number): boolean {
    if (isLookedAt && into.touched && spot.touchedIn !== into.touched) into.fresh.push(spot);
    if (typeof value === 'string') {
      if (spot.text) into.secrets.push(value);
      return true;
    }
    if (typeof value === 'number') {
      if (spot.number) into.secrets.push(String(value));
      return true;
    }
    if (typeof value !== 'object' || value === null) return true;
    if (depth > MAX_DEPTH) return false;
    if (Array.isArray(value)) {
      if ((visited += value.length) > MOST_VALUES) return false;
      for (let index = 0; index < value.length; index += 1) {
        const key = Math.min(index, spot.longestPrefix);
        const below = spot.items[key] ?? itemOf(spot, key);
        const inner = below.always ?? spotBelow(spot, below, value, String(index));
        if (!inner || !visit(inner, value[index] ?? null, into, isLookedAt && index < MAX_ITEMS, depth + 1))
          return false;
      }
      return true;
    }
    const names = Object.keys(value);
    if ((visited += names.length) > MOST_VALUES) return false;
    for (const name of names) {
      const below = spot.members.get(name) ?? memberOf(spot, name);
      if (!below || (isLookedAt && !below.isDocumented)) return false;
      const inner = below.always ?? spotBelow(spot, below, value, name);
      if (!inner || (isLookedAt && inner.isWriteOnly && media)) return false;
      if (!visit(inner, value[name] ?? null, into, isLookedAt, depth + 1)) return false;
    }
    return true;
  }

  return (body, into) => {
    const found = schema === undefined ? NONE : applicable(contract, schema, body);
    const schemas = found.length === 0 ? NONE : found;
    let root = roots.get(schemas);
    if (!root) {
      if (roots.size >= MOST_LISTS) return false;
      const shown = examples?.shown;
      root = { ...spotOf(schemas, { name: undefined, above: 'nothing', shown }, isMarking), ...AT_THE_ROOT };
      roots.set(schemas, root);
    }
    visited = 0;
    return visit(root, body, into, true, 0);
  };
}

const NONE: Subschema[] = [];

/** Only members and items are secret by themselves. */
const AT_THE_ROOT: Secrecy = { text: false, number: false, object: 'nothing', list: 'nothing' };
