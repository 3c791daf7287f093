import type { DocumentedResponse, Example, Operation } from '../model/contract.ts';
import type { LeafPlace, Origin, Template } from '../model/binding.ts';
import type { Json } from '../model/json.ts';
import { lastToken, valueAt } from '../json/pointer.ts';
import { isIdentifierName } from '../contract/resources/names.ts';
import { OWN_URI } from './names.ts';
import { isPart, isSamePart } from './parts.ts';
import { render } from './render.ts';

/** A value of a documented answer, and what it seems to follow from. */
export interface Learned {
  place: LeafPlace;
  name: string;
  value: Json;
  template: Template;
}

/**
 * Whether what a value seems to follow from is more than chance, in examples that are illustrations: no other example of the
 * operation shows otherwise, and either the names say so or another example shows it again with another value.
 */
export function isSoundBinding({ examples }: Operation, own: Example, learned: Learned): boolean {
  const others = examples.filter((other) => other !== own && other.response?.of === own.response?.of);
  const shown = others.flatMap(({ request, response }) => {
    const actual = response && valueIn(response, learned.place);
    const expected = response && render(learned.template, { inputs: request, response: response.body });
    return actual === undefined || expected === undefined ? [] : [{ actual, follows: isAlike(actual, expected) }];
  });
  if (shown.some(({ follows }) => !follows)) return false;
  return isNamed(learned) || shown.some(({ actual }) => !isAlike(actual, learned.value));
}

function valueIn({ headers, body }: DocumentedResponse, place: LeafPlace): Json | undefined {
  if (place.in === 'body') return valueAt(body, place.pointer);
  return [...headers].find(([{ name }]) => name === place.name)?.[1];
}

/** Headers and parameters are text, where a body may have a number. */
function isAlike(one: Json, other: Json): boolean {
  return typeof one === 'object' || typeof other === 'object' ? one === other : String(one) === String(other);
}

/** Whether the names alone say that a value is another one, or the address of the thing that the path or an identifier names. */
function isNamed({ place, name, value, template }: Learned): boolean {
  const origins = template.filter((part): part is Origin => typeof part !== 'string');
  const [only] = origins;
  if (template.length === 1 && only && isPart(only)) return place.in === 'body' && isSamePart(only, place.pointer);
  if (template.length === 1 && only) return isSameName(name, only);
  return (
    (OWN_URI.test(name) || isAddress(value)) &&
    origins.every((origin) => origin.in === 'path' || isIdentifierName(nameOf(origin)))
  );
}

/** Whether a text is a path or a URI, of which an identifier is a segment. */
function isAddress(value: Json): boolean {
  return typeof value === 'string' && /^(\/|[a-z][a-z0-9+.-]*:\/\/)\S*$/i.test(value);
}

function isSameName(name: string, origin: Origin): boolean {
  const [one, other] = [plainName(name), plainName(nameOf(origin))];
  // What the path calls petId is the id of the pet.
  return one === other || (origin.in === 'path' && isIdentifierName(name) && other.endsWith(one));
}

const plainName = (name: string) => name.toLowerCase().replace(/[_-]/g, '');

function nameOf(origin: Origin): string {
  return 'pointer' in origin ? lastToken(origin.pointer) : origin.name;
}
