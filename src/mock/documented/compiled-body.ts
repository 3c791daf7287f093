import type { Contract } from '../../model/contract.ts';
import type { Template } from '../../model/binding.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isInexact, writeJson } from '../../json/exact-integers.ts';
import { isObject, isWithin, joinPointer, pointerTokens, setMember, valueAt } from '../../json/pointer.ts';
import type { TemplateNode } from './body-template.ts';
import { isParentSent, lateValue, placeholderValue, type RenderContext } from './fill-template.ts';
import { mayBeLeftOut, slotsOf, tiesOf, type Slot } from './tied-slots.ts';
import { valueTest } from './value-test.ts';

/** Writes a documented body as text in one pass, without the value that it stands for. */
export interface CompiledBody {
  /**
   * The body as JSON; undefined where it has to be filled and held to its schema as a whole. What depends on the response
   * is then known to the context.
   */
  write(context: RenderContext): string | undefined;
  /**
   * Says what the body that was written last came to, filled as a whole from what was sent, and that it conforms. From then on
   * bodies with the same members and the same tied values are written in one pass.
   */
  learn(text: string): void;
}

/** The most sets of members and tied values that are known of a body, and the longest one in characters. */
const KNOWN_LIMIT = 200;
const KEY_LIMIT = 1_000;
/** After so many bodies more that nothing was known of than others, the rest is not tried. */
const MISSES_LIMIT = 1_000;

/** The bodies under way: values of the slots by their place in the list, and which members there are. */
interface Pass {
  values: (Json | undefined)[];
  texts: (string | undefined)[];
  context: RenderContext;
  key: string;
}

/** The text of a part, undefined if it is left out; or one that is the same in each body. */
type Part = string | ((pass: Pass) => string | undefined);

/**
 * Undefined if a body cannot be written so.
 * @param inHeaders templates of headers, which may depend on the body
 */
export function compileBody(
  contract: Pick<Contract, 'document' | 'accepts'>,
  schema: Pointer | undefined,
  body: TemplateNode,
  inHeaders: readonly Template[],
): CompiledBody | undefined {
  const slots = slotsOf(body);
  const references = referencesOf(body, slots, inHeaders);
  const root = references && partOf(body, new Map(slots.map((slot, index) => [slot, index])));
  if (!references || root === undefined || typeof root === 'string') return undefined;
  const { schemas, tied } = tiesOf(contract, schema, body);
  const plans = slots.map((slot) => ({
    slot,
    isTied: tied.has(slot),
    mayLack: mayBeLeftOut(slot),
    conforms: valueTest(contract, [...(schemas.get(slot) ?? [])]),
  }));
  const known = new Set<string>();
  const pass: Pass = { values: [], texts: [], context: undefined as unknown as RenderContext, key: '' };
  let attempt: { key: string; text: string } | undefined;
  let misses = 0;

  function fill(context: RenderContext): boolean {
    const { values, texts } = pass;
    pass.context = context;
    pass.key = '';
    for (let at = 0; at < slots.length; at += 1) values[at] = firstValue(slots[at] as Slot, context);
    context.scene.response = responseOf(references as Reference[], values);
    for (let at = 0; at < slots.length; at += 1) {
      const { slot, isTied, mayLack, conforms } = plans[at] as (typeof plans)[number];
      if (slot.kind === 'placeholder' && slot.late) values[at] = lateValue(slot, context);
      const value = values[at];
      if (value !== undefined && (isInexact(value) || !conforms(value))) return false;
      const text = value === undefined ? undefined : textOf(value);
      texts[at] = text;
      if (isTied) pass.key += text === undefined ? '\n' : `${text}\n`;
      else if (mayLack) pass.key += text === undefined ? '-' : '+';
    }
    return pass.key.length <= KEY_LIMIT;
  }

  return {
    write: (context) => {
      attempt = undefined;
      if (misses > MISSES_LIMIT) return undefined;
      const text = fill(context) ? root(pass) : undefined;
      if (text !== undefined && known.has(pass.key)) {
        if (misses > 0) misses -= 1;
        return text;
      }
      misses += 1;
      if (text !== undefined) attempt = { key: pass.key, text };
      context.scene.response = undefined;
      return undefined;
    },
    learn: (text) => {
      if (attempt?.text !== text) return;
      if (known.size >= KNOWN_LIMIT) known.clear();
      known.add(attempt.key);
    },
  };
}

/** The value of a slot before what depends on the response; new values are drawn in the order of the document. */
function firstValue(slot: Slot, context: RenderContext): Json | undefined {
  if (slot.kind === 'generated') return context.generated.make(slot.make);
  if (!slot.late) return placeholderValue(slot, context);
  return slot.regenerate && context.generated.make(slot.regenerate);
}

/** A value of the response on which others depend: a slot, or what is the same in each. */
type Reference = { tokens: readonly string[] } & ({ slot: number } | { fixed: Json | undefined });

