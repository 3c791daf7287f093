/** Ends for names that no other request has, of this run or another. */
export interface Marks {
  /** A new series of them; those of one series begin alike: letters and digits, the first a letter. */
  series(): () => string;
  /** Those of any series that stand in a text. */
  in(text: string): string[];
}

export function createMarks(): Marks {
  const starts: string[] = [];
  return {
    series: () => {
      const start = `r${Math.random().toString(36).slice(2, 6).padEnd(4, '0')}`;
      starts.push(start);
      let count = 0;
      return () => `${start}${(count += 1).toString(36)}`;
    },
    in: (text) =>
      starts.flatMap((start) => [...text.matchAll(new RegExp(`${start}[0-9a-z]+`, 'g'))].map(([mark]) => mark)),
  };
}
