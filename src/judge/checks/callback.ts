import type { Check } from '../judgement.ts';

/** What a target sends by itself is judged where it comes in, as it answers nothing (src/judge/callback-request.ts). */
export const callback: Check = {
  id: 'callback',
  title: 'What the server sends to a callback or a webhook is as documented.',
};