/** What of the response others depend on; undefined if it takes the whole response to know. */
function referencesOf(
  body: TemplateNode,
  slots: readonly Slot[],
  inHeaders: readonly Template[],
): Reference[] | undefined {
  const templates = slots.flatMap((slot) => (slot.kind === 'placeholder' ? [slot.template] : []));
  const pointers = [...templates, ...inHeaders]
    .flat()
    .flatMap((part) => (typeof part !== 'string' && part.in === 'response' ? [part.pointer] : []));
  const unique = [...new Set(pointers)];
  if (unique.some((one) => unique.some((other) => one !== other && isWithin(one, other)))) return undefined;
  const found = unique.map((pointer) => referenceTo(body, pointerTokens(pointer), slots));
  return found.every((reference) => reference !== undefined) ? found : undefined;
}

function referenceTo(body: TemplateNode, tokens: readonly string[], slots: readonly Slot[]): Reference | undefined {
  if (tokens.length === 0) return undefined;
  let node: TemplateNode | undefined = body;
  for (const [index, token] of tokens.entries()) {
    if (node?.kind === 'fixed') {
      const fixed = valueAt(node.value, joinPointer('#', ...tokens.slice(index)));
      return isInexact(fixed) ? undefined : { tokens, fixed };
    }
    // Of an array, items may be left out.
    if (node?.kind !== 'object') return undefined;
    node = node.members.find(([name]) => name === token)?.[1];
  }
  if (node?.kind === 'fixed') return { tokens, fixed: node.value };
  const isEarly = node?.kind === 'generated' || (node?.kind === 'placeholder' && !node.late);
  return isEarly ? { tokens, slot: slots.indexOf(node as Slot) } : undefined;
}

/** The part of the response on which others depend. */
function responseOf(references: readonly Reference[], values: readonly (Json | undefined)[]): JsonObject {
  const response: JsonObject = {};
  for (const { tokens, ...source } of references) {
    const value = 'slot' in source ? values[source.slot] : source.fixed;
    if (value === undefined) continue;
    let holder = response;
    for (let at = 0; at < tokens.length - 1; at += 1) {
      const name = tokens[at] as string;
      const next = Object.hasOwn(holder, name) ? holder[name] : undefined;
      if (isObject(next)) holder = next;
      else setMember(holder, name, (holder = {}));
    }
    setMember(holder, tokens.at(-1) as string, value);
  }
  return response;
}

function partOf(node: TemplateNode, slots: ReadonlyMap<TemplateNode, number>): Part | undefined {
  if (node.kind === 'fixed') return isInexact(node.value) ? undefined : writeJson(node.value);
  if (node.kind === 'object') return objectPart(node, slots);
  if (node.kind === 'array') return arrayPart(node, slots);
  const at = slots.get(node) as number;
  return ({ texts }) => texts[at];
}

function textOf(value: Json): string {
  return typeof value === 'object' ? writeJson(value) : JSON.stringify(value);
}

/** A part behind its label: `"name":`, or nothing in a list. */
interface Labelled {
  label: string;
  part: Part;
}

/** Neighbours that are the same in each body become one text. */
function add(parts: Labelled[], label: string, part: Part): void {
  const before = parts.at(-1);
  if (typeof part !== 'string') parts.push({ label, part });
  else if (typeof before?.part === 'string') before.part += `,${label}${part}`;
  else parts.push({ label: '', part: label + part });
}

function list(parts: readonly Labelled[], pass: Pass): string {
  let text = '';
  for (const { label, part } of parts) {
    const value = typeof part === 'string' ? part : part(pass);
    if (value !== undefined) text += text === '' ? label + value : `,${label}${value}`;
  }
  return text;
}

function objectPart(
  { members, place }: TemplateNode & { kind: 'object' },
  slots: ReadonlyMap<TemplateNode, number>,
): Part | undefined {
  const parts: Labelled[] = [];
  for (const [name, member] of members) {
    const part = partOf(member, slots);
    // A member of that name is none of an object that is filled.
    if (part === undefined || name === '__proto__') return undefined;
    add(parts, `${JSON.stringify(name)}:`, part);
  }
  return (pass) => {
    const text = list(parts, pass);
    if (text !== '' || place === '#') return `{${text}}`;
    const isSent = members.some(([, member]) => isParentSent(member, pass.context.scene));
    pass.key += isSent ? 'o' : 'x';
    return isSent ? '{}' : undefined;
  };
}

function arrayPart(
  { items }: TemplateNode & { kind: 'array' },
  slots: ReadonlyMap<TemplateNode, number>,
): Part | undefined {
  const parts: Labelled[] = [];
  for (const item of items) {
    const part = partOf(item, slots);
    if (part === undefined) return undefined;
    add(parts, '', part);
  }
  return (pass) => `[${list(parts, pass)}]`;
}
