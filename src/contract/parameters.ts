import type { Contract, Inputs, Json, JsonObject, Operation, Parameter } from '../model.ts';
import { decodeForm, queryOf, readCookies, readPairs, type Fields, type RawPair } from './fields.ts';
import { readJson } from './json.ts';
import { isJsonType } from './media-type.ts';
import { joinPointer } from './pointer.ts';
import { schemaErrors, type RequestError } from './request-error.ts';
import { decodeSegment, rawParams } from './segments.ts';
import { shapeOf, type Shape } from './shape.ts';
import { readDeepObject, readMembers, readStyled, type Reading } from './styles.ts';

/** What a request carries besides its body, taken apart but not decoded. */
export interface Carried {
  operation: Operation;
  /** Percent-decoded, as the router gives them. */
  params: Record<string, string>;
  /** The request target, query included. */
  target: string;
  fields: Fields;
  pairs: RawPair[];
  cookies: Map<string, string>;
}

/** Takes a request apart once for all of its parameters. */
export function carry(operation: Operation, params: Record<string, string>, target: string, fields: Fields): Carried {
  return { operation, params, target, fields, pairs: readPairs(queryOf(target)), cookies: readCookies(fields) };
}

type Texts = { texts: string[]; decode: (text: string) => string | undefined };

/** Where the text of a parameter stands, a row for each place (OpenAPI 3.1 §4.8.12.1); undefined where it was not sent. */
const TEXTS: Record<Parameter['in'], (carried: Carried, parameter: Parameter, shape: Shape) => Texts | undefined> = {
  path: ({ operation, params, target }, { name, style }, shape) => {
    const decoded = params[name];
    if (decoded === undefined) return undefined;
    const plain = style === 'simple' && !shape.types?.has('array') && !shape.types?.has('object');
    // Of a list, only delimiters that were not percent-encoded count.
    const raw = plain ? undefined : rawParams(operation, target)[name];
    return raw === undefined ? { texts: [decoded], decode: (text) => text } : { texts: [raw], decode: decodeSegment };
  },
  query: ({ pairs }, { name }) => {
    const texts = pairs.filter((pair) => pair[0] === name).map(([, value]) => value);
    return texts.length === 0 ? undefined : { texts, decode: decodeForm };
  },
  header: ({ fields }, { name }) => {
    const text = fields.get(name.toLowerCase());
    return text === undefined ? undefined : { texts: [text], decode: (part) => part.trim() };
  },
  cookie: ({ cookies }, { name }) => {
    const text = cookies.get(name);
    // Not every client encodes its cookies, and those that do encode commas too: decoded first, or left as it is.
    return text === undefined ? undefined : { texts: [decodeSegment(text) ?? text], decode: (part) => part };
  },
};

/**
 * Reads the declared parameters of a request into `inputs`, decoded, and tells what they do wrong in `errors`;
 * undeclared ones are left out of account.
 */
export function readParameters(contract: Contract, carried: Carried, inputs: Inputs, errors: RequestError[]): void {
  for (const parameter of carried.operation.parameters) {
    const { value, problem } = readParameter(contract, carried, parameter);
    if (problem === undefined && value === undefined && !parameter.required) continue;
    const at = `${parameter.in} ${parameter.name}`;
    if (problem !== undefined) errors.push({ kind: 'parameter', clause: parameter.pointer, at, message: problem, malformed: true });
    else if (value !== undefined) {
      put(inputs[parameter.in], parameter.name, value);
      if (parameter.schema && !contract.accepts(parameter.schema, value)) errors.push(...schemaErrors(contract, 'parameter', at, parameter.schema, value));
    } else errors.push({ kind: 'parameter', clause: joinPointer(parameter.pointer, 'required'), at, message: 'is required', expected: true });
  }
}

/** Sets a member, also one that is named as an object's prototype is. */
function put(object: JsonObject, name: string, value: Json): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

function readParameter(contract: Contract, carried: Carried, parameter: Parameter): Reading {
  const shape = shapeOf(contract, parameter.schema);
  if (parameter.in === 'query' && !parameter.mediaType) {
    // The style is for objects alone; anything else is written as in a form.
    if (parameter.style === 'deepObject' && (!shape.types || shape.types.has('object'))) return readDeepObject(carried.pairs, parameter.name, shape);
    if (parameter.style === 'form' && parameter.explode && shape.types?.has('object')) return readMembers(carried.pairs, shape);
  }
  const found = TEXTS[parameter.in](carried, parameter, shape);
  if (!found) return {};
  if (parameter.mediaType === undefined)
    return readStyled(parameter.in === 'cookie' ? { ...parameter, explode: false } : parameter, shape, found.texts, found.decode);
  const text = found.decode(found.texts[0] ?? '');
  if (text === undefined) return { problem: 'is not well percent-encoded' };
  return isJsonType(parameter.mediaType) ? readJson(text) : { value: text };
}
