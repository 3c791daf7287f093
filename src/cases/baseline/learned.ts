import { show, nameSome } from '../../text/wording.ts';
import type { Hint, Want } from './hints/hint.ts';
import type { Candidate, Learned } from './known.ts';

/** A candidate that notes what a refusal asked for and the document does not say. @param at the place, as findings name it @param what the place, in words */
export function learned(candidate: Candidate, { wants, says }: Hint, at: string, what: string): Candidate {
  const wording = LEARNED[wants.kind]?.(wants as never);
  if (wording === undefined) return candidate;
  const one: Learned = { at, what: `${what} ${wording}`, says };
  return { ...candidate, learned: [...candidate.learned.filter((other) => other.what !== one.what), one] };
}

/** What a document does not say, by what the refusal asked for. */
const LEARNED: { [K in Want['kind']]?: (want: Extract<Want, { kind: K }>) => string } = {
  present: () => 'is required',
  absent: () => 'is not allowed',
  'one of': ({ values }) => `must be one of ${nameSome(values.map(show))}`,
  pattern: ({ pattern }) => `must match ${show(pattern)}`,
  type: ({ type }) => `must be of the type ${type}`,
  format: ({ format }) => `must be of the format ${format}`,
  other: ({ quoted }) => `may not be ${quoted.slice(0, 3).map(show).join(' or ')}`,
  bounds: ({ of, least, most }) =>
    `must be ${least === undefined ? `at most ${most}` : `at least ${least}`}${of === 'length' ? ' long' : ''}`,
};
