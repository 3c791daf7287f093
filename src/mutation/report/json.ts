import type { MutationReporter } from '../mutation-run.ts';

export const jsonMutations: MutationReporter = (runs) =>
  `${JSON.stringify(
    {
      version: 1,
      runs: runs.map((run) => ({
        contract: run.contract.name,
        file: run.contract.file,
        score: run.score,
        killed: run.killed,
        survived: run.survived,
        ...(run.setAside && { setAside: run.setAside }),
        ...(run.undecided && { undecided: run.undecided }),
        duration: Math.round(run.duration),
        mutants: run.mutants.map((mutant) => ({ ...mutant, place: run.contract.locate(mutant.clause) })),
        idle: run.idle,
        unspecified: run.unspecified.map(({ pointer, says: text }) => ({ pointer, says: text })),
      })),
    },
    null,
    2,
  )}\n`;
