import type { Contract, Operation, Parameter, RequestValues } from '../model/contract.ts';
import type { Json, Pointer } from '../model/json.ts';
import { isSafe } from '../http/methods.ts';
import { isObject, joinPointer, replaceAt, valueAt } from '../json/pointer.ts';
import type { Overrides } from '../messages/overrides.ts';
import { requestMedia } from '../messages/request-media.ts';
import { knownNames } from '../schema/keywords.ts';
import { applicable, applicableBelow, schemasBelow } from '../schema/subschemas.ts';

/** A parameter or a place in the body that may have another value, with its schemas. */
export interface Spot {
  parameter?: Parameter;
  at: Pointer;
  pointers: Pointer[];
}

/** The places of a request that may have another value: a path names another thing then, so that only safe methods vary it. */
export function spotsOf(contract: Contract, operation: Operation, overrides: Overrides, inputs: RequestValues): Spot[] {
  const parameters = operation.parameters
    .filter(
      ({ in: where, name }) =>
        !Object.hasOwn(overrides.set, name) &&
        isSafeToVary(where, name) &&
        (where !== 'path' || isSafe(operation.method)),
    )
    .map((parameter) => ({ parameter, at: '#', pointers: parameter.schema ? [parameter.schema] : [] }));
  const media = requestMedia(operation, inputs);
  if (!media?.schema || inputs.body === undefined) return parameters;
  return [...parameters, ...bodySpots(contract, media.schema, inputs.body)];
}

/** The same request with another value at a spot. */
export function withValueAt(inputs: RequestValues, { parameter, at }: Spot, value: Json): RequestValues {
  if (!parameter) return { ...inputs, body: replaceAt(inputs.body as Json, at, value) };
  const { in: where, name } = parameter;
  return { ...inputs, [where]: { ...inputs[where], [name]: value } };
}

/** Where a spot is, as findings name it: `request query limit`, `request body#/title`. */
export function placeOf({ parameter, at }: Spot): string {
  if (parameter) return `request ${parameter.in} ${parameter.name}`;
  return at === '#' ? 'request body' : `request body${at}`;
}

/** Header fields that change the meaning or the transfer of a request; a made-up value would prove nothing. */
export function isSafeToVary(where: Parameter['in'], name: string): boolean {
  return (
    where !== 'header' ||
    !/^(if-.*|range|prefer|expect|host|connection|content-.*|transfer-.*|upgrade|te|trailer|accept.*|cookie|origin|x-assay-.*|x-http-method.*|.*idempotency.*)$/i.test(
      name,
    )
  );
}

/** Whether the place of a parameter in a request can carry a value. */
export function isSendable(where: Parameter['in'], value: Json): boolean {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  if (where === 'header' || where === 'cookie') return /^[\x21-\x7e]([\x20-\x7e]{0,1000}[\x21-\x7e])?$/.test(text);
  return where === 'path' ? !/^\.{0,2}$/.test(text) && text.length < 2000 : text.length < 4000;
}

const MAX_SPOTS = 200;

/** The places of a body, also of its absent members; only the first item of an array. */
function bodySpots(contract: Contract, schema: Pointer, root: Json): Spot[] {
  const found: Spot[] = [{ at: '#', pointers: [schema] }];
  const visit = (schemas: ReturnType<typeof applicable>, value: Json, at: Pointer): void => {
    if (typeof value !== 'object' || value === null || found.length >= MAX_SPOTS) return;
    const names = Array.isArray(value)
      ? Object.keys(value).slice(0, 1)
      : [...new Set([...Object.keys(value), ...knownNames(schemas)])];
    for (const name of names) {
      const pointers = schemasBelow(schemas, value, name);
      if (pointers.length === 0) continue;
      const child = valueAt(value, joinPointer('#', name));
      // A member that only responses have gets no value.
      if (child === undefined && pointers.some((pointer) => isReadOnly(contract, pointer))) continue;
      found.push({ at: joinPointer(at, name), pointers });
      if (child !== undefined) visit(applicableBelow(contract, schemas, value, name), child, joinPointer(at, name));
    }
  };
  visit(applicable(contract, schema, root), root, '#');
  return found;
}

function isReadOnly(contract: Contract, pointer: Pointer): boolean {
  const { value } = contract.resolve(pointer);
  return isObject(value) && value['readOnly'] === true;
}
