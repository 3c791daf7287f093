/** Ends for names that no other request has, of this run or another. */
export interface Marks {
  /** A new series of them; those of one series begin alike: letters and digits, the first a letter. */
  series(): () => string;
  /** Those of any series that stand in a text. */
  in(text: string): string[];
}

export function createMarks(): Marks {
  const given: RegExp[] = [];
  return {
    series: () => {
      const start = `r${Math.random().toString(36).slice(2, 6).padEnd(4, '0')}`;
      given.push(new RegExp(`${start}[0-9a-z]+`, 'g'));
      let count = 0;
      return () => `${start}${(count += 1).toString(36)}`;
    },
    in: (text) => given.flatMap((marks) => [...text.matchAll(marks)].map(([mark]) => mark)),
  };
}
