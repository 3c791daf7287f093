import type { Contract, RequestValues, Operation, Parameter } from '../../model/contract.ts';
import { encodingOf, readStyledMembers, styleOf } from '../styles/form-encoding.ts';
import { readCookies, type Fields } from '../../http/header-fields.ts';
import { decodeForm, queryOf, readPairs, type RawPair } from '../../http/form-pairs.ts';
import { readJson } from '../../json/parse-json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { isObject, joinPointer, valueAt, ownMember, setMember } from '../../json/pointer.ts';
import { schemaErrors, type RequestError } from '../request-error.ts';
import { decodeSegment, rawParams } from '../path-template.ts';
import { shapeOf, type Shape } from '../../schema/shape.ts';
import { decodeStyled, styleIn } from '../styles/index.ts';
import { decodedText, type Decoded, type Unescape } from '../styles/style.ts';
import { copyDigits } from '../../json/exact-integers.ts';

/** The parts of a request without its body, split but not decoded. */
export interface Carried {
  operation: Operation;
  /** Percent-decoded, from the router. */
  params: Record<string, string>;
  /** The request target, query included. */
  target: string;
  fields: Fields;
  pairs: RawPair[];
  cookies: RawPair[];
}

/** Splits a request once for all of its parameters. */
export function carry(operation: Operation, params: Record<string, string>, target: string, fields: Fields): Carried {
  return { operation, params, target, fields, pairs: readPairs(queryOf(target)), cookies: readCookies(fields) };
}

type Texts = { texts: string[]; unescape: Unescape };

/** How to find the text of a parameter, a row for each place (OpenAPI 3.1 §4.8.12.1); undefined if it was not sent. */
const TEXTS: Record<Parameter['in'], (carried: Carried, parameter: Parameter, shape: Shape) => Texts | undefined> = {
  path: ({ operation, params, target }, { name, style }, shape) => {
    const decoded = ownMember(params, name);
    if (decoded === undefined) return undefined;
    const plain = style === 'simple' && !shape.types?.has('array') && !shape.types?.has('object');
    // In a list, only unencoded delimiters count.
    const raw = plain ? undefined : ownMember(rawParams(operation, target), name);
    return raw === undefined
      ? { texts: [decoded], unescape: (text) => text }
      : { texts: [raw], unescape: decodeSegment };
  },
  query: ({ pairs }, { name }) => {
    const texts = textsOf(pairs, name);
    return texts.length === 0 ? undefined : { texts, unescape: decodeForm };
  },
  header: ({ fields }, { name }) => {
    const text = fields.get(name.toLowerCase());
    return text === undefined ? undefined : { texts: [text], unescape: (part) => part.trim() };
  },
  cookie: (carried, parameter) => {
    const texts = cookiePairs(carried, parameter)
      .filter((pair) => pair[0] === parameter.name)
      .map(([, value]) => value);
    return texts.length === 0 ? undefined : { texts, unescape: cookieDecoder(parameter) };
  },
};

const textsByName = new WeakMap<RawPair[], Map<string, string[]>>();

/** The texts of the pairs with a name; one pass serves all names. */
function textsOf(pairs: RawPair[], name: string): string[] {
  let byName = textsByName.get(pairs);
  if (!byName) {
    textsByName.set(pairs, (byName = new Map<string, string[]>()));
    for (const [own, text] of pairs) {
      const texts = byName.get(own);
      if (texts) texts.push(text);
      else byName.set(own, [text]);
    }
  }
  return byName.get(name) ?? [];
}

/** Exploded values have ampersands in style `form`, as in a query, and separate cookies in style `cookie` (OpenAPI 3.2). */
function cookiePairs({ cookies }: Carried, { style, explode, mediaType }: Parameter): RawPair[] {
  if (style !== 'form' || !explode || mediaType !== undefined) return cookies;
  return cookies.flatMap(([name, value]) => readPairs(`${name}=${value}`));
}

/** Style `cookie` has no percent-encoding (OpenAPI 3.2), and not every client encodes other cookies. */
function cookieDecoder({ style }: Parameter): Unescape {
  return style === 'cookie' ? (text) => text : (text) => decodeSegment(text) ?? text;
}

/**
 * Decodes the declared parameters of a request into `inputs`, and adds their errors to `errors`. Undeclared parameters are
 * ignored.
 */
export function readParameters(
  contract: Contract,
  carried: Carried,
  inputs: RequestValues,
  errors: RequestError[],
): void {
  for (const parameter of carried.operation.parameters) {
    const decoded = readParameter(contract, carried, parameter);
    const { value, problem } = decoded;
    if (problem === undefined && value === undefined && !parameter.required) continue;
    const at = `${parameter.in} ${parameter.name}`;
    if (problem !== undefined)
      errors.push({ kind: 'parameter', clause: parameter.pointer, at, message: problem, malformed: true });
    else if (value !== undefined) {
      const place = { holder: inputs[parameter.in], key: parameter.name };
      setMember(place.holder, place.key, value);
      copyDigits(decoded, 'value', place.holder, place.key);
      if (
        parameter.schema &&
        !contract.accepts(parameter.schema, value, place) &&
        !isEmptyAllowed(contract, parameter, carried)
      )
        errors.push(...schemaErrors(contract, 'parameter', at, parameter.schema, value, place));
    } else
      errors.push({
        kind: 'parameter',
        clause: joinPointer(parameter.pointer, 'required'),
        at,
        message: 'is required',
        expected: true,
      });
  }
}

