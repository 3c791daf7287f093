import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Leaf, Origin, Template } from '../../model/binding.ts';
import type { Json, JsonObject, Pointer } from '../../model/json.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { drawsOnRequest, originValue } from '../../bindings/render.ts';
import { applicableAt } from '../../schema/subschemas.ts';
import { joinPointer, valueAt, ownMember } from '../../json/pointer.ts';
import { isEqual } from '../../json/equal.ts';
import type { RespondableExample } from './choose-example.ts';
import { regenerate, type GeneratedValues } from './generated-values.ts';
import { keyword } from '../../schema/keywords.ts';
import { copyDigits } from '../../json/exact-integers.ts';

/** A value of a documented response that follows from the request, or from another value of the response. */
export interface Placeholder {
  kind: 'placeholder';
  /** Its place: a pointer into the body, or the name of a header. */
  place: Pointer;
  template: Template;
  /** Whether it depends on the response itself, so that it is rendered last. */
  late: boolean;
  /** Whether it is a URI, so that inserted values are percent-encoded. */
  uri: boolean;
  documented: Json;
  /** Gives the documented value with new generated values; absent if it has no volatile parts. */
  regenerate: ((generated: GeneratedValues) => Json) | undefined;
  /** For a whole object or array: its members, which are used if the whole does not conform. */
  byMember?: TemplateNode;
  /** The `default` of the request's schema, used if the value was not sent. */
  byDefault: Json | undefined;
}

/** A documented body, parsed into fixed parts and placeholders. */
export type TemplateNode =
  | { kind: 'fixed'; value: Json }
  | { kind: 'generated'; make: (generated: GeneratedValues) => Json }
  | Placeholder
  | { kind: 'object'; place: Pointer; members: [string, TemplateNode][] }
  | { kind: 'array'; place: Pointer; items: TemplateNode[] };

/** Makes the template of a documented body from the kinds of its leaves. */
export function templateOf(
  contract: Contract,
  operation: Operation,
  example: RespondableExample,
  leaves: Leaf[],
  value: Json,
): TemplateNode {
  const byPlace = new Map(
    leaves.flatMap((leaf) => (leaf.place.in === 'body' ? [[leaf.place.pointer, leaf] as const] : [])),
  );
  const nodeOf = (part: Json, at: Pointer): TemplateNode => {
    const leaf = byPlace.get(at);
    if (leaf) return leafNode(contract, operation, example, leaf, at);
    if (typeof part !== 'object' || part === null) return { kind: 'fixed', value: part };
    const byMember = memberNode(part, at);
    const origin = wholeOrigin(example.request, byPlace, part, at);
    if (!origin) return byMember;
    const whole = placeholder(
      contract,
      operation,
      example,
      { template: [origin], value: part, place: { in: 'body', pointer: at }, identifies: false },
      at,
    );
    return isFixed(byMember) ? whole : { ...whole, byMember };
  };
  const memberNode = (part: Json[] | JsonObject, at: Pointer): TemplateNode => {
    if (Array.isArray(part)) {
      const items = part.map((item, index) => nodeOf(item, joinPointer(at, index)));
      return items.every(isFixed) ? { kind: 'fixed', value: part } : { kind: 'array', place: at, items };
    }
    const members = Object.entries(part).map(([name, child]): [string, TemplateNode] => [
      name,
      nodeOf(child, joinPointer(at, name)),
    ]);
    return members.every(([, member]) => isFixed(member))
      ? { kind: 'fixed', value: part }
      : { kind: 'object', place: at, members };
  };
  return nodeOf(value, '#');
}

/** The node for a leaf of the body or of a header. */
export function leafNode(
  contract: Contract,
  operation: Operation,
  example: RespondableExample,
  leaf: Leaf,
  place: Pointer,
): TemplateNode {
  if (leaf.kind === 'bound' && leaf.template)
    return placeholder(contract, operation, example, { ...leaf, template: leaf.template }, place);
  const make = leaf.kind === 'volatile' ? regenerate(leaf.value, leaf, neighboursOf(operation, leaf)) : undefined;
  if (make) return { kind: 'generated', make };
  const fixed: TemplateNode = { kind: 'fixed', value: leaf.value };
  copyDigits(leaf, 'value', fixed, 'value');
  return fixed;
}

