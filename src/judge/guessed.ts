import type { Warning } from '../model/contract.ts';
import type { Undecided, Violation } from '../model/finding.ts';
import type { Pointer } from '../model/json.ts';
import { formatLocation } from '../errors.ts';
import { isWithin, joinPointer, pointerTokens } from '../json/pointer.ts';
import { applicableAt } from '../schema/subschemas.ts';
import { plain } from '../text/wording.ts';
import type { Judgement } from './judgement.ts';

/** The violations of clauses that were read by a guess, and what is said in their place. */
export function guessedIn<Reported extends { violation: Violation }>(
  judgement: Pick<Judgement, 'contract' | 'media' | 'response'>,
  reported: Reported[],
): { of: Set<Reported>; why: Pick<Undecided, 'reason' | 'hint'> } | undefined {
  const guesses = judgement.contract.warnings.filter(({ guess }) => guess !== undefined);
  if (guesses.length === 0) return undefined;
  const of = new Set<Reported>();
  let first: Warning | undefined;
  for (const one of reported) {
    const { severity, clause, at } = one.violation;
    if (severity === 'note') continue;
    const clauses = [clause, ...clausesAbove(judgement, at)];
    const guessed = guesses.find(({ guess = '' }) => clauses.some((pointer) => isWithin(pointer, guess)));
    if (!guessed) continue;
    of.add(one);
    first ??= guessed;
  }
  if (!first) return undefined;
  return {
    of,
    why: {
      reason: plain(
        `what the contract has at ${formatLocation(first.place)} ${first.message}: nobody can be held to a guess`,
      ),
      hint: 'Write there what is meant.',
    },
  };
}

/** The schemas that lead to a place of the body: a clause may be reached by a `$ref` out of what was guessed. */
function clausesAbove(
  { contract, media, response }: Pick<Judgement, 'contract' | 'media' | 'response'>,
  at: string,
): Pointer[] {
  const [, place] = /^body(#.*)$/.exec(at) ?? [];
  if (place === undefined || media?.schema === undefined || response.json === undefined) return [];
  const { schema } = media;
  const { json } = response;
  const tokens = pointerTokens(place);
  return tokens.flatMap((_, index) =>
    applicableAt(contract, schema, json, joinPointer('#', ...tokens.slice(0, index + 1))).map(({ pointer }) => pointer),
  );
}
