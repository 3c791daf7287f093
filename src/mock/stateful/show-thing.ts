import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, joinPointer, pointerTokens, replaceAt, valueAt } from '../../json/pointer.ts';
import type { KeptOperation } from '../../contract/resources/kept-operation.ts';
import { corrected } from './corrected.ts';
import type { Thing } from './store.ts';
import { toldTime } from './times.ts';

/**
 * A thing as an operation's answer shows it: what is kept of it, and of what is required besides what the documented
 * answer has. What the answer does not describe is left out.
 * @param shown the same thing in the documented answer
 */
export function showThing({ members }: KeptOperation, { value }: Pick<Thing, 'value'>, shown: JsonObject): JsonObject {
  const thing = new Map<string, Json>();
  const { names, required, hidden } = members;
  const isOpen = names.size === 0;
  for (const [name, member] of Object.entries(value)) if (isOpen || names.has(name)) thing.set(name, member);
  for (const [name, member] of Object.entries(shown))
    if (!thing.has(name) && (isOpen || required.has(name))) thing.set(name, toldTime(value, name, member));
  for (const name of hidden) thing.delete(name);
  return Object.fromEntries(inOrder(thing, shown));
}

/** The members in the order of the documented answer, those that it does not show behind them. */
function inOrder(thing: Map<string, Json>, shown: JsonObject): [string, Json][] {
  const order = new Map(Object.keys(shown).map((name, index) => [name, index]));
  const place = (name: string) => order.get(name) ?? order.size;
  return [...thing].sort(([a], [b]) => place(a) - place(b));
}

/** An answer with a thing in its place, as far as the schema lets it: what does not conform is as documented. */
export function placeThing({ contract, at, members }: KeptOperation, answer: Json, thing: JsonObject): Json {
  const { schema } = members;
  const whole = replaceAt(answer, at, thing);
  if (schema === undefined || contract.accepts(schema, whole)) return whole;
  return corrected(contract, schema, whole, answer) ?? answer;
}

/** The items of the documented list, as what each shows. */
export function shownItem(list: Json | undefined, at: Pointer): { item: Json; thing: JsonObject } {
  const item = Array.isArray(list) ? (list[0] ?? {}) : {};
  const thing = valueAt(item, at);
  return { item, thing: isObject(thing) ? thing : {} };
}

/** The place in the first item of a list that is the same as one in any other item. */
export function inFirstItem(at: Pointer, list: Pointer): Pointer {
  const [tokens, above] = [pointerTokens(at), pointerTokens(list)];
  const isBelow = tokens.length > above.length && above.every((token, index) => tokens[index] === token);
  return isBelow ? joinPointer('#', ...tokens.with(above.length, '0')) : at;
}
