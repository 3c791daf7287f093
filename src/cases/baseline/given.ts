import type { Contract, Operation } from '../../model/contract.ts';
import type { Pointer } from '../../model/json.ts';
import { joinPointer, pointerTokens } from '../../json/pointer.ts';
import { findMediaType } from '../../messages/request-media.ts';
import { requestErrors } from '../../schema/read-write-only.ts';
import { nearestWord } from '../../text/did-you-mean.ts';
import { mediaOf } from '../json-first.ts';
import type { GivenRequest, GivenRequests } from './known.ts';
import { nameSome } from '../../text/wording.ts';

/** What a given request does wrong by the contract, and where in what was written down. */
export interface GivenProblem {
  at: Pointer;
  message: string;
  hint: string;
}

/**
 * The first thing that is wrong with requests that were given by operation; undefined where all of them can be sent.
 * @param isForAll whether they may be of contracts that are not at hand, too
 */
export function problemOfGiven(
  contracts: readonly Contract[],
  requests: GivenRequests,
  isForAll = false,
): GivenProblem | undefined {
  for (const [id, given] of Object.entries(requests)) {
    const owners = contracts.flatMap((contract) =>
      contract.operations.flatMap((operation) => (operation.id === id ? [{ contract, operation }] : [])),
    );
    const ids = contracts.flatMap(({ operations }) => operations.map((operation) => operation.id));
    if (owners.length === 0 && !isForAll)
      return { at: joinPointer('#', id), message: `there is no operation ${id}`, hint: hintFor(id, ids) };
    for (const { contract, operation } of owners) {
      const problem = problemIn(contract, operation, given);
      if (problem) return { ...problem, at: joinPointer('#', id, ...problem.at) };
    }
  }
  return undefined;
}

function problemIn(
  contract: Contract,
  operation: Operation,
  { parameters = {}, mediaType, body }: GivenRequest,
): { at: string[]; message: string; hint: string } | undefined {
  const names = operation.parameters.map(({ name }) => name);
  const unknown = Object.keys(parameters).find((name) => !names.includes(name));
  if (unknown !== undefined)
    return {
      at: ['parameters', unknown],
      message: `${operation.id} has no parameter ${unknown}`,
      hint: hintFor(unknown, names),
    };
  const types = operation.body?.media.map(({ type }) => type) ?? [];
  if ((mediaType !== undefined || body !== undefined) && types.length === 0)
    return {
      at: [body === undefined ? 'mediaType' : 'body'],
      message: `${operation.id} takes no body`,
      hint: 'Leave it out.',
    };
  const media = mediaType === undefined ? mediaOf(operation) : findMediaType(operation.body?.media ?? [], mediaType);
  if (!media)
    return mediaType === undefined
      ? undefined
      : { at: ['mediaType'], message: `${operation.id} takes no ${mediaType}`, hint: hintFor(mediaType, types) };
  if (body === undefined || media.schema === undefined) return undefined;
  const [error] = requestErrors(contract, media.schema, body);
  if (!error) return undefined;
  const { file, line, column } = contract.locate(error.pointer);
  return {
    at: ['body', ...pointerTokens(error.at)],
    message: `body${error.at} ${error.message}`,
    hint: `Correct it, or the schema at ${file}:${line}:${column}.`,
  };
}

function hintFor(word: string, known: string[]): string {
  const near = nearestWord(word, known);
  if (near) return `Did you mean ${near}?`;
  return known.length === 0 ? 'Leave it out.' : `There are: ${nameSome(known)}.`;
}
