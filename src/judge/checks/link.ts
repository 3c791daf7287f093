import type { Check } from '../judgement.ts';
import { isNotFound } from '../../http/status.ts';

/** A resource that a response refers to exists: the target of a documented link (OpenAPI 3.1 §4.8.20), or what was just created. */
export const link: Check = {
  id: 'link',
  title: 'What an answer leads to is there.',
  each: ({ expect, response: { status } }) => {
    const follows = expect.kind === 'accepted' ? expect.follows : undefined;
    // Any other refusal is about the request, and not about the resource.
    if (!follows || !isNotFound(status)) return [];
    return [
      {
        ...(follows.isGuess && { severity: 'note' as const }),
        clause: follows.clause,
        at: 'status',
        message: `${follows.by} leads to nothing`,
        expected: 'a success (2xx)',
        actual: String(status),
      },
    ];
  },
};
