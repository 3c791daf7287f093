import type { Json, Pointer } from '../model.ts';
import { originValue, render, type Scene } from '../binding/render.ts';
import { isObject, parentPointer } from '../contract/pointer.ts';
import type { Fresh } from './fresh.ts';
import type { Hole, Part } from './parts.ts';

/**
 * What becomes of a hole: filled or else left out, filled or else by default, its members one by one,
 * or the documented value whatever was sent.
 */
export type Choice = 'sent' | 'default' | 'apart' | 'documented';

/** What one answer is made from. */
export interface Filling {
  scene: Scene;
  fresh: Fresh;
  /** Percent-encodes a value for a URI, as it was sent where it was. */
  encode: (text: string) => string;
  /** By place; a hole without one is `sent`. */
  choices: ReadonlyMap<Pointer, Choice>;
}

/** A body as it was made, and the holes that were left out of it, as nothing was sent for them. */
export interface Filled {
  body: Json | undefined;
  filled: Hole[];
  omitted: Hole[];
}

/** Makes a body: what draws on the request first, what draws on the response itself when that is there. */
export function fillBody(part: Part, filling: Filling): Filled {
  const result: Filled = { body: undefined, filled: [], omitted: [] };
  const late: (() => void)[] = [];
  const make = (at: Part, put: (value: Json) => void): Json | undefined => {
    if (at.kind === 'fixed') return at.value;
    if (at.kind === 'fresh') return at.make(filling.fresh);
    if (at.kind === 'object') return makeObject(at);
    if (at.kind === 'array') return makeArray(at);
    if (at.apart && filling.choices.get(at.place) === 'apart') return make(at.apart, put);
    if (at.late) late.push(() => put(lateValue(at, { ...filling, scene: { ...filling.scene, response: result.body } })));
    const value = at.late ? standIn(at, filling.fresh) : holeValue(at, filling);
    (value === undefined ? result.omitted : result.filled).push(at);
    return value;
  };
  const makeObject = (at: Part & { kind: 'object' }): Json | undefined => {
    const object: { [name: string]: Json } = {};
    let some = false;
    for (const [name, member] of at.members) {
      const value = make(member, (later) => (object[name] = later));
      if (value === undefined) continue;
      object[name] = value;
      some = true;
    }
    return some || at.place === '#' || at.members.some(([, member]) => stoodInSent(member, filling.scene)) ? object : undefined;
  };
  const makeArray = ({ items }: Part & { kind: 'array' }): Json => {
    const array: Json[] = [];
    for (const item of items) {
      const index = array.length;
      const value = make(item, (later) => (array[index] = later));
      if (value !== undefined) array.push(value);
    }
    return array;
  };
  result.body = make(part, (value) => (result.body = value));
  late.forEach((put) => put());
  return result;
}

/** The value of a hole, or undefined where nothing was sent for it. */
export function holeValue(hole: Hole, { scene, encode, choices, fresh }: Filling): Json | undefined {
  const choice = choices.get(hole.place) ?? 'sent';
  if (choice === 'documented') return standIn(hole, fresh);
  const value = render(hole.template, scene, hole.uri ? encode : undefined);
  if (value !== undefined) return arrange(value, hole.documented);
  return choice === 'default' ? hole.byDefault : undefined;
}

/** The value of a hole that draws on the response; where it has nothing to draw on, the documented one. */
export function lateValue(hole: Hole, filling: Filling): Json {
  return holeValue(hole, filling) ?? standIn(hole, filling.fresh);
}

function standIn(hole: Hole, fresh: Fresh): Json {
  return hole.fresh?.(fresh) ?? hole.documented;
}

/** Whether the request has what the member's origin was to stand in, so that an object without members says something. */
function stoodInSent(part: Part, scene: Scene): boolean {
  const origin = part.kind === 'hole' ? part.template.find((piece) => typeof piece !== 'string') : undefined;
  return origin?.in === 'body' && isObject(originValue({ in: 'body', pointer: parentPointer(origin.pointer) }, scene));
}

/** An object with its members in the documented order, those that the document does not show behind them. */
function arrange(value: Json, documented: Json): Json {
  if (!isObject(value) || !isObject(documented)) return value;
  const names = [
    ...Object.keys(documented).filter((name) => Object.hasOwn(value, name)),
    ...Object.keys(value).filter((name) => !Object.hasOwn(documented, name)),
  ];
  return Object.fromEntries(names.map((name) => [name, arrange(value[name] as Json, documented[name] as Json)]));
}
