import type { Contract } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { joinPointer, valueAt } from '../json/pointer.ts';
import { numbersOf, requiredNames, typesOf } from './keywords.ts';
import { conjoined, describesMember, listed, reachable, schemasBelow, type Subschema } from './subschemas.ts';

/** Why no value conforms to a schema: clauses that contradict each other. */
export interface Contradiction {
  /** The contradiction in words. */
  message: string;
  /** One or two clauses, as pointers into the contract. */
  clauses: Pointer[];
}

/** The most schemas on the way to a value that is looked at. */
const MOST_AROUND = 40;

/**
 * Clauses of a schema that contradict each other, so that it allows no value. Compares types, limits, enumerations and required
 * members at the places that every value has. Undefined means that none was found, not that there is none.
 */
export function findContradiction(contract: Contract, schema: Pointer): Contradiction | undefined {
  return contradictionOf(contract, [schema], new Set());
}

function contradictionOf(
  contract: Contract,
  pointers: Pointer[],
  visited: ReadonlySet<Pointer>,
): Contradiction | undefined {
  if (visited.size > MOST_AROUND) return undefined;
  const never = pointers.find((pointer) => valueAt(contract.document, pointer) === false);
  if (never !== undefined) return { message: 'the schema is false, which no value conforms to', clauses: [never] };
  if (pointers.some((pointer) => visited.has(pointer))) return undefined;
  const within = new Set([...visited, ...pointers]);
  const schemas = reachable(contract.document, pointers, conjoined);
  return (
    typesContradict(schemas) ??
    limitsContradict(schemas) ??
    enumContradicts(contract, schemas) ??
    membersContradict(contract, schemas, within) ??
    itemsContradict(contract, schemas, within) ??
    choiceContradicts(contract, schemas, within)
  );
}

function typesContradict(schemas: Subschema[]): Contradiction | undefined {
  if (typesOf(schemas)?.size !== 0) return undefined;
  const typed = schemas.filter(({ schema }) => schema['type'] !== undefined);
  for (const [index, one] of typed.entries())
    for (const other of typed.slice(index + 1))
      if (typesOf([one, other])?.size === 0)
        return {
          message: `a value cannot be ${typeNames(one)} and ${typeNames(other)}`,
          clauses: [one, other].map(({ pointer }) => joinPointer(pointer, 'type')),
        };
  return undefined;
}

function typeNames({ schema }: Subschema): string {
  return [schema['type'] ?? []].flat().map(String).join(' or ');
}

/** Pairs of keywords in which the first may not exceed the second, and the condition under which they matter. */
const LIMITS: [least: string, most: string, type: RegExp][] = [
  ['minimum', 'maximum', /^(number|integer)$/],
  ['minLength', 'maxLength', /^string$/],
  ['minItems', 'maxItems', /^array$/],
  ['minProperties', 'maxProperties', /^object$/],
];

function limitsContradict(schemas: Subschema[]): Contradiction | undefined {
  const types = [...(typesOf(schemas) ?? [])];
  for (const [least, most, type] of LIMITS) {
    if (types.length === 0 || !types.every((name) => type.test(name))) continue;
    const [low, high] = [Math.max(...numbersOf(schemas, least)), Math.min(...numbersOf(schemas, most))];
    if (low > high)
      return {
        message: `${least} ${low} is more than ${most} ${high}`,
        clauses: [clauseWith(schemas, least, low), clauseWith(schemas, most, high)],
      };
  }
  return undefined;
}

function clauseWith(schemas: Subschema[], keyword: string, value: Json): Pointer {
  const found = schemas.find(({ schema }) => schema[keyword] === value) ?? schemas[0];
  return joinPointer(found?.pointer ?? '#', keyword);
}

/** Whether each listed value violates the keywords beside the list. */
function enumContradicts(contract: Contract, schemas: Subschema[]): Contradiction | undefined {
  for (const { pointer, schema } of schemas) {
    const [keyword, values] = schema['const'] === undefined ? ['enum', schema['enum']] : ['const', [schema['const']]];
    if (!Array.isArray(values)) continue;
    // The keyword beside the list is more exact than the whole schema.
    const others = schemas.filter((one) => one.pointer !== pointer);
    const other = [...others, { pointer }].find((one) =>
      values.every((value) => !contract.accepts(one.pointer, value)),
    );
    if (other)
      return {
        message: `no value of ${keyword} conforms to what else is asked for`,
        clauses: [joinPointer(pointer, keyword), other.pointer],
      };
  }
  return undefined;
}

function membersContradict(
  contract: Contract,
  schemas: Subschema[],
  visited: ReadonlySet<Pointer>,
): Contradiction | undefined {
  if (!isOnly(schemas, 'object')) return undefined;
  for (const name of requiredNames(schemas)) {
    const requiring = schemas.find(({ schema }) => listOf(schema['required']).includes(name)) as Subschema;
    const required = joinPointer(requiring.pointer, 'required');
    const closed = schemas.find((one) => one.schema['additionalProperties'] === false && !describesMember(one, name));
    if (closed)
      return {
        message: `the member ${name} is required, and additionalProperties: false refuses it`,
        clauses: [required, joinPointer(closed.pointer, 'additionalProperties')],
      };
    const below = schemasBelow(schemas, {}, name);
    // A member that responses do not have is irrelevant (OpenAPI 3.1 §4.8.24, writeOnly).
    if (below.some((at) => hasWriteOnly(contract, at))) continue;
    const found = contradictionOf(contract, below, visited);
    if (found) return found;
  }
  return undefined;
}

function itemsContradict(
  contract: Contract,
  schemas: Subschema[],
  visited: ReadonlySet<Pointer>,
): Contradiction | undefined {
  if (!isOnly(schemas, 'array') || !(Math.max(...numbersOf(schemas, 'minItems')) >= 1)) return undefined;
  return contradictionOf(contract, schemasBelow(schemas, [], '0'), visited);
}

/** A choice is a contradiction if each of its branches contradicts the schemas around it. */
function choiceContradicts(
  contract: Contract,
  schemas: Subschema[],
  visited: ReadonlySet<Pointer>,
): Contradiction | undefined {
  const around = schemas.map(({ pointer }) => pointer);
  for (const subschema of schemas)
    for (const keyword of ['oneOf', 'anyOf']) {
      const branches = listed(subschema, keyword);
      if (branches.length === 0 || branches.length > 50) continue;
      const found = branches.map((branch) => {
        const together = reachable(contract.document, [branch, ...around], conjoined);
        return (
          typesContradict(together) ??
          limitsContradict(together) ??
          enumContradicts(contract, together) ??
          membersContradict(contract, together, new Set([...visited, branch]))
        );
      });
      if (found.every((one) => one !== undefined)) return found[0];
    }
  return undefined;
}

function isOnly(schemas: Subschema[], type: string): boolean {
  const types = typesOf(schemas);
  return types?.size === 1 && types.has(type);
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function hasWriteOnly({ document }: Contract, pointer: Pointer): boolean {
  return reachable(document, [pointer], conjoined).some(({ schema }) => schema['writeOnly'] === true);
}
