import type { Contract, RequestValues, Operation } from '../../model/contract.ts';
import type { ExpectedValue } from '../../model/case.ts';
import type { Response } from '../../model/exchange.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { analyze } from '../../bindings/analyze.ts';
import { applicableAt, unconditional } from '../../schema/subschemas.ts';
import { isSuccess } from '../../contract/examples.ts';
import { isIdentifierName } from '../../contract/resources/names.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject, joinPointer, lastToken, pointerTokens, valueAt } from '../../json/pointer.ts';
import { isSecretMember, secretValues } from '../../contract/secrets.ts';

/**
 * The values that a read must have after a creation: the identifier, and the sent values whose place has the same documented
 * value in both. If only the schemas are the same, a difference is a note.
 */
export function expectedValues(
  contract: Contract,
  create: Operation,
  read: Operation,
  inputs: RequestValues,
  response: Response,
): ExpectedValue[] {
  const answered = jsonIn(response.body);
  const found = new Map<Pointer, ExpectedValue>();
  const add = (pointer: Pointer, value: Json | undefined, clause: Pointer, severity: ExpectedValue['severity']) => {
    const isScalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    if (isScalar && !found.has(pointer) && !isSecret(contract, clause, pointer, value))
      found.set(pointer, { pointer, value, clause, severity });
  };
  for (const { pointer, value, clause, source } of documentedValues(contract, create, read)) {
    // A resource keeps its identifier, even if the documents show two.
    if (isIdentifierName(lastToken(pointer)) && pointerTokens(pointer).length <= 2)
      add(pointer, valueAt(answered, pointer), clause, 'violation');
    else if (source !== undefined && value !== undefined)
      add(pointer, valueAt(inputs.body, source), clause, 'violation');
  }
  for (const { name, clause, same } of sharedProperties(contract, create, read, inputs)) {
    const pointer = joinPointer('#', name);
    if (isIdentifierName(name)) add(pointer, valueAt(answered, pointer), clause, 'violation');
    else if (same) add(pointer, valueAt(inputs.body, pointer), clause, 'note');
  }
  return [...found.values()];
}

/** The leaves of the documented response to a read, each with the place of the documented creation that has the same value. */
function documentedValues(
  contract: Contract,
  create: Operation,
  read: Operation,
): { pointer: Pointer; value: Json; clause: Pointer; source?: Pointer }[] {
  // The response to a read may be documented without its request.
  const [shown] = read.responses
    .filter(isSuccess)
    .flatMap(({ media }) =>
      media.flatMap(({ schema, examples }) => [...examples.values()].map((example) => ({ ...example, schema }))),
    );
  if (!shown) return [];
  const creations = create.examples.map((example) => ({ example, leaves: analyze(contract, create, example) }));
  return leavesOf(shown.value).flatMap(({ pointer, value }) => {
    const schemas = shown.schema ? applicableAt(contract, shown.schema, shown.value, pointer) : [];
    if (value === null || schemas.some(({ schema }) => schema['x-match'] === 'volatile')) return [];
    const clause = schemas.at(-1)?.pointer ?? joinPointer(shown.pointer, ...pointerTokens(pointer));
    const sources = creations.flatMap(({ example, leaves }): Pointer[] => {
      if (valueAt(example.request.body, pointer) === value) return [pointer];
      const bound = leaves.find(
        (leaf) => leaf.place.in === 'body' && leaf.place.pointer === pointer && leaf.template?.length === 1,
      )?.template?.[0];
      return typeof bound === 'object' && bound.in === 'body' && valueAt(example.request.body, bound.pointer) === value
        ? [bound.pointer]
        : [];
    });
    const [source] = sources;
    return [{ pointer, value, clause, ...(source !== undefined && { source }) }];
  });
}

/** Each scalar value in an object; values in arrays are left out. */
function leavesOf(root: Json, at: Pointer = '#'): { pointer: Pointer; value: Json }[] {
  if (Array.isArray(root)) return [];
  return isObject(root)
    ? Object.entries(root).flatMap(([name, child]) => leavesOf(child, joinPointer(at, name)))
    : [{ pointer: at, value: root }];
}

/** The members that the schemas of a creation's request and a read's response share. */
function sharedProperties(
  contract: Contract,
  create: Operation,
  read: Operation,
  inputs: RequestValues,
): { name: string; clause: Pointer; same: boolean }[] {
  const sent = propertiesOf(contract, requestMedia(create, inputs)?.schema);
  const answered = read.responses
    .filter(isSuccess)
    .flatMap(({ media }) => media.flatMap(({ schema }) => [...propertiesOf(contract, schema)]));
  return answered.map(([name, clause]) => ({ name, clause, same: sent.get(name) === clause }));
}

function propertiesOf(contract: Contract, schema: Pointer | undefined): Map<string, Pointer> {
  const found = new Map<string, Pointer>();
  for (const { pointer, schema: node } of schema ? unconditional(contract, [schema]) : [])
    for (const [name, property] of Object.entries(isObject(node['properties']) ? node['properties'] : {})) {
      const isOneWay = isObject(property) && (property['readOnly'] === true || property['writeOnly'] === true);
      if (!isOneWay || isIdentifierName(name))
        found.set(name, contract.resolve(joinPointer(pointer, 'properties', name)).pointer);
    }
  return found;
}

function isSecret(contract: Contract, clause: Pointer, pointer: Pointer, value: Json): boolean {
  return isSecretMember(contract, clause) || secretValues({}, { [lastToken(pointer)]: value }).length > 0;
}