function placeholder(
  contract: Contract,
  operation: Operation,
  example: RespondableExample,
  leaf: Pick<Leaf, 'value' | 'place' | 'identifies'> & { template: Template },
  place: Pointer,
): Placeholder {
  const { template, value, place: leafPlace, identifies } = leaf;
  const made: Placeholder = {
    kind: 'placeholder',
    place,
    template,
    late: template.some((part) => typeof part !== 'string' && part.in === 'response'),
    uri: template.length > 1 && typeof value === 'string' && /^(\/|\.{0,2}\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(value),
    documented: value,
    regenerate: drawsOnRequest(template)
      ? undefined
      : regenerate(value, { place: leafPlace, identifies }, neighboursOf(operation, { place: leafPlace })),
    byDefault: template.length === 1 ? defaultOf(contract, operation, example, template[0] as Origin) : undefined,
  };
  copyDigits(leaf, 'value', made, 'documented');
  return made;
}

/** The values of an operation's examples at one place. */
function neighboursOf({ examples }: Operation, { place }: Pick<Leaf, 'place'>): Json[] {
  return examples.flatMap(({ response }) => {
    const found =
      place.in === 'body'
        ? valueAt(response?.body, place.pointer)
        : [...(response?.headers ?? [])].find(([{ name }]) => name === place.name)?.[1];
    return found === undefined ? [] : [found];
  });
}

function isFixed(part: TemplateNode): boolean {
  return part.kind === 'fixed';
}

/**
 * The place in the request from which a whole object or array of the response is copied: all its leaves come from the same
 * places below it, and nothing else is in it. So a list comes back with as many items as were sent.
 */
function wholeOrigin(sent: RequestValues, leaves: Map<Pointer, Leaf>, value: Json, at: Pointer): Origin | undefined {
  const base: Origin | undefined = isEmpty(value) ? { in: 'body', pointer: at } : baseOf(leaves, value, at);
  return base && isEqual(originValue(base, { inputs: sent, response: undefined }), value) ? base : undefined;
}

/** What is to the container as the leaf's origin is to the leaf. */
function baseOf(leaves: Map<Pointer, Leaf>, value: Json, at: Pointer): Origin | undefined {
  let base: Origin | undefined;
  const fits = ({ template, kind }: Leaf, place: Pointer): boolean => {
    const [origin, more] = template ?? [];
    if (kind !== 'bound' || more !== undefined || typeof origin !== 'object') return false;
    const own = withoutTail(origin, place.slice(at.length));
    if (own === undefined || (base !== undefined && !isEqual({ ...own }, { ...base }))) return false;
    base = own;
    return true;
  };
  // Most containers end at their first leaf, so that a large body costs no more than it has leaves.
  const allFit = (part: Json, place: Pointer): boolean => {
    const leaf = leaves.get(place);
    if (leaf) return fits(leaf, place);
    if (typeof part !== 'object' || part === null) return true;
    return Array.isArray(part)
      ? part.every((item, index) => allFit(item, joinPointer(place, index)))
      : Object.keys(part).every((name) => allFit(part[name] as Json, joinPointer(place, name)));
  };
  return allFit(value, at) ? base : undefined;
}

/** An origin in the request without the end of its place; undefined if it ends otherwise. */
function withoutTail(origin: Origin, tail: string): Origin | undefined {
  if (origin.in === 'response') return undefined;
  const place = origin.in === 'body' ? origin.pointer : (origin.part ?? '#');
  if (tail === '' || !place.endsWith(tail)) return undefined;
  const around = place.slice(0, -tail.length);
  if (origin.in === 'body') return { in: 'body', pointer: around };
  return { in: origin.in, name: origin.name, ...(around !== '#' && { part: around }) };
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** The `default` that the request's schema gives for an origin. */
function defaultOf(
  contract: Contract,
  operation: Operation,
  { request }: RespondableExample,
  origin: Origin,
): Json | undefined {
  if (origin.in === 'response') return undefined;
  if (origin.in === 'body') {
    const schema = requestMedia(operation, request)?.schema;
    return schema && request.body !== undefined
      ? keyword(applicableAt(contract, schema, request.body, origin.pointer), 'default')
      : undefined;
  }
  const parameter = operation.parameters.find(({ name, in: where }) => name === origin.name && where === origin.in);
  const value = ownMember(request[origin.in], origin.name) ?? null;
  if (!parameter?.schema) return undefined;
  return keyword(applicableAt(contract, parameter.schema, value, origin.part ?? '#'), 'default');
}
