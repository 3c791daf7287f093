import * as fc from 'fast-check';
import type { Contract, RequestValues, Parameter } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { isJsonType } from '../../http/media-type.ts';
import { requestMedia } from '../../messages/request-media.ts';
import type { Base } from '../valid-requests.ts';
import { pick } from './arbitraries/base.ts';
import { applyInvalid, invalidValues, JUNK, type InvalidValue } from './invalid-values.ts';
import { isSafeToVary } from '../spots.ts';
import { unchangedDraft, type Draft, type RequestContext } from './draft.ts';
import { malformedBodies } from './malformed-bodies.ts';
import { ownMember } from '../../json/pointer.ts';

/** A request that violates one clause. */
export function invalidRequestAt(context: RequestContext, base: Base, by: number): fc.Arbitrary<Draft> {
  const { generation, operation, overrides } = context;
  const media = requestMedia(operation, base.inputs);
  const { body } = base.inputs;
  const inBody =
    media?.schema && body !== undefined && isJsonType(media.encodedAs)
      ? invalidValues(generation.contract, media.schema, body)
      : [];
  const inParameters = operation.parameters
    .filter(({ name, in: where }) => !Object.hasOwn(overrides.set, name) && isSafeToVary(where, name))
    .flatMap((parameter) =>
      invalidParameterValues(generation.contract, parameter, base.inputs).map((one) => ({ parameter, one })),
    );
  const all = [...inBody.map((one) => ({ one, parameter: undefined })), ...inParameters];
  const picked = pick(
    all,
    by,
    ({ one, parameter }) => `${parameter?.pointer ?? 'body'} ${one.at} ${one.clause} ${one.kind}`,
  );
  if (!picked) return fc.constant(unchangedDraft(context, base));
  const { one, parameter } = picked;
  return JUNK.map((junk): Draft => {
    const made = one.make(junk);
    const { example: _, ...others } = base;
    if (!made) return unchangedDraft(context, others);
    const common = { ...others, from: base, claim: 'invalid' as const, clause: one.clause };
    if (!parameter)
      return {
        ...common,
        inputs: { ...base.inputs, body: applyInvalid(body as Json, one, made.value) },
        at: `request body${one.at}`,
        title: made.title,
      };
    const { in: where, name } = parameter;
    const { [name]: _sent, ...rest } = base.inputs[where];
    const value =
      one.kind === 'absent' ? undefined : applyInvalid(ownMember(base.inputs[where], name) ?? null, one, made.value);
    return {
      ...common,
      inputs: { ...base.inputs, [where]: value === undefined ? rest : { ...rest, [name]: value } },
      at: `request ${where} ${name}`,
      title: made.title.replace('its body', `the ${where} parameter ${name}`),
    };
  });
}

/** The other types that show in the text of a parameter that is none. */
const TYPES_AS_TEXT = new Set(['type string', 'type number']);

/** Invalid values that differ in the text of a parameter: a number in place of a string does not. */
function invalidParameterValues(
  contract: Contract,
  { name, in: where, required, schema, pointer }: Parameter,
  inputs: RequestValues,
): InvalidValue[] {
  const value = ownMember(inputs[where], name);
  const absent: InvalidValue[] =
    required && where !== 'path'
      ? [
          {
            at: '#',
            clause: pointer,
            kind: 'absent',
            make: () => ({ value: undefined, title: `without the ${where} parameter ${name}` }),
          },
        ]
      : [];
  if (!schema || value === undefined || typeof value === 'object') return absent;
  const own = invalidValues(contract, schema, value)
    .filter(({ kind }) => !kind.startsWith('type ') || (typeof value !== 'string' && TYPES_AS_TEXT.has(kind)))
    .map((one): InvalidValue => ({
      ...one,
      make: (junk) => {
        const made = one.make(junk);
        const isText =
          (typeof made?.value === 'string' && made.value.trim() !== '' && /^[\x20-\x7e]*$/.test(made.value)) ||
          typeof made?.value === 'number';
        return isText && made.value !== '.' && made.value !== '..' ? made : undefined;
      },
    }));
  return [...absent, ...own];
}

/** A request with a body that no encoder writes. */
export function malformedRequestAt(context: RequestContext, base: Base, by: number): fc.Arbitrary<Draft> {
  const { operation } = context;
  const media = requestMedia(operation, base.inputs);
  if (!media || base.inputs.body === undefined || !isJsonType(media.encodedAs))
    return invalidRequestAt(context, base, by);
  const { example: _, ...others } = base;
  return malformedBodies(base.inputs.body, by).map(({ bytes, title, claim }) => ({
    ...others,
    from: base,
    raw: bytes,
    title,
    claim,
    clause: media.pointer,
    at: 'request body',
  }));
}
