import type { RequestValues } from '../model/contract.ts';
import type { Origin, Template } from '../model/binding.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { exactInteger, isInexact, type Place } from '../json/exact-integers.ts';
import { lastToken, ownMember, parentPointer, valueAt } from '../json/pointer.ts';

/** The request and the response in which a template's origins are looked up. */
export interface RenderScope {
  inputs: RequestValues;
  /** The response's body, received or to be sent. */
  response: Json | undefined;
}

/** The value of an origin, or undefined if it was not sent or received. */
export function originValue(origin: Origin, { inputs, response }: RenderScope): Json | undefined {
  if (origin.in === 'response') return valueAt(response, origin.pointer);
  if (origin.in === 'body') return valueAt(inputs.body, origin.pointer);
  const values = inputs[origin.in];
  const value = ownMember(values, origin.name);
  return origin.part === undefined ? value : valueAt(value, origin.part);
}

/** The object or array of an origin's value, and its key there. */
export function originPlace(origin: Origin, scope: RenderScope): Place | undefined {
  const [holder, key, at = '#']: [object, string, Pointer?] =
    origin.in === 'response'
      ? [scope, 'response', origin.pointer]
      : origin.in === 'body'
        ? [scope.inputs, 'body', origin.pointer]
        : [scope.inputs[origin.in], origin.name, origin.part];
  if (at === '#') return { holder, key };
  const around = valueAt((holder as JsonObject)[key], parentPointer(at));
  return typeof around === 'object' && around !== null ? { holder: around, key: lastToken(at) } : undefined;
}

/** The digits of a value that is a single origin, where it is an integer that no number holds. */
export function renderedDigits(template: Template, scope: RenderScope): bigint | undefined {
  const [only] = template;
  if (template.length !== 1 || only === undefined || typeof only === 'string') return undefined;
  const place = originPlace(only, scope);
  return place && exactInteger(place.holder, place.key);
}

/** Whether a template depends on the request. */
export function drawsOnRequest(template: Template): boolean {
  return template.some((part) => typeof part !== 'string' && part.in !== 'response');
}

/**
 * The expected value of a binding, or undefined if one of its origins is missing.
 * @param encode the encoding of values inside a text: `percentEncode` for the path of a URI
 */
export function render(
  template: Template,
  scene: RenderScope,
  encode: (text: string) => string = (text) => text,
): Json | undefined {
  const [only] = template;
  if (template.length === 1 && only !== undefined && typeof only !== 'string') return originValue(only, scene);
  let text = '';
  for (const part of template) {
    if (typeof part === 'string') text += part;
    else {
      const value = originValue(part, scene);
      if (value === undefined || value === null || typeof value === 'object') return undefined;
      text += encode(String(isInexact(value) ? (renderedDigits([part], scene) ?? value) : value));
    }
  }
  return text;
}
