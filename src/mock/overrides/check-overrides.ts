import type { Contract, Operation, ParameterIn, ResponseObject, SchemaError } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import type { Override, OverrideAnswer, Overrides } from '../../model/override.ts';
import { isSuccess, responseFor } from '../../contract/examples.ts';
import { joinPointer, isObject, ownMember, pointerTokens, valueAt } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { isJsonMedia } from '../../messages/request-media.ts';
import { responseErrors } from '../../schema/read-write-only.ts';
import { createPattern } from '../../schema/pattern/pattern.ts';
import { sample } from '../../schema/sample.ts';
import { nearestWord } from '../../text/did-you-mean.ts';
import { isFramingHeader } from '../documented/available-examples.ts';
import { DELAYS, readDelay } from '../faults/delay.ts';
import { readCondition } from './conditions.ts';
import { withMembers } from './overridden-reply.ts';

/** Throws: what is wrong at a pointer into the overrides, and how to mend it. */
export type Fail = (at: Pointer, message: string, hint: string) => never;

const UNDOCUMENTED = 'If it is meant to be, say so: undocumented: true.';

/** Holds overrides to their contract: nothing that the contract does not document is answered without a word. */
export function checkOverrides(contract: Contract, overrides: Overrides, fail: Fail): void {
  for (const [id, list] of Object.entries(overrides)) {
    const at = joinPointer('#/overrides', id);
    const operation = contract.operations.find((one) => one.id === id);
    const ids = contract.operations.map((one) => one.id);
    if (!operation) return fail(at, `is no operation of ${contract.name}`, oneOf(id, ids));
    list.forEach((override, index) => checkOverride({ contract, operation, fail }, override, joinPointer(at, index)));
  }
}

interface Context {
  contract: Contract;
  operation: Operation;
  fail: Fail;
}

function oneOf(word: string, words: readonly string[]): string {
  const near = nearestWord(word, words);
  if (near !== undefined) return `Did you mean ${near}?`;
  const shown = words.slice(0, 20).join(', ');
  return words.length === 0 ? 'There is none.' : `There are: ${shown}${words.length > 20 ? ', …' : ''}.`;
}

function checkOverride(context: Context, { when = {}, answer, answers }: Override, at: Pointer): void {
  const { operation, fail } = context;
  for (const where of ['path', 'query'] as const)
    for (const [name, condition] of Object.entries(when[where] ?? {}))
      checkCondition(context, where, name, condition, joinPointer(at, 'when', where, name));
  for (const [name, condition] of Object.entries(when.header ?? {}))
    checkPatterns(context, condition, joinPointer(at, 'when', 'header', name));
  if (when.body !== undefined) {
    if (!operation.body)
      fail(joinPointer(at, 'when', 'body'), `never holds: ${operation.id} has no body`, 'Leave it out.');
    checkPatterns(context, when.body, joinPointer(at, 'when', 'body'));
  }
  if (answer) checkAnswer(context, answer, joinPointer(at, 'answer'));
  answers?.forEach((one, index) => checkAnswer(context, one, joinPointer(at, 'answers', index)));
}

function checkCondition(context: Context, where: ParameterIn, name: string, condition: Json, at: Pointer): void {
  const { contract, operation, fail } = context;
  const known = operation.parameters.filter((parameter) => parameter.in === where);
  const parameter = known.find((one) => one.name === name);
  if (!parameter)
    return fail(
      at,
      `is no parameter in the ${where} of ${operation.id}`,
      oneOf(
        name,
        known.map((one) => one.name),
      ),
    );
  checkPatterns(context, condition, at);
  const [kind, asked] = readCondition(condition) ?? ['equals', condition];
  const { schema } = parameter;
  if (kind !== 'equals' || schema === undefined) return;
  const error = errorOfText(contract, schema, asked);
  if (error)
    fail(
      at,
      `never holds: it ${error.message}, and any other value is refused before`,
      'Give a value that is documented.',
    );
}

/** Why a value that is sent as text does not conform: 7 and "7" are the same there. */
function errorOfText(contract: Contract, schema: Pointer, value: Json): SchemaError | undefined {
  const text = scalarText(value);
  const readings: Json[] = [
    value,
    text,
    ...(/^(-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)$/.test(text) ? [JSON.parse(text) as Json] : []),
  ];
  return readings.some((one) => contract.accepts(schema, one)) ? undefined : contract.validate(schema, value)[0];
}

/** The regular expressions in a condition, at any depth. */
function checkPatterns(context: Context, condition: Json, at: Pointer): void {
  const named = readCondition(condition);
  if (named?.[0] === 'matches') {
    try {
      createPattern(scalarText(named[1]));
    } catch (error) {
      context.fail(
        joinPointer(at, 'matches'),
        `is no regular expression: ${(error as Error).message}`,
        'It is that of ECMAScript.',
      );
    }
  } else if (!named && isObject(condition))
    for (const [name, child] of Object.entries(condition)) checkPatterns(context, child, joinPointer(at, name));
}

