import type { Contract, Operation } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { isObject, joinPointer, lastToken, ownMember, parentPointer, pointerTokens } from '../json/pointer.ts';

const TYPE = '(?:string|text|number|integer|boolean|object|array|list)';
/** "The command to run, as a string or an array of strings." */
const OF_TWO_TYPES = new RegExp(`\\b${TYPE}(?: of \\w+)?,? or (?:as )?(?:an? )?(?:single )?${TYPE}\\b`, 'i');
/** "Any value other than 0 is interpreted as true"; not "any other value is refused". */
const ANY_VALUE = /\bany (?:other )?value\b(?![^.]*\b(?:not|refused|rejected|invalid|errors?)\b)/i;

/**
 * Whether a contract admits elsewhere what one of its clauses forbids: a value of another type, where the description names two, or any,
 * where it says so, or that something required is left out, of which it says what stands in its place (`default`, OpenAPI 3.0 §4.7.24).
 * @param at where the value stands in the request, or is missing
 * @param clause what the request breaks
 */
export function isAdmitted(contract: Contract, operation: Operation, at: string, clause: Pointer): boolean {
  const parameter = operation.parameters.find(({ pointer }) => pointer === clause);
  if (parameter) return parameter.schema !== undefined && hasDefault(contract.resolve(parameter.schema).value);
  const owner = parentPointer(clause);
  const schema = contract.resolve(owner).value;
  if (!isObject(schema)) return false;
  // The schema of a parameter is described by the parameter.
  const described = lastToken(owner) === 'schema' ? [contract.resolve(parentPointer(owner)).value, schema] : [schema];
  if (described.some((one) => isObject(one) && ANY_VALUE.test(String(one['description'] ?? '')))) return true;
  if (lastToken(clause) === 'type') return OF_TWO_TYPES.test(String(schema['description'] ?? ''));
  const name = pointerTokens(at.replace(/^request body/, '')).at(-1);
  if (lastToken(clause) !== 'required' || name === undefined || !isObject(schema['properties'])) return false;
  if (ownMember(schema['properties'], name) === undefined) return false;
  return hasDefault(contract.resolve(joinPointer(owner, 'properties', name)).value);
}

function hasDefault(schema: Json | undefined): boolean {
  return isObject(schema) && ownMember(schema, 'default') !== undefined && schema['default'] !== null;
}
