import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { isObject, pointerTokens, replaceAt, valueAt } from '../../json/pointer.ts';
import { responseErrors } from '../../schema/read-write-only.ts';
import type { KeptOperation } from '../../contract/resources/kept-operation.ts';
import type { Thing } from './store.ts';

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
    if (!thing.has(name) && (isOpen || required.has(name))) thing.set(name, member);
  for (const name of hidden) thing.delete(name);
  return Object.fromEntries(inOrder(thing, shown));
}

/** The members in the order of the documented answer, those that it does not show behind them. */
function inOrder(thing: Map<string, Json>, shown: JsonObject): [string, Json][] {
  const order = new Map(Object.keys(shown).map((name, index) => [name, index]));
  const place = (name: string) => order.get(name) ?? order.size;
  return [...thing].sort(([a], [b]) => place(a) - place(b));
}

/** An answer with a thing in its place, as far as the schema lets it: a member that does not conform is as documented. */
export function placeThing(kept: KeptOperation, answer: Json, thing: JsonObject, shown: JsonObject): Json {
  const { contract, at, members } = kept;
  const { schema } = members;
  const whole = replaceAt(answer, at, thing);
  if (schema === undefined || contract.accepts(schema, whole)) return whole;
  const errors = responseErrors(contract, schema, whole);
  if (errors.length === 0) return whole;
  const corrected: JsonObject = { ...thing };
  for (const name of errors.flatMap((error) => memberOf(error.at, at))) {
    const documented = shown[name];
    if (documented === undefined) delete corrected[name];
    else corrected[name] = documented;
  }
  const again = replaceAt(answer, at, corrected);
  return responseErrors(contract, schema, again).length === 0 ? again : answer;
}

/** The member of the thing that an error is in. */
function memberOf(error: Pointer, at: Pointer): string[] {
  const [tokens, above] = [pointerTokens(error), pointerTokens(at)];
  const isBelow = above.every((token, index) => tokens[index] === token);
  const name = tokens[above.length];
  return isBelow && name !== undefined ? [name] : [];
}

/** The items of the documented list, as what each shows. */
export function shownItem(list: Json | undefined, at: Pointer): { item: Json; thing: JsonObject } {
  const item = Array.isArray(list) ? (list[0] ?? {}) : {};
  const thing = valueAt(item, at);
  return { item, thing: isObject(thing) ? thing : {} };
}
