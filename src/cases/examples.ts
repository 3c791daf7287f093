import type { Contract, Example, Operation } from '../model/contract.ts';
import type { Case } from '../model/case.ts';
import { decodeRequest } from '../messages/decode-request.ts';
import { pathParameters } from '../messages/path-template.ts';
import { fillRequired, withPlaceholders } from './fill-required.ts';
import { hasEncoder } from './valid-requests.ts';
import { encodeRequest } from '../messages/encode-request.ts';
import { NO_OVERRIDES, applyOverrides, type Overrides } from '../messages/overrides.ts';

/** One case for each documented request: the response must be the documented one. */
export function exampleCases(contract: Contract, operation: Operation, overrides: Overrides): Case[] {
  const placeholders = withPlaceholders(operation, overrides);
  const sent = operation.examples.filter(({ request }) => hasEncoder(operation, request));
  return sent.map((example) => {
    const inputs = fillRequired(contract, operation, applyOverrides(operation, example.request, overrides));
    const contradiction = contradictionIn(contract, operation, example);
    return {
      id: `${operation.id} > ${example.name}`,
      phase: 'examples',
      operation,
      title: `the documented example ${example.name}`,
      inputs,
      request: encodeRequest(operation, inputs, overrides),
      ...placeholders,
      ...(contradiction && { contradiction }),
      expect: example.response
        ? { kind: 'documented', example }
        : { kind: 'accepted', clause: example.pointer, at: 'request', example, stated: true },
    };
  });
}

/** The schema errors of a documented request, without the user's values. */
function contradictionIn(contract: Contract, operation: Operation, example: Example): Case['contradiction'] {
  const request = encodeRequest(operation, fillRequired(contract, operation, example.request), NO_OVERRIDES);
  const [error] = decodeRequest(contract, operation, pathParameters(operation, request.path), request).errors;
  return error && { clause: error.clause, at: error.at, message: error.message };
}
