import type { Check } from '../judgement.ts';

/** What an answer leads to is there: what a documented link names (OpenAPI 3.1 §4.8.20), and what was just created. */
export const link: Check = {
  id: 'link',
  title: 'What an answer leads to is there.',
  each: ({ expect, response: { status } }) => {
    const follows = expect.kind === 'accepted' ? expect.follows : undefined;
    // Any other refusal says something of the request, and not of what it asks for.
    if (!follows || (status !== 404 && status !== 410)) return [];
    return [
      {
        clause: follows.clause,
        at: 'status',
        message: `${follows.by} leads to nothing`,
        expected: 'a success (2xx)',
        actual: String(status),
      },
    ];
  },
};
