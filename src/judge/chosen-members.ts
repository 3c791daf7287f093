import type { Operation, RequestValues } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import { isObject } from '../json/pointer.ts';

const CHOOSING = new Set([
  ...['fields', 'field', 'select', 'only', 'attributes', 'columns', 'projection', 'pick', 'omit', 'exclude'],
  ...['includefields', 'excludefields', 'onlyfields'],
]);

/** Names of parameters that have an answer show more: `expand=owner`, `include=address`. */
const ADDING = new Set(['expand', 'expands', 'include', 'includes', 'embed', 'populate', 'with', 'extra', 'details']);

/** Whether the members that an answer of an operation shows can be chosen: what is not asked for may be missing. */
export function hasChosenMembers({ parameters }: Operation): boolean {
  return parameters.some(
    ({ in: place, name }) => place === 'query' && wordsOf(name).some((word) => CHOOSING.has(word) || ADDING.has(word)),
  );
}

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
  const given = JSON.stringify(value);
  return wordsOf(name).some((word) => CHOOSING.has(word)) && given !== 'null' && !given.includes('*');
}

function wordsOf(name: string): string[] {
  return name.split(/[[\].]+/).map((word) => word.toLowerCase().replace(/[^a-z]/g, ''));
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
