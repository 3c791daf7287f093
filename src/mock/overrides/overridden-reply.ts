import type { Contract, Operation } from '../../model/contract.ts';
import type { HeaderField } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import type { OverrideAnswer } from '../../model/override.ts';
import { responseFor } from '../../contract/examples.ts';
import { parseMediaType } from '../../http/media-type.ts';
import { isObject, ownMember } from '../../json/pointer.ts';
import { drawDelay, readDelay } from '../faults/delay.ts';
import { mediaTypeOf } from '../documented/available-examples.ts';
import type { Preferences } from '../preferred/prefer-header.ts';
import type { Random } from '../random.ts';
import { refuse } from '../refusal.ts';
import { headerValue, respond, textOf, whenMade, type Reply } from '../reply.ts';
import { readBody } from '../stateful/documented-answer.ts';
import { isError } from '../../http/status.ts';

/** How the mode answers: as it does to anybody, or with a status or an example. */
export type AnswerOfMode = (wanted: Preferences | undefined) => Reply | Promise<Reply>;

/** The answer of an override: that of the mode, with what the override gives in its place. */
export function overriddenReply(
  contract: Contract,
  operation: Operation,
  answer: OverrideAnswer,
  ofMode: AnswerOfMode,
  random: Random,
): Reply | Promise<Reply> {
  const { status, example, delay } = answer;
  const wanted: Preferences = {
    ...(status !== undefined && { code: status }),
    ...(example !== undefined && { example }),
  };
  const base = ownAnswer(contract, operation, answer) ?? ofMode(Object.keys(wanted).length > 0 ? wanted : undefined);
  const range = delay === undefined ? undefined : readDelay(String(delay));
  return whenMade(base, (reply) => ({
    ...changed(reply, operation, answer),
    ...(range && { delay: drawDelay(range, random) }),
  }));
}

/** The answer with a status of which the contract shows nothing; undefined where the mode has one. */
function ownAnswer(
  contract: Contract,
  operation: Operation,
  { status, body }: OverrideAnswer,
): Reply | Promise<Reply> | undefined {
  if (status === undefined) return undefined;
  const of = responseFor(operation, status);
  const isShown = of?.media.some(({ examples }) => examples.size > 0);
  if (isShown || (of && !isError(status))) return undefined;
  // An error says what a refusal would say, in the documented shape.
  const isRefusal = isError(status) && (of !== undefined || body === undefined);
  return isRefusal
    ? refuse(contract, operation, status, 'an override of the mock asks for this answer')
    : respond(status, []);
}

function changed(reply: Reply, operation: Operation, { body, headers = {} }: OverrideAnswer): Reply {
  if (body === undefined && Object.keys(headers).length === 0) return reply;
  const given = Object.entries(headers).map(([name, value]): HeaderField => [name, headerValue(value)]);
  const replaced = new Set(['content-length', ...given.map(([name]) => name.toLowerCase())]);
  const kept = reply.headers.filter(([name]) => !replaced.has(name.toLowerCase()));
  const { status } = reply;
  if (body === undefined) return { ...reply, ...respond(status, [...kept, ...given], reply.body) };
  const before = readBody(reply);
  const whole = before === undefined ? body : withMembers(before, body);
  const type = [...given, ...kept].find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? typeFor(whole);
  const media = responseFor(operation, status)?.media.find(
    (one) => mediaTypeOf({ media: one, body: whole }) === type || one.type === parseMediaType(type)?.type,
  );
  const others = [...kept, ...given].filter(([name]) => name.toLowerCase() !== 'content-type');
  return respond(status, [['Content-Type', type], ...others], textOf(type, whole, media));
}

function typeFor(body: Json): string {
  return typeof body === 'string' ? 'text/plain' : 'application/json';
}

/** Members in the place of those of an object, at any depth; whatever is no object is replaced as a whole. */
export function withMembers(value: Json, members: Json): Json {
  if (!isObject(value) || !isObject(members)) return members;
  const given = Object.entries(members).map(([name, member]) => {
    const before = ownMember(value, name);
    return [name, before === undefined ? member : withMembers(before, member)] as const;
  });
  return { ...value, ...Object.fromEntries(given) };
}
