import type { Contract, Example, Operation } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import { readRequest } from '../messages/decode-request.ts';
import { pathParameters } from '../messages/path-template.ts';
import { completed, madeUpParameters } from './fill-required.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NOTHING_GIVEN, withGiven, type Given } from '../messages/overrides.ts';

/** One case for each documented request: the answer has to be the documented one. */
export function exampleCases(contract: Contract, operation: Operation, given: Given): Case[] {
  const madeUp = madeUpParameters(operation, given);
  return operation.examples.map((example) => {
    const inputs = completed(contract, operation, withGiven(operation, example.request, given));
    const contradiction = contradictionIn(contract, operation, example);
    return {
      id: `${operation.id} > ${example.name}`,
      phase: 'examples',
      operation,
      title: `the documented example ${example.name}`,
      inputs,
      request: encodeRequest(operation, inputs, given),
      ...(madeUp.length > 0 && { madeUp }),
      ...(contradiction && { contradiction }),
      expect: example.response ? { kind: 'documented', example } : { kind: 'accepted', clause: example.pointer, at: 'request', example },
    };
  });
}

/** What a documented request does wrong by its own schema, whatever the user gives. */
function contradictionIn(contract: Contract, operation: Operation, example: Example): Case['contradiction'] {
  const request = encodeRequest(operation, completed(contract, operation, example.request), NOTHING_GIVEN);
  const [error] = readRequest(contract, operation, pathParameters(operation, request.path), request).errors;
  return error && { clause: error.clause, at: error.at, message: error.message };
}
