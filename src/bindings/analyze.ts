import type { Contract, DocumentedResponse, Example, Operation } from '../model/contract.ts';
import type { Leaf, LeafKind, Origin, Template } from '../model/binding.ts';
import type { Json, Pointer } from '../model/json.ts';
import { applicable, applicableAt, applicableBelow, type Subschema } from '../schema/subschemas.ts';
import { leafKind } from '../contract/operations/read-responses.ts';
import { isObject, joinPointer, lastToken, pointerTokens, digitsAt } from '../json/pointer.ts';
import { isSuccess } from '../contract/examples.ts';
import { keyword, typesOf } from '../schema/keywords.ts';
import { hasExactExamples } from '../contract/exact-examples.ts';
import { formatTemplate } from './format-template.ts';
import { isIdentifierName } from '../contract/resources/names.ts';
import { OWN_URI } from './names.ts';
import { isPart, isSamePart } from './parts.ts';
import { isSoundBinding } from './sound-binding.ts';
import { copyDigits, differInDigits, exactInteger, isInexact } from '../json/exact-integers.ts';

/** A possible source of other values: a value of the request, or an identifier of the response. */
interface Source {
  origin: Origin;
  name: string;
  value: Json;
  /** Of an integer that no number holds. */
  digits?: bigint | undefined;
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const TIMESTAMP = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;
const DIGEST = /^(?=.*\d)[0-9a-f]{16,}$/i;
const VOLATILE_FORMATS = new Set(['uuid', 'date-time', 'date', 'time']);
const VOLATILE_HEADERS =
  /^(date|age|etag|expires|last-modified|content-length|server|set-cookie|retry-after|via|connection|transfer-encoding|x-rate-?limit.*|rate-?limit.*)$/i;

/**
 * Every leaf of a documented response with its kind, determined from the paired request and the schema: bound (it follows from
 * the request or from the response's own identifier), volatile (it differs each time by nature) or literal (all others).
 * `x-match` in the contract overrides the kind. In illustrations two values may be equal by chance: there a value follows from
 * another one only if names or several examples show it.
 */
export function analyze(contract: Contract, operation: Operation, example: Example): Leaf[] {
  const { response } = example;
  if (!response) return [];
  const sent = sentSources(example);
  const own = ownIdentifiers(response);
  const creates = operation.method === 'POST' && isSuccess(response.of);
  const isExact = hasExactExamples(contract, operation);
  const analysed = (
    place: Leaf['place'],
    name: string,
    value: Json,
    schemas: Subschema[],
    clause: Pointer,
    declared?: LeafKind,
    digits?: bigint,
  ): Leaf => {
    const sources = [...sent, ...own.filter(({ origin }) => !isPlace(origin, place))];
    const seeming =
      declared === 'volatile' || declared === 'literal'
        ? undefined
        : follow({ value, name, place, digits }, sources, schemas);
    const isSound = (template: Template) =>
      isExact || declared === 'bound' || isSoundBinding(operation, example, { place, name, value, template });
    const template = seeming && isSound(seeming) ? seeming : undefined;
    const [kind, because] = classify(declared, template, value, name, schemas, place);
    const identifies = creates && kind === 'volatile' && namesCreation(place, name, value);
    return {
      place,
      value,
      kind,
      because,
      ...(kind === 'bound' && template && { template }),
      ...(declared && { declared: true as const }),
      identifies,
      clause,
    };
  };
  return [...headerLeaves(contract, response, analysed), ...bodyLeaves(contract, response, analysed)];
}

type AnalyzedExample = (
  place: Leaf['place'],
  name: string,
  value: Json,
  schemas: Subschema[],
  clause: Pointer,
  declared?: LeafKind,
  digits?: bigint,
) => Leaf;

function headerLeaves(contract: Contract, response: DocumentedResponse, analysed: AnalyzedExample): Leaf[] {
  return [...response.headers].map(([header, value]) => {
    const schemas = header.schema ? applicableAt(contract, header.schema, value, '#') : [];
    return analysed({ in: 'header', name: header.name }, header.name, value, schemas, header.pointer, header.match);
  });
}

function bodyLeaves(
  contract: Contract,
  { body, media, pointer }: DocumentedResponse,
  analysed: AnalyzedExample,
): Leaf[] {
  if (body === undefined) return [];
  const leaves: Leaf[] = [];
  // The schemas of each level are found once for all that stands below it, as there may be millions of leaves.
  const visit = (value: Json, name: string, place: Pointer, schemas: Subschema[], holder?: object): void => {
    if (typeof value === 'object' && value !== null) {
      for (const [token, child] of Object.entries(value))
        visit(child, token, joinPointer(place, token), applicableBelow(contract, schemas, value, token), value);
      return;
    }
    const declared = schemas.map(({ schema }) => leafKind(schema['x-match'])).find(Boolean);
    const clause = schemas.at(-1)?.pointer ?? `${pointer}${place.slice(1)}`;
    const digits = exactInteger(holder, name);
    const leaf = analysed({ in: 'body', pointer: place }, name, value, schemas, clause, declared, digits);
    if (holder) copyDigits(holder, name, leaf, 'value');
    leaves.push(leaf);
  };
  visit(body, '', '#', media?.schema ? applicable(contract, media.schema, body) : []);
  return leaves;
}

/** Each JSON value that is neither an object nor an array, with its place. An empty object or array has no leaf. */
function leavesOf(root: Json, at: Pointer = '#'): [Pointer, null | boolean | number | string][] {
  if (typeof root !== 'object' || root === null) return [[at, root]];
  return Object.entries(root).flatMap(([name, child]) => leavesOf(child, joinPointer(at, name)));
}

function sentSources({ request }: Example): Source[] {
  const parameters = (['path', 'query', 'header', 'cookie'] as const).flatMap((where) =>
    Object.entries(request[where]).flatMap(([name, whole]) =>
      leavesOf(whole).map(([part, value]): Source => ({
        origin: { in: where, name, ...(part !== '#' && { part }) },
        name: part === '#' ? name : '',
        value,
        digits: isInexact(value) ? digitsAt(request[where], name, part) : undefined,
      })),
    ),
  );
  const body =
    request.body === undefined
      ? []
      : leavesOf(request.body).map(([pointer, value]): Source => ({
          origin: { in: 'body', pointer },
          name: lastToken(pointer),
          value,
          digits: isInexact(value) ? digitsAt(request, 'body', pointer) : undefined,
        }));
  return [...parameters, ...body];
}

/** The identifiers of the response's resource: at its root, or one level down if the root only wraps it. */
function ownIdentifiers({ body }: DocumentedResponse): Source[] {
  if (!isObject(body)) return [];
  const entries = Object.entries(body);
  const [wrapper] = entries;
  const inner =
    entries.length === 1 && wrapper && isObject(wrapper[1])
      ? { at: joinPointer('#', wrapper[0]), value: wrapper[1] }
      : { at: '#', value: body };
  return Object.entries(inner.value).flatMap(([name, value]) => {
    const scalar = typeof value === 'string' || typeof value === 'number';
    return isIdentifierName(name) && scalar
      ? [
          {
            origin: { in: 'response' as const, pointer: joinPointer(inner.at, name) },
            name,
            value,
            digits: exactInteger(inner.value, name),
          },
        ]
      : [];
  });
}

function isPlace(origin: Origin, place: Leaf['place']): boolean {
  return origin.in === 'response' && place.in === 'body' && origin.pointer === place.pointer;
}

/** How a value follows from the sources, or undefined if it does not. */
function follow(
  { value, name, place, digits }: Pick<Leaf, 'value' | 'place'> & Pick<Source, 'name' | 'digits'>,
  sources: Source[],
  schemas: Subschema[],
): Template | undefined {
  const whole = sources.filter((source) => same(source.value, value) && !differInDigits(source.digits, digits));
  const at = place.in === 'body' ? place.pointer : undefined;
  const closest =
    whole.find(({ origin }) => origin.in === 'body' && origin.pointer === at) ??
    whole.find(({ origin }) => isSamePart(origin, at)) ??
    whole.find((source) => source.name.toLowerCase() === name.toLowerCase() && isSufficient(source));
  // Values under different names may be equal by chance, unless the value is distinctive.
  if (closest) return [closest.origin];
  if (keyword(schemas, 'enum') !== undefined) return undefined;
  const match = whole.find(({ origin, value: sent }) => isDistinctive(sent) && !isPart(origin));
  if (match) return [match.origin];
  return typeof value === 'string' ? followParts(value, sources) : undefined;
}

/** Whether an equal name and value prove that one follows from the other: two resources may both have the id 1. */
function isSufficient({ origin, value }: Source): boolean {
  return origin.in !== 'response' || isDistinctive(value);
}

/** A text with sources as whole segments, mostly the path of a URI. */
function followParts(text: string, sources: Source[]): Template | undefined {
  const candidates = sources
    .filter(
      ({ value, origin }) =>
        (typeof value === 'string' || typeof value === 'number') &&
        String(value) !== '' &&
        !isPart(origin) &&
        // A word of a sentence may match by chance, and so may the server, which is in all URIs of a response.
        (isDistinctive(value)
          ? !isServer(value)
          : (origin.in === 'path' || origin.in === 'response') && !/\s/.test(text)),
    )
    .sort((a, b) => String(b.digits ?? b.value).length - String(a.digits ?? a.value).length);
  let template: (string | Origin)[] = [text];
  for (const { value, digits, origin } of candidates)
    template = template.flatMap((part) =>
      typeof part === 'string' ? splitAt(part, String(digits ?? value), origin) : [part],
    );
  return template.some((part) => typeof part !== 'string') ? template : undefined;
}

/** Whether a value is the URI of a server, without a path. */
function isServer(value: Json): boolean {
  return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*\/?$/i.test(value);
}

/** Splits a text at a value that is a whole segment: the characters around it are neither word characters nor `-`. */
function splitAt(text: string, value: string, origin: Origin): (string | Origin)[] {
  const parts: (string | Origin)[] = [];
  let from = 0;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
    const outside = (text[at - 1] ?? '/') + (text[at + value.length] ?? '/');
    if (/[\w-]/.test(outside)) continue;
    if (at > from) parts.push(text.slice(from, at));
    parts.push(origin);
    from = at + value.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function same(a: Json, b: Json): boolean {
  return a === b && a !== null && a !== '';
}

/** Whether a value is so distinctive that two places hardly have it by chance. */
function isDistinctive(value: Json): boolean {
  return typeof value === 'string'
    ? value.length >= 12 || (value.length >= 6 && /[^a-z]/i.test(value))
    : typeof value === 'number' && Math.abs(value) >= 10_000;
}

function classify(
  declared: LeafKind | undefined,
  template: Template | undefined,
  value: Json,
  name: string,
  schemas: Subschema[],
  place: Leaf['place'],
): [LeafKind, string] {
  if (declared === 'bound' && !template)
    return ['volatile', 'the contract says that it is bound, but nothing in the example shows to what'];
  if (declared) return [declared, 'the contract says so (x-match)'];
  if (template) return ['bound', `it is ${formatTemplate(template)}`];
  const why = isVolatile(value, name, schemas, place);
  return why ? ['volatile', why] : ['literal', 'nothing in the request or the schema makes it vary'];
}

function isVolatile(value: Json, name: string, schemas: Subschema[], place: Leaf['place']): string | undefined {
  const format = keyword(schemas, 'format');
  if (value === null) {
    const types = typesOf(schemas);
    return !types || types.size > 1 ? 'the schema allows more than null' : undefined;
  }
  if (place.in === 'header' && VOLATILE_HEADERS.test(name)) return `${name} belongs to the message, not to the API`;
  if (typeof format === 'string' && VOLATILE_FORMATS.has(format)) return `its format is ${format}`;
  if (typeof value === 'number')
    return isIdentifierName(name) || /(_|^)(at|time|timestamp|date|created|updated|modified)$/i.test(name)
      ? 'it is an identifier or a time'
      : undefined;
  if (typeof value !== 'string') return undefined;
  if (UUID.test(value)) return 'it holds a uuid';
  if (TIMESTAMP.test(value)) return 'it is a timestamp';
  if (DIGEST.test(value)) return 'it is a digest or a token';
  if (isIdentifierName(name)) return 'it is an identifier';
  return undefined;
}

/** Whether a volatile leaf of a creation identifies the created resource: its identifier or its own URI. */
function namesCreation(place: Leaf['place'], name: string, value: Json): boolean {
  if (place.in === 'header') return OWN_URI.test(name);
  const depth = pointerTokens(place.pointer).length;
  if (isIdentifierName(name)) return depth <= 2 && value !== null;
  return OWN_URI.test(name) && depth <= 3 && typeof value === 'string' && /\/[^/]*\d[^/]*$/.test(value);
}
