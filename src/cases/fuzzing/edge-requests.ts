import * as fc from 'fast-check';
import type { Contract, RequestValues, Parameter } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { applicable, applicableBelow, schemasBelow } from '../../schema/subschemas.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject, joinPointer, replaceAt, valueAt } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import type { Base } from '../valid-requests.ts';
import { pick } from './arbitraries/base.ts';
import { unchangedDraft, isSafeToVary, parameterArbitrary, type Draft, type RequestContext } from './draft.ts';
import { knownNames } from '../../schema/keywords.ts';
import { valueArbitrary } from './arbitraries/values.ts';
import { formatMember } from '../variations.ts';

/** A parameter or a place in the body, with its schemas. */
interface Spot {
  parameter?: Parameter;
  at: Pointer;
  pointers: Pointer[];
}

/** Safe methods (RFC 9110 §9.2.1): only they may be sent to another resource. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** A request with a single edge value, so that the cause of a failure is known. */
export function edgeCaseAt(context: RequestContext, base: Base, by: number): fc.Arbitrary<Draft> {
  const { generation, operation } = context;
  const spot = pick(spotsOf(context, base.inputs), by, ({ parameter, at }) => `${parameter?.pointer ?? 'body'} ${at}`);
  if (!spot) return fc.constant(unchangedDraft(context, base));
  const { parameter, at, pointers } = spot;
  if (parameter) {
    const { in: where, name } = parameter;
    return parameterArbitrary(generation, parameter, 'edge').map((value) => ({
      inputs: { ...base.inputs, [where]: { ...base.inputs[where], [name]: value } },
      from: base,
      claim: 'valid',
      clause: parameter.schema ?? parameter.pointer,
      at: `request ${where} ${name}`,
      title: `with ${show(value)} as the ${where} parameter ${name}`,
    }));
  }
  const clause = pointers[0] ?? requestMedia(operation, base.inputs)?.schema ?? operation.pointer;
  return valueArbitrary(generation, pointers, 'edge').map((value) => ({
    ...base,
    inputs: { ...base.inputs, body: replaceAt(base.inputs.body as Json, at, value) },
    from: base,
    claim: 'valid',
    clause,
    at: at === '#' ? 'request body' : `request body${at}`,
    title: `with ${formatMember(at)} ${
      isObject(value) && Object.keys(value).length > 0
        ? `of ${Object.keys(value)
            .map((name) => show(name))
            .slice(0, 5)
            .join(', ')}`
        : `as ${show(value)}`
    }`,
  }));
}

function spotsOf({ generation, operation, overrides }: RequestContext, inputs: RequestValues): Spot[] {
  const parameters = operation.parameters
    .filter(
      ({ in: where, name }) =>
        !Object.hasOwn(overrides.set, name) &&
        isSafeToVary(where, name) &&
        (where !== 'path' || SAFE.has(operation.method)),
    )
    .map((parameter) => ({ parameter, at: '#', pointers: parameter.schema ? [parameter.schema] : [] }));
  const media = requestMedia(operation, inputs);
  if (!media?.schema || inputs.body === undefined) return parameters;
  return [...parameters, ...bodySpots(generation.contract, media.schema, inputs.body)];
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
