import * as fc from 'fast-check';
import { requestMedia } from '../../messages/request-media.ts';
import { isObject } from '../../json/pointer.ts';
import { show } from '../../text/wording.ts';
import { placeOf, spotsOf, withValueAt } from '../spots.ts';
import type { Base } from '../valid-requests.ts';
import { pick } from './arbitraries/base.ts';
import { unchangedDraft, parameterArbitrary, type Draft, type RequestContext } from './draft.ts';
import { valueArbitrary } from './arbitraries/values.ts';
import { formatMember } from '../variations.ts';

/** A request with a single edge value, so that the cause of a failure is known. */
export function edgeCaseAt(context: RequestContext, base: Base, by: number): fc.Arbitrary<Draft> {
  const { generation, operation, overrides } = context;
  const spots = spotsOf(generation.contract, operation, overrides, base.inputs);
  const spot = pick(spots, by, ({ parameter, at }) => `${parameter?.pointer ?? 'body'} ${at}`);
  if (!spot) return fc.constant(unchangedDraft(context, base));
  const { parameter, at, pointers } = spot;
  if (parameter) {
    const { in: where, name } = parameter;
    return parameterArbitrary(generation, parameter, 'edge').map((value) => ({
      inputs: withValueAt(base.inputs, spot, value),
      from: base,
      claim: 'valid',
      clause: parameter.schema ?? parameter.pointer,
      at: placeOf(spot),
      title: `with ${show(value)} as the ${where} parameter ${name}`,
    }));
  }
  const clause = pointers[0] ?? requestMedia(operation, base.inputs)?.schema ?? operation.pointer;
  return valueArbitrary(generation, pointers, 'edge').map((value) => ({
    ...base,
    inputs: withValueAt(base.inputs, spot, value),
    from: base,
    claim: 'valid',
    clause,
    at: placeOf(spot),
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
