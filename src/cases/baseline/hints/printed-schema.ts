import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject } from '../../../json/pointer.ts';
import { matchesPattern } from '../../../schema/pattern/pattern.ts';
import { IN } from './places.ts';
import type { Hint, Want } from './hint.ts';
import { saysOf } from './spoken-texts.ts';
import { readPythonLiteral } from './python-literals.ts';

const HEAD = /^Failed validating u?'(?<keyword>\w+)' in schema(?:\[[^\]]*\])*:/;
const TAIL = /^On instance(?<place>(?:\['[^']*'\]|\["[^"]*"\]|\[\d+\])*):/;

/**
 * The parts of an error of Python's jsonschema as text, which ends with the schema that the value breaks, and with the value:
 *
 *     'name' is a required property
 *
 *     Failed validating 'required' in schema['properties']['user']:
 *         {'properties': {'name': {'type': 'string'}}, 'required': ['name'], 'type': 'object'}
 *
 *     On instance['user']:
 *         {}
 */
function partsOf(text: string): Record<'message' | 'keyword' | 'schema' | 'place' | 'instance', string> | undefined {
  const from = text.indexOf('Failed validating ');
  const until = text.indexOf('On instance', from);
  if (from < 0 || until < 0) return undefined;
  const [above, below] = [text.slice(from, until), text.slice(until)];
  const [head, tail] = [HEAD.exec(above), TAIL.exec(below)];
  if (!head || !tail) return undefined;
  const { keyword = '' } = head.groups ?? {};
  const { place = '' } = tail.groups ?? {};
  const schema = above.slice(head[0].length);
  return { message: text.slice(0, from).trim(), keyword, schema, place, instance: below.slice(tail[0].length) };
}

/** What the schema in an error of Python's jsonschema asks for; undefined where a text is no such error, or asks for nothing. */
export function readPrintedSchema(text: string): Hint[] | undefined {
  const parts = partsOf(text);
  if (!parts) return undefined;
  const { message, keyword, schema, place, instance } = parts;
  const wanted = readPythonLiteral(schema);
  if (!isObject(wanted)) return undefined;
  const path = [...place.matchAll(/\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
  const where = IN[/\b(query|header|body)\b/i.exec(message)?.[0].toLowerCase() ?? ''];
  const given = readPythonLiteral(instance);
  const wants =
    keyword === 'additionalProperties' && isObject(given)
      ? unexpectedNames(wanted, given).map((name) => ({ path: [...path, name], wants: { kind: 'absent' } as const }))
      : wantsOf(wanted, path, given);
  return wants.length === 0
    ? undefined
    : wants.map((one) => ({ ...one, ...(where && { in: where }), says: saysOf(message) }));
}

interface WantedPlace {
  path: string[];
  wants: Want;
}

function unexpectedNames({ properties, patternProperties }: JsonObject, given: JsonObject): string[] {
  const patterns = isObject(patternProperties) ? Object.keys(patternProperties) : [];
  const isKnown = (name: string): boolean =>
    (isObject(properties) && Object.hasOwn(properties, name)) || patterns.some((one) => matchesPattern(one, name));
  return Object.keys(given).filter((name) => !isKnown(name));
}

/** What a schema asks for of a place where it does not allow the value, and of the members that it requires there. */
function wantsOf(schema: Json | undefined, path: string[], given?: Json): WantedPlace[] {
  const wants = (...all: Want[]): WantedPlace[] => all.map((one) => ({ path, wants: one }));
  if (!isObject(schema)) return wants({ kind: 'present' });
  const { enum: values, const: constant, pattern, format, minimum, maximum, minLength, maxLength } = schema;
  const type = [schema['type']].flat().find((one) => one !== 'null');
  const [branch] = [schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf'] ?? []].flat();
  if (branch !== undefined && type === undefined) return wantsOf(branch, path, given);
  if (constant !== undefined) return wants({ kind: 'one of', values: [constant] });
  if (Array.isArray(values)) return wants({ kind: 'one of', values });
  if (typeof pattern === 'string') return wants({ kind: 'pattern', pattern });
  if (typeof format === 'string') return wants({ kind: 'format', format });
  if (type === 'object') return membersOf(schema, path, isObject(given) ? given : {});
  if (type === 'array' && given === undefined && Number(schema['minItems']) > 0)
    return wantsOf(schema['items'], [...path, '0']);
  if (typeof given === 'string' && (typeof minLength === 'number' || typeof maxLength === 'number'))
    return wants({ kind: 'bounds', of: 'length', ...bounds(minLength, maxLength) });
  const bound = [minimum, maximum].find((one) => typeof one === 'number');
  if (bound !== undefined) return wants({ kind: 'one of', values: [Math.ceil(bound)] });
  const typed = typeof type === 'string' ? { type } : undefined;
  if (given === undefined) return wants({ kind: 'present', ...typed });
  return typed ? wants({ kind: 'type', ...typed }) : [];
}

function membersOf({ required, properties, type }: JsonObject, path: string[], given: JsonObject): WantedPlace[] {
  const names = Array.isArray(required) ? required.filter((name) => typeof name === 'string') : [];
  const missing = names.filter((name) => !Object.hasOwn(given, name));
  if (missing.length === 0) return [{ path, wants: { kind: 'type', type: String(type) } }];
  return missing.flatMap((name) => wantsOf(isObject(properties) ? properties[name] : undefined, [...path, name]));
}

function bounds(least: Json | undefined, most: Json | undefined): { least?: number; most?: number } {
  return { ...(typeof least === 'number' && { least }), ...(typeof most === 'number' && { most }) };
}
