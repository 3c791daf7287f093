import type { Case } from '../../model/case.ts';
import type { Contract } from '../../model/contract.ts';
import { underOtherNames } from '../../cases/baseline/names.ts';
import { encodeRequest } from '../../messages/encode-request.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { makesNew } from '../permissions/effect.ts';
import type { AcceptedBase } from './baseline.ts';

/** The accepted request once more: where it creates something, another one. */
export function again(contract: Contract, accepted: AcceptedBase, mark: () => string): Case {
  const { case: testCase, base, overrides, isReference: isKept } = accepted;
  const { operation } = testCase;
  const media = requestMedia(operation, base.inputs);
  const { body } = base.inputs;
  const isCreating = makesNew(contract, operation);
  if (!isCreating || !media || body === undefined) return testCase;
  const inputs = { ...base.inputs, body: underOtherNames(contract, media, body, mark(), { isKept }) };
  const title = 'the request that creates another one';
  const request = encodeRequest(operation, inputs, overrides);
  return { ...testCase, id: `${operation.id} > ${title}`, title, inputs, request };
}

/** The accepted request, about another thing. */
export function underPath({ case: testCase, base, overrides }: AcceptedBase, path: Case['inputs']['path']): Case {
  const { operation } = testCase;
  const inputs = { ...base.inputs, path: { ...base.inputs.path, ...path } };
  const title = 'the request that creates another one';
  const request = encodeRequest(operation, inputs, overrides);
  return { ...testCase, id: `${operation.id} > ${title}`, title, inputs, request };
}
