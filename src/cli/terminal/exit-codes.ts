import type { Verdict } from '../../model/finding.ts';

/** What a process ends with. */
export const EXIT = { conforms: 0, violates: 1, usage: 2, undecided: 3 } as const;

/** The exit code of several verdicts: a violation outweighs what is undecided. */
export function exitCode(verdicts: Verdict[]): number {
  if (verdicts.includes('violates')) return EXIT.violates;
  return verdicts.includes('undecided') ? EXIT.undecided : EXIT.conforms;
}

/** What the exit codes of a command mean; those that are left out it never ends with. */
export type ExitMeanings = Partial<Record<keyof typeof EXIT, string>>;

/** Of a command that checks something. */
export const CHECK_EXITS: ExitMeanings = {
  conforms: 'conforms',
  violates: 'violates',
  usage: 'usage or contract error',
  undecided: 'undecided',
};

/** Of a command that does something. */
export const DONE_EXITS: ExitMeanings = { conforms: 'done', usage: 'usage or contract error' };

/** The line of the help that tells the exit codes. */
export function exitHelp(meanings: ExitMeanings): string {
  const all = Object.entries(EXIT).flatMap(([name, code]) => {
    const meaning = meanings[name as keyof typeof EXIT];
    return meaning === undefined ? [] : [`${code} ${meaning}`];
  });
  return `Exit codes: ${all.join(', ')}.`;
}
