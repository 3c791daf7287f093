/** Ends for names that no other request has, of this run or another: letters and digits that begin with a letter. */
export function createMarks(): () => string {
  const run = Math.random().toString(36).slice(2, 6).padEnd(4, '0');
  let count = 0;
  return () => `r${run}${(count += 1).toString(36)}`;
}
