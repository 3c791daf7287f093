/** Ends for names that no other request has, of this run or another. */
export interface Marks {
  /** The next one: letters and digits that begin with a letter. */
  mark(): string;
  /** Those that stand in a text. */
  in(text: string): string[];
}

export function createMarks(): Marks {
  const run = `r${Math.random().toString(36).slice(2, 6).padEnd(4, '0')}`;
  const given = new RegExp(`${run}[0-9a-z]+`, 'g');
  let count = 0;
  return {
    mark: () => `${run}${(count += 1).toString(36)}`,
    in: (text) => [...text.matchAll(given)].map(([mark]) => mark),
  };
}
