import type { Contract, MediaType } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { coerce } from './coerce.ts';
import { decodeForm, type RawPair } from '../../http/form-pairs.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';
import { isObject, joinPointer } from '../../json/pointer.ts';
import { resolvePointer } from '../../schema/references.ts';
import { shapeOf, type Shape } from '../../schema/shape.ts';
import { styleIn } from './index.ts';
import type { Decoded, Styled } from './style.ts';
import { cut, show } from '../../text/wording.ts';

/** The Encoding Object of a member; an empty one if it has none (OpenAPI 3.1 §4.8.15). */
export function encodingOf(encoding: JsonObject, name: string): JsonObject {
  const own = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
  return isObject(own) ? own : {};
}

/** Whether a member has a style, so that its content type does not count. */
export function isStyled(encoding: JsonObject): boolean {
  return ['style', 'explode', 'allowReserved'].some((name) => encoding[name] !== undefined);
}

export function styleOf({ style = 'form', explode, allowReserved }: JsonObject): Omit<Styled, 'name'> {
  return {
    style: String(style),
    explode: typeof explode === 'boolean' ? explode : style === 'form',
    allowReserved: allowReserved === true,
  };
}

export function isJsonLabel(type: Json | undefined): boolean {
  return typeof type === 'string' && isJsonType(parseMediaType(type)?.type ?? '');
}

/**
 * Decodes a form to an object. Members that a style spreads over several names are read first; `read` decodes the texts of each
 * other name.
 */
export function readStyledMembers(
  pairs: RawPair[],
  encoding: JsonObject,
  shape: Shape,
  read: (name: string, texts: string[]) => Decoded,
): Decoded {
  const members: { name: string; value: Json; at: number }[] = [];
  const taken = new Set<string>();
  for (const name of Object.keys(encoding)) {
    const spread = spreadOf(encodingOf(encoding, name), name, shape);
    if (!spread) continue;
    const own = pairs.filter(([other]) => spread.has(other));
    const { value, problem } = spread.read(own);
    if (problem !== undefined) return { problem: formatMemberProblem(name, problem) };
    if (value === undefined) continue;
    members.push({ name, value, at: pairs.findIndex(([other]) => spread.has(other)) });
    for (const [other] of own) taken.add(other);
  }
  const sent = new Map<string, { texts: string[]; at: number }>();
  for (const [at, [name, text]] of pairs.entries()) {
    if (taken.has(name)) continue;
    const before = sent.get(name);
    if (before) before.texts.push(text);
    else sent.set(name, { texts: [text], at });
  }
  for (const [name, { texts, at }] of sent) {
    const { value, problem } = read(name, texts);
    if (problem !== undefined) return { problem: formatMemberProblem(name, problem) };
    if (value !== undefined) members.push({ name, value, at });
  }
  // In their order in the form.
  return { value: Object.fromEntries(members.sort((a, b) => a.at - b.at).map(({ name, value }) => [name, value])) };
}

/** How to read an object whose style gives each member its own name; undefined for any other. */
function spreadOf(
  encoding: JsonObject,
  name: string,
  form: Shape,
): { has(other: string): boolean; read(own: RawPair[]): Decoded } | undefined {
  const shape = form.member(name);
  if (!isStyled(encoding) || !shape.types?.has('object') || shape.types.has('array')) return undefined;
  const styled = { name, ...styleOf(encoding) };
  const spread = styleIn('query', styled.style).spread?.(styled, shape);
  if (!spread) return undefined;
  // A name of the form itself does not belong to the object.
  return {
    has: (other) => !form.members.includes(other) && spread.has(other, () => false),
    read: (own) => spread.read(own, decodeForm),
  };
}

function formatMemberProblem(name: string, problem: string): string {
  return `has a member ${show(name)} that ${problem}`;
}

/** The media type of a part, lower-case, and its header fields by lower-case name. */
export interface PartHead {
  name: string;
  type: string | undefined;
  field(name: string): string | undefined;
}

/** The error of a part by its Encoding Object, as the end of a sentence whose subject is the part. */
export type PartRule = (part: PartHead) => string | undefined;

export function partRule(contract: Contract, { encoding, pointer }: MediaType): PartRule {
  return (part) => {
    const own = encodingOf(encoding, part.name);
    const declared = typeof own['contentType'] === 'string' && !isStyled(own) ? own['contentType'] : undefined;
    if (declared !== undefined && part.type !== undefined && !isOneOf(declared, part.type))
      return `is labelled ${cut(part.type)}, and not ${declared}`;
    for (const name of Object.keys(isObject(own['headers']) ? own['headers'] : {})) {
      // `contentType` defines the media type.
      const found =
        name.toLowerCase() === 'content-type'
          ? undefined
          : resolvePointer(contract.document, joinPointer(pointer, 'encoding', part.name, 'headers', name));
      if (!found || !isObject(found.value)) continue;
      const text = part.field(name);
      if (text === undefined && found.value['required'] === true) return `has no header ${name}`;
      const schema = found.value['schema'] === undefined ? undefined : joinPointer(found.pointer, 'schema');
      if (text !== undefined && schema && !contract.accepts(schema, coerce(shapeOf(contract, schema), text)))
        return `has a header ${name} that breaks its schema`;
    }
    return undefined;
  };
}

/** Whether a list of media types and ranges includes a media type. */
function isOneOf(declared: string, field: string): boolean {
  const type = parseMediaType(field)?.type ?? field;
  return declared
    .split(',')
    .map((one) => parseMediaType(one)?.type ?? '')
    .some((one) => one === type || one === '*/*' || (one.endsWith('/*') && type.startsWith(one.slice(0, -1))));
}
