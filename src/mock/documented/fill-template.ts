import type { RequestValues } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { originValue, render, type Scene } from '../../bindings/render.ts';
import { isObject, parentPointer } from '../../json/pointer.ts';
import type { GeneratedValues } from './generated-values.ts';
import type { Placeholder, TemplateNode } from './body-template.ts';

/**
 * What becomes of a hole: filled or else left out, filled or else by default, its members one by one,
 * or the documented value whatever was sent.
 */
export type Choice = 'sent' | 'default' | 'apart' | 'documented';

/** What one answer is made from. */
export interface RenderContext {
  /** Its `response` is there once the body is, but for what draws on the body itself. */
  scene: Scene;
  fresh: GeneratedValues;
  /** Percent-encodes a value for a URI, as it was sent where it was. */
  encode: (text: string) => string;
  /** By place; a hole without one is `sent`. */
  choices: Map<Pointer, Choice>;
}

export function createRenderContext(
  inputs: RequestValues,
  generated: GeneratedValues,
  encode: RenderContext['encode'],
): RenderContext {
  return { scene: { inputs, response: undefined }, fresh: generated, encode, choices: new Map() };
}

/** A body as it was made, and the holes that were left out of it, as nothing was sent for them. */
export interface Filled {
  body: Json | undefined;
  filled: Placeholder[];
  omitted: Placeholder[];
}

/** What is being made: the holes met so far, and those that wait for the rest of the body, with where they belong. */
interface Work extends Filled {
  filling: RenderContext;
  late: { hole: Placeholder; into: Json; at: string | number }[];
}

/** Makes a body: what draws on the request first, what draws on the response itself when that is there. */
export function fillBody(part: TemplateNode, context: RenderContext): Filled {
  const work: Work = { body: undefined, filled: [], omitted: [], filling: context, late: [] };
  // The body is a member itself while it is made, so that a hole may stand in its place.
  const top: { body: Json } = { body: null };
  work.body = make(part, work, top, 'body');
  context.scene.response = work.body;
  for (const { hole: placeholder, into, at } of work.late) {
    const value = lateValue(placeholder, context);
    (into as { [name: string | number]: Json })[at] = value;
    if (into === top) work.body = value;
  }
  return work;
}

/** The value of a part; `into` and `at` say what it becomes a member of. */
function make(part: TemplateNode, work: Work, into: Json, at: string | number): Json | undefined {
  if (part.kind === 'fixed') return part.value;
  if (part.kind === 'fresh') return work.filling.fresh.make(part.make);
  if (part.kind === 'object') return makeObject(part, work);
  if (part.kind === 'array') return makeArray(part, work);
  if (part.byMember && work.filling.choices.get(part.place) === 'apart') return make(part.byMember, work, into, at);
  if (part.late) work.late.push({ hole: part, into, at });
  const value = part.late ? standIn(part, work.filling.fresh) : holeValue(part, work.filling);
  (value === undefined ? work.omitted : work.filled).push(part);
  return value;
}

function makeObject({ members, place }: TemplateNode & { kind: 'object' }, work: Work): Json | undefined {
  const object: { [name: string]: Json } = {};
  let some = false;
  for (const [name, member] of members) {
    const value = make(member, work, object, name);
    if (value === undefined) continue;
    object[name] = value;
    some = true;
  }
  return some || place === '#' || members.some(([, member]) => stoodInSent(member, work.filling.scene))
    ? object
    : undefined;
}

function makeArray({ items }: TemplateNode & { kind: 'array' }, work: Work): Json {
  const array: Json[] = [];
  for (const item of items) {
    const value = make(item, work, array, array.length);
    if (value !== undefined) array.push(value);
  }
  return array;
}

/** The value of a hole, or undefined where nothing was sent for it. */
export function holeValue(
  placeholder: Placeholder,
  { scene, encode, choices, fresh: generated }: RenderContext,
): Json | undefined {
  const choice = choices.get(placeholder.place) ?? 'sent';
  if (choice === 'documented') return standIn(placeholder, generated);
  const value = render(placeholder.template, scene, placeholder.uri ? encode : undefined);
  if (value !== undefined) return arrange(value, placeholder.documented);
  return choice === 'default' ? placeholder.byDefault : undefined;
}

/** The value of a hole that draws on the response; where it has nothing to draw on, the documented one. */
export function lateValue(placeholder: Placeholder, context: RenderContext): Json {
  return holeValue(placeholder, context) ?? standIn(placeholder, context.fresh);
}

function standIn(placeholder: Placeholder, generated: GeneratedValues): Json {
  return placeholder.fresh ? generated.make(placeholder.fresh) : placeholder.documented;
}

/** Whether the request has what the member's origin was to stand in, so that an object without members says something. */
function stoodInSent(part: TemplateNode, scene: Scene): boolean {
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
