import type * as fc from 'fast-check';
import type { Operation, Parameter, RequestValues } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { isSendable } from '../spots.ts';
import { isOpen, type Base } from '../valid-requests.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { bounded, type ValueRange } from './arbitraries/base.ts';
import { anyArbitrary } from './arbitraries/strings.ts';
import { valueArbitrary, type GenerationContext } from './arbitraries/values.ts';

/** What a request tests: it must be accepted, or refused, or only not make the server fail. */
export type Claim = 'valid' | 'invalid' | 'either';

/** A generated request before it is proved valid or invalid. */
export interface Draft extends Base {
  claim: Claim;
  clause: Pointer;
  at: string;
  /** After "a request". */
  title: string;
  /** The bytes of the body, if no encoder wrote them. */
  raw?: Uint8Array;
  /** The valid request that it differs from in one thing. */
  from?: Base;
}

/** What the generation of an operation's requests needs. */
export interface RequestContext {
  generation: GenerationContext;
  operation: Operation;
  overrides: Overrides;
  bases: Base[];
}

/** Whether the documents leave open what becomes of a request: then it is not sent. */
export function isLeftOpen({ generation, operation }: RequestContext, inputs: RequestValues): boolean {
  const media = requestMedia(operation, inputs);
  return inputs.body !== undefined && media !== undefined && isOpen(generation.contract, media, inputs.body);
}

/** A complete request, which is not a variation of another. */
export function unchangedDraft({ operation }: RequestContext, base: Base): Draft {
  const media = requestMedia(operation, base.inputs);
  const clause = media?.schema ?? operation.pointer;
  return {
    ...base,
    claim: 'valid',
    clause,
    at: base.inputs.body === undefined ? 'request' : 'request body',
    title: 'made up from the schemas',
  };
}

/** Values of a parameter that its place in a request can carry. */
export function parameterArbitrary(
  generation: GenerationContext,
  { schema, in: where }: Parameter,
  range: ValueRange,
): fc.Arbitrary<Json> {
  const value = schema ? valueArbitrary(generation, [schema], range) : anyArbitrary('typical');
  return bounded(value, (one) => isSendable(where, one), 20);
}