function checkAnswer(context: Context, answer: OverrideAnswer, at: Pointer): void {
  const { operation, fail } = context;
  const { status, example, body, headers = {}, delay, undocumented = false } = answer;
  if (delay !== undefined && !readDelay(String(delay)))
    fail(joinPointer(at, 'delay'), `is not a time`, `Write ${DELAYS}.`);
  for (const name of Object.keys(headers))
    if (isFramingHeader(name) && name.toLowerCase() !== 'content-type')
      fail(joinPointer(at, 'headers', name), 'is set by the server itself', 'Leave it out.');
  if (body !== undefined && (status === 204 || status === 304))
    fail(joinPointer(at, 'body'), `cannot be sent: ${status} has no content`, 'Leave it out, or give another status.');
  const of = responseTo(operation, answer);
  const statuses = operation.responses.map((one) => one.status);
  if (status !== undefined && !of && !undocumented)
    fail(
      joinPointer(at, 'status'),
      `is not documented for ${operation.id}`,
      `Documented are ${statuses.join(', ') || 'none'}. ${UNDOCUMENTED}`,
    );
  const names = [...new Set((of?.media ?? []).flatMap(({ examples }) => [...examples.keys()]))];
  if (example !== undefined && !names.includes(example))
    fail(joinPointer(at, 'example'), `is no example of response ${of?.status ?? status}`, oneOf(example, names));
  if (undocumented || !of) return;
  checkHeaders(context, of, headers, at);
  if (body !== undefined) checkBody(context, of, answer, body, joinPointer(at, 'body'));
}

/** The documented response that an answer is. */
function responseTo(operation: Operation, { status, example }: OverrideAnswer): ResponseObject | undefined {
  if (status !== undefined) return responseFor(operation, status);
  const { responses } = operation;
  const successes = responses.filter(isSuccess);
  const shows = ({ media }: ResponseObject) =>
    example !== undefined && media.some(({ examples }) => examples.has(example));
  return [...successes, ...responses].find(shows) ?? successes[0] ?? responses.find((one) => one.status === 'default');
}

function checkHeaders(
  { contract, fail }: Context,
  of: ResponseObject,
  given: NonNullable<OverrideAnswer['headers']>,
  at: Pointer,
): void {
  for (const [name, value] of Object.entries(given)) {
    const place = joinPointer(at, 'headers', name);
    if (name.toLowerCase() === 'content-type') {
      const types = of.media.map(({ type }) => type);
      const isKnown = types.some((type) => type.includes('*') || String(value).toLowerCase().startsWith(type));
      if (!isKnown)
        fail(place, `is no media type of response ${of.status}`, `${oneOf(String(value), types)} ${UNDOCUMENTED}`);
      continue;
    }
    const schema = of.headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.schema;
    const error = schema === undefined ? undefined : errorOfText(contract, schema, value);
    if (error) fail(place, error.message, `Give a value that conforms to ${error.pointer}. ${UNDOCUMENTED}`);
  }
}

/** What the given members break that the documented body does not break without them. */
function checkBody(
  { contract, fail }: Context,
  of: ResponseObject,
  { example }: OverrideAnswer,
  body: Json,
  at: Pointer,
): void {
  const named = of.media.find(({ examples }) => example !== undefined && examples.has(example));
  const media = named ?? of.media.find(isJsonMedia) ?? of.media[0];
  if (!media) return fail(at, `is not documented: response ${of.status} has no body`, UNDOCUMENTED);
  const { schema } = media;
  if (schema === undefined || contract.unusable(schema)) return;
  const shown =
    (example === undefined ? undefined : media.examples.get(example)) ?? media.examples.values().next().value;
  const base = shown?.value ?? sample(contract, schema, 'full') ?? {};
  const errorsOf = (value: Json) => responseErrors(contract, schema, value);
  const before = new Set(errorsOf(base).map(keyOf));
  const error = errorsOf(withMembers(base, body)).find((one) => !before.has(keyOf(one)));
  if (error)
    fail(deepest(body, error.at, at), error.message, `Give a value that conforms to ${error.pointer}. ${UNDOCUMENTED}`);
}

function keyOf({ pointer, at }: { pointer: Pointer; at: Pointer }): string {
  return `${pointer}\n${at}`;
}

/** The deepest place of the given members on the way to a place of the body. */
function deepest(body: Json, error: Pointer, at: Pointer): Pointer {
  let given: Json | undefined = body;
  let place = at;
  for (const token of pointerTokens(error)) {
    given = isObject(given) ? ownMember(given, token) : valueAt(given, joinPointer('#', token));
    if (given === undefined) break;
    place = joinPointer(place, token);
  }
  return place;
}
