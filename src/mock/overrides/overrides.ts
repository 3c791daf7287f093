/*
 * Custom answers, as one more layer over every mode: the mode answers, and what an override gives is put in its place. Nothing
 * else of the mock knows of them. conditions.ts says for which requests, check-overrides.ts holds them to the contract, and
 * read-overrides.ts reads the file.
 */
import type { Contract, Operation, RequestValues } from '../../model/contract.ts';
import type { Override, OverrideAnswer } from '../../model/override.ts';
import type { Fields } from '../../http/header-fields.ts';
import { ownMember } from '../../json/pointer.ts';
import { holds } from './conditions.ts';

/** A request with this header and the value `none` is answered as if there were no overrides. */
const HEADER = 'x-assay-overrides';

/** Gives the answer of the first override whose conditions hold; undefined where there is none. */
export type ChooseOverride = (
  contract: Pick<Contract, 'overrides'>,
  operation: Pick<Operation, 'id'>,
  inputs: RequestValues,
  fields: Pick<Fields, 'get'>,
) => OverrideAnswer | undefined;

/** Chooses overrides, and counts how often each was, so that its answers come in turn. */
export function createOverrideChooser(): ChooseOverride {
  const counts = new Map<Override, number>();
  return ({ overrides }, { id }, inputs, fields) => {
    const given = overrides && ownMember(overrides, id);
    if (!given || fields.get(HEADER)?.toLowerCase() === 'none') return undefined;
    const chosen = given.find(({ when = {} }) => holds(when, inputs, fields));
    if (!chosen) return undefined;
    const count = counts.get(chosen) ?? 0;
    counts.set(chosen, count + 1);
    const { answer = {}, answers = [answer], repeat = false } = chosen;
    return answers[repeat ? count % answers.length : Math.min(count, answers.length - 1)] ?? {};
  };
}
