import { describesStatus } from '../../contract/described-statuses.ts';
import { responseFor } from '../../contract/examples.ts';
import { type Check, formatSuccess, successResponses } from '../judgement.ts';
import { isSuccessful } from '../../http/status.ts';

/** The document contradicts itself: the server keeps to one half of it. */
const IN_WORDS = {
  severity: 'note' as const,
  hint: 'The description of the operation names this status, and its responses do not list it.',
};

/** A success has a documented status, and the response to a documented request has its example's status. */
export const status: Check = {
  id: 'status',
  title: 'A success has the documented status.',
  each: ({ contract, expect, response, operation }) => {
    if (expect.kind === 'refused' || expect.kind === 'gone' || !isSuccessful(response.status)) return [];
    const own = responseFor(operation, response.status);
    const paired = expect.kind === 'documented' ? expect.example.response?.of : undefined;
    const expected = paired ?? successResponses(operation)[0];
    if (!expected || (paired ? own === paired : own)) return [];
    return [
      {
        clause: expected.pointer,
        at: 'status',
        message: 'answers with another status than the documented one',
        expected: paired ? paired.status : formatSuccess(operation),
        actual: String(response.status),
        ...(describesStatus(contract, operation, response.status) && IN_WORDS),
      },
    ];
  },
};