/** `?flag` and `?flag=` count as a missing parameter if that is allowed (OpenAPI 3.1 §4.8.12, allowEmptyValue). */
function isEmptyAllowed({ document }: Contract, { in: where, pointer, name }: Parameter, { pairs }: Carried): boolean {
  return (
    where === 'query' &&
    valueAt(document, joinPointer(pointer, 'allowEmptyValue')) === true &&
    pairs.find((pair) => pair[0] === name)?.[1] === ''
  );
}

const NOT_SENT: Decoded = {};

function readParameter(contract: Contract, carried: Carried, parameter: Parameter): Decoded {
  const { in: where, style, mediaType } = parameter;
  // Most fields that a contract names are not sent.
  if (where === 'header' && !carried.fields.has(parameter.name.toLowerCase())) return NOT_SENT;
  const shape = shapeOf(contract, parameter.schema);
  if (style === 'querystring' && mediaType !== undefined)
    return readWhole(contract, carried, parameter, mediaType, shape);
  const spread = mediaType === undefined ? styleIn(where, style).spread?.(parameter, shape) : undefined;
  if (spread) {
    const { pairs, unescape } = pairsIn(carried, parameter);
    const isTaken = takenBy(carried.operation, parameter);
    return spread.read(
      pairs.filter(([name]) => spread.has(name, isTaken)),
      unescape,
    );
  }
  const found = TEXTS[where](carried, parameter, shape);
  if (!found) return {};
  if (mediaType !== undefined) return readContent(mediaType, shape, found);
  const reading = decodeStyled(where, parameter, shape, found.texts, found.unescape);
  return where === 'cookie' ? orWhollyEncoded(parameter, shape, found, reading) : reading;
}

/** The pairs that may contain the members of an exploded object. */
function pairsIn(carried: Carried, parameter: Parameter): { pairs: RawPair[]; unescape: Unescape } {
  return parameter.in === 'cookie'
    ? { pairs: cookiePairs(carried, parameter), unescape: cookieDecoder(parameter) }
    : { pairs: carried.pairs, unescape: decodeForm };
}

/** The whole query, as a form or by its media type (OpenAPI 3.2, Parameter Object, in: querystring). */
function readWhole(
  contract: Contract,
  carried: Carried,
  parameter: Parameter,
  mediaType: string,
  shape: Shape,
): Decoded {
  if (mediaType !== 'application/x-www-form-urlencoded') {
    const text = queryOf(carried.target);
    return text === '' ? {} : readContent(mediaType, shape, { texts: [text], unescape: decodeSegment });
  }
  const isTaken = takenBy(carried.operation, parameter);
  const pairs = carried.pairs.filter(([name]) => !isTaken(name));
  if (pairs.length === 0) return {};
  const encoding = valueAt(contract.document, joinPointer(parameter.pointer, 'content', mediaType, 'encoding')) ?? {};
  return readStyledMembers(pairs, isObject(encoding) ? encoding : {}, shape, (name, texts) =>
    decodeStyled(
      'query',
      { name, ...styleOf(isObject(encoding) ? encodingOf(encoding, name) : {}), json: true },
      shape.member(name),
      texts,
      decodeForm,
    ),
  );
}

function readContent(mediaType: string, shape: Shape, { texts, unescape }: Texts): Decoded {
  const text = unescape(texts[0] ?? '');
  if (text === undefined) return { problem: 'is not well percent-encoded' };
  return isJsonType(mediaType) ? readJson(text) : decodedText(shape, text);
}

/** Clients that encode a cookie also encode the commas of a list. Such a text is decoded first if it is invalid otherwise. */
function orWhollyEncoded(parameter: Parameter, shape: Shape, { texts: [text = ''] }: Texts, reading: Decoded): Decoded {
  if (!text.includes('%') || (reading.value !== undefined && shape.accepts(reading.value))) return reading;
  const decoded = decodeStyled(
    'cookie',
    { ...parameter, explode: false },
    shape,
    [decodeSegment(text) ?? text],
    (part) => part,
  );
  return decoded.value !== undefined && shape.accepts(decoded.value) ? decoded : reading;
}

/** Whether a name in the query, or of a cookie, belongs to something other than this parameter. */
function takenBy({ parameters, security }: Operation, parameter: Parameter): (name: string) => boolean {
  const others = parameters.filter((other) => other.in === parameter.in && other !== parameter);
  const names = new Set([
    ...others.map(({ name }) => name),
    ...security
      .flat()
      .flatMap((scheme) => (scheme.type === 'apiKey' && scheme.in === parameter.in ? [scheme.name ?? ''] : [])),
  ]);
  const deep = others.filter(({ style }) => style === 'deepObject').map(({ name }) => `${name}[`);
  return (name) => names.has(name) || deep.some((start) => name.startsWith(start));
}
