import type { Statement } from '../../model/contract.ts';
import type { Pointer } from '../../model/json.ts';
import { formatLocation } from '../../errors.ts';
import type { MutantResult, MutationRun } from '../mutation-run.ts';

export const mutantsWith = (run: MutationRun, outcome: MutantResult['outcome']) =>
  run.mutants.filter((mutant) => mutant.outcome === outcome);

export function formatPlace({ contract }: MutationRun, clause: Pointer): string {
  return formatLocation(contract.locate(clause));
}

export function formatStatement(statement: Statement | undefined): string {
  if (!statement) return 'nothing says what this clause rests on';
  const where = [statement.document?.title, statement.at].filter(Boolean).join(' — ');
  return where ? `${statement.says} (${where})` : statement.says;
}

/** `232 of 232 killed (100 %)`. */
export function formatScore(run: MutationRun): string {
  return `${run.killed} of ${run.killed + run.survived} killed (${formatPercent(run.score)} %)`;
}

/** Never rounded up: 99.96 is not 100. */
function formatPercent(value: number): string {
  return String(Math.floor(value * 10) / 10);
}
