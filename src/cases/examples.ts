import type { Case, Contract, Operation } from '../model.ts';
import { completed, madeUpParameters } from './complete.ts';
import { encodeRequest, withGiven, type Given } from './encode.ts';

/** One case for each documented request: the answer has to be the documented one. */
export function exampleCases(contract: Contract, operation: Operation, given: Given): Case[] {
  const madeUp = madeUpParameters(operation, given);
  return operation.examples.map((example) => {
    const inputs = completed(contract, operation, withGiven(operation, example.request, given));
    return {
      id: `${operation.id} > ${example.name}`,
      phase: 'examples',
      operation,
      title: `the documented example ${example.name}`,
      inputs,
      request: encodeRequest(operation, inputs, given),
      ...(madeUp.length > 0 && { madeUp }),
      expect: example.response ? { kind: 'documented', example } : { kind: 'accepted', clause: example.pointer, at: 'request', example },
    };
  });
}
