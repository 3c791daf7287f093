import type { RequestValues } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { originValue, render, type RenderScope } from '../../bindings/render.ts';
import { isObject, parentPointer } from '../../json/pointer.ts';
import type { GeneratedValues } from './generated-values.ts';
import type { Placeholder, TemplateNode } from './body-template.ts';

/**
 * What becomes of a placeholder: filled or else left out, filled or else by default, its members one by one,
 * or the documented value whatever was sent.
 */
export type Choice = 'sent' | 'default' | 'by member' | 'documented';

/** What one answer is made from. */
export interface RenderContext {
  /** Its `response` is there once the body is, but for what draws on the body itself. */
  scene: RenderScope;
  generated: GeneratedValues;
  /** Percent-encodes a value for a URI, as it was sent where it was. */
  encode: (text: string) => string;
  /** By place; a placeholder without one is `sent`. */
  choices: Map<Pointer, Choice>;
}

export function createRenderContext(
  inputs: RequestValues,
  generated: GeneratedValues,
  encode: RenderContext['encode'],
): RenderContext {
  return { scene: { inputs, response: undefined }, generated, encode, choices: new Map() };
}

/** A body as it was made, and the placeholders that were left out of it, as nothing was sent for them. */
export interface Filled {
  body: Json | undefined;
  filled: Placeholder[];
  omitted: Placeholder[];
}

/** What is being made: the placeholders met so far, and those that wait for the rest of the body, with where they belong. */
interface FillState extends Filled {
  context: RenderContext;
  late: { placeholder: Placeholder; into: Json; at: string | number }[];
}

/** Makes a body: what draws on the request first, what draws on the response itself when that is there. */
export function fillBody(node: TemplateNode, context: RenderContext): Filled {
  const state: FillState = { body: undefined, filled: [], omitted: [], context, late: [] };
  // The body is a member itself while it is made, so that a placeholder may stand in its place.
  const top: { body: Json } = { body: null };
  state.body = make(node, state, top, 'body');
  context.scene.response = state.body;
  for (const { placeholder, into, at } of state.late) {
    const value = lateValue(placeholder, context);
    (into as { [name: string | number]: Json })[at] = value;
    if (into === top) state.body = value;
  }
  return state;
}

/** The value of a node; `into` and `at` say what it becomes a member of. */
function make(node: TemplateNode, state: FillState, into: Json, at: string | number): Json | undefined {
  if (node.kind === 'fixed') return node.value;
  if (node.kind === 'generated') return state.context.generated.make(node.make);
  if (node.kind === 'object') return makeObject(node, state);
  if (node.kind === 'array') return makeArray(node, state);
  if (node.byMember && state.context.choices.get(node.place) === 'by member')
    return make(node.byMember, state, into, at);
  if (node.late) state.late.push({ placeholder: node, into, at });
  const value = node.late ? documentedValue(node, state.context.generated) : placeholderValue(node, state.context);
  (value === undefined ? state.omitted : state.filled).push(node);
  return value;
}

function makeObject({ members, place }: TemplateNode & { kind: 'object' }, state: FillState): Json | undefined {
  const object: { [name: string]: Json } = {};
  let some = false;
  for (const [name, member] of members) {
    const value = make(member, state, object, name);
    if (value === undefined) continue;
    object[name] = value;
    some = true;
  }
  return some || place === '#' || members.some(([, member]) => isParentSent(member, state.context.scene))
    ? object
    : undefined;
}

function makeArray({ items }: TemplateNode & { kind: 'array' }, state: FillState): Json {
  const array: Json[] = [];
  for (const item of items) {
    const value = make(item, state, array, array.length);
    if (value !== undefined) array.push(value);
  }
  return array;
}

/** The value of a placeholder, or undefined where nothing was sent for it. */
export function placeholderValue(
  placeholder: Placeholder,
  { scene, encode, choices, generated }: RenderContext,
): Json | undefined {
  const choice = choices.get(placeholder.place) ?? 'sent';
  if (choice === 'documented') return documentedValue(placeholder, generated);
  const value = render(placeholder.template, scene, placeholder.uri ? encode : undefined);
  if (value !== undefined) return inDocumentedOrder(value, placeholder.documented);
  return choice === 'default' ? placeholder.byDefault : undefined;
}

/** The value of a placeholder that draws on the response; where it has nothing to draw on, the documented one. */
export function lateValue(placeholder: Placeholder, context: RenderContext): Json {
  return placeholderValue(placeholder, context) ?? documentedValue(placeholder, context.generated);
}

function documentedValue(placeholder: Placeholder, generated: GeneratedValues): Json {
  return placeholder.regenerate ? generated.make(placeholder.regenerate) : placeholder.documented;
}

/** Whether the request has what the member's origin was to stand in, so that an object without members says something. */
function isParentSent(node: TemplateNode, scene: RenderScope): boolean {
  const origin = node.kind === 'placeholder' ? node.template.find((piece) => typeof piece !== 'string') : undefined;
  return origin?.in === 'body' && isObject(originValue({ in: 'body', pointer: parentPointer(origin.pointer) }, scene));
}

/** An object with its members in the documented order, those that the document does not show behind them. */
function inDocumentedOrder(value: Json, documented: Json): Json {
  if (!isObject(value) || !isObject(documented)) return value;
  const names = [
    ...Object.keys(documented).filter((name) => Object.hasOwn(value, name)),
    ...Object.keys(value).filter((name) => !Object.hasOwn(documented, name)),
  ];
  return Object.fromEntries(
    names.map((name) => [name, inDocumentedOrder(value[name] as Json, documented[name] as Json)]),
  );
}
