import type { Operation } from '../../model/contract.ts';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isSuccess } from '../../contract/examples.ts';
import { thingIn, type KeptOperation } from '../../contract/resources/kept-operation.ts';
import { isObject, valueAt } from '../../json/pointer.ts';
import type { Reply } from '../reply.ts';
import { withBody } from './documented-answer.ts';
import { entityTag } from './entity-tags.ts';
import { placeThing, showThing } from './show-thing.ts';
import type { Thing } from './store.ts';

/** The answer with a thing as it is from now on, and that. What the answer has to show besides what was sent belongs to the thing. */
export function settle(
  kept: KeptOperation,
  body: Json | undefined,
  value: JsonObject,
  shown: JsonObject,
): { answer: Json | undefined; value: JsonObject } {
  const answer = answerWith(kept, body, value, shown);
  const settled = answer === undefined || answer === body ? undefined : thingIn(answer, kept.at);
  return { answer, value: { ...value, ...settled } };
}

/** An answer with a thing in its place, where it has one. */
export function answerWith(
  kept: KeptOperation,
  body: Json | undefined,
  value: JsonObject,
  shown: JsonObject,
): Json | undefined {
  return isObject(valueAt(body, kept.at)) ? placeThing(kept, body as Json, showThing(kept, { value }, shown)) : body;
}

/** An answer with a thing in it, and the headers that say where it is and in which state. */
export function answerThing(
  operation: Operation,
  echoed: Reply,
  answer: Json | undefined,
  thing: Thing,
  headers: HeaderField[] = [],
): Reply {
  const documented = new Set(successOf(operation)?.headers.map(({ name }) => name.toLowerCase()));
  const fields: HeaderField[] = [...headers, ['ETag', entityTag(thing)] as HeaderField].filter(([name]) =>
    documented.has(name.toLowerCase()),
  );
  return withBody(echoed, answer, fields);
}

/** The first documented success. */
export function successOf({ responses }: Operation) {
  return responses.find(isSuccess);
}
