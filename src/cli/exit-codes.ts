import type { Verdict } from '../model/finding.ts';

/** What a process ends with. */
export const EXIT = { conforms: 0, violates: 1, usage: 2, undecided: 3 } as const;

/** The exit code of several verdicts: a violation outweighs what is undecided. */
export function exitCode(verdicts: Verdict[]): number {
  if (verdicts.includes('violates')) return EXIT.violates;
  return verdicts.includes('undecided') ? EXIT.undecided : EXIT.conforms;
}

export const EXIT_HELP = 'Exit codes: 0 conforms, 1 violates, 2 usage or contract error, 3 undecided.';
