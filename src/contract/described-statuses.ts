import type { Contract, Operation } from '../model/contract.ts';
import { descriptionAt } from './description-at.ts';

/** Words that speak of answers: “Normal Response Codes: 201, 204”, “Returns 202 if …”. */
const OF_ANSWERS = /\b(respon[ds]\w*|status\w*|codes?|http|returns?|returned|answers?|answered)\b/i;

/** Whether the description of an operation names a status, whatever its responses list. */
export function describesStatus(contract: Contract, { pointer }: Operation, status: number): boolean {
  const text = descriptionAt(contract, pointer);
  return new RegExp(String.raw`(?<![\w.])${status}(?![\w.]*\w)`).test(text) && OF_ANSWERS.test(text);
}
