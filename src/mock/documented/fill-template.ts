import type { RequestValues } from '../../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { originPlace, originValue, render, type RenderScope } from '../../bindings/render.ts';
import { isObject, parentPointer, setMember } from '../../json/pointer.ts';
import type { GeneratedValues } from './generated-values.ts';
import type { Placeholder, TemplateNode } from './body-template.ts';
import { copyDigits, isInexact } from '../../json/exact-integers.ts';

/**
 * How a placeholder is filled: from the request, or else left out; from the request, or else by default; member by member;
 * or with the documented value, whatever was sent.
 */
export type Choice = 'sent' | 'default' | 'by member' | 'documented';

/** What a response is rendered from. */
export interface RenderContext {
  /** Its `response` is set when the body is rendered, except for placeholders that depend on the body. */
  scene: RenderScope;
  generated: GeneratedValues;
  /** Percent-encodes a value for a URI, in the same way as it was sent. */
  encode: (text: string) => string;
  /** How to fill each placeholder, by its place; the default is `sent`. */
  choices: Map<Pointer, Choice>;
}

export function createRenderContext(
  inputs: RequestValues,
  generated: GeneratedValues,
  encode: RenderContext['encode'],
): RenderContext {
  return { scene: { inputs, response: undefined }, generated, encode, choices: new Map() };
}

/** A rendered body, and the placeholders that were left out because nothing was sent for them. */
export interface Filled {
  body: Json | undefined;
  filled: Placeholder[];
  omitted: Placeholder[];
}

/** The state of a rendering: the placeholders so far, and those that wait for the rest of the body, with their places. */
interface FillState extends Filled {
  context: RenderContext;
  late: { placeholder: Placeholder; into: Json; at: string | number }[];
}

/** Renders a body: first what depends on the request, then what depends on the response. */
export function fillBody(node: TemplateNode, context: RenderContext): Filled {
  const state: FillState = { body: undefined, filled: [], omitted: [], context, late: [] };
  // The body is rendered as a member, so that a placeholder may be the whole body.
  const top: { body: Json } = { body: null };
  state.body = make(node, state, top, 'body');
  context.scene.response = state.body;
  for (const { placeholder, into, at } of state.late) {
    const value = lateValue(placeholder, context);
    (into as { [name: string | number]: Json })[at] = value;
    if (isInexact(value)) keepDigitsOf(placeholder, context, into as object, at);
    if (into === top) state.body = value;
  }
  return state;
}

/** The value of a node. `into` and `at` are its container and key. */
function make(node: TemplateNode, state: FillState, into: Json, at: string | number): Json | undefined {
  if (node.kind === 'fixed') return node.value;
  if (node.kind === 'generated') return state.context.generated.make(node.make);
  if (node.kind === 'object') return makeObject(node, state);
  if (node.kind === 'array') return makeArray(node, state);
  if (node.byMember && choiceOf(node, state.context) === 'by member') return make(node.byMember, state, into, at);
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
    if (isInexact(value)) keepDigitsOf(member, state.context, object, name);
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
    if (isInexact(value)) keepDigitsOf(item, state.context, array, array.length - 1);
  }
  return array;
}

/** Keeps the digits of a large integer where a node's value was put. */
function keepDigitsOf(node: TemplateNode, { scene, choices }: RenderContext, into: object, at: string | number): void {
  if (node.kind === 'fixed') copyDigits(node, 'value', into, at);
  if (node.kind !== 'placeholder') return;
  const [origin] = node.template;
  const from = typeof origin === 'object' ? originPlace(origin, scene) : undefined;
  const isSent = from && choices.get(node.place) !== 'documented' && render(node.template, scene) !== undefined;
  if (isSent) copyDigits(from.holder, from.key, into, at);
  else copyDigits(node, 'documented', into, at);
}

function choiceOf({ place }: Placeholder, { choices }: RenderContext): Choice {
  return choices.size === 0 ? 'sent' : (choices.get(place) ?? 'sent');
}

/** The value of a placeholder, or undefined if nothing was sent for it. */
export function placeholderValue(placeholder: Placeholder, context: RenderContext): Json | undefined {
  const { scene, encode, generated } = context;
  const choice = choiceOf(placeholder, context);
  if (choice === 'documented') return documentedValue(placeholder, generated);
  const value = render(placeholder.template, scene, placeholder.uri ? encode : undefined);
  if (value !== undefined) return inDocumentedOrder(value, placeholder.documented);
  return choice === 'default' ? placeholder.byDefault : undefined;
}

/** The value of a placeholder that depends on the response; if the response lacks its source, the documented value. */
export function lateValue(placeholder: Placeholder, context: RenderContext): Json {
  return placeholderValue(placeholder, context) ?? documentedValue(placeholder, context.generated);
}

function documentedValue(placeholder: Placeholder, generated: GeneratedValues): Json {
  return placeholder.regenerate ? generated.make(placeholder.regenerate) : placeholder.documented;
}

/** Whether the request has the container of the member's origin, so that an empty object is right. */
export function isParentSent(node: TemplateNode, scene: RenderScope): boolean {
  const origin = node.kind === 'placeholder' ? node.template.find((piece) => typeof piece !== 'string') : undefined;
  return origin?.in === 'body' && isObject(originValue({ in: 'body', pointer: parentPointer(origin.pointer) }, scene));
}

/** An object with its members in the documented order, then those that the document does not show. */
function inDocumentedOrder(value: Json, documented: Json): Json {
  if (!isObject(value) || !isObject(documented)) return value;
  const ordered: JsonObject = {};
  const put = (name: string): void => {
    const member = value[name] as Json;
    setMember(ordered, name, inDocumentedOrder(member, documented[name] as Json));
    if (isInexact(member)) copyDigits(value, name, ordered, name);
  };
  for (const name in documented) if (Object.hasOwn(value, name)) put(name);
  for (const name in value) if (!Object.hasOwn(documented, name)) put(name);
  return ordered;
}
