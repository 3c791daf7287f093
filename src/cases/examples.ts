import type { Case, Contract, Operation } from '../model.ts';
import { encodeRequest, withGiven, type Given } from './encode.ts';

/** One case for each documented request: the answer has to be the documented one. */
export function exampleCases(_contract: Contract, operation: Operation, given: Given): Case[] {
  return operation.examples.map((example) => {
    const inputs = withGiven(operation, example.request, given);
    return {
      id: `${operation.id} > ${example.name}`,
      phase: 'examples',
      operation,
      title: `the documented example ${example.name}`,
      inputs,
      request: encodeRequest(operation, inputs, given),
      expect: example.response ? { kind: 'documented', example } : { kind: 'accepted', clause: example.pointer, at: 'request', example },
    };
  });
}
