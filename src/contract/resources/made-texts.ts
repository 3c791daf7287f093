import type { Contract, Operation } from '../../model/contract.ts';
import { normalise, singular } from './names.ts';
import { answerShapes, type Shape } from './shape.ts';

/**
 * What the text may be called that a POST makes and answers with alone, normalised: `hash` and `generate` of `POST /hash/generate`,
 * `token` of `POST /users/{id}/tokens`. Empty for all else.
 */
export function namesOfMadeText(contract: Contract, operation: Operation): string[] {
  if (operation.method !== 'POST') return [];
  const answers = answerShapes(contract, operation);
  if (answers.length === 0 || !answers.every(({ shape }) => isTextAlone(shape))) return [];
  const behind = operation.path.replace(/.*\}/, '');
  const words = behind.split('/').filter((word) => word !== '');
  return words.slice(-2).map((word) => normalise(singular(word)));
}

/** A text, or an object of nothing but one text. */
function isTextAlone(shape: Shape): boolean {
  const [only, ...others] = [...shape.members.keys()];
  const types = (only === undefined ? shape : shape.member(only))?.types ?? [];
  return others.length === 0 && types.length === 1 && types[0] === 'string';
}
