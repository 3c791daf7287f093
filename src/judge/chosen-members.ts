import type { RequestValues } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import { isObject } from '../json/pointer.ts';

const CHOOSING = new Set([
  ...['fields', 'field', 'select', 'only', 'attributes', 'columns', 'projection', 'pick', 'omit', 'exclude'],
  ...['includefields', 'excludefields', 'onlyfields'],
]);

/**
 * Whether a query says which members an answer is to have: `fields=id,name`, `fields[pets]=name`, `filter={"fields":["id"]}`. Few documents
 * say of a required member that it is left out then.
 */
export function choosesMembers({ query }: RequestValues): boolean {
  return Object.entries(query).some(([name, value]) => chooses(name, value) || hasChoice(parsed(value)));
}

function hasChoice(value: Json | undefined): boolean {
  return isObject(value) && Object.entries(value).some(([name, one]) => chooses(name, one));
}

/** A star chooses everything, and an empty text all that there is, or nothing at all. */
function chooses(name: string, value: Json): boolean {
  const words = name.split(/[[\].]+/).map((word) => word.toLowerCase().replace(/[^a-z]/g, ''));
  const given = JSON.stringify(value);
  return words.some((word) => CHOOSING.has(word)) && given !== 'null' && !given.includes('*');
}

/** An object, also one that stands in a query as a text. */
function parsed(value: Json): Json | undefined {
  if (isObject(value)) return value;
  if (typeof value !== 'string' || !value.startsWith('{')) return undefined;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}
