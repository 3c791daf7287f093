import { Random } from 'fast-check';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { randomOf } from '../fuzzing/arbitraries/base.ts';
import { createGenerationContext, valueArbitrary } from '../fuzzing/arbitraries/values.ts';

/** Draws typical values of a schema: the same number gives the same value. fast-check takes long to load, so that this stands apart. */
export function drawValues(contract: Contract, operation: Operation): (schema: Pointer, nth: number) => Json {
  const generation = createGenerationContext(contract, []);
  return (schema, nth) =>
    valueArbitrary(generation, [schema], 'typical').generate(
      new Random(randomOf('baseline', operation.id, nth)),
      undefined,
    ).value;
}
