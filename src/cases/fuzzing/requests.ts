import * as fc from 'fast-check';
import type { Contract, RequestValues, MediaType, Operation, Parameter } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { isEncodable } from '../../messages/body/encode.ts';
import { sample } from '../../schema/sample.ts';
import type { Base } from '../valid-requests.ts';
import { bounded, type ValueRange } from './arbitraries/base.ts';
import { invalidRequestAt, malformedRequestAt } from './invalid-requests.ts';
import { isSafeToVary } from '../spots.ts';
import { isLeftOpen, unchangedDraft, parameterArbitrary, type Draft, type RequestContext } from './draft.ts';
import { anyArbitrary } from './arbitraries/strings.ts';
import { valueArbitrary, type GenerationContext } from './arbitraries/values.ts';
import { edgeCaseAt } from './edge-requests.ts';
import { ownMember } from '../../json/pointer.ts';

/** Requests of all kinds for one operation. */
export function requestArbitrary(context: RequestContext): fc.Arbitrary<Draft> {
  const typical = typicalBases(context);
  const shown = context.bases.filter(({ example }) => example).slice(0, 5);
  const isEarly = context.generation.stage === 'early';
  // First, because shrinking goes towards the first alternative.
  const base = fc.oneof(
    { withCrossShrink: true },
    { weight: isEarly ? 2 : 20, arbitrary: typical },
    ...shown.map((one) => ({ weight: 1, arbitrary: fc.constant(one) })),
  );
  const source = fc.tuple(base, fc.noShrink(fc.nat()));
  return fc.oneof(
    { weight: isEarly || varies(context) ? 3 : 0, arbitrary: typical.map((one) => unchangedDraft(context, one)) },
    { weight: 5, arbitrary: source.chain(([one, by]) => edgeCaseAt(context, one, by)) },
    { weight: 4, arbitrary: source.chain(([one, by]) => invalidRequestAt(context, one, by)) },
    { weight: 1, arbitrary: source.chain(([one, by]) => malformedRequestAt(context, one, by)) },
  );
}

/** The parameters that typical requests differ in. */
function variedParameters({ operation, overrides }: RequestContext): Parameter[] {
  return operation.parameters.filter(
    ({ in: where, name }) => where !== 'path' && !Object.hasOwn(overrides.set, name) && isSafeToVary(where, name),
  );
}

/** Whether typical requests differ at all. */
function varies(context: RequestContext): boolean {
  const { generation, operation, bases } = context;
  return variedParameters(context).length > 0 || mediaOf(generation.contract, operation, bases).length > 0;
}

/** Requests with all required parts and some optional ones, of which the documents do not leave open what becomes of them. */
function typicalBases(context: RequestContext): fc.Arbitrary<Base> {
  const { generation, operation, bases, overrides } = context;
  const [first] = bases as [Base];
  const parameters = variedParameters(context);
  const values = parameters.map((parameter) => {
    const value = parameterArbitrary(generation, parameter, 'typical');
    return parameter.required
      ? value
      : fc.oneof(
          { withCrossShrink: true },
          { weight: 2, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: value },
        );
  });
  const media = mediaOf(generation.contract, operation, bases);
  const body = media.map((one) =>
    bodyArbitrary(generation, one, 'typical').map((value) => ({ mediaType: one.type, body: value })),
  );
  const none = operation.body?.required ? [] : [fc.constant(undefined)];
  const bodies = [...none, ...body];
  const [only] = bodies;
  const all = fc
    .tuple(fc.tuple(...values), only ? fc.oneof({ withCrossShrink: true }, ...bodies) : fc.constant(undefined))
    .map(([found, sent]): Base => {
      const { body: _, mediaType: __, ...others } = first.inputs;
      const inputs: RequestValues = { ...others, query: {}, header: {}, cookie: {}, ...sent };
      for (const { name, in: where } of operation.parameters) {
        if (Object.hasOwn(overrides.set, name) && ownMember(first.inputs[where], name) !== undefined)
          inputs[where] = { ...inputs[where], [name]: first.inputs[where][name] as Json };
        // The other parts stay the same.
        else if (where === 'header' && !isSafeToVary(where, name) && ownMember(first.inputs.header, name) !== undefined)
          inputs.header = { ...inputs.header, [name]: first.inputs.header[name] as Json };
      }
      parameters.forEach(({ name, in: where }, index) => {
        const value = found[index];
        if (value !== undefined) inputs[where] = { ...inputs[where], [name]: value };
      });
      return { inputs };
    });
  const isEverOpen = media.some(({ unspecified }) => unspecified.length > 0);
  return isEverOpen ? bounded(all, ({ inputs }) => !isLeftOpen(context, inputs)) : all;
}

function bodyArbitrary(generation: GenerationContext, { schema }: MediaType, range: ValueRange): fc.Arbitrary<Json> {
  return schema ? valueArbitrary(generation, [schema], range) : anyArbitrary('typical');
}

/** The media types of bodies: those of the valid requests, and other documented ones, without the inferred ones. */
function mediaOf(contract: Contract, operation: Operation, bases: Base[]): MediaType[] {
  const used = new Set(bases.map(({ inputs }) => inputs.mediaType));
  return (operation.body?.media ?? []).filter(
    (media) =>
      used.has(media.type) ||
      (!media.type.includes('*') &&
        media.schema !== undefined &&
        isEncodable(media, media.type, sample(contract, media.schema) ?? null) &&
        contract.statement(media.pointer)?.kind !== 'inferred'),
  );
}
